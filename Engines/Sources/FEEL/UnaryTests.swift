/// 条件 — the tests in one cell of a decision table: `-`, `[80..90)`, `>= 100`, `"未领", "停领"`, `not("在领")`, or a condition
/// that speaks of `?`.
public struct UnaryTests: Sendable {
    public let source: String
    /// `-`: any value, even an unknown one.
    public let isAny: Bool
    /// Names of the scope that the tests use besides the value under test.
    public let freeNames: Set<String>
    /// Whether they ask for the current day or time.
    public let usesClock: Bool
    /// Mistakes that the standard answers with null.
    public let warnings: [FEELError]
    private let isNegated: Bool
    private let tests: [CellTest]
    private let localCount: Int

    /// Reads the tests of a cell. `input` is the type of the value that they test.
    public static func parse(
        _ source: String, names: NameScope = NameScope(), input: FEELType = .any
    ) throws(FEELError) -> UnaryTests {
        var parser = Parser(source, names)
        parser.inputType = input
        try parser.checkLength()
        if parser.take("-"), parser.isAtEnd { return UnaryTests(source, parser, isAny: true) }
        parser.position = 0
        if let negated = parser.negation() { return UnaryTests(source, negated.parser, isNegated: true, negated.tests) }
        let tests = try parser.testList()
        guard parser.isAtEnd else { throw parser.unexpected() }
        return UnaryTests(source, parser, tests)
    }

    private init(
        _ source: String, _ parser: Parser, isAny: Bool = false, isNegated: Bool = false, _ tests: [Syntax.Test] = []
    ) {
        self.source = source
        self.isAny = isAny
        self.isNegated = isNegated
        self.tests = tests.map(Compiler.test)
        freeNames = Set(parser.usedSlots.map { parser.scope.variables[$0] })
        usesClock = parser.usesClock
        warnings = parser.warnings
        localCount = parser.localTypes.count
    }

    /// Values that stand in the tests and are the same in every evaluation: what the value under test is compared with.
    public var constants: [Value] { tests.flatMap(\.constants) }

    /// Whether a value passes; `nil` where that cannot be told, which in a table means no.
    public func matches(_ input: Value, in scope: Scope) -> Bool? {
        var frame = scope.frame
        return matches(input, &frame)
    }

    package func matches(_ input: Value, _ frame: inout Frame) -> Bool? {
        if isAny { return true }
        frame.reserve(locals: localCount)
        frame.input = input
        let holds = CellTest.any(tests, &frame)
        return isNegated ? holds.map { !$0 } : holds
    }
}

extension Parser {
    /// `not(…)` around the whole cell.
    fileprivate func negation() -> (parser: Parser, tests: [Syntax.Test])? {
        var inner = self
        guard inner.takeKeyword("not"), inner.take("("), let tests = try? inner.testList(), inner.take(")"), inner.isAtEnd
        else { return nil }
        return (inner, tests)
    }
}
