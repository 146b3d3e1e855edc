/// A FEEL context: entries with names, in the order in which they were written.
public struct Context: Sendable {
    /// One name and its value.
    public struct Entry: Sendable {
        public let key: String
        public let value: Value

        public init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    public private(set) var entries: [Entry]

    /// Where a key stands twice, the last one counts.
    public init(_ entries: [Entry] = []) {
        self.entries = []
        for entry in entries { self[entry.key] = entry.value }
    }

    /// Setting adds at the end or replaces in place; `nil` removes.
    public subscript(key: String) -> Value? {
        get { entries.first { $0.key.hasSameScalars(as: key) }?.value }
        set {
            let index = entries.firstIndex { $0.key.hasSameScalars(as: key) }
            switch (index, newValue) {
            case (let index?, let value?): entries[index] = Entry(key, value)
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append(Entry(key, value))
            case (nil, nil): return
            }
        }
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
