import Cases
import EventLog
import Exchange
import Foundation
import Kernel
import Rehearsal
import Scratch
import Server
import Storage
import Testing
import Web

/// A person takes away all that is held about them.
@Suite("Personal data")
struct PersonalDataTests {
    @Test("The copy is whole and unmasked, the page to print is masked, and each time leaves a trace of its own")
    func wholeCopy() async throws {
        let rehearsal = try await Rehearsal()
        let citizen = RehearsalCitizen()
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        try await browser.signIn(citizen)
        #expect(try #require(await browser.apply("0007")).hasPrefix("/cases/"))
        _ = await browser.get("/s/0021/drafts")
        try await rehearsal.workOff()
        #expect(await browser.get("/me").text.contains("href=\"/me/data\""))
        #expect(await browser.get("/me/data").text.contains("href=\"/me/data/all.json\""))

        let file = await browser.get("/me/data/all.json")
        #expect(file.status == 200 && file.header("content-disposition")?.contains("my-data.json") == true)
        let json = try JSON.parse(Array(file.text.utf8))
        #expect(json["format"]?.string == PersonalData.format)
        #expect(json["person"]?["residentID"]?.string == citizen.number)
        let held = try #require(json["cases"]?.array?.first)
        #expect(json["cases"]?.array?.count == 1 && held["item"]?.string == "339900-MZ-0007")
        let account = try #require(held["facts"]?.array?.first { $0["field"]?.string == "发放账户" })
        #expect(account["value"]?.string == citizen.account && account["resource"]?.string == "社保卡")
        #expect(account["grade"]?.string == "A" && account["obtainedAt"]?.string != nil)
        let kinds = (held["events"]?.array ?? []).compactMap { $0["kind"]?.string }
        #expect(kinds.first == "case.factsRead" && kinds.contains("case.granted"))
        #expect(json["drafts"]?.array?.count == 1)
        #expect(json["certificates"]?.array?.first?["credential"]?.string?.contains("~") == true)
        let reads = try #require(json["reads"]?.array)
        #expect(reads.contains { $0["item"]?.string == ReadPurpose.signIn })
        #expect(reads.contains { $0["fields"]?.array?.contains(JSON("银行账号")) == true })
        #expect(!reads.contains { $0["outcome"]?.string == DataRead.exported })

        let page = await browser.get("/me/data/all").text
        #expect(page.contains("高龄津贴") && page.contains("临时救助") && page.contains("data-print"))
        #expect(page.contains("尾号") && !page.contains(citizen.account) && !page.contains(citizen.number))

        let paper = await browser.get("/me/data/all.pdf")
        #expect(paper.status == 200 && paper.header("content-type") == "application/pdf")
        let words = try PDFText.text(of: paper.bytes)
        #expect(words.contains("高龄津贴") && words.contains("临时救助") && words.contains("尾号"))
        #expect(!words.contains(citizen.account) && !words.contains(citizen.number))

        let lines = try await DataReadStore(database: rehearsal.platform.database)
            .reads(about: applicant(of: held, rehearsal))
        #expect(lines.filter { $0.outcome == DataRead.exported }.count == 3)
        let exported = try await rehearsal.platform.database.row(
            "SELECT COUNT(*) AS n FROM event WHERE kind = 'person.dataExported' AND class = 3")
        #expect(exported?.integer("n") == 3)
        #expect(await browser.get("/me/reads").text.contains("导出我的全部数据"))
    }

    @Test("What officers write to each other is not in it")
    func betweenOfficers() async throws {
        let rehearsal = try await Rehearsal()
        let citizen = RehearsalCitizen()
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        try await browser.signIn(citizen)
        _ = await browser.apply("0007")
        let (platform, words) = (rehearsal.platform, "此人的邻居是我同学")
        let row = try #require(try await platform.database.row("SELECT id FROM case_file"))
        var writer = try await platform.journal.open(row.identifier("id", EventStream.self))
        for kind in [CaseEvents.released, CaseEvents.handedOver] {
            let body: JSON = ["reason": JSON(words), "office": "民政局"]
            writer.append(kind, by: .system, at: rehearsal.clock.now(), body: body)
        }
        let events = writer
        try await platform.database.write { tx in try events.write(in: tx) }
        let text = await browser.get("/me/data/all.json").text
        #expect(text.contains("case.handedOver") && !text.contains(words))
        #expect(!(await browser.get("/me/data/all").text.contains(words)))
    }

    @Test("Nothing of anybody else is in it, and nobody who is not signed in gets any")
    func ownOnly() async throws {
        let rehearsal = try await Rehearsal()
        let (own, other) = (RehearsalCitizen(), RehearsalCitizen(name: "李建国", born: "19410203", serial: 2))
        for citizen in [own, other] {
            rehearsal.settle(citizen)
            let browser = RehearsalBrowser(rehearsal)
            try await browser.signIn(citizen)
            #expect(await browser.apply("0007") != nil)
        }
        let browser = RehearsalBrowser(rehearsal)
        #expect(await browser.get("/me/data/all.json").status == 303)
        try await browser.signIn(own)
        let text = await browser.get("/me/data/all.json").text
        #expect(text.contains(own.number) && !text.contains(other.number) && !text.contains(other.account))
        #expect(try JSON.parse(Array(text.utf8))["cases"]?.array?.count == 1)
    }

    private func applicant(of held: JSON, _ rehearsal: Rehearsal) async throws -> Identifier<Person> {
        let id = try #require(held["id"]?.string.flatMap { Identifier<CaseFile>($0) })
        let row = try await rehearsal.platform.database.row("SELECT applicant FROM case_file WHERE id = \(id)")
        return try #require(row).identifier("applicant")
    }
}
