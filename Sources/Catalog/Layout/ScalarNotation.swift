/// 引号 — how a text is written on one line: bare where that is clear, else in quotes. Quotes that an author set are kept,
/// since `"0123"` and `0123` are not the same to every editor.
enum ScalarNotation {
    /// - Parameters:
    ///   - mark: the character with which the text began as it was written.
    ///   - isInBraces: whether it is going to stand in `{ }` or `[ ]`.
    static func written(_ value: String, mark: Unicode.Scalar?, isInBraces: Bool) -> String {
        switch mark {
        case "'" where value.unicodeScalars.contains { $0 == "\"" || $0 == "\\" } && isPrintable(value):
            "'\(escaped(value) { $0 == "'" ? "''" : nil })'"
        case "'", "\"": quoted(value)
        default: isClear(value, isInBraces) ? value : quoted(value)
        }
    }

    private static func quoted(_ value: String) -> String {
        let text = escaped(value) { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            default: isPrintable(scalar) ? nil : hexadecimal(scalar)
            }
        }
        return "\"\(text)\""
    }

    private static func escaped(_ value: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        value.unicodeScalars.map { replacement($0) ?? String($0) }.joined()
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// Whether a bare text is read as itself.
    private static func isClear(_ value: String, _ isInBraces: Bool) -> Bool {
        let scalars = Array(value.unicodeScalars)
        guard let first = scalars.first, let last = scalars.last else { return !isInBraces }
        guard first != " ", last != " ", last != ":", isPrintable(value) else { return false }
        let second = scalars.dropFirst().first
        if "-?:".unicodeScalars.contains(first), second == nil || second == " " { return false }
        if ",[]{}#&*!|>'\"%@`".unicodeScalars.contains(first) { return false }
        if isInBraces, scalars.contains(where: { ",[]{}:?".unicodeScalars.contains($0) }) { return false }
        return !zip(scalars, scalars.dropFirst()).contains { ($0 == ":" && $1 == " ") || ($0 == " " && $1 == "#") }
    }

    private static func isPrintable(_ value: String) -> Bool { value.unicodeScalars.allSatisfy(isPrintable) }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
        default: scalar != "\u{FEFF}"
        }
    }
}
