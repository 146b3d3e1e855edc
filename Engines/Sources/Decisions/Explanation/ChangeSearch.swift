import FEEL
import Kernel

/// Looks for one or two facts that would have to change, on one day, for each of the rules that lack least.
struct ChangeSearch {
    private let search: QualificationSearch
    private let model: DecisionModel
    private let space: TableSpace
    private let day: CivilDate
    private let start: [Value]
    private let shape: ModelShape
    private let isFixed: [Bool]
    private let isMoving: [Bool]
    private let meter: SearchMeter

    static let changesMax = 2

    init(
        search: QualificationSearch, model: DecisionModel, facts: [String: Value], day: CivilDate, meter: SearchMeter
    ) {
        self.search = search
        self.model = model
        space = TableSpace(model.outline, meter: meter)
        self.day = day
        self.meter = meter
        start = model.inputs.map { input in
            let value = facts[input.name] ?? .null
            return input.admits(value) ? value : .null
        }
        shape = ModelShape(model, day: day)
        isFixed = zip(model.inputs, start).map { search.isFixed($0.name, $1, on: day) }
        isMoving = model.columnsReading(Set(search.days.readings.keys))
    }

    func ways() -> [Qualification.Way] {
        let near = lacking(Array(model.rules.indices)).sorted {
            ($0.columns.count, $0.rule) < ($1.columns.count, $1.rule)
        }
        return near.prefix(search.limits.rules).flatMap { ways(toRule: $0.rule, lacking: $0.columns) }
    }

    /// The columns of which each of the rules lacks the cell.
    private func lacking(_ rules: [Int]) -> [(rule: Int, columns: [Int])] {
        var evaluation = Evaluation(model.plan)
        return meter.trial(&evaluation, start) { evaluation in
            rules.map { rule in
                let cells = model.plan.cells(ofRule: rule)
                return (rule, cells.filter { evaluation.outcome($0).outcome != .hit }.map(\.column))
            }
        }
    }

    private func ways(toRule rule: Int, lacking: [Int]) -> [Qualification.Way] {
        guard !lacking.isEmpty, !meter.isUsedUp else { return [] }
        // What no change can mend has to come with time.
        let waits = lacking.filter { column in
            changeable(column).isEmpty || isMoving[column] && changeable(column).allSatisfy { !start[$0].isNull }
        }
        guard waits.allSatisfy({ isMoving[$0] }) else { return [] }
        let mends = lacking.filter { !waits.contains($0) }
        if mends.isEmpty { return changes(rule, mending: lacking.filter { !changeable($0).isEmpty }, waiting: false) }
        return changes(rule, mending: mends, waiting: !waits.isEmpty)
    }

    /// Inputs that a column rests on and that can change or be confirmed.
    private func changeable(_ column: Int) -> [Int] {
        shape.inputsOfColumn[column].filter { !isFixed[$0] }.sorted()
    }

    private func changes(_ rule: Int, mending columns: [Int], waiting: Bool) -> [Qualification.Way] {
        guard !columns.isEmpty else { return [] }
        var candidates: [Int: [Value]] = [:]
        for column in columns {
            for input in changeable(column) {
                candidates[input] = nearestFirst(values(input, rule), to: start[input])
            }
        }
        let kept = model.plan.cells(ofRule: rule).map(\.column).filter {
            columns.contains($0) || !waiting || !isMoving[$0]
        }
        let targets = kept.map { column in
            let side = space.side(ofColumn: column)
            return FactSearch.Target(
                column: column, axis: space.sides[side].axis, wanted: space.boxes[rule].possible[side])
        }
        var finder = FactSearch(shape, trials: search.limits.trials, meter: meter)
        let found = finder.find(from: start, candidates: candidates, targets: targets) { evaluation in
            model.plan.cells(ofRule: rule).allSatisfy { cell in
                waiting && isMoving[cell.column] && !columns.contains(cell.column)
                    || evaluation.outcome(cell).outcome == .hit
            }
        }
        guard let found, let far = outcome(found, waiting) else { return [] }
        // The day that was found stays while the facts are brought nearer; only then the first day is looked for again.
        let approach = FactApproach(start: start) { search.grants(named($0), on: far.from ?? day, meter) }
        let facts = approach.nearest(found)
        guard let way = outcome(facts, waiting) else { return [] }
        return [described(way, facts, rule)].filter { $0.changes.count <= ChangeSearch.changesMax }
    }

    /// The grant that facts lead to, at once or by waiting.
    private func outcome(_ facts: [Value], _ waiting: Bool) -> Qualification.Way? {
        if waiting { return search.waiting(named(facts), after: day, meter) }
        guard case .granted(let granted, let outputs) = meter.verdict(model, facts) else { return nil }
        return Qualification.Way(rule: granted, from: nil, changes: [], facts: named(facts), outputs: outputs)
    }

    private func named(_ facts: [Value]) -> [String: Value] {
        zip(model.inputs, facts).reduce(into: [:]) { $0[$1.0.name] = $1.1 }
    }

    /// Values worth trying, those that the rule's own cells name among them.
    private func values(_ input: Int, _ rule: Int) -> [Value] {
        let direct = model.columns.indices.filter { shape.directInputs[$0] == input }
        let samples = direct.flatMap { column in
            let side = space.side(ofColumn: column)
            return space.boxes[rule].possible[side].members.prefix(60).map { space.sides[side].axis.atoms[$0].sample }
        }
        return (samples + shape.pools[input]).filter { model.inputs[input].admits($0) }
    }

    private func nearestFirst(_ values: [Value], to now: Value) -> [Value] {
        guard !now.isNull else { return values }
        let distances = values.map { FactApproach.distance(now, $0) }
        return values.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.map { values[$0] }
    }

    private func described(_ way: Qualification.Way, _ facts: [Value], _ rule: Int) -> Qualification.Way {
        let rule = model.rules.firstIndex { $0.name == way.rule } ?? rule
        let lacking = lacking([rule])[0].columns
        let changed = facts.indices.filter {
            start[$0].isNull != facts[$0].isNull || start[$0].equals(facts[$0]) == false
        }
        let changes = changed.map { input in
            let columns = lacking.filter { shape.inputsOfColumn[$0].contains(input) }
            return Qualification.Change(
                fact: model.inputs[input].name, now: start[input].isNull ? nil : start[input], value: facts[input],
                requirements: columns.map { model.requirement(rule: rule, column: $0, in: space) },
                isDirect: columns.allSatisfy { shape.directInputs[$0] == input })
        }
        return Qualification.Way(
            rule: way.rule, from: way.from, changes: changes, facts: way.facts, outputs: way.outputs)
    }
}

extension DecisionModel {
    /// What a cell asks for, in a form that can be said in words.
    func requirement(rule: Int, column: Int, in space: TableSpace) -> Requirement {
        let cell = rules[rule].conditions[column]
        guard cell.isFixed || cell.isAny else { return Requirement(columns[column].name, spans: [], test: cell.source) }
        let side = space.side(ofColumn: column)
        return Requirement(columns[column].name, space.boxes[rule].possible[side], of: space.sides[side].axis)
    }
}
