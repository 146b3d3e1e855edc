import Cases
import EventLog
import Exchange
import Identity
import Kernel
import Notify
import Rehearsal
import Server
import Storage
import Testing
import Web

@Suite("From a tap to a decision")
struct ApplyingTests {
    @Test("An eligible person is granted at once: one certificate, one entitlement, told to the department once")
    func grant() async throws {
        let stage = try await Stage()
        let file = try await stage.apply()
        #expect(file.status == .granted)
        #expect(file.dueOn == nil)
        #expect(
            try await stage.kinds(file) == [
                "case.factsRead", "case.received", "case.accepted", "case.granted", "certificate.issued",
            ])
        #expect(try await stage.counts() == Stage.Counts(cases: 1, certificates: 1, entitlements: 1))

        try await stage.rehearsal.workOff()
        try await stage.rehearsal.workOff()
        #expect(try await stage.kinds(file).last == "case.writtenBack")
        let deliveries = stage.rehearsal.civilAffairs.deliveries.values
        let told = try #require(deliveries.first)
        #expect(deliveries.count == 1)
        #expect(told.values["证件号码"] == stage.citizen.number)
        #expect(told.values["金额"] == "100")
        #expect(told.values["起始日期"] == "2026/11/01")
        #expect(told.values["银行账号"] == stage.citizen.account)
        #expect(told.values["姓名"] == stage.citizen.name)
        let notices = try await stage.rehearsal.platform.inbox.newest().filter { $0.recipient == stage.citizen.phone }
        #expect(notices.count == 1)
    }

    /// What keeps a machine from saying yes, and what the applicant is told of it.
    static let doubts: [(what: String, change: @Sendable (inout RehearsalCitizen, Rehearsal) -> Void, code: String)] = [
        ("出生日期 is empty", { person, _ in person.populationRecord["csrq"] = "" }, "unknownFact"),
        ("出生日期 is impossible", { person, _ in person.populationRecord["csrq"] = "19430231" }, "unknownFact"),
        ("健在 is empty", { person, _ in person.populationRecord["swbs"] = .some(nil) }, "unknownFact"),
        ("健在 has an unknown code", { person, _ in person.populationRecord["swbs"] = "7" }, "unknownFact"),
        ("户籍区划 is empty", { person, _ in person.populationRecord["hjdz_qh"] = " " }, "unknownFact"),
        (
            "the record is two years old", { person, _ in person.populationRecord["gxsj"] = "20241101080000" },
            "unknownFact"
        ),
        ("the record has no date", { person, _ in person.populationRecord["gxsj"] = .some(nil) }, "unknownFact"),
        ("registered as dead", { person, _ in person.populationRecord["swbs"] = "1" }, "noRule"),
        ("registered elsewhere", { person, _ in person.populationRecord["hjdz_qh"] = "330102" }, "noRule"),
        ("seventy-nine", { person, _ in person.populationRecord["csrq"] = "19461122" }, "noRule"),
        (
            "the account is another's",
            { person, _ in
                person.cardRecord["bank.accountHolderId"] = RehearsalCitizen(serial: 77).number
            }, "unverifiedAccount"
        ),
        (
            "the account's holder is not known",
            { person, _ in
                person.cardRecord["bank.accountHolderId"] = .some(nil)
            }, "unverifiedAccount"
        ),
        (
            "already paid by the department",
            { person, stage in
                stage.civilAffairs.put(
                    "民政发放.高龄津贴", person.number,
                    [
                        "sfzh": person.number, "zt": "01", "bz": "100", "qsrq": "2025/01/01",
                        "gxrq": "2026/11/01 08:00:00",
                    ])
            }, "noRule"
        ),
        (
            "the department contradicts itself",
            { person, stage in
                let row: [String: String?] = ["sfzh": person.number, "zt": "01", "gxrq": "2026/11/01 08:00:00"]
                stage.civilAffairs.put("民政发放.高龄津贴", person.number, row, row.merging(["zt": "02"]) { $1 })
            }, "unknownFact"
        ),
        ("the paying department is down", { _, stage in stage.civilAffairs.fail(.unreachable) }, "unknownFact"),
    ]

    @Test("Whatever is in doubt leads to a person, with its reason, and never to a grant", arguments: 0..<doubts.count)
    func referral(_ number: Int) async throws {
        let doubt = Self.doubts[number]
        let stage = try await Stage(changing: doubt.change)
        let file = try await stage.apply()
        #expect(file.status == .inReview, "\(doubt.what)")
        let referred = try await stage.events(file).first { $0.kind == CaseEvents.referred }
        let codes = (referred?.body["reasons"]?.array ?? []).compactMap { $0["code"]?.string }
        #expect(codes.contains(doubt.code), "\(doubt.what): \(codes)")
        // Saturday 2026-11-21: three working days end on Wednesday.
        #expect(file.dueOn == CivilDate(year: 2026, month: 11, day: 25))
        #expect(file.office != nil)
        #expect(try await stage.counts() == Stage.Counts(cases: 1, certificates: 0, entitlements: 0))
        try await stage.rehearsal.workOff()
        #expect(stage.rehearsal.civilAffairs.deliveries.isEmpty)
    }

    @Test(
        "A fact that the applicant disputes decides nothing",
        arguments: ["姓名", "出生日期", "健在", "户籍区划", "联系电话", "领取状态", "发放账户"])
    func disputed(_ field: String) async throws {
        let stage = try await Stage()
        let draft = try await stage.start()
        _ = try await EditDraft(stage.environment).dispute(
            field, in: draft.id, entries: .init(answers: [:]), by: stage.person)
        let file = try await SubmitCase(stage.environment)(draft.id, by: stage.person)
        #expect(file.status == .inReview)
        let referred = try await stage.events(file).first { $0.kind == CaseEvents.referred }
        let reasons = (referred?.body["reasons"]?.array ?? []).compactMap(ReferralReason.init)
        #expect(reasons.contains(.disputedFact(field: field)))
        #expect(try await stage.counts().certificates == 0)
    }

    @Test("Who wants a person gets one, though every condition is met")
    func personWanted() async throws {
        let stage = try await Stage()
        let file = try await SubmitCase(stage.environment)(stage.start().id, by: stage.person, wantsPerson: true)
        #expect(file.status == .inReview)
        #expect(try await stage.counts().entitlements == 0)
    }

    @Test("A source that is down when the draft begins means a person, never an error", arguments: [true, false])
    func sourceDown(isSilent: Bool) async throws {
        let stage = try await Stage(
            in: RehearsalHouse(copyingCity: true, deadline: isSilent ? "2 秒" : RehearsalHouse.patience))
        if isSilent {
            stage.rehearsal.population.fallSilent()
        } else {
            stage.rehearsal.population.fail(.refused("50300"))
        }
        let draft = try await stage.start()
        stage.rehearsal.population.fallSilent(false)
        stage.rehearsal.population.fail(nil)
        _ = try await EditDraft(stage.environment).enter(
            .init(answers: ["联系电话": stage.citizen.phone]), in: draft.id, by: stage.person)
        let file = try await SubmitCase(stage.environment)(draft.id, by: stage.person)
        #expect(file.status == .inReview)
    }
}
