import FEEL
import Kernel

extension QualificationSearch {
    /// Each day is tried for four years, which is all that repeats by the calendar; later on each week, and the days of
    /// the first week that is granted.
    private static let daysTriedSingly = 1461
    private static let stride = 7

    /// The first day after `day` on which the facts are granted though nothing but the day changes; `nil` where no such
    /// day comes.
    func waiting(_ facts: [String: Value], after day: CivilDate, _ meter: SearchMeter) -> Qualification.Way? {
        var runs = editions.map { Run($0.model, facts, days, meter) }
        let last = day.daysSinceEpoch + limits.years * 36525 / 100
        var tried = day.daysSinceEpoch
        while tried < last, !meter.isUsedUp {
            let step = tried < day.daysSinceEpoch + QualificationSearch.daysTriedSingly ? 1 : QualificationSearch.stride
            // A stride never steps over the day on which new standards come into force.
            let next = min(tried + step, nextEdition(after: tried) ?? .max)
            if grants(&runs, next) {
                let first = (tried + 1..<next).first { grants(&runs, $0) } ?? next
                return way(facts, from: CivilDate(daysSinceEpoch: first), meter)
            }
            guard let worth = nextDayWorthTrying(runs, after: next) else { return nil }
            tried = worth
        }
        return nil
    }

    private func grants(_ runs: inout [Run], _ day: Int) -> Bool {
        let day = CivilDate(daysSinceEpoch: day)
        guard let edition = edition(on: day) else { return false }
        return runs[edition].grants(on: day)
    }

    private func nextEdition(after day: Int) -> Int? {
        editions.compactMap { $0.from?.daysSinceEpoch }.first { $0 > day }
    }

    /// The day itself as long as some rule of its edition is open; else the eve of the next edition that has one.
    private func nextDayWorthTrying(_ runs: [Run], after day: Int) -> Int? {
        if let edition = edition(on: CivilDate(daysSinceEpoch: day)), runs[edition].isOpen { return day }
        for (edition, run) in zip(editions, runs) {
            if let from = edition.from?.daysSinceEpoch, from > day, run.isOpen { return from - 1 }
        }
        return nil
    }

    private func way(
        _ facts: [String: Value], from day: CivilDate, _ meter: SearchMeter
    ) -> Qualification.Way? {
        guard let edition = edition(on: day) else { return nil }
        let facts = facts.on(day, days)
        guard case .granted(let rule, let outputs) = meter.verdict(editions[edition].model, facts) else {
            return nil
        }
        return Qualification.Way(rule: rule, from: day, changes: [], facts: facts, outputs: outputs)
    }
}

/// The facts put to one edition on many days.
private struct Run {
    private var evaluation: Evaluation
    private let values: [Value]
    private let given: [(index: Int, reading: DayFacts.Reading)]
    /// Rules that can still come to hit by the day alone.
    private let open: [Int]
    private let meter: SearchMeter

    var isOpen: Bool { !open.isEmpty }

    init(_ model: DecisionModel, _ facts: [String: Value], _ days: DayFacts, _ meter: SearchMeter) {
        self.meter = meter
        values = model.inputs.map { facts[$0.name] ?? .null }
        let given = model.inputs.enumerated().compactMap { index, input in
            days.readings[input.name].map { (index: index, reading: $0) }
        }
        self.given = given
        let moving = model.columnsReading(Set(given.map { model.inputs[$0.index].name }))
        var evaluation = Evaluation(model.plan)
        open = meter.trial(&evaluation, values) { evaluation in
            model.rules.indices.filter { rule in
                model.plan.cells(ofRule: rule).allSatisfy {
                    moving[$0.column] || evaluation.outcome($0).outcome == .hit
                }
            }
        }
        self.evaluation = evaluation
    }

    mutating func grants(on day: CivilDate) -> Bool {
        guard isOpen else { return false }
        var values = values
        for (index, reading) in given { values[index] = .date(reading == .day ? day : day.adding(days: 1 - day.day)) }
        return meter.trial(&evaluation, values) { evaluation in
            // Why a day is not granted is not asked.
            open.contains { evaluation.outcome(ofRule: $0) == .hit } && evaluation.verdict().isGranted
        }
    }
}

extension DecisionModel {
    /// For each column whether it can depend on one of the facts, its cells included.
    func columnsReading(_ facts: Set<String>) -> [Bool] {
        var names = facts
        for definition in definitions where !definition.expression.freeNames.isDisjoint(with: names) {
            names.insert(definition.name)
        }
        return columns.indices.map { column in
            !columns[column].expression.freeNames.isDisjoint(with: names)
                || rules.contains { !$0.conditions[column].freeNames.isDisjoint(with: names) }
        }
    }
}
