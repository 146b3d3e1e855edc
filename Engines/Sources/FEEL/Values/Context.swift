/// A FEEL context: entries with names, in the order in which they were written.
public struct Context: Sendable {
    /// One name and its value.
    public struct Entry: Sendable {
        /// Its name.
        public let key: String
        /// Its value, null if need be.
        public let value: Value

        public init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// In the order in which they were written.
    public private(set) var entries: [Entry]
    /// Where each key stands, kept for contexts of many entries only.
    private var positions: [ScalarKey: Int]?

    /// Entries beyond which looking through all of them takes longer than asking an index.
    private static let plainMax = 16

    /// Where a key stands twice, the last one counts.
    public init(_ entries: [Entry] = []) {
        self.entries = []
        self.entries.reserveCapacity(entries.count)
        for entry in entries { self[entry.key] = entry.value }
    }

    /// Setting adds at the end or replaces in place; `nil` removes.
    public subscript(key: String) -> Value? {
        get { position(of: key).map { entries[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let index?, let value?): entries[index] = Entry(key, value)
            case (let index?, nil):
                entries.remove(at: index)
                positions = nil
                if entries.count > Context.plainMax { reindex() }
            case (nil, let value?):
                positions?[ScalarKey(key)] = entries.count
                entries.append(Entry(key, value))
                if positions == nil, entries.count > Context.plainMax { reindex() }
            case (nil, nil): return
            }
        }
    }

    private func position(of key: String) -> Int? {
        if let positions { return positions[ScalarKey(key)] }
        return entries.firstIndex { $0.key.hasSameScalars(as: key) }
    }

    private mutating func reindex() {
        positions = Dictionary(entries.indices.map { (ScalarKey(entries[$0].key), $0) }) { $1 }
    }
}

/// A text as its code points: Swift's own hash and `==` take canonically equivalent texts for the same.
struct ScalarKey: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ScalarKey, right: ScalarKey) -> Bool { left.text.hasSameScalars(as: right.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension Context: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements.map { Entry($0.0, $0.1) }) }
}

extension String {
    /// Equality of code points: Swift's own `==` takes canonically equivalent texts for equal, FEEL does not.
    func hasSameScalars(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
