public import FEEL
public import Kernel

/// 何时符合的查找 — looks for the nearest way to a grant: by waiting, by changing or confirming one fact, then two, or by
/// one of these and waiting. A value that keeps nothing between questions.
public struct QualificationSearch: Sendable {
    /// Earliest first.
    let editions: [DecisionEdition]
    let days: DayFacts
    let fixed: Set<String>
    let limits: Limits

    /// How far the search goes.
    public struct Limits: Hashable, Sendable {
        /// Years that it looks ahead.
        public var years = 120
        /// Evaluations in search of changes, for each rule.
        public var trials = 1500
        /// Rules that are looked at, those that lack least first.
        public var rules = 12
        /// Ways that are told.
        public var ways = 3
        /// Steps of all evaluations together: rounds of loops, steps of regular expressions, and one for each 64 bytes
        /// that are made.
        public var steps = 5_000_000

        public init() {}
    }

    /// - Parameters:
    ///   - editions: the decision under the standards of each span of days; earliest first, at least one.
    ///   - days: facts that the day gives; they change by themselves.
    ///   - fixed: facts that nobody can change, such as 出生日期. Known days in the past never change, named here or not.
    ///   - limits: how far it looks.
    public init(
        editions: [DecisionEdition], days: DayFacts, fixed: Set<String> = [], limits: Limits = Limits()
    ) {
        self.editions = editions
        self.days = days
        self.fixed = fixed
        self.limits = limits
    }

    /// A decision without standards that change.
    public init(_ model: DecisionModel, days: DayFacts, fixed: Set<String> = [], limits: Limits = Limits()) {
        self.init(
            editions: [DecisionEdition(from: nil, model: model)], days: days, fixed: fixed, limits: limits)
    }

    /// The nearest ways from facts that are not granted on a day. The facts of the day are given by the day.
    public func ways(facts: [String: Value], on day: CivilDate) -> Qualification {
        ways(facts: facts, on: day, meter: SearchMeter(steps: limits.steps))
    }

    /// The same search, drawing on an account that whoever asks can look into.
    package func ways(facts: [String: Value], on day: CivilDate, meter: SearchMeter) -> Qualification {
        guard !grants(facts, on: day, meter) else { return Qualification(ways: [], isComplete: true) }
        var ways = [waiting(facts, after: day, meter)].compactMap { $0 }
        if let edition = edition(on: day) {
            let changes = ChangeSearch(
                search: self, model: editions[edition].model, facts: facts.on(day, days), day: day, meter: meter)
            ways += changes.ways()
        }
        return Qualification(ways: nearest(ways), isComplete: !meter.isUsedUp)
    }

    /// Those that need least, each set of facts once: to confirm something is less than to change it.
    private func nearest(_ ways: [Qualification.Way]) -> [Qualification.Way] {
        guard let least = ways.map(\.effort).min() else { return [] }
        var kept: [Qualification.Way] = []
        let sorted = ways.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            let changed = [first, second].map { $0.changes.count { $0.now != nil } }
            if changed[0] != changed[1] { return changed[0] < changed[1] }
            if let one = first.from, let other = second.from, one != other { return one < other }
            return (first.changes.count, left.offset) < (second.changes.count, right.offset)
        }
        for way in sorted.map(\.element) where way.effort == least {
            let facts = way.changes.map(\.fact)
            guard !kept.contains(where: { $0.changes.map(\.fact) == facts }), kept.count < limits.ways else { continue }
            kept.append(way)
        }
        return kept
    }

    func grants(_ facts: [String: Value], on day: CivilDate, _ meter: SearchMeter) -> Bool {
        guard let edition = edition(on: day), !meter.isUsedUp else { return false }
        return meter.verdict(editions[edition].model, facts.on(day, days)).isGranted
    }

    func edition(on day: CivilDate) -> Int? {
        editions.lastIndex { edition in edition.from.map { $0 <= day } ?? true }
    }

    /// Whether nobody can change the fact: it is said so, or it is the day of something that has happened.
    func isFixed(_ name: String, _ value: Value, on day: CivilDate) -> Bool {
        if days.readings[name] != nil { return true }
        guard !value.isNull else { return false }
        if fixed.contains(name) { return true }
        guard case .date(let date) = value else { return false }
        return date <= day
    }
}

extension Qualification.Way {
    /// How much has to happen.
    var effort: Int { changes.count + (from == nil ? 0 : 1) }
}

extension [String: Value] {
    /// The facts as they are on another day.
    func on(_ day: CivilDate, _ days: DayFacts) -> [String: Value] {
        merging(days.values(on: day)) { _, given in given }
    }
}
