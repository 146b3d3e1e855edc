/// Upper and lower case of single code points, for flag `i` (XPath and XQuery Functions §5.6.1.1: two characters match
/// where their upper or their lower case is the same).
enum LetterCase {
    static func matches(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
        if left == right { return true }
        if left.value < 0x80, right.value < 0x80 {
            let folded = left.value | 0x20
            return folded == right.value | 0x20 && (0x61...0x7A).contains(folded)
        }
        return variants(of: left).contains(right)
    }

    /// The other code points that are the same letter.
    static func variants(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let lower = single(scalar.properties.lowercaseMapping) ?? scalar
        let upper = single(scalar.properties.uppercaseMapping) ?? scalar
        var found = [
            lower, upper, single(scalar.properties.titlecaseMapping) ?? scalar,
            single(lower.properties.uppercaseMapping) ?? lower, single(upper.properties.lowercaseMapping) ?? upper,
        ]
        for base in [scalar, lower, found[4]] { found += remote[base] ?? [] }
        return found.filter { $0 != scalar }
    }

    private static func single(_ mapping: String) -> Unicode.Scalar? {
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }

    /// Letters that fold to another one, which does not lead back to them: the Kelvin sign is a k.
    private static let remote: [Unicode.Scalar: [Unicode.Scalar]] = [
        "k": ["\u{212A}"], "i": ["ı"], "å": ["\u{212B}"], "ω": ["\u{2126}"], "s": ["ſ"], "ß": ["ẞ"], "μ": ["µ"],
        "σ": ["ς"], "ς": ["σ"], "β": ["ϐ"], "θ": ["ϑ", "ϴ"], "φ": ["ϕ"], "π": ["ϖ"], "κ": ["ϰ"], "ρ": ["ϱ"],
        "ε": ["ϵ"], "ṡ": ["ẛ"], "ι": ["\u{345}", "\u{1FBE}"], "ǆ": ["ǅ"], "ǉ": ["ǈ"], "ǌ": ["ǋ"], "ǳ": ["ǲ"],
        "в": ["\u{1C80}"], "д": ["\u{1C81}"], "о": ["\u{1C82}"], "с": ["\u{1C83}"], "т": ["\u{1C84}", "\u{1C85}"],
        "ъ": ["\u{1C86}"], "ѣ": ["\u{1C87}"], "ꙋ": ["\u{1C88}"],
    ]
}
