/// A regular expression as it was read.
indirect enum PatternSyntax: Sendable {
    case set(ScalarSet)
    case sequence([PatternSyntax])
    case choice([PatternSyntax])
    /// A pair of brackets whose text is kept, counted from 1.
    case group(Int, PatternSyntax)
    case repeated(PatternSyntax, min: Int, max: Int?, isReluctant: Bool)
    /// `^`
    case start
    /// `$`
    case end
    /// `\1`, the text that a group took.
    case reference(Int)
}

/// The letters after the pattern (XPath and XQuery Functions §5.6.1.1).
struct PatternFlags: Sendable {
    /// `s`: a point admits the end of a line as well.
    private(set) var isSingleLine = false
    /// `m`: `^` and `$` hold at each line.
    private(set) var isMultiline = false
    /// `i`: upper and lower case are the same.
    private(set) var isCaseless = false
    /// `x`: white space in the pattern means nothing.
    private(set) var isSpaced = false

    /// Any other letter is a fault.
    init(_ text: String) throws(PatternFault) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "s": isSingleLine = true
            case "m": isMultiline = true
            case "i": isCaseless = true
            case "x": isSpaced = true
            default: throw PatternFault()
            }
        }
    }
}

/// A pattern, its flags or a replacement that means nothing.
struct PatternFault: Error, Hashable {}
