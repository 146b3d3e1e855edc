import Cases
import Catalog
import ECertificates
import EventLog
import Exchange
import Identity
import Kernel
import Notify
import Rehearsal
import Server
import Testing
import Web

@Suite("Once and only once")
struct OnceTests {
    @Test("Fifty submissions of one draft at once are one case, one certificate and one benefit")
    func manySubmissions() async throws {
        let stage = try await Stage()
        let draft = try await stage.start()
        let numbers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 {
                group.addTask { try await SubmitCase(stage.environment)(draft.id, by: stage.person).number }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(numbers.count == 1)
        #expect(try await stage.counts() == Stage.Counts(cases: 1, certificates: 1, entitlements: 1))
        try await stage.rehearsal.workOff()
        #expect(stage.rehearsal.civilAffairs.deliveries.count == 1)
    }

    @Test("Twenty taps at once open one draft")
    func manyDrafts() async throws {
        let stage = try await Stage()
        let drafts = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await stage.start().id.description } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(drafts.count == 1)
    }

    @Test("A second application of the same person is referred: one live benefit for one subject")
    func secondApplication() async throws {
        let stage = try await Stage()
        let first = try await stage.apply()
        #expect(first.status == .granted)
        let second = try await stage.apply()
        #expect(second.status == .inReview)
        let referred = try await stage.events(second).first { $0.kind == CaseEvents.referred }
        let reasons = (referred?.body["reasons"]?.array ?? []).compactMap(ReferralReason.init)
        #expect(reasons.contains(.alreadyEntitled(caseNumber: first.number)))
        #expect(try await stage.counts() == Stage.Counts(cases: 2, certificates: 1, entitlements: 1))
    }

    @Test("What is written back is delivered until it arrives, and registered once")
    func writeBackRepeats() async throws {
        let stage = try await Stage()
        let file = try await stage.apply()
        stage.rehearsal.civilAffairs.fail(.unreachable)
        try await stage.rehearsal.workOff()
        #expect(try await !stage.kinds(file).contains("case.writtenBack"))
        stage.rehearsal.civilAffairs.fail(nil)
        stage.rehearsal.clock.advance(seconds: 60)
        try await stage.rehearsal.workOff()
        stage.rehearsal.clock.advance(seconds: 7200)
        try await stage.rehearsal.workOff()
        #expect(try await stage.kinds(file).filter { $0 == "case.writtenBack" }.count == 1)
        #expect(stage.rehearsal.civilAffairs.attempts == 2)
    }

    @Test("Facts older than half an hour are read again before they decide")
    func freshFacts() async throws {
        let stage = try await Stage()
        let draft = try await stage.start()
        stage.rehearsal.clock.advance(seconds: 1_801)
        // Meanwhile the register has learnt of a death.
        var later = stage.citizen
        later.populationRecord["swbs"] = "1"
        stage.rehearsal.settle(later)
        let file = try await SubmitCase(stage.environment)(draft.id, by: stage.person)
        #expect(file.status == .inReview)
        #expect(try await stage.kinds(file).filter { $0 == "case.factsRead" }.count == 2)
    }
}

@Suite("Drafts")
struct DraftTests {
    @Test("What was typed is kept, right or wrong, and says what is wrong with it")
    func keepsAnswers() async throws {
        let stage = try await Stage { citizen, _ in citizen.populationRecord["lxdh"] = "" }
        let draft = try await stage.start()
        let edit = EditDraft(stage.environment)
        let wrong = try await edit.enter(.init(answers: ["联系电话": "12"]), in: draft.id, by: stage.person)
        #expect(wrong.faults.map(\.field) == ["联系电话"])
        #expect(wrong.draft.content.answers["联系电话"] == "12")
        await #expect(throws: Rejection.self) { try await SubmitCase(stage.environment)(draft.id, by: stage.person) }
        #expect(try await stage.start().content.answers["联系电话"] == "12")
        let right = try await edit.enter(
            .init(answers: ["联系电话": "199 0000-1234"]), in: draft.id, by: stage.person)
        #expect(right.faults.isEmpty)
        #expect(right.draft.content.answers["联系电话"] == "19900001234")
        #expect(try await SubmitCase(stage.environment)(draft.id, by: stage.person).status == .granted)
        await #expect(throws: Rejection.self) {
            try await edit.enter(.init(answers: ["联系电话": "1"]), in: draft.id, by: stage.person)
        }
    }

    @Test("An answer cannot replace what a source holds")
    func noForgedFacts() async throws {
        let stage = try await Stage { citizen, _ in citizen.populationRecord["csrq"] = "19900501" }
        let draft = try await stage.start()
        let edited = try await EditDraft(stage.environment).enter(
            .init(answers: ["出生日期": "1930-01-01", "健在": "是", "没有这一项": "x"], corrections: ["出生日期": "1930-01-01"]),
            in: draft.id, by: stage.person)
        #expect(edited.draft.content.answers.isEmpty)
        #expect(try await SubmitCase(stage.environment)(draft.id, by: stage.person).status == .inReview)
    }

    @Test(
        "An account or a phone that is typed where a source holds one is a dispute, by every channel: no rule pays to it",
        arguments: ["draft", "atOnce"])
    func noForgedAccount(channel: String) async throws {
        let stage = try await Stage()
        let item = try #require(stage.environment.catalogue.item(slug: "0007"))
        let typed = ["发放账户": "6217000000000000999", "联系电话": "15400009999"]
        let file: CaseFile
        if channel == "draft" {
            let draft = try await stage.start()
            _ = try await EditDraft(stage.environment).enter(.init(answers: typed), in: draft.id, by: stage.person)
            file = try await SubmitCase(stage.environment)(draft.id, by: stage.person)
        } else {
            file = try #require(
                try await ApplyAtOnce(stage.environment)(item, answers: typed, by: stage.person)
            ).file
        }
        #expect(file.status == .inReview)
        let reasons =
            try await stage.events(file).first { $0.kind == CaseEvents.referred }?.body["reasons"]?.array ?? []
        #expect(reasons.compactMap(ReferralReason.init).contains(.disputedFact(field: "发放账户")))
        // The payee hears of it where the register knows them, not where the same hand says.
        try await stage.rehearsal.workOff()
        let told = try await stage.rehearsal.platform.inbox.newest(10).map(\.recipient)
        #expect(!told.contains("15400009999"))
        #expect(told.contains(try #require(stage.person.phone)))
    }

    @Test("A grant whose certificate cannot be made goes to a person: no machine turns anybody away")
    func gapInTheCertificate() async throws {
        let stage = try await Stage()
        let item = try #require(stage.environment.catalogue.item(slug: "0007"))
        let type = try #require(stage.environment.certificateTypes[item.outcome.certificate])
        var environment = stage.environment
        environment.certificateTypes[type.name] = CertificateType(
            name: type.name, englishName: type.englishName, slug: type.slug, authority: type.authority,
            authorityCode: type.authorityCode, typeCode: type.typeCode, statement: "准予{nobody_fills_this}",
            isSample: true)
        let draft = try await stage.start()
        let file = try await SubmitCase(environment)(draft.id, by: stage.person)
        #expect(file.status == .inReview)
        let events = try await stage.events(file)
        let reasons = events.first { $0.kind == CaseEvents.referred }?.body["reasons"]?.array ?? []
        #expect(reasons.compactMap(ReferralReason.init) == [.notIssuable])
        #expect(!events.contains { $0.kind == CaseEvents.granted || $0.kind == CaseEvents.certificateIssued })
        #expect(try await stage.counts() == Stage.Counts(cases: 1, certificates: 0, entitlements: 0))
    }

    @Test("What a source says already may be typed again: it changes nothing", arguments: ["draft", "atOnce"])
    func sameAgain(channel: String) async throws {
        let stage = try await Stage()
        let item = try #require(stage.environment.catalogue.item(slug: "0007"))
        let account = try #require(try await stage.start().content.findings["发放账户"]?.fact?.value.storedText)
        if channel == "draft" {
            let draft = try await stage.start()
            _ = try await EditDraft(stage.environment).enter(
                .init(answers: ["发放账户": account]), in: draft.id, by: stage.person)
            #expect(try await SubmitCase(stage.environment)(draft.id, by: stage.person).status == .granted)
        } else {
            let fresh = try await stage.enrol(RehearsalCitizen(name: "李桂兰", serial: 2))
            let filed = try await ApplyAtOnce(stage.environment)(item, answers: ["联系电话": fresh.phone ?? ""], by: fresh)
            #expect(filed?.file.status == .granted)
        }
    }

    @Test("A stranger's draft, case and certificate are not there")
    func foreign() async throws {
        let stage = try await Stage()
        let draft = try await stage.start()
        let stranger = try await stage.enrol(RehearsalCitizen(name: "李桂兰", serial: 2))
        await #expect(throws: Rejection.self) { try await SubmitCase(stage.environment)(draft.id, by: stranger) }
        await #expect(throws: Rejection.self) {
            try await EditDraft(stage.environment).enter(.init(answers: [:]), in: draft.id, by: stranger)
        }
        let file = try await SubmitCase(stage.environment)(draft.id, by: stage.person)
        #expect(try await stage.environment.cases.caseFile(file.id, of: stranger.id) == nil)
        await #expect(throws: Rejection.self) { try await SubmitCase(stage.environment)(draft.id, by: stranger) }
        await #expect(throws: Rejection.self) { try await AskForPerson(stage.environment)(file.id, by: stranger.id) }
        #expect(try await stage.environment.certificates.certificates(of: stranger.id).isEmpty)
        let own = try #require(try await stage.environment.certificates.certificates(of: stage.person.id).first)
        #expect(try await stage.environment.certificates.certificate(own.id, holder: stranger.id) == nil)
    }
}
