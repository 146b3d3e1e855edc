import Cases
import Kernel
import Rehearsal
import Server
import Testing
import Web

/// 同意与撤回 — what a person agreed to is taken back as easily as it was given, and what rests on the law says so.
@Suite("Consents")
struct ConsentTests {
    @Test(
        "Open showings and mandates stand on one page with a button each; the law's reads have none; the copy holds them all"
    )
    func consents() async throws {
        let rehearsal = try await Rehearsal()
        let citizen = RehearsalCitizen()
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        try await browser.signIn(citizen)
        #expect(await browser.apply("0007") != nil)
        try await rehearsal.workOff()
        let wallet = await browser.get("/certificates").text
        let address = String(try #require(wallet.firstMatch(of: /\/certificates\/[0-9a-f-]{36}/)).0)
        let boxes = [("claim.holder_name", "yes"), ("purpose", "service")]
        #expect(await browser.post("\(address)/presentation", boxes).status == 303)
        let agent = RehearsalCitizen(name: "王小梅", born: "19700101", serial: 5)
        let given = await browser.post(
            "/me/mandates",
            [
                ("name", agent.name), ("residentID", agent.number), ("types", "all"), ("power.cases", "yes"),
                ("from.year", "2026"), ("from.month", "11"), ("from.day", "21"), ("until.year", "2027"),
                ("until.month", "11"), ("until.day", "20"),
            ])
        #expect(given.status == 303)
        let page = await browser.get("/me/consents").text
        let buttons = page.matches(
            of: /action="(\/presentations\/[0-9a-f-]+\/withdrawal|\/me\/mandates\/[0-9a-f-]+\/revocation)"/)
        #expect(buttons.count == 2 && page.contains("王小梅"))
        #expect(page.contains("第十三条第一款第三项") && page.contains("高龄津贴") && page.contains("银行账号"))
        for button in buttons { #expect(await browser.post(String(button.1)).status == 303) }
        let after = await browser.get("/me/consents").text
        #expect(after.contains("没有还有效的同意") && after.contains("银行账号"), "what the law asks for has no button")

        let json = try JSON.parse(Array(await browser.get("/me/data/all.json").text.utf8))
        #expect(json["showings"]?[0]?["state"]?.string == "withdrawn")
        #expect(json["mandates"]?[0]?["deeds"]?.array?.count == 2)
        #expect(json["cases"]?[0]?["benefit"]?["amountFen"]?.int == 10_000)
        let reasons = (json["cases"]?[0]?["events"]?.array ?? []).compactMap { $0["reason"]?.string }
        #expect(!reasons.isEmpty)
        let printed = await browser.get("/me/data/all").text
        #expect(printed.contains("我收回了") && printed.contains("王秀英 → 王小梅") && printed.contains("每期 100 元"))
    }

    @Test("A showing that nobody opened in its minute is no consent any more")
    func lapsed() async throws {
        let rehearsal = try await Rehearsal()
        let citizen = RehearsalCitizen()
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        try await browser.signIn(citizen)
        #expect(await browser.apply("0007") != nil)
        try await rehearsal.workOff()
        let wallet = await browser.get("/certificates").text
        let address = String(try #require(wallet.firstMatch(of: /\/certificates\/[0-9a-f-]{36}/)).0)
        _ = await browser.post("\(address)/presentation", [("claim.holder_name", "yes"), ("purpose", "service")])
        #expect(await browser.get("/me/consents").text.contains("/withdrawal\""))
        rehearsal.clock.advance(seconds: 61)
        #expect(!(await browser.get("/me/consents").text.contains("/withdrawal\"")))
        #expect(await browser.get("/me/data/all").text.contains("没有人看过"))
    }
}
