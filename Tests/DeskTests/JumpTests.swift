import Cases
import Identity
import Rehearsal
import Testing
import Web

@Suite("On a phone")
struct JumpTests {
    @Test("The way to what can be done stands only where something can be done")
    func jump() async throws {
        let open = try await OpenCase()
        let (own, colleague) = (
            try await DeskBrowser(open.rehearsal, "JD01"), try await DeskBrowser(open.rehearsal, "JD02")
        )
        let path = "/desk/cases/\(open.file.id)"
        func leads(_ browser: DeskBrowser) async -> Bool {
            await browser.page.get(path).text.contains("href=\"#work\"")
        }
        #expect(await leads(own))
        #expect(await leads(colleague))
        try await ClaimCase(open.environment)(open.file.id, by: OpenCase.street)
        #expect(await leads(own))
        #expect(await !leads(colleague), "a colleague has it")
        try await RequestCorrection(open.environment)(open.file.id, .init(note: "请说明"), by: OpenCase.street)
        #expect(await leads(own), "it can be handed over")
        try await AnswerCorrection(open.environment)(open.file.id, answers: [:], note: "好", by: open.person.id)
        try await FinishStage(open.environment)(open.file.id, opinion: nil, by: OpenCase.street)
        try await ClaimCase(open.environment)(open.file.id, by: OpenCase.civil)
        let civil = try await DeskBrowser(open.rehearsal, "MZ01")
        #expect(await leads(civil))
        _ = try await ApproveCase(open.environment)(open.file.id, reason: nil, amountFen: 10_000, by: OpenCase.civil)
        #expect(await !leads(civil), "it is decided")
    }
}
