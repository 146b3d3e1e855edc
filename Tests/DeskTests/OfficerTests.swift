import Cases
import Catalog
import EventLog
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// One application for 高龄津贴 that a person was asked to decide, and the officers of its two stages.
struct OpenCase {
    static let street = StaffPost(id: "JD01", name: "周敏", office: "街道", title: "受理员", phone: "15499990101")
    static let colleague = StaffPost(id: "JD02", name: "何立新", office: "街道", title: "审核员", phone: "15499990102")
    static let civil = StaffPost(id: "MZ01", name: "孟晓岚", office: "区民政部门", title: "审批员", phone: "15499990103")
    let rehearsal: Rehearsal
    let citizen: RehearsalCitizen
    let person: PersonProfile
    let file: CaseFile

    /// - Parameter before: what the applicant does with the draft before it is submitted.
    init(
        house: RehearsalHouse = RehearsalHouse(),
        before: (PersonProfile, CaseEnvironment, Draft) async throws -> Void = { _, _, _ in }
    ) async throws {
        rehearsal = try await Rehearsal(in: house)
        citizen = RehearsalCitizen()
        person = try await Applicant.enrol(citizen, in: rehearsal)
        file = try await Applicant.apply(person, in: rehearsal, wantsPerson: true, before: before)
    }

    /// A case of another person, also for the officers.
    func another(serial: Int) async throws -> CaseFile {
        let citizen = RehearsalCitizen(name: "李桂兰", serial: serial)
        return try await Applicant.apply(
            Applicant.enrol(citizen, in: rehearsal), in: rehearsal, wantsPerson: true)
    }

    var environment: CaseEnvironment { rehearsal.platform.environment }

    /// Brings it to the stage that decides.
    func toLastStage() async throws {
        try await ClaimCase(environment)(file.id, by: Self.street)
        try await FinishStage(environment)(file.id, opinion: "属实", by: Self.street)
        try await ClaimCase(environment)(file.id, by: Self.civil)
    }

    func kinds() async throws -> [String] {
        try await environment.journal.events(of: file.stream).map(\.kind.rawValue)
    }

    func count(_ sql: SQL) async throws -> Int64 {
        try await rehearsal.platform.database.read { tx in try tx.row(sql)?.integer("n") ?? -1 }
    }
}

@Suite("Officers")
struct OfficerTests {
    @Test("A case is not passed to an office where nobody works: it stays in hand, and the officer is told")
    func emptyOffice() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        var open: OpenCase? = try await OpenCase(house: house)
        let id = try #require(open).file.id
        try await open?.rehearsal.stop()
        open = nil

        // The office is renamed: nobody starts with items that name the old one, and old cases do not go there.
        try house.change(file: "staff.yaml", [("机关: 区民政部门", "机关: 区救助中心")])
        await #expect {
            _ = try await Rehearsal(in: house)
        } throws: { "\($0)".contains("机关“区民政部门”在 City/staff.yaml 里没有人") }
        for item in ["高龄津贴", "临时救助", "残疾人两项补贴"] {
            try house.change(item, [("机关: 区民政部门", "机关: 区救助中心")])
        }
        for type in ["高龄津贴核准通知书", "临时救助决定书", "残疾人两项补贴核准通知书"] {
            try house.change(file: "certificates/\(type).yaml", [("管理机关: 区民政部门", "管理机关: 区救助中心")])
        }
        let rehearsal = try await Rehearsal(in: house)
        let environment = rehearsal.platform.environment
        try await ClaimCase(environment)(id, by: OpenCase.street)
        func isRefused(_ error: any Error) -> Bool {
            (error as? Rejection)?.reason.text(in: .chinese).contains("“区民政部门”现在没有人接办") == true
        }
        await #expect {
            try await FinishStage(environment)(id, opinion: "属实", by: OpenCase.street)
        } throws: { isRefused($0) }
        await #expect {
            try await ReleaseCase(environment)(id, to: .office("区民政部门"), reason: "归他们管", by: OpenCase.street)
        } throws: { isRefused($0) }
        #expect(try await environment.cases.caseFile(id, for: OpenCase.street)?.handler == "JD01")
        try await ReleaseCase(environment)(id, to: .office("区救助中心"), reason: "改了名", by: OpenCase.street)
        #expect(try await environment.cases.caseFile(id, for: OpenCase.street) == nil)
    }

    @Test("Two stages, then a grant: certificate and benefit once, by a named officer")
    func grant() async throws {
        let open = try await OpenCase()
        #expect(open.file.office == "街道")
        try await open.toLastStage()
        let granted = try await ApproveCase(open.environment)(
            open.file.id, reason: "属实", amountFen: 10_000, by: OpenCase.civil)
        #expect(granted.status == .granted)
        #expect(try await open.kinds().suffix(2) == ["case.granted", "certificate.issued"])
        #expect(try await open.count("SELECT COUNT(*) AS n FROM entitlement WHERE state = 'live'") == 1)
        let event = try await open.environment.journal.events(of: open.file.stream).last {
            $0.kind == CaseEvents.granted
        }
        #expect(event?.actor == .clerk("MZ01"))
        await #expect(throws: Rejection.self) {
            try await ApproveCase(open.environment)(open.file.id, reason: nil, amountFen: 10_000, by: OpenCase.civil)
        }
        #expect(try await open.count("SELECT COUNT(*) AS n FROM certificate") == 1)
    }

    @Test("A benefit is never granted without its amount; a refusal needs a ground that the item lists and the facts")
    func incomplete() async throws {
        let open = try await OpenCase()
        try await open.toLastStage()
        let before = try await open.kinds()
        await #expect(throws: Rejection.self) {
            try await ApproveCase(open.environment)(open.file.id, reason: nil, amountFen: nil, by: OpenCase.civil)
        }
        let item = try #require(open.environment.catalogue.item(id: open.file.itemID))
        let ground = try #require(item.refusalGrounds.first)
        for (typed, reason) in [(nil, "属实"), ("不想批", "属实"), (ground, nil)] as [(String?, String?)] {
            await #expect(throws: Rejection.self) {
                try await RefuseCase(open.environment)(open.file.id, ground: typed, reason: reason, by: OpenCase.civil)
            }
        }
        #expect(try await open.kinds() == before)
        let refused = try await RefuseCase(open.environment)(
            open.file.id, ground: ground, reason: "属实", by: OpenCase.civil)
        #expect(refused.status == .refused)
        #expect(try await open.count("SELECT COUNT(*) AS n FROM certificate") == 0)
    }

    @Test("Another office finds neither the case nor a row of it; a colleague's case cannot be worked on")
    func rows() async throws {
        let open = try await OpenCase()
        await #expect(throws: Rejection.self) {
            try await ClaimCase(open.environment)(open.file.id, by: OpenCase.civil)
        }
        for scope in DeskQuery.Scope.allCases {
            #expect(try await open.environment.cases.worklist(.init(scope: scope), for: OpenCase.civil).cases.isEmpty)
        }
        #expect(
            try await open.environment.cases.worklist(.init(scope: .waiting), for: OpenCase.street).cases.count == 1)
        try await ClaimCase(open.environment)(open.file.id, by: OpenCase.street)
        await #expect(throws: Rejection.self) {
            try await FinishStage(open.environment)(open.file.id, opinion: nil, by: OpenCase.colleague)
        }
    }

    @Test("Two officers claim at once: one has it")
    func race() async throws {
        let open = try await OpenCase()
        async let first = try? ClaimCase(open.environment)(open.file.id, by: OpenCase.street)
        async let second = try? ClaimCase(open.environment)(open.file.id, by: OpenCase.colleague)
        #expect(await [first, second].compactMap { $0 }.count == 1)
        #expect(try await open.kinds().filter { $0 == "case.claimed" }.count == 1)
    }

    @Test("Asked once, with everything; again only for new facts; the clock goes on with the days that were left")
    func correction() async throws {
        let open = try await OpenCase()
        try await ClaimCase(open.environment)(open.file.id, by: OpenCase.street)
        let ask = RequestCorrection(open.environment)
        await #expect(throws: Rejection.self) { try await ask(open.file.id, .init(), by: OpenCase.street) }
        let asked = try await ask(open.file.id, .init(note: "请说明账户"), by: OpenCase.street)
        #expect(asked.status == .correctionAsked)
        #expect(asked.stageDueOn == nil && asked.dueOn == nil)
        // Asked on Saturday, answered on Wednesday: none of the three working days was used, of the stage neither.
        open.rehearsal.clock.advance(seconds: 4 * 86_400)
        let answer = AnswerCorrection(open.environment)
        await #expect(throws: CorrectionFaults.self) {
            try await answer(open.file.id, answers: [:], note: nil, by: open.person.id)
        }
        let answered = try await answer(open.file.id, answers: [:], note: "是本人的", by: open.person.id)
        #expect(answered.status == .inReview)
        #expect(answered.handler == "JD01")
        #expect(answered.dueOn?.description == "2026-11-30" && answered.stageDueOn?.description == "2026-11-26")
        await #expect(throws: Rejection.self) { try await ask(open.file.id, .init(note: "再补"), by: OpenCase.street) }
        let again = try await ask(open.file.id, .init(note: "再补", newFacts: "账户昨天注销"), by: OpenCase.street)
        #expect(again.correctionCount == 2)
        // Asked again on Wednesday, answered on Friday: the days that were left are still left.
        open.rehearsal.clock.advance(seconds: 2 * 86_400)
        let finished = try await answer(open.file.id, answers: [:], note: "已换", by: open.person.id)
        #expect(finished.dueOn?.description == "2026-12-02" && finished.stageDueOn?.description == "2026-11-30")
    }
}
