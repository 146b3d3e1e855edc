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

@Suite("Requests for data, answers and grants")
struct SharingTests {
    static let police = StaffPost(
        id: "GS01", name: "高文涛", office: "惠民市公安局（示例）", title: "数据共享管理员", phone: "15499990114")
    static let affairs = StaffPost(
        id: "MS01", name: "宋雅琴", office: "惠民市民政局（示例）", title: "数据共享管理员", phone: "15499990115")
    private static let code = "339900-GA-9002"
    private static let item = "339900-MZ-0007"

    @Test(
        "An office asks, the department grants less, what was granted can be read and nothing else, until it is taken back",
        arguments: RehearsalStore.here)
    func life(_ store: RehearsalStore) async throws {
        let open = try await OpenCase(house: RehearsalHouse(database: try await store.emptyDatabase()))
        let rehearsal = open.rehearsal
        rehearsal.population.put(
            "家庭关系", open.citizen.number, ["gmsfhm": open.citizen.number, "hyzk": "30", "gxsj": "20261101080000"])
        #expect(try await read("婚姻状况", open) == .unknown(.notGranted))

        let street = try await DeskBrowser(rehearsal, "JD01").page
        #expect(await street.get("/desk/resources/\(Self.code)").text.contains("申请使用"))
        let wrong = await street.post("/desk/resources/\(Self.code)/requests", [(FormName.item, Self.item)])
        #expect(wrong.status == 422 && wrong.text.contains("没有勾选信息"))
        let asked = await street.post("/desk/resources/\(Self.code)/requests", form(fields: ["婚姻状况", "户号"]))
        #expect(asked.status == 303 && asked.header("location") == "/desk/sharing")
        let mine = await street.get("/desk/sharing").text
        // Ten working days after a Saturday.
        #expect(mine.contains("待答复") && mine.contains("2026年12月4日"))
        #expect(try await read("婚姻状况", open) == .unknown(.notGranted))

        let id = try await newest("sharing_request", rehearsal)
        let affairs = try await DeskBrowser(rehearsal, "MS01").page
        #expect(!(await affairs.get("/desk/sharing").text.contains("婚姻状况")))
        #expect(await affairs.post("/desk/sharing/\(id)/decision", grant(id, ["婚姻状况"], "")).status == 403)

        let police = try await DeskBrowser(rehearsal, "GS01").page
        #expect(await police.get("/desk/sharing").text.contains("按勾选的授权"))
        let silent = await police.post("/desk/sharing/\(id)/decision", grant(id, ["婚姻状况"], ""))
        #expect(silent.status == 422 && silent.text.contains("没有写理由"))
        let answered = await police.post("/desk/sharing/\(id)/decision", grant(id, ["婚姻状况"], "户号用不到"))
        #expect(answered.status == 303)
        #expect(try await read("婚姻状况", open).fact?.value == .text("丧偶"))
        #expect(try await read("户号", open) == .unknown(.notGranted))
        #expect(await police.post("/desk/sharing/\(id)/decision", grant(id, ["户号"], "再给")).status == 409)
        #expect(await street.get("/desk/sharing").text.contains("户号用不到"))

        let given = try await newest("sharing_grant", rehearsal)
        let note = "\(FormName.note).\(given)"
        #expect(await affairs.post("/desk/grants/\(given)/revocation", [(note, "不给了")]).status == 403)
        #expect(await police.post("/desk/grants/\(given)/revocation", [(note, "用途变了")]).status == 303)
        #expect(try await read("婚姻状况", open) == .unknown(.notGranted))
        #expect(await police.get("/desk/resources/\(Self.code)").text.contains("已撤回：用途变了"))
        #expect(try await kinds(rehearsal) == ["sharing.asked", "sharing.granted", "sharing.revoked"])
        try await rehearsal.workOff()
    }

    @Test("A department says no only with a reason, and nobody asks for a service that is not of the own office")
    func refusal() async throws {
        let rehearsal = try await Rehearsal()
        let street = try await DeskBrowser(rehearsal, "JD01").page
        let foreign = form(fields: ["婚姻状况"]).map { $0.0 == FormName.item ? ($0.0, "339900-GA-0012") : $0 }
        let denied = await street.post("/desk/resources/\(Self.code)/requests", foreign)
        #expect(denied.status == 422 && denied.text.contains("不由您的机关办理"))
        _ = await street.post("/desk/resources/\(Self.code)/requests", form(fields: ["婚姻状况"]))
        let id = try await newest("sharing_request", rehearsal)
        let police = try await DeskBrowser(rehearsal, "GS01").page
        let decision = "/desk/sharing/\(id)/decision"
        #expect(await police.post(decision, [(FormName.decision, "refuse")]).status == 422)
        let refused = await police.post(
            decision, [(FormName.decision, "refuse"), ("\(FormName.note).\(id)", "办这件事用不到婚姻状况")])
        #expect(refused.status == 303)
        #expect(await street.get("/desk/sharing").text.contains("办这件事用不到婚姻状况"))
        #expect(try await kinds(rehearsal) == ["sharing.asked", "sharing.refused"])
    }

    private func form(fields: [String]) -> [(String, String)] {
        [
            (FormName.item, Self.item), (FormName.note, "核对配偶是否健在"), ("\(FormName.until).year", "2027"),
            ("\(FormName.until).month", "6"), ("\(FormName.until).day", "30"),
        ] + fields.map { (FormName.askFieldPrefix + $0, "yes") }
    }

    @Test("A department that is late is counted until it answers")
    func late() async throws {
        let open = try await OpenCase()
        let street = try await DeskBrowser(open.rehearsal, "JD01").page
        _ = await street.get("/desk/resources/\(Self.code)")
        #expect(await street.post("/desk/resources/\(Self.code)/requests", form(fields: ["婚姻状况"])).status == 303)
        func figure() async -> String? {
            await RehearsalBrowser(open.rehearsal).get("/metrics", headers: ["x-peer-is-local": "true"]).text
                .firstMatch(of: /\nhuimin_sharing_overdue ([0-9.]+)/).map { String($0.1) }
        }
        #expect(await figure() == "0.0")
        open.rehearsal.clock.advance(seconds: 14 * 86_400)
        #expect(await figure() == "1.0")
        let police = try await DeskBrowser(open.rehearsal, "GS01").page
        #expect(await police.get("/desk/sharing").text.contains("已超期"))
        let id = try await newest("sharing_request", open.rehearsal)
        let refusal = [(FormName.decision, "refuse"), ("\(FormName.note).\(id)", "用不到")]
        #expect(await police.post("/desk/sharing/\(id)/decision", refusal).status == 303)
        #expect(await figure() == "0.0")
    }

    private func grant(_ id: String, _ fields: [String], _ reason: String) -> [(String, String)] {
        [(FormName.decision, "grant"), ("\(FormName.note).\(id)", reason)]
            + fields.map { ("\(FormName.askFieldPrefix)\(id).\($0)", "yes") }
    }

    /// What an application for 高龄津贴 would find.
    private func read(_ field: String, _ open: OpenCase) async throws -> FactFinding {
        let item = try #require(open.environment.catalogue.item(id: Self.item))
        let address = FactAddress(resource: "家庭关系", field: field)
        let purpose = ReadPurpose(
            item: item.id, caseReference: open.file.id.description, basis: item.readingBasis)
        let sheet = await open.environment.resolveFacts([address], about: open.person.residentID, for: purpose)
        return try #require(sheet.findings[address])
    }

    private func newest(_ table: String, _ rehearsal: Rehearsal) async throws -> String {
        let statement: SQL =
            table == "sharing_grant"
            ? "SELECT id FROM sharing_grant WHERE request IS NOT NULL ORDER BY id DESC LIMIT 1"
            : "SELECT id FROM sharing_request ORDER BY id DESC LIMIT 1"
        let row = try #require(try await rehearsal.platform.database.row(statement))
        return row.identifier("id", SharingRequest.self).description
    }

    private func kinds(_ rehearsal: Rehearsal) async throws -> [String] {
        let row = try #require(try await rehearsal.platform.database.row("SELECT stream FROM sharing_request"))
        return try await rehearsal.platform.journal.events(of: row.identifier("stream")).map(\.kind.rawValue)
    }
}
