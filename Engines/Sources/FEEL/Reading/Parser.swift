import Kernel

/// Reads an expression by recursive descent, straight from the code points: which words form a name only the scope can
/// tell, so there is no lexer in between. A copy of the parser is a point to come back to.
struct Parser {
    let source: [Unicode.Scalar]
    let scope: NameScope
    var position = 0
    /// Variables of the expression itself, innermost last.
    var layers: [Layer] = []
    /// Static type of each local slot.
    var localTypes: [FEELType] = []
    /// Slots of the scope that the expression names.
    var usedSlots: Set<Int> = []
    var usesClock = false
    /// The type of `?`.
    var inputType = FEELType.any
    /// How often `?` was read.
    var inputUses = 0
    /// Mistakes that leave the expression readable but null.
    var warnings: [FEELError] = []
    /// False while the end of a range is read that may close with `[`.
    var allowsFilter = true
    private var depth = 0
    var operations = 0
    /// Expressions read so far, those of attempts that led nowhere included.
    private var work = 0
    /// How often it may still be looked for what a word was meant to be, attempts that led nowhere included.
    private var guessesLeft = 100

    /// Brackets and other constructs within one another.
    static let depthMax = 60
    /// Comparisons, paths, filters and calls that hang on one another, e.g. `a.b.c`.
    static let operationsMax = 100
    /// Code points of an expression.
    static let lengthMax = 200_000
    /// Expressions read, for each code point and in any case.
    static let workMax = (each: 4, least: 5_000)

    /// Names that come into sight with a construct.
    enum Layer {
        case variables([(name: Name, slot: Int)])
        /// The element that a filter looks at.
        case element(slot: Int)
    }

    init(_ source: String, _ scope: NameScope) {
        self.source = Array(source.unicodeScalars)
        self.scope = scope
    }

    func failure(_ mistake: Mistake, at offset: Int? = nil) -> FEELError {
        let (message, advice) = mistake.sentences
        return FEELError(at: SourcePosition(offset: offset ?? position, in: source), message, advice: advice)
    }

    /// What to say about text that cannot stand where it stands.
    func unexpected() -> FEELError {
        guard position < source.count else { return failure(.unexpectedEnd) }
        if let run = fullWidthRun() { return failure(.fullWidth(run.found, ascii: run.ascii)) }
        if matches("/*") { return failure(.openText("/*")) }
        for (found, feel) in [("==", "="), ("&&", "and"), ("||", "or"), ("<>", "!="), ("!", "not(…)"), ("'", "\"")] {
            if matches(found) { return failure(.operatorOfAnotherLanguage(found, feel: feel)) }
        }
        let word = source[position...].prefix { Lexicon.isNamePart($0) }
        return failure(.unexpected(Parser.text(word.isEmpty ? source[position...position] : word)))
    }

    func missing(_ wanted: String) -> FEELError {
        position < source.count && fullWidthRun() != nil ? unexpected() : failure(.missing(wanted))
    }

    /// Full-width characters from here on, with the ASCII text that is meant.
    private func fullWidthRun() -> (found: String, ascii: String)? {
        let run = source[position...].prefix { Lexicon.ascii(for: $0) != nil }
        guard !run.isEmpty else { return nil }
        return (Parser.text(run), run.compactMap(Lexicon.ascii).joined())
    }

    static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// Skips white space and comments. A comment without end stays, to be reported where it begins.
    mutating func skipSpace() {
        while position < source.count {
            if Lexicon.isSpace(source[position]) {
                position += 1
            } else if matches("//") {
                position = source[position...].firstIndex(of: "\n") ?? source.count
            } else if matches("/*"), let end = endOfComment() {
                position = end
            } else {
                return
            }
        }
    }

    private func endOfComment() -> Int? {
        var index = position + 2
        while index + 1 < source.count {
            if source[index] == "*", source[index + 1] == "/" { return index + 2 }
            index += 1
        }
        return nil
    }

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return position >= source.count
        }
    }

    func scalar(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < source.count ? source[position + ahead] : nil
    }

    /// Whether the source goes on with exactly this text.
    func matches(_ text: String) -> Bool {
        var index = position
        for scalar in text.unicodeScalars {
            guard index < source.count, source[index] == scalar else { return false }
            index += 1
        }
        return true
    }

    mutating func take(_ symbol: String) -> Bool {
        skipSpace()
        guard matches(symbol) else { return false }
        position += symbol.unicodeScalars.count
        return true
    }

    mutating func expect(_ symbol: String) throws(FEELError) {
        guard take(symbol) else { throw missing(symbol) }
    }

    func isAtKeyword(_ word: String) -> Bool {
        let length = word.unicodeScalars.count
        return matches(word) && !(scalar(length).map(Lexicon.isNamePart) ?? false)
    }

    mutating func takeKeyword(_ word: String) -> Bool {
        skipSpace()
        guard isAtKeyword(word) else { return false }
        position += word.unicodeScalars.count
        return true
    }

    mutating func expectKeyword(_ word: String) throws(FEELError) {
        guard takeKeyword(word) else { throw missing(word) }
    }

    /// A decision is a few lines; a text of this length is a mistake or an attack.
    func checkLength() throws(FEELError) {
        guard source.count <= Parser.lengthMax else { throw failure(.tooLong(Parser.lengthMax), at: Parser.lengthMax) }
    }

    mutating func nested<Result>(
        _ body: (inout Parser) throws(FEELError) -> Result
    ) throws(FEELError) -> Result {
        work += 1
        guard depth < Parser.depthMax, work <= max(Parser.workMax.least, source.count * Parser.workMax.each) else {
            throw failure(.tooDeep)
        }
        let before = operations
        depth += 1
        let result = try body(&self)
        depth -= 1
        operations = before
        return result
    }

    /// Counts what hangs on what was read just before, so that a chain of thousands cannot exhaust the stack later.
    mutating func countOperation() throws(FEELError) {
        operations += 1
        guard operations <= Parser.operationsMax else { throw failure(.tooDeep) }
    }

    /// Counts the work of an attempt that was given up, so that attempts within attempts come to an end.
    mutating func account(for attempt: Parser) {
        work = max(work, attempt.work)
        guessesLeft = min(guessesLeft, attempt.guessesLeft)
    }

    /// The name that was probably meant. A text that is one mistake after another gets no more guesses: each costs a look at
    /// every name there is.
    mutating func guess(_ nearest: (Parser) -> String?) -> String? {
        guard guessesLeft > 0 else { return nil }
        guessesLeft -= 1
        return nearest(self)
    }

    mutating func newLocal(_ type: FEELType = .any) -> Int {
        localTypes.append(type)
        return localTypes.count - 1
    }

    mutating func within<Result>(
        _ layer: Layer, _ body: (inout Parser) throws(FEELError) -> Result
    ) throws(FEELError) -> Result {
        layers.append(layer)
        let result = try body(&self)
        layers.removeLast()
        return result
    }
}
