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
    /// Where texts find their zones.
    let zones: ZoneTable
    package internal(set) var locals: [Value] = []
    /// What befell the evaluation, for those who explain it.
    package var journal = Journal()
    /// Function calls in progress.
    var depth = 0
    /// Where the stack stood at the first of them.
    var stackBase = 0
    /// What the evaluation has used.
    var meter: Meter

    package init(
        globals: [Value], unknowns: [UInt64], clock: DateTime? = nil, zones: ZoneTable = .fixed,
        limits: EvaluationLimits = .standard
    ) {
        self.globals = globals
        self.unknowns = unknowns
        self.clock = clock
        self.zones = zones
        meter = Meter(limits)
    }

    package mutating func global(_ slot: Int) -> Value {
        touched |= unknowns[slot]
        return globals[slot]
    }

    /// Ready for another evaluation in the same memory: nothing is spent, nothing was read.
    /// - Parameter limits: of the next evaluation, where they are not those of the last.
    package mutating func renew(within limits: EvaluationLimits? = nil) {
        (touched, depth) = (0, 0)
        meter = Meter(limits ?? meter.limits)
        journal = Journal()
    }

    mutating func reserve(locals count: Int) {
        if locals.count < count { locals.append(contentsOf: repeatElement(.null, count: count - locals.count)) }
    }
}

/// An expression in the form in which it runs.
package typealias Step = @Sendable (inout Frame) -> Value

/// The values of a scope for one evaluation.
public struct Scope: Sendable {
    private let names: [String]
    private let values: [Value]
    let clock: DateTime?
    let zones: ZoneTable
    let limits: EvaluationLimits

    /// Names without a value are null. `clock` is what `now()` and `today()` give; without it they are null. Zones are
    /// those of the names.
    public init(
        _ names: NameScope, _ values: [String: Value] = [:], clock: DateTime? = nil,
        limits: EvaluationLimits = .standard
    ) {
        self.names = names.variables
        self.values = names.variables.map { values[$0] ?? .null }
        self.clock = clock
        zones = names.zones
        self.limits = limits
    }

    /// What an expression over the names `variables` runs in. Those that the scope has not, or gives no value, are null.
    func frame(for variables: [String]) -> Frame {
        Frame(
            globals: variables == names ? values : values(of: variables),
            unknowns: Array(repeating: 0, count: variables.count), clock: clock, zones: zones, limits: limits)
    }

    private func values(of variables: [String]) -> [Value] {
        let known = Dictionary(zip(names, values)) { _, last in last }
        return variables.map { known[$0] ?? .null }
    }
}
