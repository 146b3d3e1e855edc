extension PatternParser {
    /// After the opening bracket: `^`, characters and ranges, and `-[…]` for what does not belong to it.
    mutating func characterClass() throws(PatternFault) -> ScalarSet {
        let isNegative = take("^")
        var members: [ScalarSet] = []
        var excluded: ScalarSet?
        while !take("]") {
            if peek == "-", peek(1) == "[" {
                guard !members.isEmpty else { throw PatternFault() }
                _ = (try next(), try next())
                excluded = try characterClass()
                guard take("]") else { throw PatternFault() }
                break
            }
            members.append(try member(isFirst: members.isEmpty))
        }
        guard !members.isEmpty else { throw PatternFault() }
        let all = ScalarSet.union(members)
        let base = isNegative ? ScalarSet.inverse(all) : all
        return excluded.map { .difference(base, $0) } ?? base
    }

    /// One character, an escape, or a range.
    private mutating func member(isFirst: Bool) throws(PatternFault) -> ScalarSet {
        let first = try next()
        let start: ScalarSet
        switch first {
        case "\\": start = try escape()
        case "[", "]": throw PatternFault()
        // A hyphen stands for itself at either end only.
        case "-":
            guard isFirst || peek == "]" || peek == "-" && peek(1) == "[" else { throw PatternFault() }
            start = .scalar(first)
        default: start = .scalar(first)
        }
        guard peek == "-", peek(1) != "]", peek(1) != "[" else { return folded(start) }
        _ = try next()
        let last = try next()
        let end = last == "\\" ? try escape() : .scalar(last)
        guard let low = PatternParser.single(start), let high = PatternParser.single(end), low.value <= high.value,
            last != "[", last != "]"
        else { throw PatternFault() }
        return set(.range(low.value...high.value))
    }

    /// Case matters never to categories and blocks, even under flag `i`.
    func folded(_ member: ScalarSet) -> ScalarSet {
        PatternParser.single(member) == nil ? member : set(member)
    }

    private static func single(_ set: ScalarSet) -> Unicode.Scalar? {
        if case .scalar(let scalar) = set { scalar } else { nil }
    }

    /// After a backslash.
    mutating func escape() throws(PatternFault) -> ScalarSet {
        let scalar = try next()
        switch scalar {
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$": return .scalar(scalar)
        case "s": return .space
        case "S": return .inverse(.space)
        case "d": return .digit
        case "D": return .inverse(.digit)
        case "w": return .word
        case "W": return .inverse(.word)
        case "i": return .nameStart
        case "I": return .inverse(.nameStart)
        case "c": return .nameCharacter
        case "C": return .inverse(.nameCharacter)
        case "p": return try property()
        case "P": return .inverse(try property())
        default: throw PatternFault()
        }
    }

    /// `{Lu}` or `{IsBasicLatin}`
    private mutating func property() throws(PatternFault) -> ScalarSet {
        guard take("{") else { throw PatternFault() }
        var name = String.UnicodeScalarView()
        while !take("}") { name.append(try next()) }
        let text = String(name)
        if text.hasPrefix("Is"), let block = UnicodeBlocks.range(named: String(text.dropFirst(2))) {
            return .range(block)
        }
        let categories = UnicodeCategories.named(text)
        guard !categories.isEmpty else { throw PatternFault() }
        return .categories(categories)
    }
}
