/// 表达式 — a FEEL expression that was read once and can be evaluated many times, by many threads.
public struct Expression: Sendable {
    private let program: Program

    /// As it was written.
    public var source: String { program.source }
    /// Names of the scope that it uses.
    public var freeNames: Set<String> { program.freeNames }
    /// Whether it asks for the current day or time, so that it may give another value tomorrow.
    public var usesClock: Bool { program.usesClock }
    /// What the value is expected to be, as far as it can be told beforehand.
    public var type: FEELType { program.type }
    /// Mistakes that the standard answers with null, e.g. a wrong number of arguments.
    public var warnings: [FEELError] { program.warnings }
    /// The value, where it is the same in every evaluation.
    package var constant: Value? { program.constant }
    /// The slot of the scope that it names, where it is a name and nothing else.
    package var slot: Int? { program.slot }
    /// Values that stand in it, written or fixed by the scope: where its result can change.
    package var literals: [Value] { program.literals }

    /// Reads an expression. Names are resolved among `names`, the longest that fits; anything else is an error with its
    /// place and advice.
    public static func parse(
        _ source: String, names: NameScope = NameScope()
    ) throws(FEELError) -> Expression {
        var parser = Parser(source, names)
        try parser.checkLength()
        let syntax = try parser.expression()
        guard parser.isAtEnd else { throw parser.unexpected() }
        return Expression(program: Program(source, syntax, parser))
    }

    /// The value: what cannot be computed is null, and so is what goes beyond the limits of the scope. Names that the
    /// expression uses and the scope has not are null.
    public func evaluate(in scope: Scope) -> Value {
        var frame = scope.frame(for: program.variables)
        return frame.settled(evaluate(&frame))
    }

    /// The value, or which limit of the scope the evaluation went beyond: that is not an ordinary null.
    public func result(in scope: Scope) -> Result<Value, LimitExceeded> {
        var frame = scope.frame(for: program.variables)
        let value = frame.settled(evaluate(&frame))
        return frame.exceeded.map { .failure($0) } ?? .success(value)
    }

    package func evaluate(_ frame: inout Frame) -> Value {
        frame.reserve(locals: program.localCount)
        return program.step(&frame)
    }
}

/// What an expression was compiled to, shared by its copies.
private final class Program: Sendable {
    let source: String
    /// Names of the scope by slot.
    let variables: [String]
    let freeNames: Set<String>
    let usesClock: Bool
    let type: FEELType
    let warnings: [FEELError]
    let constant: Value?
    let slot: Int?
    let literals: [Value]
    let step: Step
    let localCount: Int

    init(_ source: String, _ syntax: Syntax, _ parser: Parser) {
        let compiled = Compiler.compile(syntax)
        self.source = source
        variables = parser.scope.variables
        freeNames = Set(parser.usedSlots.map { parser.scope.variables[$0] })
        usesClock = parser.usesClock
        type = parser.type(of: syntax)
        warnings = parser.warnings
        constant = compiled.constant
        if case .global(let slot) = syntax { self.slot = slot } else { slot = nil }
        literals = syntax.literals
        step = compiled.step
        localCount = parser.localTypes.count
    }
}
