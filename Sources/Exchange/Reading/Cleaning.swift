/// 清洗 — what may be done to a source's text before it is read: how it is written changes, never what it says.
package enum Cleaning: String, Sendable, CaseIterable {
    /// White space anywhere, that of Chinese text included: `6228 4800` is `62284800`.
    case removeSpaces = "去空格"
    /// Full-width letters, digits and signs: `１２Ｘ` is `12X`.
    case halfWidth = "全角转半角"
    /// `00123` is `123`; of noughts alone one stays.
    case removeLeadingZeros = "去前导零"
    /// Hyphens and dashes: `1234-5678` is `12345678`.
    case removeHyphens = "去连接符"
    /// Latin letters: `x` is `X`.
    case upperCase = "转大写"

    package func callAsFunction(_ text: String) -> String {
        switch self {
        case .removeSpaces: return text.filter { !$0.isWhitespace }
        case .halfWidth: return String(String.UnicodeScalarView(text.unicodeScalars.map(Self.halfWidth)))
        case .removeLeadingZeros:
            let rest = text.drop { $0 == "0" }
            return rest.isEmpty && !text.isEmpty ? "0" : String(rest)
        case .removeHyphens: return text.filter { !"-－‐‑‒–—".contains($0) }
        case .upperCase: return text.uppercased()
        }
    }

    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x3000: " "
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        default: scalar
        }
    }
}
