import EventLog
import Exchange
import Foundation
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

@Suite("Catalogue of resources")
struct CatalogueTests {
    @Test(
        "The sample city has at least twelve resources of eight departments, each with all that the catalogue asks for")
    func sampleCity() throws {
        let departments = try Self.departments()
        let published = departments.flatMap(\.catalogue).filter { !$0.isDraft }
        #expect(published.count >= 12 && Set(published.map(\.provider.code)).count >= 8)
        #expect(Set(published.map(\.code)).count == published.count)
        for entry in published where entry.grade != nil {
            #expect(!entry.fields.isEmpty && entry.quality != nil && !entry.summary.isEmpty, "\(entry.name)")
        }
        #expect(published.contains { if case .withheld = $0.sharing { true } else { false } })
        let readable = Set(departments.flatMap(\.resources).map(\.name))
        for entry in departments.flatMap(\.catalogue) where entry.isDraft || entry.grade == nil {
            #expect(!readable.contains(entry.name), "\(entry.name) can be read")
        }
    }

    @Test(
        "Draft, published, changed, withdrawn, and taken up again: each is an event, and a second start adds none",
        arguments: RehearsalStore.here)
    func lifecycle(_ store: RehearsalStore) async throws {
        let house = try RehearsalHouse(copyingCity: true, database: try await store.emptyDatabase())
        let code = "339900-JX-9003"
        func start(_ replacements: [(old: String, new: String)]) async throws -> [CatalogueRecord] {
            try house.change(file: "departments/教育.yaml", replacements)
            let rehearsal = try await Rehearsal(in: house)
            let database = rehearsal.platform.database
            let history = try await CatalogueStore(database: database).history(of: code)
            if let stream = history.last?.stream {
                let events = try await rehearsal.platform.journal.events(of: stream)
                #expect(events.map(\.kind.rawValue) == history.map { "resource.\($0.state.rawValue)" })
                #expect(events.last?.body["digest"]?.string == history.last?.digest)
            }
            try await rehearsal.stop()
            return history
        }
        #expect(try await start([]).map(\.state) == [.drafted])
        #expect(try await start([]).map(\.state) == [.drafted])
        #expect(try await start([("编制: 草稿", "编制: 发布")]).map(\.state) == [.drafted, .published])
        let changed = try await start([("条件: 仅用于学生资助事项", "条件: 仅用于学生资助和减免学费事项")])
        #expect(changed.map(\.state) == [.drafted, .published, .changed])
        #expect(changed[2].changes(since: changed[1]) == ["condition"])
        let withdrawn = try await start([("编制: 发布", "编制: 草稿")])
        #expect(withdrawn.map(\.state) == [.drafted, .published, .changed, .withdrawn])
        #expect(try await start([]).last?.state == .drafted)
    }

    @Test("The public reads what is published and nothing of where it is kept; drafts are for officers")
    func pages() async throws {
        let rehearsal = try await Rehearsal()
        let browser = RehearsalBrowser(rehearsal)
        let list = await browser.get("/resources").text
        #expect(list.contains("人口信息") && list.contains("未成年人犯罪记录") && !list.contains("家庭经济困难认定"))
        let page = await browser.get("/resources/339900-GA-9001").text
        #expect(page.contains("出生日期") && page.contains("高龄津贴") && page.contains("无条件共享"))
        #expect(!page.contains("csrq") && !page.contains("t_czrk") && !page.contains("gongan"))
        let withheld = await browser.get("/resources/339900-GA-9006").text
        #expect(withheld.contains("中华人民共和国刑事诉讼法第二百八十六条"))
        #expect(await browser.get("/resources/339900-JX-9003").status == 404)
        #expect(await browser.get("/desk/resources").status != 200)
        for resource in try Self.departments().flatMap(\.catalogue) where !resource.isDraft {
            #expect(await browser.get("/resources/\(resource.code)").status == 200, "\(resource.name)")
        }
    }

    static func departments() throws -> [Department] {
        let folder = city.appending(path: "departments")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }.sorted { $0.path() < $1.path() }
            .map { try Department(yaml: String(decoding: Data(contentsOf: $0), as: UTF8.self)) }
    }

    static let city = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "City")
}
