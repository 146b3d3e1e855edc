import Cases
import Catalog
import Decisions
import Kernel
import Rehearsal
import Testing

@Suite("Decisions that are decided again")
struct ReplayTests {
    /// A city with one grant of each class of age and one case that went to a person.
    private static func city() async throws -> (stage: Stage, granted: CaseFile, referred: CaseFile) {
        let stage = try await Stage()
        let granted = try await stage.apply()
        try #require(granted.status == .granted)
        var dead = RehearsalCitizen(serial: 2)
        let person = try await stage.enrol(dead)
        dead.populationRecord["swbs"] = "1"
        stage.rehearsal.settle(dead)
        let draft = try await StartDraft(stage.environment)(item: stage.slug, by: person)
        let referred = try await SubmitCase(stage.environment)(draft.id, by: person)
        try #require(referred.status == .inReview)
        return (stage, granted, referred)
    }

    private static func decisions(_ stage: Stage) async throws -> [StoredDecision] {
        var all: [StoredDecision] = []
        try await DecisionArchive(stage.environment).forEach {
            all.append($0.decision)
        }
        return all.sorted { $0.number < $1.number }
    }

    private static func replay(_ stage: Stage) -> ReplayDecisions {
        let items = stage.environment.items
        return ReplayDecisions { try await items.item(version: $0.version) }
    }

    @Test("The same facts under the same version give the same result and the same trace, granted or not")
    func same() async throws {
        let (stage, granted, referred) = try await Self.city()
        let decisions = try await Self.decisions(stage)
        #expect(Set(decisions.map(\.number)) == [granted.number, referred.number])
        #expect(decisions.allSatisfy { $0.engine == DecisionEngine.version && $0.traceHash.count == 64 })
        #expect(decisions.first { $0.number == granted.number }?.outcome.isGranted == true)
        #expect(decisions.first { $0.number == referred.number }?.outcome == .referred)
        for decision in decisions {
            #expect(try await Self.replay(stage).difference(of: decision) == nil, "\(decision.number)")
            let line = try JSON.parse(decision.json.text)
            #expect(StoredDecision(line)?.json == decision.json)
        }
    }

    @Test("A decision that would be another is told by what changed")
    func different() async throws {
        let (stage, granted, _) = try await Self.city()
        let stored = try #require(try await Self.decisions(stage).first { $0.number == granted.number })
        let replay = Self.replay(stage)
        func kind(_ change: (inout JSON) -> Void) async throws -> ReplayDifference.Kind? {
            var line = stored.json
            change(&line)
            return try await replay.difference(of: try #require(StoredDecision(line)))?.kind
        }
        #expect(try await kind { $0["outcome"] = ["verdict": "referred"] } == .verdict)
        #expect(try await kind { $0["outcome"]?["outputs"] = ["金额": 101] } == .result)
        #expect(try await kind { $0["outcome"]?["rule"] = "九十岁档" } == .result)
        #expect(try await kind { $0["traceHash"] = JSON(String(repeating: "0", count: 64)) } == .trace)
        #expect(try await kind { $0["version"] = "gone" } == .noDefinition)
        #expect(try await kind { $0["facts"]?["健在"] = ["kind": "flag", "value": "false"] } == .verdict)
    }

    @Test("A changed definition says whom it would touch, and touches nobody")
    func comparison() async throws {
        let (stage, granted, _) = try await Self.city()
        let before = try await stage.counts()
        let item = try #require(stage.environment.catalogue.item(slug: stage.slug))
        let text = try #require(try await stage.environment.items.text(version: item.version.digest))
        let compare = CompareRules(stage.environment)

        let unchanged = try #require(ServiceItem(published: Array(text.utf8)))
        let same = try await compare(unchanged)
        #expect(same.total.cases == 2)
        #expect(same.total.different == 0)
        #expect(same.named.isEmpty)
        #expect(same.fenBefore == same.fenAfter)

        let stricter = text.replacing("[80..90) ", with: "[89..90) ")
        try #require(stricter != text)
        let changed = try await compare(try #require(ServiceItem(published: Array(stricter.utf8))))
        #expect(changed.total[.noLongerGranted] == 1)
        #expect(changed.total.different == 1)
        #expect(changed.named.map(\.number) == [granted.number])
        #expect(changed.fenBefore == 100_00)
        #expect(changed.fenAfter == 0)
        let ages = changed.groups(by: .age)
        #expect(ages.reduce(0) { $0 + $1.counts.cases } == 2)
        #expect(ages.reduce(0) { $0 + $1.counts[.noLongerGranted] } == 1)

        let richer = text.replacing("八十岁: 100", with: "八十岁: 120")
        try #require(richer != text)
        let dearer = try await compare(try #require(ServiceItem(published: Array(richer.utf8))))
        #expect(dearer.total[.otherResult] == 1)
        #expect(dearer.fenAfter - dearer.fenBefore == 20_00)
        #expect(try await stage.counts() == before)
    }

    @Test("Absurd amounts stop nobody, more cases than wanted are said, and facts that are kept back stay unknown")
    func bounded() async throws {
        let (stage, _, _) = try await Self.city()
        var citizen = RehearsalCitizen(serial: 3)
        let person = try await stage.enrol(citizen)
        citizen.populationRecord["lxdh"] = citizen.phone
        stage.rehearsal.settle(citizen)
        let draft = try await StartDraft(stage.environment)(item: stage.slug, by: person)
        try #require(try await SubmitCase(stage.environment)(draft.id, by: person).status == .granted)
        let item = try #require(stage.environment.catalogue.item(slug: stage.slug))
        let text = try #require(try await stage.environment.items.text(version: item.version.digest))
        let absurd = text.replacing("八十岁: 100", with: "八十岁: 90000000000000000")
        let changed = try #require(ServiceItem(published: Array(absurd.utf8)))
        let compare = CompareRules(stage.environment)
        #expect(try await compare(changed).fenAfter == .max)
        let partial = try await compare(changed, newest: 1)
        #expect(partial.isPartial && partial.looked == 1 && partial.available == 3)
        #expect(partial.total.cases == 1)
        // A column that the published rules do not have may not read what they did not.
        let curious = text.replacing("本市户籍 = starts with(户籍区划, \"3399\")", with: "本市户籍 = starts with(发放账户, \"6\")")
        try #require(curious != text)
        let reading = try #require(ServiceItem(published: Array(curious.utf8)))
        #expect(try await compare(reading).total[.noLongerGranted] == 0)
        #expect(try await compare(reading, seesAll: false).total[.noLongerGranted] == 2)
    }

    @Test("Of more cases than are wanted the newest are looked at, whatever their keys")
    func newest() async throws {
        let stage = try await Stage()
        var filed = [try await stage.apply()]
        for serial in 2...5 {
            stage.rehearsal.clock.advance(seconds: 60)
            var citizen = RehearsalCitizen(serial: serial)
            citizen.populationRecord["lxdh"] = citizen.phone
            let person = try await stage.enrol(citizen)
            let draft = try await StartDraft(stage.environment)(item: stage.slug, by: person)
            filed.append(try await SubmitCase(stage.environment)(draft.id, by: person))
        }
        let item = try #require(stage.environment.catalogue.item(slug: stage.slug))
        let text = try #require(try await stage.environment.items.text(version: item.version.digest))
        let stricter = try #require(
            ServiceItem(published: Array(text.replacing("[80..90) ", with: "[89..90) ").utf8)))
        let comparison = try await CompareRules(stage.environment)(stricter, newest: 2)
        #expect(comparison.named.map(\.number) == filed.suffix(2).reversed().map(\.number))
        #expect(comparison.looked == 2 && comparison.available == 5 && comparison.isPartial)
        #expect(!(try await CompareRules(stage.environment)(stricter, newest: 5).isPartial))
    }
}
