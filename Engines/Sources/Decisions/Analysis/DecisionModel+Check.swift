public import FEEL
public import Kernel

extension DecisionModel {
    /// 检查 — what whoever writes the decision should know before it is used: rules that overlap, are masked or never hit,
    /// and what goes to a person because no rule covers it. Each finding comes with facts that show it; put to
    /// `evaluate`, they do what it says. Where none were found the finding says so.
    ///
    /// - Parameters:
    ///   - day: the day of the decision in the counter-examples.
    ///   - days: facts that the day gives; they are not varied.
    ///   - limits: what the search may use at most.
    public func check(
        on day: CivilDate = CivilDate(daysSinceEpoch: 20_454), days: DayFacts = DayFacts(),
        limits: CheckLimits = CheckLimits()
    ) -> [TableFinding] {
        check(on: day, days: days, limits: limits, meter: SearchMeter(steps: limits.trialSteps))
    }

    /// The same check, drawing on an account that whoever asks can look into.
    package func check(
        on day: CivilDate, days: DayFacts, limits: CheckLimits, meter: SearchMeter
    ) -> [TableFinding] {
        let finder = ModelFinder(self, day: day, days: days, trials: limits.trials, meter: meter)
        var check = TableCheck(outline, limits: limits, finder: finder, meter: meter)
        return check.run()
    }

    /// 准予的样例 — for each rule facts on which it grants, in the order of the table; rules for which none were found
    /// are left out. From them whoever tests a decision can go on, e.g. by taking one fact away after the other.
    public func grantingFacts(
        on day: CivilDate = CivilDate(daysSinceEpoch: 20_454), days: DayFacts = DayFacts(),
        limits: CheckLimits = CheckLimits()
    ) -> [(rule: String, facts: [String: Value])] {
        let meter = SearchMeter(steps: limits.trialSteps)
        let space = TableSpace(outline, meter: meter)
        var finder = ModelFinder(self, day: day, days: days, trials: limits.trials, meter: meter)
        return rules.indices.compactMap { rule in
            finder.find(space.boxes[rule].possible, in: space, claim: .decides(rule)).map {
                (rule: rules[rule].name, facts: $0.values)
            }
        }
    }

    /// The table as the check sees it. Null is not among its values: what is unknown goes to a person by law.
    var outline: TableOutline { outline(ofRules: Array(rules.indices), columns: Array(columns.indices)) }

    /// The same of some rules and columns only.
    func outline(ofRules chosen: [Int], columns places: [Int]) -> TableOutline {
        TableOutline(
            columns: places.map { columns[$0] }.map { column in
                let input = column.expression.slot.flatMap { $0 < inputs.count ? inputs[$0] : nil }
                return TableOutline.Column(
                    column.name, expression: column.expression.source, type: column.expression.type,
                    allowed: input.flatMap(\.allowedTests))
            },
            rules: chosen.map { rules[$0] }.map { rule in
                TableOutline.Rule(
                    rule.name, line: rule.line, conditions: places.map { rule.conditions[$0] }, outputs: rule.outputs)
            },
            hits: hitPolicy == .first ? .ranked : .one)
    }
}

extension DecisionInput {
    /// The allowed values as a cell would have them.
    fileprivate var allowedTests: UnaryTests? {
        guard !allowedValues.isEmpty else { return nil }
        return try? UnaryTests.parse(allowedValues.map { Value.string($0).literal }.joined(separator: ", "))
    }
}

/// Counter-examples of a model: facts that give its columns the wanted values, through definitions.
private struct ModelFinder: CounterexampleFinder {
    private let model: DecisionModel
    private let given: [Int: Value]
    private var search: FactSearch
    private let start: [Value]

    init(_ model: DecisionModel, day: CivilDate, days: DayFacts, trials: Int, meter: SearchMeter) {
        self.model = model
        let values = days.values(on: day)
        given = model.inputs.indices.reduce(into: [:]) { $0[$1] = values[model.inputs[$1].name] }
        let shape = ModelShape(model, day: day)
        search = FactSearch(shape, trials: trials, meter: meter)
        let given = given
        start = shape.pools.enumerated().map { given[$0] ?? $1.first ?? .null }
    }

    var isUsedUp: Bool { search.isUsedUp }

    mutating func find(_ box: [PositionSet], in space: TableSpace, claim: TableClaim) -> Counterexample? {
        guard !isUsedUp, !box.contains(where: \.isEmpty) else { return nil }
        var candidates: [Int: [Value]] = [:]
        for (input, pool) in search.shape.pools.enumerated() where given[input] == nil { candidates[input] = pool }
        var facts = start
        var targets: [FactSearch.Target] = []
        for (side, part) in zip(space.sides, box) {
            let column = side.columns[0]
            targets.append(FactSearch.Target(column: column, axis: side.axis, wanted: part))
            // A column that is a fact takes the wanted values themselves.
            guard let input = search.shape.directInputs[column], given[input] == nil else { continue }
            let fitting = (candidates[input] ?? []).filter { side.axis.position(of: $0).map(part.contains) ?? false }
            let samples = part.members.prefix(60).map { side.axis.atoms[$0].sample }
            let values = (fitting + samples).filter { model.inputs[input].admits($0) }
            candidates[input] = values
            if let first = values.first { facts[input] = first }
        }
        let found = search.find(from: facts, candidates: candidates, targets: targets) { [model] evaluation in
            model.holds(claim, &evaluation)
        }
        return found.map(example)
    }

    private func example(_ facts: [Value]) -> Counterexample {
        let evaluation = Evaluation(model.plan, facts)
        return Counterexample(
            facts: zip(model.inputs, facts).map { Counterexample.Reading(name: $0.name, value: $1) },
            columns: zip(model.columns, model.plan.columnSlots).map {
                Counterexample.Reading(name: $0.name, value: evaluation.known($1) ?? .null)
            })
    }
}

extension DecisionModel {
    /// Whether an evaluation does what is claimed.
    fileprivate func holds(_ claim: TableClaim, _ evaluation: inout Evaluation) -> Bool {
        switch claim {
        case .noneHits: return rules.indices.allSatisfy { evaluation.outcome(ofRule: $0) == .failed }
        case .hit(let rules): return rules.allSatisfy { evaluation.outcome(ofRule: $0) == .hit }
        case .misses(let rule): return evaluation.outcome(ofRule: rule) == .failed
        case .loses(let rule): return evaluation.outcome(ofRule: rule) == .hit && !decides(rule, &evaluation)
        case .decides(let rule): return decides(rule, &evaluation)
        }
    }

    private func decides(_ rule: Int, _ evaluation: inout Evaluation) -> Bool {
        guard case .granted(let name, _) = evaluation.verdict() else { return false }
        return name == rules[rule].name
    }
}
