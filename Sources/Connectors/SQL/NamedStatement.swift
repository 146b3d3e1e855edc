import Storage

/// A department's own statement with parameters by name: `… WHERE sfzh = :证件号码`. Values are bound, never put into the
/// text. Names in quotes and comments are left alone.
struct NamedStatement: Sendable {
    private let pieces: [String]
    /// The name of the parameter after each piece but the last.
    let names: [String]

    init(_ text: String) {
        var scanner = Scanner(text)
        scanner.scan()
        pieces = scanner.pieces
        names = scanner.names
    }

    /// The text with every parameter `NULL`: enough for the database to say whether it understands it.
    var withoutValues: SQL { SQL(pieces: [pieces.joined(separator: "NULL")], parameters: []) }

    /// `nil` where a parameter has no value.
    func bound(to values: [String: String]) -> SQL? {
        var parameters: [SQLValue] = []
        for name in names {
            guard let value = values[name] else { return nil }
            parameters.append(.text(value))
        }
        return SQL(pieces: pieces, parameters: parameters)
    }

    private struct Scanner {
        private var rest: Substring.UnicodeScalarView
        private(set) var pieces = [""]
        private(set) var names: [String] = []

        init(_ text: String) {
            var scalars = Substring(text).unicodeScalars
            while let last = scalars.last, last == ";" || last.properties.isWhitespace { scalars.removeLast() }
            rest = scalars
        }

        mutating func scan() {
            while let scalar = rest.first {
                switch scalar {
                case "'", "\"", "`": copy(through: String(scalar))
                case "[": copy(through: "]")
                case "-" where second == "-": copy(through: "\n")
                case "/" where second == "*": copy(through: "*/")
                // A change of type: `:今天::date`.
                case ":" where second == ":": for _ in 0..<2 { copyOne() }
                case ":" where second.map(Self.isNamePart) ?? false: takeName()
                default: copyOne()
                }
            }
        }

        private var second: Unicode.Scalar? { rest.dropFirst().first }

        private mutating func copyOne() { pieces[pieces.count - 1].unicodeScalars.append(rest.removeFirst()) }

        private mutating func copy(through end: String) {
            let length = end.unicodeScalars.count
            if length == 1 { copyOne() } else { for _ in 0..<2 { copyOne() } }
            while !rest.isEmpty {
                guard rest.starts(with: end.unicodeScalars) else {
                    copyOne()
                    continue
                }
                for _ in 0..<length { copyOne() }
                return
            }
        }

        private mutating func takeName() {
            rest.removeFirst()
            let name = rest.prefix(while: Self.isNamePart)
            rest = rest.dropFirst(name.count)
            names.append(String(String.UnicodeScalarView(name)))
            pieces.append("")
        }

        private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }
}
