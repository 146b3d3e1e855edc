/// 条件 — the tests in one cell of a decision table: `-`, `[80..90)`, `>= 100`, `"未领", "停领"`, `not("在领")`, or a condition
/// that speaks of `?`.
public struct UnaryTests: Sendable {
    private let program: TestProgram

    /// As they were written.
    public var source: String { program.source }
    /// `-`: any value, even an unknown one.
    public var isAny: Bool { program.check == nil }
    /// Names of the scope that the tests use besides the value under test.
    public var freeNames: Set<String> { program.freeNames }
    /// Whether they ask for the current day or time.
    public var usesClock: Bool { program.usesClock }
    /// Mistakes that the standard answers with null.
    public var warnings: [FEELError] { program.warnings }
    /// Values that stand in the tests and are the same in every evaluation: what the value under test is compared with.
    public var constants: [Value] { program.tests.flatMap(\.constants) }
    /// Whether each test compares with fixed values only, so that the answer can change at `constants` and nowhere else.
    package var isFixed: Bool { program.tests.allSatisfy(\.isFixed) }
    /// Values that stand in the tests, those inside conditions included.
    package var literals: [Value] { program.literals }

    /// The tests one by one.
    var tests: [CellTest] { program.tests }
    /// `not(…)` around them all.
    var isNegated: Bool { program.isNegated }

    /// Reads the tests of a cell. `input` is the type of the value that they test.
    public static func parse(
        _ source: String, names: NameScope = NameScope(), input: FEELType = .any
    ) throws(FEELError) -> UnaryTests {
        var parser = Parser(source, names)
        parser.inputType = input
        try parser.checkLength()
        return try UnaryTests(parsing: &parser)
    }

    /// Reads the tests that the parser stands before.
    init(parsing parser: inout Parser) throws(FEELError) {
        let start = parser.position
        if parser.take("-"), parser.isAtEnd {
            program = TestProgram(any: parser)
            return
        }
        parser.position = start
        if let negated = parser.negation() {
            parser = negated.parser
            program = TestProgram(parser, negated.tests, isNegated: true)
            return
        }
        let tests = try parser.testList()
        guard parser.isAtEnd else { throw parser.unexpected() }
        program = TestProgram(parser, tests, isNegated: false)
    }

    /// Tests that were read already.
    init(_ parser: Parser, _ tests: [Syntax.Test]) {
        program = TestProgram(parser, tests, isNegated: false)
    }

    /// Whether a value passes; `nil` where that cannot be told, which in a table means no. Names that the tests use and the
    /// scope has not are null.
    public func matches(_ input: Value, in scope: Scope) -> Bool? {
        var frame = scope.frame(for: program.variables)
        return matches(input, &frame)
    }

    package func matches(_ input: Value, _ frame: inout Frame) -> Bool? {
        guard let check = program.check else { return true }
        frame.reserve(locals: program.localCount)
        return check(input, &frame)
    }
}

/// What tests were compiled to, shared by their copies.
private final class TestProgram: Sendable {
    let source: String
    /// Names of the scope by slot.
    let variables: [String]
    let freeNames: Set<String>
    let usesClock: Bool
    let warnings: [FEELError]
    let tests: [CellTest]
    let literals: [Value]
    /// Absent where any value passes.
    let check: CellTest.Check?
    let isNegated: Bool
    let localCount: Int

    private init(
        _ parser: Parser, _ syntax: [Syntax.Test], _ tests: [CellTest], _ check: CellTest.Check?,
        isNegated: Bool = false
    ) {
        source = Parser.text(parser.source)
        variables = parser.scope.variables
        freeNames = Set(parser.usedSlots.map { parser.scope.variables[$0] })
        usesClock = parser.usesClock
        warnings = parser.warnings
        self.tests = tests
        literals = syntax.flatMap(\.literals)
        self.check = check
        self.isNegated = isNegated
        localCount = parser.localTypes.count
    }

    convenience init(any parser: Parser) { self.init(parser, [], [], nil) }

    convenience init(_ parser: Parser, _ syntax: [Syntax.Test], isNegated: Bool) {
        let tests = syntax.map { Compiler.test($0) }
        let check = CellTest.any(tests)
        let negation: CellTest.Check = { input, frame in check(input, &frame).map { !$0 } }
        self.init(parser, syntax, tests, isNegated ? negation : check, isNegated: isNegated)
    }
}

extension Parser {
    /// `not(…)` around the whole cell.
    fileprivate func negation() -> (parser: Parser, tests: [Syntax.Test])? {
        var inner = self
        guard inner.takeKeyword("not"), inner.take("("), let tests = try? inner.testList(), inner.take(")"),
            inner.isAtEnd
        else { return nil }
        return (inner, tests)
    }
}
