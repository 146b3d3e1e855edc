/// Which characters are what (DMN 1.5 §10.3.1.2, rules 28–30 and 61–62), and the full-width ones that the rules would
/// take for letters but people mean as signs.
enum Lexicon {
    static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            return scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        }
        guard ascii(for: scalar) == nil, !isSpace(scalar) else { return false }
        return startRanges.contains { $0.contains(scalar.value) }
    }

    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        if isNameStart(scalar) || isDigit(scalar) || scalar.value == 0xB7 { return true }
        return (0x300...0x36F).contains(scalar.value) || (0x203F...0x2040).contains(scalar.value)
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
            0xFEFF:
            true
        default: false
        }
    }

    /// Signs that a name may hold between its words.
    static func isNameSign(_ scalar: Unicode.Scalar) -> Bool { "./-'+*".unicodeScalars.contains(scalar) }

    private static let startRanges: [ClosedRange<UInt32>] = [
        0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F,
        0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF,
    ]

    /// The ASCII text that people mean by a full-width sign or digit or a mathematical sign; `nil` for any other
    /// character.
    static func ascii(for scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        // FEEL has no semicolon: what it divides, a comma divides.
        case 0xFF1B: ","
        case 0xFF01...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF5D:
            Unicode.Scalar(scalar.value - 0xFEE0).map { String(Character($0)) }
        case 0x3002, 0xFF61: "."
        case 0x3001, 0xFF64: ","
        case 0x201C, 0x201D, 0x2018, 0x2019, 0x300C...0x300F, 0xFF62, 0xFF63, 0x301D...0x301F: "\""
        case 0x3010, 0x3014, 0x3016: "["
        case 0x3011, 0x3015, 0x3017: "]"
        case 0x3008, 0x300A: "<"
        case 0x3009, 0x300B: ">"
        case 0x2264, 0x2266: "<="
        case 0x2265, 0x2267: ">="
        case 0x2260: "!="
        case 0xD7: "*"
        case 0xF7: "/"
        case 0x2212, 0x2013, 0x2014: "-"
        case 0xFF5E, 0x301C, 0x2026: ".."
        default: nil
        }
    }
}
