public import FEEL
public import Kernel

extension DecisionGraph {
    /// 评估结果 — a value, why parts of it became null, and the way to it.
    public struct Outcome: Sendable {
        /// What was decided; null where it could not be computed.
        public let value: Value
        /// Elements in which something became null because of an error, with the reason.
        public let faults: [Fault]
        /// Decisions in the order in which they were computed; empty unless asked for.
        public let steps: [Step]
        /// The limit that the evaluation went beyond, if any: then the value is null and means nothing.
        public let exceeded: LimitExceeded?
    }

    /// Why something became null.
    public struct Fault: Hashable, Sendable {
        /// The name of the decision, knowledge model or service.
        public let element: String
        /// What went wrong there.
        public let message: Phrase
    }

    /// A decision on the way to the one that was asked for.
    public struct Step: Sendable {
        /// The name of the decision.
        public let decision: String
        /// Its value.
        public let value: Value
        /// Rules of its tables that hit, counted from 1, for each table that was evaluated.
        public let hits: [[Int]]
    }

    /// A value from outside: for an input, or for a decision that then is not computed.
    public struct Supplied: Sendable {
        /// The input data or decision that it is for.
        public let name: String
        /// Where the element stands, if several imports have one of that name.
        public let namespace: String?
        /// Its value.
        public let value: Value

        public init(_ name: String, _ value: Value, namespace: String? = nil) {
            self.name = name
            self.value = value
            self.namespace = namespace
        }
    }

    /// What an evaluation is told besides the values.
    public struct Options: Sendable {
        /// What `now()` and `today()` give; without it they are null.
        public var clock: DateTime?
        /// Whether the steps are wanted.
        public var isTracing = false
        /// What the evaluation may use at most.
        public var limits = EvaluationLimits.standard

        public init(clock: DateTime? = nil, isTracing: Bool = false, limits: EvaluationLimits = .standard) {
            self.clock = clock
            self.isTracing = isTracing
            self.limits = limits
        }
    }

    func frame(_ options: Options) -> Frame {
        var frame = Frame(
            globals: [], unknowns: [], clock: options.clock, zones: zones, limits: options.limits)
        frame.journal.isTracing = options.isTracing
        return frame
    }

    /// Evaluates a decision; `nil` where there is none of that name. Inputs that are not given are null.
    public func evaluate(
        _ decision: String, _ supplied: [Supplied], options: Options = Options()
    ) -> Outcome? {
        places(of: decision, nil, [.decision]).first.map { evaluate($0, supplied, options) }
    }

    /// The same with values by name.
    public func evaluate(
        _ decision: String, _ inputs: [String: Value] = [:], options: Options = Options()
    ) -> Outcome? {
        evaluate(decision, inputs.map { Supplied($0.key, $0.value) }, options: options)
    }

    private func evaluate(_ target: Int, _ supplied: [Supplied], _ options: Options) -> Outcome {
        var frame = frame(options)
        var run = GraphRun(count: nodes.count)
        supply(supplied, &run, &frame)
        return outcome(of: target, order(for: target, given: run), &run, &frame)
    }

    func outcome(of target: Int, _ order: [Int], _ run: inout GraphRun, _ frame: inout Frame) -> Outcome {
        var steps: [Step] = []
        for place in order {
            let noted = frame.journal.entries.count
            run.decide(place, nodes[place], &frame)
            guard frame.journal.isTracing else { continue }
            let hits = frame.journal.entries[noted...].compactMap { entry in
                if case .hits(let rules) = entry.event { rules.map { $0 + 1 } } else { nil }
            }
            steps.append(Step(decision: nodes[place].name, value: run.values[place], hits: hits))
        }
        return Outcome(
            value: run.values[target], faults: DecisionGraph.faults(frame), steps: steps, exceeded: frame.exceeded)
    }

    private func supply(_ supplied: [Supplied], _ run: inout GraphRun, _ frame: inout Frame) {
        for value in supplied {
            for place in places(of: value.name, value.namespace, [.input, .decision]) {
                run.give(place, value.value, to: nodes[place], &frame)
            }
        }
    }

    private static func faults(_ frame: Frame) -> [Fault] {
        frame.journal.entries.compactMap { entry in
            if case .fault(let message) = entry.event { Fault(element: entry.element, message: message) } else { nil }
        }
    }

    /// The decisions to compute for a target, each after those that it needs.
    func order(for target: Int, given run: GraphRun) -> [Int] {
        var needed: Set<Int> = []
        var open = [target]
        while let place = open.popLast() {
            guard nodes[place].kind == .decision, !run.given.contains(place), needed.insert(place).inserted else {
                continue
            }
            open += nodes[place].requirements
        }
        return needed.sorted { positions[$0] < positions[$1] }
    }

    /// Calls a decision service with the values of its input data and input decisions; `nil` where there is none of that
    /// name. `outputs` holds what its output decisions gave.
    public func evaluate(
        service: String, _ supplied: [Supplied], options: Options = Options()
    ) -> (outcome: Outcome, outputs: Context)? {
        guard let place = places(of: service, nil, [.service]).first, let plan = nodes[place].service else {
            return nil
        }
        var frame = frame(options)
        var given = GraphRun(count: nodes.count)
        supply(supplied, &given, &frame)
        frame.journal.element = nodes[place].name
        let run = plan.run(plan.parameters.map { given.values[$0.place] }, &frame)
        let value = plan.value(run, &frame)
        let outputs = Context(plan.outputs.map { Context.Entry($0.name, run.values[$0.place]) })
        let outcome = Outcome(
            value: value, faults: DecisionGraph.faults(frame), steps: [], exceeded: frame.exceeded)
        return (outcome, outputs)
    }
}
