public import FEEL

/// One evaluation of a model: facts in their slots, definitions and columns computed, rules tried.
struct Evaluation {
    enum Outcome: String { case hit, failed, unknown }

    let plan: DecisionPlan
    /// Slots of the inputs, then of the steps.
    private(set) var frame: Frame
    private var narrowing: Narrowing
    private var count: LackCount
    /// For each column the rules that lack its cell, of a table of up to 64.
    private var lacking: [UInt64]

    /// Nothing is known yet.
    init(_ plan: DecisionPlan) {
        self.plan = plan
        let slots = plan.inputs.count + plan.steps.count
        frame = Frame(
            globals: Array(repeating: .null, count: slots), unknowns: Array(repeating: 0, count: slots),
            zones: plan.zones)
        narrowing = Narrowing(plan.index)
        count = plan.index.flat == nil ? LackCount(plan.index) : .none
        lacking = Array(repeating: 0, count: plan.index.flat == nil ? 0 : plan.columns.count)
        forget()
    }

    /// `facts[i]` belongs to `plan.inputs[i]`; null is unknown.
    init(_ plan: DecisionPlan, _ facts: [Value]) {
        self.init(plan)
        for (index, fact) in facts.enumerated() { learn(fact, index) }
        prepare()
    }

    /// Begins anew: nothing is known.
    /// - Parameter limits: what the next evaluation may use, where that is not what the last one might.
    mutating func forget(within limits: EvaluationLimits? = nil) {
        frame.renew(within: limits)
        for index in plan.inputs.indices {
            frame.globals[index] = .null
            frame.unknowns[index] = Evaluation.bit(index)
        }
    }

    /// Sets one fact; null is unknown.
    @inline(__always)
    mutating func learn(_ fact: Value, _ index: Int) {
        let isKnown = plan.admissions[index].admits(fact, to: plan.inputs[index])
        frame.globals[index] = isKnown ? fact : .null
        frame.unknowns[index] = isKnown ? 0 : Evaluation.bit(index)
    }

    /// What is known, in the order of the inputs.
    var facts: [Value] { Array(frame.globals.prefix(plan.inputs.count)) }

    /// Computes definitions and columns and narrows the rules down, once all facts are set.
    mutating func prepare() {
        let count = plan.inputs.count
        for index in plan.steps.indices {
            let (value, unknowns) = compute(plan.steps[index])
            frame.globals[count + index] = value
            frame.unknowns[count + index] = unknowns
        }
        let lines = plan.index.lines
        for column in lines.columns {
            let slot = plan.columnSlots[column.number]
            narrowing.places[column.number] =
                isUnknown(slot) ? RuleIndex.Place.unknown : lines.place(of: frame.globals[slot], in: column)
        }
        narrowing.begin(plan.index)
    }

    @inline(__always)
    private func isUnknown(_ slot: Int) -> Bool { frame.unknowns[slot] != 0 || frame.globals[slot].isNull }

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

    /// A value, and the unknown facts that were read on the way to it. What went beyond a limit is not known: the null that
    /// stands for it must not be taken for a value by what is made of it.
    private mutating func compute(_ expression: Expression) -> (value: Value, unknowns: UInt64) {
        frame.touched = 0
        let value = expression.evaluate(&frame)
        return (frame.exceeded == nil ? value : .null, frame.touched)
    }

    /// Tries one cell. A cell hits or fails on what is known; all else is unknown.
    mutating func outcome(rule: Int, column: Int) -> (outcome: Outcome, unknowns: UInt64) {
        let tests = plan.cellColumns[column][rule]
        return tests.isAny ? (.hit, 0) : outcome(tests, slot: plan.columnSlots[column])
    }

    mutating func outcome(_ cell: DecisionPlan.Cell) -> (outcome: Outcome, unknowns: UInt64) {
        outcome(cell.tests, slot: cell.slot)
    }

    private mutating func outcome(_ tests: UnaryTests, slot: Int) -> (outcome: Outcome, unknowns: UInt64) {
        let unknowns = frame.unknowns[slot]
        guard unknowns == 0 else { return (.unknown, unknowns) }
        let value = frame.globals[slot]
        guard !value.isNull else { return (.unknown, 0) }
        frame.touched = 0
        let holds = tests.matches(value, &frame)
        guard frame.touched == 0, frame.exceeded == nil, let holds else { return (.unknown, frame.touched) }
        return (holds ? .hit : .failed, 0)
    }

    /// Tries the cells of a rule until one fails.
    private mutating func tried(rule: Int) -> Outcome {
        var result = Outcome.hit
        for column in plan.index.order {
            switch outcome(rule: rule, column: column).outcome {
            case .hit: continue
            case .failed: return .failed
            case .unknown: result = .unknown
            }
        }
        return result
    }

    /// How a rule came out: from the index, as far as that knows.
    mutating func outcome(ofRule index: Int) -> Outcome {
        while narrowing.end <= index, narrowing.narrowFurther(plan.index) {}
        return narrowing.possible.contains(index) ? standing(ofRule: index) : .failed
    }

    /// How a rule came out that the index leaves possible.
    private mutating func standing(ofRule index: Int) -> Outcome {
        if narrowing.isUnchecked(index) { return tried(rule: index) }
        return narrowing.isOpen(index) ? .unknown : .hit
    }

    /// Rules that are not ruled out; under `first` the first of them only.
    private struct Standing {
        var hitCount = 0
        var openCount = 0
        /// The first of them.
        var rule = 0
    }

    private mutating func standing() -> Standing {
        var result = Standing()
        forEachPossible { evaluation, index in
            let outcome = evaluation.standing(ofRule: index)
            guard outcome != .failed else { return true }
            if result.hitCount + result.openCount == 0 { result.rule = index }
            if outcome == .hit { result.hitCount += 1 } else { result.openCount += 1 }
            return evaluation.plan.hitPolicy != .first
        }
        return result
    }

    /// All rules that came out in one of these ways.
    private mutating func rules(_ wanted: Outcome...) -> [Int] {
        var rules: [Int] = []
        forEachPossible { evaluation, index in
            if wanted.contains(evaluation.standing(ofRule: index)) { rules.append(index) }
            return true
        }
        return rules
    }

    /// Calls `body` for each rule that the index leaves possible, from the first on, until it returns false; narrows
    /// down no more rules than that takes.
    @inline(__always)
    private mutating func forEachPossible(_ body: (inout Evaluation, Int) -> Bool) {
        var (start, goesOn) = (0, true)
        repeat {
            let possible = narrowing.possible
            let end = narrowing.end
            possible.forEach(from: start) { index in
                guard index < end else { return false }
                goesOn = body(&self, index)
                return goesOn
            }
            start = end
        } while goesOn && narrowing.narrowFurther(plan.index)
    }

    /// A rule that is not ruled out may hit once more is known: as long as there is such a one besides, nothing is
    /// granted.
    mutating func verdict() -> Verdict {
        let standing = standing()
        if standing.hitCount == 1, standing.openCount == 0 { return grant(standing.rule) }
        if standing.hitCount == 0 {
            guard standing.openCount > 0 else { return .referred([closest(.noRule, nil)]) }
            return .referred([closest(.unknown, standing.openCount == 1 ? [standing.rule] : rules(.unknown))])
        }
        let names = rules(.hit, .unknown).map { plan.ruleNames[$0] }
        return .referred([ReferralReason(.ambiguous, rules: names, names: unknownNames(ofRules: rules(.unknown)))])
    }

    private mutating func grant(_ index: Int) -> Verdict {
        guard frame.exceeded == nil else {
            let names = plan.columns.map(\.name)
            return .referred([ReferralReason(.output, rules: [plan.ruleNames[index]], names: names)])
        }
        if let outputs = plan.fixedOutputs[index] { return .granted(rule: plan.ruleNames[index], outputs: outputs) }
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
        for rule in indexes {
            for column in plan.index.order { bits |= outcome(rule: rule, column: column).unknowns }
        }
        return names(bits)
    }

    /// What those of the rules lack that came nearest to a hit; `nil` means all rules.
    private mutating func closest(_ kind: ReferralReason.Kind, _ rules: [Int]?) -> ReferralReason {
        if let flat = plan.index.flat {
            return closest(kind, flat, rules?.reduce(0) { $0 | 1 << UInt64($1) } ?? flat.allRules)
        }
        // Taken out of the evaluation for the while, so that trying a cell may change the rest of it.
        var count = LackCount.none
        swap(&count, &self.count)
        defer { swap(&count, &self.count) }
        count.begin(plan.index, among: rules)
        for column in plan.index.order {
            count.add(column, of: plan.cellColumns[column], plan.index, at: narrowing.places[column]) { tests in
                outcome(tests, slot: plan.columnSlots[column]).outcome == .hit
            }
        }
        let nearest = count.fewest()
        var names = NumberList()
        var columns = plan.columnSlots.indices.filter { count.lacks(anyOf: nearest, $0) }
        nearest.forEach { rule in
            columns.removeAll { column in
                guard count.lacks(rule, column) else { return false }
                add(&names, missing: rule, column)
                return isSettled(column)
            }
            return !columns.isEmpty
        }
        return ReferralReason(kind, plan, rules: nearest, names: names)
    }

    /// Whether all rules that lack the column's cell lack it for the same cause.
    private func isSettled(_ column: Int) -> Bool {
        switch narrowing.places[column] {
        case RuleIndex.Place.unknown: true
        case RuleIndex.Place.offLine: false
        default: plan.index.columns[column].unsortedRules == nil
        }
    }

    private mutating func closest(
        _ kind: ReferralReason.Kind, _ flat: FlatIndex, _ rules: UInt64
    ) -> ReferralReason {
        var count = FlatLackCount(among: rules)
        for column in flat.columns {
            let place = narrowing.places[column.number]
            var hits = flat.hits(column, place)
            var untried = place >= 0 ? hits & column.unsortedRules : place == RuleIndex.Place.offLine ? ~hits : 0
            untried &= rules
            while untried != 0 {
                let rule = untried.trailingZeroBitCount
                untried &= untried - 1
                let bit: UInt64 = 1 << UInt64(rule)
                hits = outcome(rule: rule, column: column.number).outcome == .hit ? hits | bit : hits & ~bit
            }
            lacking[column.number] = count.add(hits: hits)
        }
        let nearest = count.fewest
        var names = NumberList()
        var rest = nearest
        while rest != 0 {
            let rule = rest.trailingZeroBitCount
            rest &= rest - 1
            for column in lacking.indices where lacking[column] >> UInt64(rule) & 1 == 1 {
                add(&names, missing: rule, column)
            }
        }
        return ReferralReason(kind, plan, rules: RuleSet(nearest), names: names)
    }

    /// The unknown facts behind a cell that does not hit; where all are known, its column.
    private mutating func add(_ names: inout NumberList, missing rule: Int, _ column: Int) {
        let slot = plan.columnSlots[column]
        var bits = frame.unknowns[slot]
        if bits == 0, narrowing.places[column] >= 0, !narrowing.isUnchecked(rule) {
            return names.append(plan.columnNames[column])
        }
        let isSettled = narrowing.places[column] >= 0 && !plan.index.columns[column].isUnsorted(rule)
        if bits == 0, !isSettled { bits = outcome(rule: rule, column: column).unknowns }
        guard bits != 0 else { return names.append(plan.columnNames[column]) }
        for index in plan.inputs.indices where bits & Evaluation.bit(index) != 0 && frame.unknowns[index] != 0 {
            names.append(index)
        }
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
