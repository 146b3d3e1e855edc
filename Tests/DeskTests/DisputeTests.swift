import Cases
import Catalog
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

@Suite("Facts that are said to be wrong")
struct DisputeTests {
    private func disputedCase(_ store: RehearsalStore = .sqlite) async throws -> OpenCase {
        try await OpenCase(house: RehearsalHouse(database: try await store.emptyDatabase())) {
            person, environment, draft in
            _ = try await EditDraft(environment).dispute("出生日期", in: draft.id, entries: .init(answers: [:]), by: person)
            _ = try await EditDraft(environment).enter(
                .init(answers: [:], corrections: ["出生日期": "1942-05-01"]), in: draft.id, by: person)
        }
    }

    private func id(_ open: OpenCase) async throws -> String {
        let row = try await open.rehearsal.platform.database.row("SELECT id FROM fact_dispute")
        return try #require(row).identifier("id", FactDispute.self).description
    }

    @Test(
        "The department is asked within its term, corrects, and the applicant is told; the case went to a person meanwhile",
        arguments: RehearsalStore.here)
    func corrected(_ store: RehearsalStore) async throws {
        let open = try await disputedCase(store)
        #expect(open.file.status == .inReview)
        #expect(try await open.kinds().suffix(2) == ["case.factDisputed", "case.referred"])

        let affairs = try await DeskBrowser(open.rehearsal, "MS01").page
        #expect(await affairs.get("/desk/disputes").text.contains("没有要核对的"))
        let answer = "/desk/disputes/\(try await id(open))/answer"
        #expect(await affairs.post(answer, [(FormName.decision, "corrected")]).status == 404)

        let police = try await DeskBrowser(open.rehearsal, "GS01").page
        let list = await police.get("/desk/disputes").text
        for words in ["出生日期", open.person.name, open.citizen.number, "1943-05-01", "1942-05-01", "2026年12月4日"] {
            #expect(list.contains(words), "\(words)")
        }
        let own = RehearsalBrowser(open.rehearsal)
        #expect(try await own.signIn(open.citizen))
        let copy = await own.get("/me/data/all").text
        #expect(copy.contains("1943年5月1日") && copy.contains("1942年5月1日") && !copy.contains("尾号 5-01"))
        #expect(await police.post(answer, [(FormName.decision, "corrected")]).status == 303)
        #expect(await police.get("/desk/disputes").text.contains("没有要核对的"))
        #expect(await police.post(answer, [(FormName.decision, "kept"), (try await note(open), "又来")]).status == 409)

        #expect(try await open.kinds().last == "case.factRechecked")
        let browser = RehearsalBrowser(open.rehearsal)
        try await browser.signIn(open.citizen)
        let page = await browser.get("/cases/\(open.file.id)").text
        #expect(page.contains("部门更正了“出生日期”") && page.contains("您说“出生日期”不对"))
        try await open.rehearsal.workOff()
        let messages = try await open.rehearsal.platform.inbox.newest().map(\.text)
        #expect(messages.contains { $0.contains("部门核对后有了答复") && $0.contains(open.file.number) })
        let day = try Regex("最晚 2026年1?[0-9]月[0-9]{1,2}日 前有结果")
        #expect(messages.contains { $0.contains(day) }, "a day as people write it")
    }

    @Test("A record is kept only with a reason, which the applicant and the officers read; the case goes on as before")
    func kept() async throws {
        let open = try await disputedCase()
        let police = try await DeskBrowser(open.rehearsal, "GS01").page
        _ = await police.get("/desk/disputes")
        let answer = "/desk/disputes/\(try await id(open))/answer"
        let silent = await police.post(answer, [(FormName.decision, "kept")])
        #expect(silent.status == 422 && silent.text.contains("要写明理由"))
        let told = await police.post(answer, [(FormName.decision, "kept"), (try await note(open), "与出生医学证明一致")])
        #expect(told.status == 303)
        try await open.toLastStage()
        let desk = try await DeskBrowser(open.rehearsal, "MZ01").page
        let page = await desk.get("/desk/cases/\(open.file.id)").text
        #expect(page.contains("与出生医学证明一致") && page.contains("高文涛"))
    }

    @Test("An answer to an officer that says otherwise than the record is put to the department as well, once")
    func correction() async throws {
        let open = try await OpenCase()
        let phone = RehearsalCitizen(serial: 88).phone
        for answer in [open.citizen.phone, phone, phone] {
            if answer == open.citizen.phone { try await ClaimCase(open.environment)(open.file.id, by: OpenCase.street) }
            try await RequestCorrection(open.environment)(
                open.file.id, .init(fields: ["联系电话"], note: "请确认电话", newFacts: "电话没有打通"), by: OpenCase.street)
            try await AnswerCorrection(open.environment)(
                open.file.id, answers: ["联系电话": answer], note: "见上", by: open.person.id)
        }
        #expect(try await open.kinds().filter { $0 == "case.factDisputed" }.count == 1)
        let police = try await DeskBrowser(open.rehearsal, "GS01").page
        let list = await police.get("/desk/disputes").text
        #expect(list.contains("联系电话") && list.contains(phone))
    }

    @Test("What a dispute says of a person stands nowhere in plain text")
    func sealed() async throws {
        let open = try await disputedCase()
        let row = try #require(try await open.rehearsal.platform.database.row("SELECT sealed FROM fact_dispute"))
        let sealed = String(decoding: row.blob("sealed"), as: UTF8.self)
        #expect(!sealed.contains(open.citizen.number) && !sealed.contains(open.person.name))
        #expect(!open.rehearsal.journalLines.text.contains("1942-05-01"))
    }

    private func note(_ open: OpenCase) async throws -> String { "\(FormName.note).\(try await id(open))" }
}
