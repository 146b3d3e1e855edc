/// General categories of Unicode, one bit each, by the names that `\p{…}` knows (XML Schema part 2, appendix F).
struct UnicodeCategories: OptionSet, Sendable {
    let rawValue: UInt32

    static let decimalDigit = named("Nd")
    static let punctuation = named("P")
    static let separator = named("Z")
    static let other = named("C")

    private static let names = [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "Zs",
        "Zl", "Zp", "Sm", "Sc", "Sk", "So", "Cc", "Cf", "Co", "Cn", "Cs",
    ]

    /// `Lu`, or all that begin with `L`; empty where there is no such category.
    static func named(_ name: String) -> UnicodeCategories {
        guard name != "Cs", (1...2).contains(name.unicodeScalars.count) else { return [] }
        return UnicodeCategories(
            rawValue: names.indices.reduce(0) { names[$1].hasPrefix(name) ? $0 | 1 << UInt32($1) : $0 })
    }
}

extension UnicodeCategories {
    init(_ category: Unicode.GeneralCategory) {
        let name =
            switch category {
            case .uppercaseLetter: 0
            case .lowercaseLetter: 1
            case .titlecaseLetter: 2
            case .modifierLetter: 3
            case .otherLetter: 4
            case .nonspacingMark: 5
            case .spacingMark: 6
            case .enclosingMark: 7
            case .decimalNumber: 8
            case .letterNumber: 9
            case .otherNumber: 10
            case .connectorPunctuation: 11
            case .dashPunctuation: 12
            case .openPunctuation: 13
            case .closePunctuation: 14
            case .initialPunctuation: 15
            case .finalPunctuation: 16
            case .otherPunctuation: 17
            case .spaceSeparator: 18
            case .lineSeparator: 19
            case .paragraphSeparator: 20
            case .mathSymbol: 21
            case .currencySymbol: 22
            case .modifierSymbol: 23
            case .otherSymbol: 24
            case .control: 25
            case .format: 26
            case .privateUse: 27
            case .surrogate: 29
            default: 28
            }
        self.init(rawValue: 1 << UInt32(name))
    }
}
