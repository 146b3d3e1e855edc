import Cases
import Catalog
import EventLog
import Exchange
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// A house whose definition of 高龄津贴 changes while cases are under way.
struct ChangingHouse {
    static let street = StaffPost(id: "JD01", name: "周敏", office: "街道", title: "受理员", phone: "15499990101")
    static let civil = StaffPost(id: "MZ01", name: "孟晓岚", office: "区民政部门", title: "审批员", phone: "15499990103")
    /// More money, more time, other stages.
    static let changes = [
        ("八十岁: 100,", "八十岁: 150,"), ("金额: 100 }", "金额: 150 }"), ("人工: 3 工作日", "人工: 9 工作日"),
        ("机关: 街道, 时限: 1 工作日", "机关: 街道, 时限: 4 工作日"), ("机关: 区民政部门, 时限: 2 工作日", "机关: 区民政部门, 时限: 5 工作日"),
    ]
    let house: RehearsalHouse

    init(on store: RehearsalStore = .sqlite) async throws {
        house = try RehearsalHouse(copyingCity: true, database: await store.emptyDatabase())
    }

    func change(back: Bool = false) throws {
        try house.change("高龄津贴", Self.changes.map { back ? (old: $0.1, new: $0.0) : (old: $0.0, new: $0.1) })
    }

    func enrol(_ citizen: RehearsalCitizen, in rehearsal: Rehearsal) async throws -> PersonProfile {
        rehearsal.settle(citizen)
        return try await Stage.enrol(citizen, in: rehearsal)
    }

    static func slug(_ rehearsal: Rehearsal) throws -> String {
        try #require(rehearsal.platform.environment.catalogue.items.first { $0.name == "高龄津贴" }?.slug)
    }
}

@Suite("A case keeps the version that it was filed under")
struct VersionTests {
    @Test(
        "After the file has changed, the old case is worked on and decided under the old version, a new one under the new",
        arguments: RehearsalStore.here)
    func pinned(_ store: RehearsalStore) async throws {
        let changing = try await ChangingHouse(on: store)
        let (old, new) = (RehearsalCitizen(), RehearsalCitizen(name: "李桂兰", serial: 2))
        var rehearsal: Rehearsal? = try await Rehearsal(in: changing.house)
        let filed = try await fileForPerson(old, try #require(rehearsal), changing)
        #expect(filed.dueOn?.description == "2026-11-25")
        try await rehearsal?.stop()
        rehearsal = nil

        try changing.change()
        let second = try await Rehearsal(in: changing.house)
        let environment = second.platform.environment
        let current = try #require(environment.catalogue.item(id: filed.itemID))
        #expect(current.version.digest != filed.itemVersion)
        #expect(current.limits.committedManual.description == "9 工作日")
        let pinned = try await environment.item(of: filed)
        #expect(pinned.version.digest == filed.itemVersion)
        #expect(pinned.limits.committedManual.description == "3 工作日")
        #expect(pinned.rules?.ruleNames == current.rules?.ruleNames)

        // Worked on: the stages' terms are the old ones, also where the clock goes on after a correction.
        try await ClaimCase(environment)(filed.id, by: ChangingHouse.street)
        try await RequestCorrection(environment)(filed.id, .init(note: "请说明"), by: ChangingHouse.street)
        let answered = try await AnswerCorrection(environment)(
            filed.id, answers: [:], note: "好的", by: filed.applicant)
        #expect(answered.dueOn?.description == "2026-11-25")
        let passed = try await FinishStage(environment)(filed.id, opinion: nil, by: ChangingHouse.street)
        #expect(passed.stageDueOn?.description == "2026-11-24")
        try await ClaimCase(environment)(filed.id, by: ChangingHouse.civil)
        let granted = try await ApproveCase(environment)(
            filed.id, reason: nil, amountFen: 10_000, by: ChangingHouse.civil)
        #expect(granted.itemVersion == filed.itemVersion)
        let events = try await environment.journal.events(of: filed.stream)
        for event in events where event.actor == .clerk("JD01") || event.actor == .clerk("MZ01") {
            #expect(event.body["version"]?.string == filed.itemVersion, "\(event.kind.rawValue)")
        }

        // A new case: the new amount at once, the new term with a person.
        let person = try await changing.enrol(new, in: second)
        let draft = try await StartDraft(environment)(item: ChangingHouse.slug(second), by: person)
        let fresh = try await SubmitCase(environment)(draft.id, by: person)
        let grant = try await environment.journal.events(of: fresh.stream).first { $0.kind == CaseEvents.granted }
        #expect(grant?.body["amountFen"]?.int == 15_000)
        #expect(fresh.itemVersion == current.version.digest)
        let third = try await fileForPerson(RehearsalCitizen(name: "赵美玲", serial: 3), second, changing)
        #expect(third.dueOn?.description == "2026-12-03")
    }

    @Test(
        "Each version is kept once, byte for byte; that it came into force is in the public log, also a second time",
        arguments: RehearsalStore.here)
    func published(_ store: RehearsalStore) async throws {
        let changing = try await ChangingHouse(on: store)
        var digests: [String] = []
        for round in 0..<4 {
            if round == 1 || round == 2 { try changing.change(back: round == 2) }
            let rehearsal = try await Rehearsal(in: changing.house)
            let item = try #require(rehearsal.platform.environment.catalogue.items.first { $0.name == "高龄津贴" })
            digests.append(item.version.digest)
            let counts = try await counts(rehearsal, item.id)
            // The third start brings the first version back into force; the fourth changes nothing.
            #expect(counts.versions == [1, 2, 2, 2][round])
            #expect(counts.publications == [1, 2, 3, 3][round])
            let items = rehearsal.platform.environment.catalogue.items.count
            #expect(counts.events == items + [0, 1, 2, 2][round])
            let kept = try #require(
                try await rehearsal.platform.environment.items.item(version: item.version.digest))
            #expect(kept.version == item.version)
            try await rehearsal.workOff()
            try await rehearsal.stop()
        }
        #expect(digests[0] == digests[2] && digests[1] != digests[0])
    }

    @Test(
        "A draft that was begun under the old version says what changed, keeps what was typed, and is granted under the new"
    )
    func draft() async throws {
        let changing = try await ChangingHouse()
        var citizen = RehearsalCitizen()
        var rehearsal: Rehearsal? = try await Rehearsal(in: changing.house)
        let person = try await changing.enrol(citizen, in: try #require(rehearsal))
        citizen.populationRecord["lxdh"] = ""
        rehearsal?.settle(citizen)
        let slug = try ChangingHouse.slug(try #require(rehearsal))
        var environment = try #require(rehearsal?.platform.environment)
        let begun = try await StartDraft(environment)(item: slug, by: person)
        _ = try await EditDraft(environment).enter(
            .init(answers: ["联系电话": "19900001234"]), in: begun.id, by: person)
        try await rehearsal?.stop()
        rehearsal = nil

        try changing.change()
        let second = try await Rehearsal(in: changing.house)
        environment = second.platform.environment
        // Submitted from a page that was open before the change: not a word is lost, and nothing is filed.
        await #expect(throws: Rejection.self) {
            try await SubmitCase(environment)(begun.id, by: person, reviewed: begun.itemVersion)
        }
        let browser = RehearsalBrowser(second)
        citizen.populationRecord["lxdh"] = citizen.phone
        second.settle(citizen)
        try await browser.signIn(citizen)
        let form = await browser.get("/drafts/\(begun.id)")
        #expect(form.text.contains("办事规定有更新"))
        #expect(form.text.contains("月标准（八十岁）由 100 改为 150 元/月"))
        #expect(form.text.contains("人工办理的时限由 3 工作日 改为 9 工作日"))
        #expect(form.text.contains("19900001234"))
        let review = await browser.get("/drafts/\(begun.id)/review")
        #expect(review.text.contains("月标准（八十岁）由 100 改为 150 元/月"))
        let stale = await browser.post(
            "/drafts/\(begun.id)/submission",
            [(FormName.declaration, "yes"), (FormName.reviewedVersion, begun.itemVersion)])
        #expect(stale.status == 409 && stale.text.contains("办事规定有了更新"))
        let version = try #require(environment.catalogue.item(slug: slug)?.version.digest)
        let done = await browser.post(
            "/drafts/\(begun.id)/submission", [(FormName.declaration, "yes"), (FormName.reviewedVersion, version)])
        #expect(done.status == 303)
        let file = try #require(try await environment.cases.caseFile(begun.id, of: person.id))
        #expect(file.status == .granted && file.itemVersion == version)
    }

    @Test("Servers that start at once publish a version once", arguments: RehearsalStore.here)
    func race(_ store: RehearsalStore) async throws {
        let changing = try await ChangingHouse(on: store)
        let rehearsal = try await Rehearsal(in: changing.house)
        let environment = rehearsal.platform.environment
        let item = try #require(environment.catalogue.items.first { $0.name == "高龄津贴" })
        try changing.change()
        let files = try DefinitionFolder.definitions(at: changing.house.city + "/items")
        let changed = Catalogue(files.compactMap { ServiceItem(published: $0.bytes) })
        let published = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await PublishItems(
                        database: environment.database, journal: environment.journal, time: environment.time,
                        ids: environment.ids)(changed) { files }.count
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(published == 1)
        let counts = try await counts(rehearsal, item.id)
        #expect(counts.versions == 2 && counts.publications == 2)
        #expect(counts.events == environment.catalogue.items.count + 1)
        try await rehearsal.stop()
    }

    @Test(
        "What was typed while a source was down gives way to the source where both agree, and goes to a person where not"
    )
    func typedBesideSource() async throws {
        for (typed, status) in [("6228480010000001", CaseStatus.granted), ("6228480099999999", .inReview)] {
            let stage = try await Stage()
            stage.rehearsal.socialSecurity.fail(.unreachable)
            let draft = try await stage.start()
            _ = try await EditDraft(stage.environment).enter(
                .init(answers: ["发放账户": typed]), in: draft.id, by: stage.person)
            stage.rehearsal.socialSecurity.fail(nil)
            stage.rehearsal.clock.advance(seconds: 1_900)
            let file = try await SubmitCase(stage.environment)(draft.id, by: stage.person)
            #expect(file.status == status, "\(typed)")
            let content = CaseContent(try await stage.events(file)).content
            #expect(content.settledValue("发放账户") == typed)
        }
    }

    private func fileForPerson(
        _ citizen: RehearsalCitizen, _ rehearsal: Rehearsal, _ changing: ChangingHouse
    ) async throws -> CaseFile {
        let person = try await changing.enrol(citizen, in: rehearsal)
        let environment = rehearsal.platform.environment
        let draft = try await StartDraft(environment)(item: ChangingHouse.slug(rehearsal), by: person)
        return try await SubmitCase(environment)(draft.id, by: person, wantsPerson: true)
    }

    private func counts(
        _ rehearsal: Rehearsal, _ item: String
    ) async throws -> (versions: Int, publications: Int, events: Int) {
        try await rehearsal.platform.database.read { tx in
            func count(_ sql: SQL) throws -> Int { Int(try tx.row(sql)?.integer("n") ?? -1) }
            return (
                try count("SELECT COUNT(*) AS n FROM item_version WHERE item = \(item)"),
                try count("SELECT COUNT(*) AS n FROM item_publication WHERE item = \(item)"),
                try count("SELECT COUNT(*) AS n FROM event WHERE kind = 'item.published' AND class = 4")
            )
        }
    }
}
