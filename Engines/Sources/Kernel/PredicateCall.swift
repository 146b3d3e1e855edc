/// 核验 — a question to a source that is answered by yes or no, as definitions, grants and records write it: `年满(80)`,
/// `重度残疾()`. The brackets tell it from a field: who may ask it is not told the value.
public struct PredicateCall: Hashable, Sendable {
    /// What the source calls the question.
    public let name: String
    /// What is put into it, in the order of its parameters, without white space around.
    public let arguments: [String]

    /// `nil` where the text is no such question: a name alone names a field.
    public init?(_ text: String) {
        guard text.utf8.last == UInt8(ascii: ")"), let open = text.firstIndex(of: "(") else { return nil }
        let name = text[..<open]
        let inside = text[text.index(after: open)...].dropLast()
        guard !name.isEmpty, !name.contains(where: Self.isSign), !inside.contains(where: { "()、".contains($0) }) else {
            return nil
        }
        let isBare = inside.allSatisfy(\.isWhitespace)
        let parts = isBare ? [] : inside.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.name = String(name)
        arguments = parts
    }

    private static func isSign(_ character: Character) -> Bool {
        character.isWhitespace || ".,、()".contains(character)
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.prefix(start.reversed().drop(while: \.isWhitespace).count))
    }
}

extension PredicateCall: CustomStringConvertible {
    /// Equal questions have the same text: `年满(80)`.
    public var description: String { "\(name)(\(arguments.joined(separator: ",")))" }
}
