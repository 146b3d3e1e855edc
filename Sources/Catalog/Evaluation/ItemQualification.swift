import Decisions
import FEEL
package import Kernel

/// 何时符合 — one way from what is known to a grant, put to the rules and seen to hold.
package struct WayToGrant: Sendable {
    /// The first day; `nil` where no time has to pass.
    package let from: CivilDate?
    /// Facts that would have to be others, or to be confirmed; empty where waiting is enough.
    package let changedFacts: [String]
    /// `其他情况不变的话，2027年5月3日起符合“八十岁档”。`
    package let sentence: Phrase
}

/// 何时符合的查找结果 — the nearest ways to a grant, and how far the search came.
package struct WaysToGrant: Sendable {
    package let ways: [WayToGrant]
    /// Said where the search came to its limit: there may be a nearer way.
    package let restriction: Phrase?

    package init(ways: [WayToGrant] = [], restriction: Phrase? = nil) {
        self.ways = ways
        self.restriction = restriction
    }
}

/// 规则表的问题 — what whoever answers for the rules should know of them.
package struct RulesFinding: Sendable {
    package enum Severity: Sendable { case error, warning, information }

    package let severity: Severity
    /// Not a thing that was found but a part that was not looked at, or not to the end.
    package let isUnfinished: Bool
    /// The rules meant, if any.
    package let rules: [String]
    package let message: Phrase
    package let advice: Phrase
    /// Facts that show it.
    package let example: Phrase?
}

extension ServiceItem {
    /// The nearest ways to a grant where the rules do not grant; empty where they do, or where nothing so near is found.
    /// - Parameter unchanging: facts that nobody is told to change; see `KnownSources.unchangingFacts`.
    package func waysToGrant(
        facts: [String: FactValue], on day: CivilDate, unchanging: Set<String>
    ) -> WaysToGrant {
        guard let rules else { return WaysToGrant() }
        let search = QualificationSearch(
            editions: rules.editions.map { DecisionEdition(from: $0.from, model: $0.model) }, days: ItemRules.dayFacts,
            fixed: unchanging)
        let found = search.ways(facts: facts.mapValues { Value($0) }, on: day)
        let ways = found.ways.map { way in
            WayToGrant(from: way.from, changedFacts: way.changes.map(\.fact), sentence: way.sentence)
        }
        return WaysToGrant(ways: ways, restriction: found.restriction)
    }

    /// 何时可领 — the first day on which the same facts would be granted by time alone, as a resident may be told it: within
    /// three years, since what is known today says little of later; and lastingly, since who reads “from that day on” must not
    /// miss a term that closes again. `nil` where there is none.
    package func grantDay(facts: [String: FactValue], after today: CivilDate) -> CivilDate? {
        let found = waysToGrant(facts: facts, on: today, unchanging: Set(facts.keys))
        guard let from = found.ways.first(where: { $0.changedFacts.isEmpty })?.from, from > today,
            from.daysSinceEpoch - today.daysSinceEpoch <= Self.grantDaysAhead
        else { return nil }
        let isLasting = [0, 31, 366].allSatisfy { evaluate(facts: facts, on: from.adding(days: $0)).grant != nil }
        return isLasting ? from : nil
    }

    private static let grantDaysAhead = 3 * 365

    /// Gaps, overlaps, rules that can never hit and the like, in the edition of a day. A search of some length: what is
    /// published keeps its findings (`PublishedItems.rulesFindings`).
    package func rulesFindings(on day: CivilDate) -> [RulesFinding] { rules?.findings(on: day) ?? [] }
}

extension ItemRules {
    /// What the day alone gives.
    static let dayFacts = DayFacts([
        RuleNames.applicationDay: .day, RuleNames.determinationDay: .day, RuleNames.month: .firstOfMonth,
    ])

    func findings(on day: CivilDate) -> [RulesFinding] {
        guard let model = model(on: day) ?? editions.first?.model else { return [] }
        return model.check(on: day, days: Self.dayFacts).map { finding in
            RulesFinding(
                severity: RulesFinding.Severity(finding.severity), isUnfinished: finding.kind == .notFullyChecked,
                rules: finding.rules, message: finding.message, advice: finding.advice,
                example: finding.counterexample?.phrase)
        }
    }
}

extension RulesFinding.Severity {
    fileprivate init(_ severity: TableFinding.Severity) {
        self =
            switch severity {
            case .error: .error
            case .warning: .warning
            case .information: .information
            }
    }
}
