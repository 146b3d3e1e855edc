public import FEEL

/// One evaluation of a model: facts in their slots, definitions and columns computed, rules tried.
struct Evaluation {
    enum Outcome: String { case hit, failed, unknown }

    let model: DecisionModel
    private(set) var frame: Frame
    /// Value of each column and the unknown facts behind it.
    private(set) var columns: [(value: Value, unknowns: UInt64)] = []

    /// `facts[i]` belongs to `model.inputs[i]`; null is unknown.
    init(_ model: DecisionModel, _ facts: [Value]) {
        self.model = model
        let count = model.inputs.count
        var values = facts
        var unknowns = Array(repeating: UInt64(0), count: count + model.definitions.count)
        for index in 0..<count where !model.inputs[index].admits(values[index]) {
            values[index] = .null
            unknowns[index] = Evaluation.bit(index)
        }
        values.append(contentsOf: repeatElement(.null, count: model.definitions.count))
        frame = Frame(globals: values, unknowns: unknowns)
        for (index, definition) in model.definitions.enumerated() {
            let (value, unknowns) = compute(definition.expression)
            frame.globals[count + index] = value
            frame.unknowns[count + index] = unknowns
        }
        columns.reserveCapacity(model.columns.count)
        for column in model.columns { columns.append(compute(column.expression)) }
    }

    /// One bit for each fact; beyond 63 facts the last bit stands for all further ones.
    private static func bit(_ index: Int) -> UInt64 { 1 << UInt64(min(index, 63)) }

    /// Names of the facts behind the bits, as far as they are unknown.
    func names(_ bits: UInt64) -> [String] {
        model.inputs.enumerated().filter { index, _ in
            bits & Evaluation.bit(index) != 0 && frame.unknowns[index] != 0
        }.map(\.element.name)
    }

    /// A value, and the unknown facts that were read on the way to it.
    mutating func compute(_ expression: Expression) -> (value: Value, unknowns: UInt64) {
        frame.touched = 0
        let value = expression.evaluate(&frame)
        return (value, frame.touched)
    }

    /// Tries one cell. A cell hits or fails on what is known; all else is unknown.
    mutating func outcome(_ tests: UnaryTests, _ column: Int) -> (outcome: Outcome, unknowns: UInt64) {
        if tests.isAny { return (.hit, 0) }
        let input = columns[column]
        guard input.unknowns == 0, !input.value.isNull else { return (.unknown, input.unknowns) }
        frame.touched = 0
        let holds = tests.matches(input.value, &frame)
        guard frame.touched == 0, let holds else { return (.unknown, frame.touched) }
        return (holds ? .hit : .failed, 0)
    }

    /// Tries the cells of a rule until one fails.
    mutating func outcome(_ rule: DecisionModel.Rule) -> Outcome {
        var result = Outcome.hit
        for (column, tests) in rule.conditions.enumerated() {
            switch outcome(tests, column).outcome {
            case .hit: continue
            case .failed: return .failed
            case .unknown: result = .unknown
            }
        }
        return result
    }

    /// A rule that is not ruled out may hit once more is known: as long as there is such a one besides, nothing is granted.
    mutating func verdict() -> Verdict {
        var hits: [Int] = []
        var open: [Int] = []
        for (index, rule) in model.rules.enumerated() {
            switch outcome(rule) {
            case .failed: continue
            case .unknown: open.append(index)
            case .hit: hits.append(index)
            }
            if model.hitPolicy == .first { break }
        }
        if hits.count == 1, open.isEmpty { return grant(model.rules[hits[0]]) }
        if hits.isEmpty {
            return .referred([open.isEmpty ? closest(.noRule, model.rules) : closest(.unknown, open.map { model.rules[$0] })])
        }
        let names = (hits + open).sorted().map { model.rules[$0].name }
        return .referred([ReferralReason(.ambiguous, rules: names, names: unknownNames(ofRules: open))])
    }

    private mutating func grant(_ rule: DecisionModel.Rule) -> Verdict {
        var outputs: [DecisionOutput] = []
        outputs.reserveCapacity(rule.outputs.count)
        for (name, expression) in zip(model.outputs, rule.outputs) {
            let (value, unknowns) = compute(expression)
            guard unknowns == 0, !value.isNull else {
                let missing = names(unknowns)
                return .referred([ReferralReason(.output, rules: [rule.name], names: missing.isEmpty ? [name] : missing)])
            }
            outputs.append(DecisionOutput(name, value))
        }
        return .granted(rule: rule.name, outputs: outputs)
    }

    private mutating func unknownNames(ofRules indexes: [Int]) -> [String] {
        var bits: UInt64 = 0
        for index in indexes {
            for (column, tests) in model.rules[index].conditions.enumerated() { bits |= outcome(tests, column).unknowns }
        }
        return names(bits)
    }

    /// What those of the rules lack that came nearest to a hit.
    private mutating func closest(_ kind: ReferralReason.Kind, _ rules: [DecisionModel.Rule]) -> ReferralReason {
        var best: (lacking: Int, rules: [String], names: [String]) = (Int.max, [], [])
        for rule in rules {
            let lacks = lacks(of: rule)
            if lacks.count > best.lacking { continue }
            if lacks.count < best.lacking { best = (lacks.count, [], []) }
            best.rules.append(rule.name)
            for name in lacks.joined() where !best.names.contains(name) { best.names.append(name) }
        }
        return ReferralReason(kind, rules: best.rules, names: best.names)
    }

    /// For each cell that does not hit: the unknown facts behind it, or the column.
    private mutating func lacks(of rule: DecisionModel.Rule) -> [[String]] {
        var result: [[String]] = []
        for (column, tests) in rule.conditions.enumerated() {
            let (outcome, unknowns) = outcome(tests, column)
            guard outcome != .hit else { continue }
            let missing = names(unknowns)
            result.append(missing.isEmpty ? [model.columns[column].name] : missing)
        }
        return result
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
        var evaluation = Evaluation(self, facts)
        return evaluation.verdict()
    }

    /// Facts that are unknown and that a rule depends on which is not yet ruled out: what is worth asking for.
    public func neededInputs(facts: [String: Value]) -> [String] {
        let values = inputs.map { facts[$0.name] ?? .null }
        var evaluation = Evaluation(self, values)
        let needed = rules.reduce(into: Set<String>()) { needed, rule in
            if evaluation.outcome(rule) != .failed { needed.formUnion(rule.inputs) }
        }
        return zip(inputs, values).filter { needed.contains($0.name) && !$0.admits($1) }.map(\.0.name)
    }

    /// Proof by trial that nothing is granted on an unknown fact: takes away each of the facts in turn and names those without
    /// which it is still granted, with the rule. Legitimate only where that rule does not depend on the fact.
    public func grantsOnUnknown(facts: [String: Value]) -> [(input: String, rule: Rule)] {
        inputs.compactMap { input in
            guard let value = facts[input.name], !value.isNull else { return nil }
            var blanked = facts
            blanked[input.name] = nil
            guard case .granted(let name, _) = evaluate(facts: blanked), let rule = rules.first(where: { $0.name == name })
            else { return nil }
            return (input.name, rule)
        }
    }
}
