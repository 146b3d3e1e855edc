package import Catalog
package import Identity
import Kernel
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
    ///   - limit: so many cases at most; where there are more the comparison says that it is partial.
    ///   - seesAll: whether the changed rules see all that the case holds, or only what the rules of the case read. On a page
    ///     the latter: rules that an officer writes must not become a way to read people's files.
    package func callAsFunction(
        _ changed: ServiceItem, limit: Int = .max, seesAll: Bool = true
    ) async throws -> RulesComparison {
        var comparison = RulesComparison(item: changed.id, name: changed.name, version: changed.version.digest)
        try await archive.forEach(item: changed.id) { decided in
            guard comparison.total.cases < limit else {
                comparison.isPartial = true
                return false
            }
            let stored = decided.decision
            let facts = decided.content.knownFacts(of: changed).filter { seesAll || stored.facts[$0.key] != nil }
            let verdict = changed.evaluate(
                facts: facts, on: stored.applicationDay, determinedOn: stored.determinationDay)
            let now = DecisionOutcome(verdict)
            let change = RulesComparison.Change(from: stored.outcome, to: now)
            comparison.count(
                change, in: try await groups(of: decided),
                fen: (decided.amountFen ?? 0, verdict.grant?.amountFen ?? 0))
            if case .referred(let unmet, _) = verdict, stored.outcome.isGranted {
                comparison.countMissing(unmet.filter { changed.field(named: $0) != nil })
            }
            if change != .same, comparison.named.count < Self.namedCases {
                comparison.named.append(
                    RulesComparison.NamedCase(number: stored.number, before: stored.outcome, after: now))
            }
            return true
        }
        return comparison
    }

    /// 年龄、性别、区划 on the day of application: the groups by which unequal treatment would show.
    private func groups(of decided: DecidedCase) async throws -> [RulesComparison.GroupKey] {
        guard let person = try await people.person(decided.applicant) else { return [] }
        let years = Self.years(from: person.residentID.birthDate, to: decided.decision.applicationDay)
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
