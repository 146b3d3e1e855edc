public import FEEL

/// One evaluation of a model: facts in their slots, definitions and columns computed, rules tried.
struct Evaluation {
    enum Outcome: String { case hit, failed, unknown }

    let plan: DecisionPlan
    /// Slots of the inputs, then of the steps.
    private(set) var frame: Frame

    /// `facts[i]` belongs to `plan.inputs[i]`; null is unknown.
    init(_ plan: DecisionPlan, _ facts: [Value]) {
        self.plan = plan
        let count = plan.inputs.count
        var values = facts
        values.reserveCapacity(count + plan.steps.count)
        var unknowns = Array(repeating: UInt64(0), count: count + plan.steps.count)
        for index in 0..<count where !plan.admissions[index].admits(values[index]) {
            values[index] = .null
            unknowns[index] = Evaluation.bit(index)
        }
        for _ in plan.steps { values.append(.null) }
        frame = Frame(globals: values, unknowns: unknowns)
        for index in plan.steps.indices {
            let (value, unknowns) = compute(plan.steps[index])
            frame.globals[count + index] = value
            frame.unknowns[count + index] = unknowns
        }
    }

    /// One bit for each fact; beyond 63 facts the last bit stands for all further ones.
    private static func bit(_ index: Int) -> UInt64 { 1 << UInt64(min(index, 63)) }

    /// Names of the facts behind the bits, as far as they are unknown.
    func names(_ bits: UInt64) -> [String] {
        plan.inputs.indices.filter { bits & Evaluation.bit($0) != 0 && frame.unknowns[$0] != 0 }.map {
            plan.inputs[$0].name
        }
    }

    /// The value in a slot; `nil` where it is unknown.
    func known(_ slot: Int) -> Value? {
        frame.unknowns[slot] == 0 && !frame.globals[slot].isNull ? frame.globals[slot] : nil
    }

    /// A value, and the unknown facts that were read on the way to it.
    private mutating func compute(_ expression: Expression) -> (value: Value, unknowns: UInt64) {
        frame.touched = 0
        let value = expression.evaluate(&frame)
        return (value, frame.touched)
    }

    /// Tries one cell. A cell hits or fails on what is known; all else is unknown.
    mutating func outcome(_ cell: DecisionPlan.Cell) -> (outcome: Outcome, unknowns: UInt64) {
        let unknowns = frame.unknowns[cell.slot]
        guard unknowns == 0 else { return (.unknown, unknowns) }
        let value = frame.globals[cell.slot]
        guard !value.isNull else { return (.unknown, 0) }
        frame.touched = 0
        let holds = cell.tests.matches(value, &frame)
        guard frame.touched == 0, let holds else { return (.unknown, frame.touched) }
        return (holds ? .hit : .failed, 0)
    }

    /// Tries the cells of a rule until one fails.
    mutating func outcome(ofRule index: Int) -> Outcome {
        var result = Outcome.hit
        for cell in plan.cells[index] {
            switch outcome(cell).outcome {
            case .hit: continue
            case .failed: return .failed
            case .unknown: result = .unknown
            }
        }
        return result
    }

    /// A rule that is not ruled out may hit once more is known: as long as there is such a one besides, nothing is
    /// granted.
    mutating func verdict() -> Verdict {
        var hits: [Int] = []
        var open: [Int] = []
        for index in plan.rules.indices {
            switch outcome(ofRule: index) {
            case .failed: continue
            case .unknown: open.append(index)
            case .hit: hits.append(index)
            }
            if plan.hitPolicy == .first { break }
        }
        if hits.count == 1, open.isEmpty { return grant(hits[0]) }
        if hits.isEmpty {
            let reason = open.isEmpty ? closest(.noRule, Array(plan.rules.indices)) : closest(.unknown, open)
            return .referred([reason])
        }
        let names = (hits + open).sorted().map { plan.rules[$0].name }
        return .referred([ReferralReason(.ambiguous, rules: names, names: unknownNames(ofRules: open))])
    }

    private mutating func grant(_ index: Int) -> Verdict {
        let rule = plan.rules[index]
        var outputs: [DecisionOutput] = []
        outputs.reserveCapacity(rule.outputs.count)
        for (name, expression) in zip(plan.outputs, rule.outputs) {
            let (value, unknowns) = compute(expression)
            guard unknowns == 0, !value.isNull else {
                let missing = names(unknowns)
                return .referred([
                    ReferralReason(.output, rules: [rule.name], names: missing.isEmpty ? [name] : missing)
                ])
            }
            outputs.append(DecisionOutput(name, value))
        }
        return .granted(rule: rule.name, outputs: outputs)
    }

    private mutating func unknownNames(ofRules indexes: [Int]) -> [String] {
        var bits: UInt64 = 0
        for cell in indexes.flatMap({ plan.cells[$0] }) { bits |= outcome(cell).unknowns }
        return names(bits)
    }

    /// What those of the rules lack that came nearest to a hit.
    private mutating func closest(_ kind: ReferralReason.Kind, _ rules: [Int]) -> ReferralReason {
        var fewest = Int.max
        var nearest: [(rule: Int, lacks: [Lack])] = []
        for rule in rules {
            let lacks = lacks(ofRule: rule)
            if lacks.count < fewest { nearest = [] }
            if lacks.count <= fewest { nearest.append((rule, lacks)) }
            fewest = min(fewest, lacks.count)
        }
        var names: [String] = []
        for name in nearest.flatMap(\.lacks).flatMap({ self.names($0) }) where !names.contains(name) {
            names.append(name)
        }
        return ReferralReason(kind, rules: nearest.map { plan.rules[$0.rule].name }, names: names)
    }

    /// A cell that does not hit: its column, and the unknown facts behind it.
    private typealias Lack = (column: Int, unknowns: UInt64)

    private mutating func lacks(ofRule index: Int) -> [Lack] {
        var result: [Lack] = []
        for cell in plan.cells[index] {
            let (outcome, unknowns) = outcome(cell)
            if outcome != .hit { result.append((cell.column, unknowns)) }
        }
        return result
    }

    private func names(_ lack: Lack) -> [String] {
        let missing = names(lack.unknowns)
        return missing.isEmpty ? [plan.columns[lack.column].name] : missing
    }
}

extension DecisionModel {
    /// Decides. Facts that are absent, null, of another type or not among the allowed values are unknown.
    public func evaluate(facts: [String: Value]) -> Verdict {
        evaluate(facts: inputs.map { facts[$0.name] ?? .null })
    }

    /// Decides on facts in the order of `inputs`; null is unknown.
    public func evaluate(facts: [Value]) -> Verdict {
        precondition(facts.count == inputs.count, "one value for each input of the decision")
        var evaluation = Evaluation(plan, facts)
        return evaluation.verdict()
    }

    /// Facts that are unknown and that a rule depends on which is not yet ruled out: what is worth asking for.
    public func neededInputs(facts: [String: Value]) -> [String] {
        let values = inputs.map { facts[$0.name] ?? .null }
        var evaluation = Evaluation(plan, values)
        let open = rules.indices.filter { evaluation.outcome(ofRule: $0) != .failed }
        let needed = open.reduce(into: Set<String>()) { $0.formUnion(rules[$1].inputs) }
        return zip(inputs, values).filter { needed.contains($0.name) && !$0.admits($1) }.map(\.0.name)
    }

    /// Proof by trial that nothing is granted on an unknown fact: takes away each of the facts in turn and names those
    /// without which it is still granted, with the rule. Legitimate only where that rule does not depend on the fact.
    public func grantsOnUnknown(facts: [String: Value]) -> [(input: String, rule: Rule)] {
        inputs.compactMap { input in
            guard let value = facts[input.name], !value.isNull else { return nil }
            var blanked = facts
            blanked[input.name] = nil
            guard case .granted(let name, _) = evaluate(facts: blanked),
                let rule = rules.first(where: { $0.name == name })
            else { return nil }
            return (input.name, rule)
        }
    }
}
