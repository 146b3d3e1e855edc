package import Kernel

/// 试算结果 — what a changed definition would have made of past cases.
package struct RulesComparison: Sendable {
    /// What became of one case.
    package enum Change: String, Sendable, CaseIterable {
        case same
        /// A person decided it; the rules would grant.
        case newlyGranted
        /// The rules granted it; a person would decide.
        case noLongerGranted
        /// Granted both times, with another amount or other outputs.
        case otherResult

        init(from before: DecisionOutcome, to after: DecisionOutcome) {
            self =
                switch (before, after) {
                case (.referred, .referred): .same
                case (.referred, .granted): .newlyGranted
                case (.granted, .referred): .noLongerGranted
                case (.granted(_, let old), .granted(_, let new)): old == new ? .same : .otherResult
                }
        }
    }

    /// By what people are grouped.
    package enum Grouping: String, Sendable, CaseIterable { case age, sex, division }

    package struct GroupKey: Sendable, Hashable {
        package let by: Grouping
        package let name: String
    }

    /// Cases by what became of them.
    package struct Counts: Sendable, Equatable {
        package private(set) var cases = 0
        private var changes: [Change: Int] = [:]

        package subscript(change: Change) -> Int { changes[change] ?? 0 }
        package var different: Int { cases - self[.same] }

        fileprivate mutating func count(_ change: Change) {
            cases += 1
            changes[change, default: 0] += 1
        }

        package var json: JSON {
            [
                "cases": JSON(cases), "different": JSON(different), "newlyGranted": JSON(self[.newlyGranted]),
                "noLongerGranted": JSON(self[.noLongerGranted]), "otherResult": JSON(self[.otherResult]),
            ]
        }
    }

    package struct NamedCase: Sendable {
        package let number: String
        package let before: DecisionOutcome
        package let after: DecisionOutcome
    }

    package let item: String
    package let name: String
    /// Digest of the definition that was tried.
    package let version: String
    /// 申请日 that was put in for that of each case; `nil` where each was decided on its own.
    package let day: CivilDate?
    /// Cases of the item that the city has.
    package let available: Int
    /// How many of them were looked at: the newest, where not all were.
    package let looked: Int
    package private(set) var total = Counts()
    private var byGroup: [GroupKey: Counts] = [:]
    /// What the granted benefits add up to for one period, in fen.
    package private(set) var fenBefore = 0
    package private(set) var fenAfter = 0
    /// Facts that the tried definition wants and past cases do not hold, with the number of grants that hang on them.
    package private(set) var missingFacts: [String: Int] = [:]
    /// Cases with another outcome, as far as they are named.
    package var named: [NamedCase] = []

    /// - Parameter newest: so many cases were to be looked at, at most.
    package init(
        item: String, name: String, version: String, day: CivilDate? = nil, available: Int, newest: Int? = nil
    ) {
        self.item = item
        self.name = name
        self.version = version
        self.day = day
        self.available = available
        looked = min(available, newest ?? available)
    }

    /// The groups of one kind, the most cases first.
    package func groups(by grouping: Grouping) -> [(name: String, counts: Counts)] {
        byGroup.filter { $0.key.by == grouping }.map { (name: $0.key.name, counts: $0.value) }
            .sorted { ($1.counts.cases, $0.name) < ($0.counts.cases, $1.name) }
    }

    mutating func count(_ change: Change, in groups: [GroupKey], fen: (before: Int, after: Int)) {
        total.count(change)
        for group in groups { byGroup[group, default: Counts()].count(change) }
        fenBefore = fenBefore.addingSaturating(fen.before)
        fenAfter = fenAfter.addingSaturating(fen.after)
    }

    /// There are more cases than were looked at.
    package var isPartial: Bool { looked < available }

    mutating func countMissing(_ names: [String]) {
        for name in names { missingFacts[name, default: 0] += 1 }
    }

    package var json: JSON {
        [
            "item": JSON(item), "name": JSON(name), "version": JSON(version), "total": total.json,
            "day": day.map { JSON($0.description) } ?? .null, "available": JSON(available), "looked": JSON(looked),
            "isPartial": JSON(isPartial),
            "fenBefore": JSON(fenBefore), "fenAfter": JSON(fenAfter),
            "missingFacts": .object(
                missingFacts.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }),
            "groups": .array(
                Grouping.allCases.flatMap { grouping in
                    groups(by: grouping).map { group -> JSON in
                        ["by": JSON(grouping.rawValue), "name": JSON(group.name), "counts": group.counts.json]
                    }
                }),
            "different": .array(
                named.map { one -> JSON in
                    ["case": JSON(one.number), "before": one.before.json, "after": one.after.json]
                }),
        ]
    }
}

extension Int {
    /// The sum, or the largest number there is: an absurd amount in a definition must not stop the server.
    fileprivate func addingSaturating(_ other: Int) -> Int {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? .max : sum
    }
}
