/// The names that expressions may use, each with its type: what a form asked, what was defined before, what a law
/// fixes. Names may hold spaces, signs and any script; the longest one that fits the text is meant.
public struct NameScope: Sendable {
    struct Entry: Sendable {
        let name: Name
        let type: FEELType
        let meaning: Meaning
    }

    enum Meaning: Sendable {
        /// A value that differs from one evaluation to the next, by its place in `Scope`.
        case slot(Int)
        /// A value that is the same in every evaluation.
        case constant(Value)
    }

    private(set) var entries: [Entry] = []
    private var types: [FEELType] = []
    /// Names that have a slot, in the order of their slots.
    public private(set) var variables: [String] = []
    /// Types that a model defines, by name.
    private var namedTypes: [(name: Name, type: FEELType)] = []

    /// Where `@"…@Europe/Paris"` finds its zone, when expressions are read and when they are evaluated.
    public let zones: ZoneTable

    public init(zones: ZoneTable = .fixed) { self.zones = zones }

    /// Adds a name whose value differs from one evaluation to the next and returns its slot. A name declared before is
    /// hidden.
    @discardableResult
    public mutating func declare(_ name: String, _ type: FEELType = .any) -> Int {
        let slot = variables.count
        variables.append(name)
        types.append(type)
        add(Entry(name: Name(name), type: type, meaning: .slot(slot)))
        return slot
    }

    /// Adds a name with a fixed value; expressions of it are computed when they are read.
    public mutating func define(_ name: String, as value: Value) {
        add(Entry(name: Name(name), type: value.type, meaning: .constant(value)))
    }

    /// Adds a type of the model, so that `instance of` and parameters can name it.
    public mutating func defineType(_ name: String, as type: FEELType) {
        namedTypes.append((Name(name), type))
    }

    /// The longest type name of the model that stands at `start` of the source, and where it ends.
    func namedType(in source: [Unicode.Scalar], from start: Int) -> (type: FEELType, end: Int)? {
        var best: (type: FEELType, end: Int)?
        for (name, type) in namedTypes {
            guard let end = name.end(in: source, from: start), end > (best?.end ?? start) else { continue }
            best = (type, end)
        }
        return best
    }

    /// Every name, in the order of declaration.
    public var names: [String] { entries.map(\.name.text) }

    /// Whether the name was declared or defined; white space within it does not matter.
    public func contains(_ name: String) -> Bool { entries.contains { $0.name == Name(name) } }

    func type(ofSlot slot: Int) -> FEELType { types[slot] }

    private mutating func add(_ entry: Entry) {
        entries.removeAll { $0.name == entry.name }
        entries.append(entry)
    }
}

/// A name as a row of words and signs, so that the white space between them does not matter.
struct Name: Hashable, Sendable {
    let text: String
    private let parts: [[Unicode.Scalar]]

    init(_ text: String) {
        var parts: [[Unicode.Scalar]] = []
        var isOpen = false
        for scalar in text.unicodeScalars {
            if Lexicon.isSpace(scalar) {
                isOpen = false
            } else if Lexicon.isNameSign(scalar) {
                parts.append([scalar])
                isOpen = false
            } else if isOpen {
                parts[parts.count - 1].append(scalar)
            } else {
                parts.append([scalar])
                isOpen = true
            }
        }
        self.text = text
        self.parts = parts
    }

    static func == (left: Name, right: Name) -> Bool { left.parts == right.parts }
    func hash(into hasher: inout Hasher) { hasher.combine(parts) }

    /// Where the name ends if it stands at `start` of the source; `nil` if it does not.
    func end(in source: [Unicode.Scalar], from start: Int) -> Int? {
        guard !parts.isEmpty else { return nil }
        var position = start
        for (index, part) in parts.enumerated() {
            if index > 0 {
                let afterSpace = Name.skipSpace(source, position)
                let isJoined = Lexicon.isNameSign(part[0]) || Lexicon.isNameSign(parts[index - 1][0])
                guard afterSpace > position || isJoined else { return nil }
                position = afterSpace
            }
            guard position + part.count <= source.count, source[position..<position + part.count].elementsEqual(part)
            else { return nil }
            position += part.count
            let endsWord = !Lexicon.isNameSign(part[0])
            if endsWord, position < source.count, Lexicon.isNamePart(source[position]) { return nil }
        }
        return position
    }

    private static func skipSpace(_ source: [Unicode.Scalar], _ start: Int) -> Int {
        var position = start
        while position < source.count, Lexicon.isSpace(source[position]) { position += 1 }
        return position
    }
}

extension Name {
    /// The name among `candidates` that a person most likely meant: fewest edits, and few enough to be the same word.
    static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.unicodeScalars)
        let limit = wanted.count <= 3 ? 1 : (wanted.count <= 8 ? 2 : 3)
        let scored = candidates.map { (name: $0, distance: distance(wanted, Array($0.unicodeScalars))) }
        guard let best = scored.first(where: { $0.name == name }) ?? scored.min(by: { $0.distance < $1.distance })
        else { return nil }
        if best.name == name { return best.name }
        if best.distance <= limit, best.distance < wanted.count { return best.name }
        return wanted.count > 1 ? scored.first { contains($0.name, name) || contains(name, $0.name) }?.name : nil
    }

    private static func contains(_ text: String, _ part: String) -> Bool {
        part.unicodeScalars.count > 1
            && text.unicodeScalars.split(
                separator: part.unicodeScalars, maxSplits: 1,
                omittingEmptySubsequences: false
            ).count > 1
    }

    /// Edits (insert, delete, replace, swap of neighbours) between two words.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var rows = [Array(0...right.count)]
        for (row, scalar) in left.enumerated() {
            var line = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(
                    rows[row][column + 1] + 1, line[column] + 1, rows[row][column] + (scalar == other ? 0 : 1))
                if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                    best = min(best, rows[row - 1][column - 1] + 1)
                }
                line.append(best)
            }
            rows.append(line)
        }
        return rows[left.count][right.count]
    }
}
