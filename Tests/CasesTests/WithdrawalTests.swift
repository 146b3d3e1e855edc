import Cases
import Catalog
import EventLog
import FoundationEssentials
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 停办 — an item whose file is gone when the server starts.
@Suite("An item that has ended")
struct WithdrawalTests {
    private let file = "高龄津贴/item.yaml"

    private func publications(_ rehearsal: Rehearsal, _ item: String) async throws -> [EventKind] {
        let stream = try await rehearsal.platform.database.read { tx in
            try tx.row("SELECT stream FROM item_publication WHERE item = \(item) ORDER BY sequence LIMIT 1")
        }
        let events = try await rehearsal.platform.journal.events(of: #require(stream).identifier("stream"))
        return events.map(\.kind)
    }

    @Test(
        "It is an event of the public log, once; its guide says so with the day; its case goes on; it can come back",
        arguments: RehearsalStore.here)
    func ends(_ store: RehearsalStore) async throws {
        let changing = try await ChangingHouse(on: store)
        let path = changing.house.city + "/items/" + file
        let definition = try #require(FileManager.default.contents(atPath: path))
        let citizen = RehearsalCitizen()
        let (slug, filed) = try await run(changing) { first in
            let (person, slug) = (try await changing.enrol(citizen, in: first), try ChangingHouse.slug(first))
            let draft = try await StartDraft(first.platform.environment)(item: slug, by: person)
            let filed = try await SubmitCase(first.platform.environment)(draft.id, by: person, wantsPerson: true)
            let kinds = try await publications(first, filed.itemID)
            #expect(kinds == [CatalogEvents.published])
            return (slug, filed)
        }

        try FileManager.default.removeItem(atPath: path)
        for round in 0..<2 {
            // The second start changes nothing.
            try await run(changing) { second in
                let kinds = try await publications(second, filed.itemID)
                #expect(kinds == [CatalogEvents.published, CatalogEvents.withdrawn])
                if round == 0 { try await guide(second, slug, citizen, filed) }
                try await second.workOff()
                let waiting = try await second.platform.database.read { tx in
                    try tx.row("SELECT COUNT(*) AS n FROM event WHERE log_index IS NULL")?.integer("n")
                }
                #expect(waiting == 0)
            }
        }

        try definition.write(to: URL(filePath: path))
        try await run(changing) { third in
            let kinds = try await publications(third, filed.itemID)
            #expect(kinds == [CatalogEvents.published, CatalogEvents.withdrawn, CatalogEvents.published])
            #expect(await RehearsalBrowser(third).get("/s/\(slug)").status == 200)
            let ended = try await third.platform.environment.items.withdrawn(slug: slug)
            #expect(ended == nil)
        }
    }

    /// One life of a server in the house.
    private func run<Value>(
        _ changing: ChangingHouse, _ body: (Rehearsal) async throws -> Value
    ) async throws -> Value {
        let rehearsal = try await Rehearsal(in: changing.house)
        let value = try await body(rehearsal)
        try await rehearsal.stop()
        return value
    }

    /// What residents and officers see of it.
    private func guide(
        _ rehearsal: Rehearsal, _ slug: String, _ citizen: RehearsalCitizen, _ filed: CaseFile
    ) async throws {
        let environment = rehearsal.platform.environment
        let browser = RehearsalBrowser(rehearsal)
        let page = await browser.get("/s/\(slug)")
        #expect(page.status == 410 && page.text.contains("已停办") && page.text.contains("高龄津贴"))
        #expect(page.text.contains("2026年11月21日") && !page.text.contains("/s/\(slug)/drafts"))
        #expect(await browser.get("/s/\(slug)", headers: ["accept-language": "en"]).text.contains("has ended"))
        #expect(await browser.get("/s/9999").status == 404)
        #expect(await !browser.get("/").text.contains("/s/\(slug)\""))
        try await browser.signIn(citizen)
        #expect(await browser.get("/s/\(slug)/drafts").status == 404)
        let reads = await browser.get("/me/reads").text
        #expect(reads.contains("高龄津贴") && !reads.contains(filed.itemID))
        #expect(await browser.get("/cases/\(filed.id)").text.contains("高龄津贴"))
        // The case goes on, stage by stage, to its certificate.
        let list = try await officer(rehearsal).get("/desk").text
        #expect(list.contains("高龄津贴") && !list.contains(">\(filed.itemID)"))
        try await ClaimCase(environment)(filed.id, by: ChangingHouse.street)
        try await FinishStage(environment)(filed.id, opinion: nil, by: ChangingHouse.street)
        try await ClaimCase(environment)(filed.id, by: ChangingHouse.civil)
        let granted = try await ApproveCase(environment)(
            filed.id, reason: nil, amountFen: 10_000, by: ChangingHouse.civil)
        #expect(granted.status == .granted && granted.itemVersion == filed.itemVersion)
    }

    private func officer(_ rehearsal: Rehearsal) async throws -> RehearsalBrowser {
        let (browser, post) = (RehearsalBrowser(rehearsal), ChangingHouse.street)
        _ = await browser.get("/staff/sign-in")
        _ = await browser.post("/staff/sign-in", [(FormName.name, post.name), (FormName.staffID, post.id)])
        let code = try #require(try await rehearsal.newestCode(post.phone))
        _ = await browser.post("/staff/sign-in/code", [(FormName.code, code)])
        return browser
    }

    @Test("Servers that start at once end an item once", arguments: RehearsalStore.here)
    func race(_ store: RehearsalStore) async throws {
        let changing = try await ChangingHouse(on: store)
        let rehearsal = try await Rehearsal(in: changing.house)
        let environment = rehearsal.platform.environment
        let gone = try #require(environment.catalogue.items.first { $0.name == "高龄津贴" })
        let rest = Catalogue(environment.catalogue.items.filter { $0.id != gone.id })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await PublishItems(
                        database: environment.database, journal: environment.journal, time: environment.time,
                        ids: environment.ids)(rest) { [] }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await publications(rehearsal, gone.id) == [CatalogEvents.published, CatalogEvents.withdrawn])
        try await rehearsal.stop()
    }
}
