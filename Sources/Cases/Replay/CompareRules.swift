package import Catalog
package import Identity
package import Kernel
import Web

/// 试算 — puts a changed definition to past cases: who would be decided differently, by group, before anybody is.
///
/// It compares what the rules say. What else may send a case to a person (a dispute, an account, the wish for a person) is
/// the same under any rules.
package struct CompareRules: Sendable {
    /// Cases that are named one by one; of the others the counts tell.
    private static let namedCases = 200
    private let archive: DecisionArchive
    private let people: PersonStore
    private let places: PlaceNames

    package init(archive: DecisionArchive, people: PersonStore, places: PlaceNames) {
        self.archive = archive
        self.people = people
        self.places = places
    }

    package init(_ environment: CaseEnvironment) {
        self.init(archive: DecisionArchive(environment), people: environment.people, places: environment.places)
    }

    /// - Parameters:
    ///   - changed: the definition to try; its code says which cases.
    ///   - newest: so many cases at most, those that were received last; where there are more the comparison says so.
    ///   - day: 申请日 for all cases, as if each were filed on it: its standards decide, those that come into force later among
    ///     them, and ages are those of that day. `nil` decides each case on its own day.
    ///   - seesAll: whether the changed rules see all that the case holds, or only what the rules of the case read. On a page
    ///     the latter: rules that an officer writes must not become a way to read people's files.
    package func callAsFunction(
        _ changed: ServiceItem, newest: Int? = nil, on day: CivilDate? = nil, seesAll: Bool = true
    ) async throws -> RulesComparison {
        var comparison = RulesComparison(
            item: changed.id, name: changed.name, version: changed.version.digest, day: day,
            available: try await archive.caseCount(item: changed.id), newest: newest)
        let compare = { (decided: DecidedCase) in
            try await self.compare(decided, with: changed, on: day, seesAll: seesAll, in: &comparison)
        }
        if let newest {
            try await archive.forEach(newest: newest, item: changed.id, compare)
        } else {
            try await archive.forEach(item: changed.id, compare)
        }
        return comparison
    }

    private func compare(
        _ decided: DecidedCase, with changed: ServiceItem, on day: CivilDate?, seesAll: Bool,
        in comparison: inout RulesComparison
    ) async throws {
        let stored = decided.decision
        let facts = decided.content.knownFacts(of: changed).filter { seesAll || stored.facts[$0.key] != nil }
        let verdict = changed.evaluate(
            facts: facts, on: day ?? stored.applicationDay, determinedOn: day ?? stored.determinationDay)
        let now = DecisionOutcome(verdict)
        let change = RulesComparison.Change(from: stored.outcome, to: now)
        comparison.count(
            change, in: try await groups(of: decided, on: day ?? stored.applicationDay),
            fen: (decided.amountFen ?? 0, verdict.grant?.amountFen ?? 0))
        if case .referred(let unmet, _) = verdict, stored.outcome.isGranted {
            comparison.countMissing(unmet.filter { changed.field(named: $0) != nil })
        }
        if change != .same, comparison.named.count < Self.namedCases {
            comparison.named.append(
                RulesComparison.NamedCase(number: stored.number, before: stored.outcome, after: now))
        }
    }

    /// 年龄、性别、区划 on the day that decides: the groups by which unequal treatment would show.
    private func groups(of decided: DecidedCase, on day: CivilDate) async throws -> [RulesComparison.GroupKey] {
        guard let person = try await people.person(decided.applicant) else { return [] }
        let years = Self.years(from: person.residentID.birthDate, to: day)
        let division = String(person.residentID.text.prefix(6))
        return [
            .init(by: .age, name: Self.band(years)), .init(by: .sex, name: person.residentID.sex == .male ? "男" : "女"),
            .init(by: .division, name: places.name(division)),
        ]
    }

    private static func years(from birth: CivilDate, to day: CivilDate) -> Int {
        day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day) ? 1 : 0)
    }

    private static func band(_ years: Int) -> String {
        switch years {
        case ..<18: "未满 18 岁"
        case ..<60: "18—59 岁"
        case ..<80: "60—79 岁"
        case ..<90: "80—89 岁"
        default: "90 岁以上"
        }
    }
}
