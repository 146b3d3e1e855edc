/// What an expression runs in: values of the scope, its own variables, and notes of what it read.
package struct Frame {
    /// Values of the scope by slot.
    package var globals: [Value]
    /// For each slot the unknown facts that its value was computed without: one bit each.
    package var unknowns: [UInt64]
    /// Unknown facts that were read since the caller last cleared this.
    package var touched: UInt64 = 0
    /// `?`, the value under test.
    package var input: Value = .null
    let clock: DateTime?
    package internal(set) var locals: [Value] = []
    /// What befell the evaluation, for those who explain it.
    package var journal = Journal()
    /// Function calls in progress.
    var depth = 0
    /// Rounds and calls that the evaluation may still make.
    private var budget = Limits.stepsMax

    package init(globals: [Value], unknowns: [UInt64], clock: DateTime? = nil) {
        self.globals = globals
        self.unknowns = unknowns
        self.clock = clock
    }

    package mutating func global(_ slot: Int) -> Value {
        touched |= unknowns[slot]
        return globals[slot]
    }

    /// Takes one round or call out of the budget; false where it is used up.
    mutating func spend() -> Bool {
        budget -= 1
        return budget >= 0
    }

    mutating func reserve(locals count: Int) {
        if locals.count < count { locals.append(contentsOf: repeatElement(.null, count: count - locals.count)) }
    }
}

/// What one evaluation may use at most. Beyond it the value is null: a slip of the pen must not occupy a server.
enum Limits {
    /// Rounds of loops, elements looked at by filters, calls.
    static let stepsMax = 1_000_000
    /// Calls within calls.
    static let callDepthMax = 256
    /// Elements of a list that a function makes.
    static let elementsMax = 1_000_000
    /// Elements among which repeated ones are sought.
    static let distinctMax = 10_000
    /// Bytes of a text that an operation makes.
    static let textBytesMax = 1_000_000
}

/// An expression in the form in which it runs.
package typealias Step = @Sendable (inout Frame) -> Value

/// The values of a scope for one evaluation.
public struct Scope: Sendable {
    var values: [Value]
    let clock: DateTime?

    /// Names without a value are null. `clock` is what `now()` and `today()` give; without it they are null.
    public init(_ names: NameScope, _ values: [String: Value] = [:], clock: DateTime? = nil) {
        self.values = names.variables.map { values[$0] ?? .null }
        self.clock = clock
    }

    package var frame: Frame {
        Frame(globals: values, unknowns: Array(repeating: 0, count: values.count), clock: clock)
    }
}
