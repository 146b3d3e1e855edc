/// 表达式 — a FEEL expression that was read once and can be evaluated many times, by many threads.
public struct Expression: Sendable {
    public let source: String
    /// Names of the scope that it uses.
    public let freeNames: Set<String>
    /// Whether it asks for the current day or time, so that it may give another value tomorrow.
    public let usesClock: Bool
    /// What the value is expected to be, as far as it can be told beforehand.
    public let type: FEELType
    /// Mistakes that the standard answers with null, e.g. a wrong number of arguments.
    public let warnings: [FEELError]
    /// The value, where it is the same in every evaluation.
    package let constant: Value?
    private let step: Step
    private let localCount: Int

    /// Reads an expression. Names are resolved among `names`, the longest that fits; anything else is an error with its place
    /// and advice.
    public static func parse(_ source: String, names: NameScope = NameScope()) throws(FEELError) -> Expression {
        var parser = Parser(source, names)
        try parser.checkLength()
        let syntax = try parser.expression()
        guard parser.isAtEnd else { throw parser.unexpected() }
        return Expression(source, syntax, parser)
    }

    init(_ source: String, _ syntax: Syntax, _ parser: Parser) {
        let compiled = Compiler.compile(syntax)
        self.source = source
        freeNames = Set(parser.usedSlots.map { parser.scope.variables[$0] })
        usesClock = parser.usesClock
        type = parser.type(of: syntax)
        warnings = parser.warnings
        constant = compiled.constant
        step = compiled.step
        localCount = parser.localTypes.count
    }

    /// The value. Never fails: what cannot be computed is null.
    public func evaluate(in scope: Scope) -> Value {
        var frame = scope.frame
        return evaluate(&frame)
    }

    package func evaluate(_ frame: inout Frame) -> Value {
        frame.reserve(locals: localCount)
        return step(&frame)
    }
}
