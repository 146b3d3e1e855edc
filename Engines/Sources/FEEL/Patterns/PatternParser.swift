/// Reads the regular expressions of XML Schema (part 2, appendix F) with what XPath and XQuery add: `^ $`, reluctant
/// quantifiers, back-references and groups that keep nothing, `(?:…)`.
struct PatternParser {
    let flags: PatternFlags
    private(set) var groupCount = 0
    private var scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    /// Groups whose closing bracket was read: a reference may name no other.
    private var closedGroups: Set<Int> = []

    static let lengthMax = 10_000
    static let depthMax = 100

    init(_ source: String, flags: PatternFlags) throws(PatternFault) {
        self.flags = flags
        scalars = Array(source.unicodeScalars)
        guard scalars.count <= PatternParser.lengthMax else { throw PatternFault() }
        if flags.isSpaced { scalars = PatternParser.withoutSpace(scalars) }
    }

    /// White space goes, even within `\p{…}`, but stays in a class in square brackets.
    private static func withoutSpace(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var kept: [Unicode.Scalar] = []
        var brackets = 0
        var isEscaped = false
        for scalar in scalars where brackets > 0 || !ScalarSet.space.contains(scalar) {
            if !isEscaped { brackets += scalar == "[" ? 1 : (scalar == "]" && brackets > 0 ? -1 : 0) }
            isEscaped = !isEscaped && scalar == "\\"
            kept.append(scalar)
        }
        return kept
    }

    mutating func pattern() throws(PatternFault) -> PatternSyntax {
        let result = try choice()
        guard peek == nil else { throw PatternFault() }
        return result
    }

    var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
    func peek(_ ahead: Int) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    mutating func next() throws(PatternFault) -> Unicode.Scalar {
        guard let scalar = peek else { throw PatternFault() }
        position += 1
        return scalar
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    /// What stands in the pattern, widened by flag `i`.
    func set(_ set: ScalarSet) -> ScalarSet {
        guard flags.isCaseless else { return set }
        guard case .scalar(let scalar) = set else { return .caseless(set) }
        let variants = LetterCase.variants(of: scalar)
        return variants.isEmpty ? set : .union([set] + variants.map(ScalarSet.scalar))
    }

    private mutating func choice() throws(PatternFault) -> PatternSyntax {
        depth += 1
        guard depth <= PatternParser.depthMax else { throw PatternFault() }
        var branches = [try branch()]
        while take("|") { branches.append(try branch()) }
        depth -= 1
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func branch() throws(PatternFault) -> PatternSyntax {
        var pieces: [PatternSyntax] = []
        while let scalar = peek, scalar != "|", scalar != ")" { pieces.append(try quantified(try atom())) }
        return pieces.count == 1 ? pieces[0] : .sequence(pieces)
    }

    private mutating func atom() throws(PatternFault) -> PatternSyntax {
        let scalar = try next()
        switch scalar {
        case "^": return .start
        case "$": return .end
        case ".": return .set(flags.isSingleLine ? .everything : .inverse(.newline))
        case "(": return try group()
        case "[": return .set(try characterClass())
        case "\\":
            if let digit = peek, ("1"..."9").contains(digit) { return .reference(try reference()) }
            return .set(folded(try escape()))
        case "*", "+", "?", "{", "}", "]": throw PatternFault()
        default: return .set(set(.scalar(scalar)))
        }
    }

    private mutating func group() throws(PatternFault) -> PatternSyntax {
        if take("?") {
            guard take(":") else { throw PatternFault() }
            let inner = try choice()
            guard take(")") else { throw PatternFault() }
            return inner
        }
        groupCount += 1
        let number = groupCount
        let inner = try choice()
        guard take(")") else { throw PatternFault() }
        closedGroups.insert(number)
        return .group(number, inner)
    }

    /// As many digits as still name a group.
    private mutating func reference() throws(PatternFault) -> Int {
        var number = 0
        while let digit = peek, ("0"..."9").contains(digit) {
            let longer = number * 10 + Int(digit.value - 48)
            guard number == 0 || longer <= groupCount else { break }
            number = longer
            position += 1
        }
        guard closedGroups.contains(number) else { throw PatternFault() }
        return number
    }

    private mutating func quantified(_ atom: PatternSyntax) throws(PatternFault) -> PatternSyntax {
        let bounds: (min: Int, max: Int?)
        switch peek {
        case "*": bounds = (0, nil)
        case "+": bounds = (1, nil)
        case "?": bounds = (0, 1)
        case "{":
            position += 1
            let min = try quantity()
            bounds = (min, take(",") ? (peek == "}" ? nil : try quantity()) : min)
            guard peek == "}", bounds.max ?? min >= min else { throw PatternFault() }
        default: return atom
        }
        position += 1
        return .repeated(atom, min: bounds.min, max: bounds.max, isReluctant: take("?"))
    }

    private mutating func quantity() throws(PatternFault) -> Int {
        var number: Int?
        while let digit = peek, ("0"..."9").contains(digit) {
            position += 1
            // More repetitions than a text has characters are all the same.
            number = min((number ?? 0) * 10 + Int(digit.value - 48), 1_000_000_000)
        }
        guard let number else { throw PatternFault() }
        return number
    }
}
