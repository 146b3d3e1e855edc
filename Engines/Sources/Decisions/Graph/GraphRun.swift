import FEEL
import Kernel

/// One evaluation: the values of the elements as far as they are known.
struct GraphRun {
    private(set) var values: [Value]
    /// Elements whose values came from outside.
    private(set) var given: Set<Int> = []

    init(count: Int) { values = Array(repeating: .null, count: count) }

    /// A value from outside, noted as such: a decision that has one is not computed.
    mutating func give(_ place: Int, _ value: Value, to node: GraphNode, _ frame: inout Frame) {
        given.insert(place)
        supply(place, value, to: node, &frame)
    }

    /// A value from outside, which must conform to the type of its element.
    mutating func supply(_ place: Int, _ value: Value, to node: GraphNode, _ frame: inout Frame) {
        guard let edge = node.edge else {
            values[place] = value
            return
        }
        let element = frame.journal.element
        frame.journal.element = node.name
        values[place] = edge(value, &frame) ?? .null
        frame.journal.element = element
    }

    /// Computes a decision from what it requires.
    mutating func decide(_ place: Int, _ node: GraphNode, _ frame: inout Frame) {
        let element = frame.journal.element
        frame.journal.element = node.name
        defer { frame.journal.element = element }
        guard let logic = node.logic else {
            if let fault = node.fault { frame.journal.note(.fault(fault)) }
            values[place] = .null
            return
        }
        let globals = node.requirements.map { values[$0] }
        let wasWithin = frame.exceeded == nil
        let result = frame.within(globals: globals, unknowns: node.unknowns, locals: []) { logic.evaluate(&$0) }
        let value = frame.settled(result)
        if wasWithin, let exceeded = frame.exceeded { frame.journal.note(.fault(exceeded.phrase)) }
        if let edge = node.edge { values[place] = edge(value, &frame) ?? .null } else { values[place] = value }
    }
}

/// What a decision service computes, and in which order. Complete in itself, so that the function that stands for the
/// service needs nothing else.
struct ServicePlan: Sendable {
    /// Its parameters: input data, then input decisions.
    let parameters: [(place: Int, node: GraphNode)]
    /// Decisions that it computes, each after those that it needs.
    let steps: [(place: Int, node: GraphNode)]
    let outputs: [(place: Int, name: String)]
    /// How many elements the graph has.
    let count: Int
    /// What its result becomes.
    let edge: Composer.Edge?

    /// The value of one output decision, or a context of several (DMN 1.5 §10.4).
    func value(_ run: GraphRun, _ frame: inout Frame) -> Value {
        let result: Value =
            outputs.count == 1
            ? run.values[outputs[0].place]
            : .context(Context(outputs.map { Context.Entry($0.name, run.values[$0.place]) }))
        return edge.map { $0(result, &frame) ?? .null } ?? result
    }

    func run(_ arguments: [Value], _ frame: inout Frame) -> GraphRun {
        var run = GraphRun(count: count)
        for (parameter, argument) in zip(parameters, arguments) {
            run.supply(parameter.place, argument, to: parameter.node, &frame)
        }
        for step in steps { run.decide(step.place, step.node, &frame) }
        return run
    }

    /// The service as a function; an argument that does not conform makes the call null.
    func function(named name: String) -> FunctionValue {
        FunctionValue(parameters: parameters.map(\.node.name)) { arguments, frame in
            guard arguments.count == parameters.count else { return .null }
            let element = frame.journal.element
            frame.journal.element = name
            defer { frame.journal.element = element }
            let run = run(arguments, &frame)
            for (parameter, argument) in zip(parameters, arguments)
            where run.values[parameter.place].isNull && !argument.isNull { return .null }
            return value(run, &frame)
        }
    }
}
