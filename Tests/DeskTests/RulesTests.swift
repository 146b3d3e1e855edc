import Cases
import Catalog
import Desk
import EventLog
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Synchronization
import Testing
import Web

@Suite("Officers look at rules")
struct RulesTests {
    private static let item = "高龄津贴"

    private static func slug(_ rehearsal: Rehearsal) throws -> String {
        try #require(rehearsal.platform.environment.catalogue.items.first { $0.name == item }?.slug)
    }

    /// A section of a page, by its id.
    private static func part(_ id: String, of page: String) throws -> String {
        let parts = page.split(separator: "<section").map(String.init)
        return try #require(parts.first { $0.contains("id=\"\(id)\"") })
    }

    /// A definition whose every evaluation makes ten megabytes of text.
    private static let heavy: String = {
        let longer = (1...17).map { "甲\($0): \($0 == 1 ? "户籍区划 + 户籍区划" : "甲\($0 - 1) + 甲\($0 - 1)")" }
        let asLong = (1...12).map { "乙\($0): 甲16 + 甲16" }
        let entries = (longer + asLong).joined(separator: ", ")
        return "starts with(户籍区划, \"3399\") and string length({\(entries)}.甲17) > 0"
    }()

    @Test("A table that takes long to search is shown with what was found so far, and is searched once")
    func heavyTable() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        try house.change(Self.item, [("starts with(户籍区划, \"3399\")", Self.heavy)])
        let rehearsal = try await Rehearsal(in: house)
        let officer = try await DeskBrowser(rehearsal, "MZ01")
        let address = "/desk/rules/\(try Self.slug(rehearsal))"
        let page = await officer.page.get(address)
        #expect(page.status == 200)
        #expect(page.text.contains("只查到这里") && !page.text.contains("没有重叠、没有永远用不到的规则。"))
        let item = try #require(rehearsal.platform.environment.catalogue.items.first { $0.name == Self.item })
        let items = rehearsal.platform.environment.items
        let today = rehearsal.clock.now().civilDate()
        // What was found is kept: on another day of the same edition its examples still stand on the first one.
        func examples(_ day: CivilDate) -> [String] {
            items.rulesFindings(of: item, on: day).compactMap { $0.example?.text(in: .chinese) }
        }
        #expect(examples(today.adding(days: 40)) == examples(today))
    }

    @Test("What is tried is what is shown: the edition of the day, in force or announced")
    func editions() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        let next = "    自 2027-01-01: { 八十岁: 130, 九十岁: 230, 百岁: 830, 依据: 办法 }\n"
        let now = "    自 2024-01-01: { 八十岁: 100, 九十岁: 200, 百岁: 800, 依据: 办法 }\n"
        try house.change(Self.item, [(now, now + next)])
        let rehearsal = try await Rehearsal(in: house)
        let officer = try await DeskBrowser(rehearsal, "MZ01")
        let address = "/desk/rules/\(try Self.slug(rehearsal))"
        func standards(_ page: WebResponse) throws -> (has100: Bool, has130: Bool) {
            let table = try Self.part("table", of: page.text)
            return (table.contains("八十岁: 100"), table.contains("八十岁: 130"))
        }
        let today = await officer.page.get(address)
        #expect(try standards(today) == (true, false))
        let choice = try Self.part("editions", of: today.text)
        #expect(choice.contains("2024年1月1日起施行，正在用</b> （这里看的是这一版）"))
        #expect(choice.contains("<a href=\"\(address)?day=2027-01-01\">2027年1月1日起施行，还没到</a>"))

        let announced = await officer.page.get("\(address)?day=2027-01-01")
        #expect(try standards(announced) == (false, true))
        let other = try Self.part("editions", of: announced.text)
        #expect(other.contains("2027年1月1日起施行，还没到</b> （这里看的是这一版）"))
        #expect(other.contains("<a href=\"\(address)\">2024年1月1日起施行，正在用</a>"))

        let facts = [
            ("fact.出生日期.year", "1940"), ("fact.出生日期.month", "1"), ("fact.出生日期.day", "1"), ("fact.健在", "true"),
            ("fact.户籍区划", "339902"), ("fact.领取状态", "未领"),
        ]
        func tried(_ year: String) async -> WebResponse {
            await officer.page.post(
                "\(address)/trial", facts + [("day.year", year), ("day.month", "1"), ("day.day", "1")])
        }
        let later = await tried("2027")
        #expect(try standards(later) == (false, true))
        #expect(later.text.contains("准予：八十岁档") && later.text.contains("130"))
        let earlier = await tried("2026")
        #expect(try standards(earlier) == (true, false))
        let before = await tried("2023")
        #expect(before.text.contains("2023年1月1日还没有规则施行") && before.text.contains("转给人办"))
    }
}

@Suite("Officers put changed rules to past cases")
struct RulesComparisonTests {
    private let granted: GrantedCase
    private let item: ServiceItem
    private let text: String

    init() async throws {
        granted = try await GrantedCase()
        item = try #require(granted.environment.catalogue.items.first { $0.name == "高龄津贴" })
        text = try #require(try await granted.environment.items.text(version: item.version.digest))
    }

    private var address: String { "/desk/rules/\(item.slug)/comparison" }

    /// What the history of the item holds of comparisons.
    private func records() async throws -> [LoggedEvent] {
        let stream = try #require(try await granted.environment.items.stream(of: item.id))
        return try await granted.environment.journal.events(of: stream).filter { $0.kind == CaseEvents.rulesCompared }
    }

    @Test("That past cases were compared is recorded: who, with what rules, over how many cases; a refused one is not")
    func recorded() async throws {
        let civil = try await DeskBrowser(granted.rehearsal, "MZ01")
        let street = try await DeskBrowser(granted.rehearsal, "JD01")
        _ = await civil.page.get("/desk/rules/\(item.slug)")
        let faulty = await civil.page.post(
            address, [(FormName.definition, text.replacing("[80..90) ", with: "[80..90 "))])
        #expect(faulty.status == 422)
        #expect(try await records().isEmpty)
        let stricter = text.replacing("[80..90) ", with: "[85..90) ")
        let compared = await civil.page.post(address, [(FormName.definition, stricter)])
        #expect(compared.status == 200 && compared.text.contains("1 个办件里，1 个的结论会不同。"))
        let event = try #require(try await records().first)
        #expect(try await records().count == 1)
        #expect(event.actor == .clerk("MZ01"))
        #expect(event.body["tried"]?.string == ItemVersion(of: Array(stricter.utf8)).digest)
        #expect(event.body["version"]?.string == item.version.digest)
        #expect(event.body["newest"]?.int == 1 && event.body["available"]?.int == 1)
        #expect(event.body["read"]?["department"]?.string == "区民政部门 孟晓岚")
        #expect(event.body["read"]?["fields"]?.array?.compactMap(\.string) == item.rules?.factNames)
        #expect(event.body["read"]?["basis"]?.string?.isEmpty == false)
        // The street receives the cases and does not decide the service.
        let isStage = item.stages.contains { $0.authority == "街道" }
        let other = await street.page.post(address, [(FormName.definition, stricter)])
        #expect(other.status == (isStage ? 200 : 403))
        #expect(try await records().count == (isStage ? 2 : 1))
        let police = StaffPost(id: "GA01", name: "高铭", office: "公安", title: "民警", phone: "15499990104")
        await #expect(throws: Rejection.self) { try await CompareAtDesk(granted.environment)(item, by: police) }
        #expect(try await records().count == (isStage ? 2 : 1))
    }

    @Test("With a day all cases are decided as if filed on it: standards of later show; a day that is none is said")
    func onDay() async throws {
        let civil = try await DeskBrowser(granted.rehearsal, "MZ01")
        _ = await civil.page.get("/desk/rules/\(item.slug)")
        let now = "    自 2024-01-01: { 八十岁: 100, 九十岁: 200, 百岁: 800, 依据: 办法 }\n"
        let later = text.replacing(
            now, with: now + "    自 2027-01-01: { 八十岁: 130, 九十岁: 230, 百岁: 830, 依据: 办法 }\n")
        try #require(later != text)
        func compared(_ year: String, _ month: String, _ day: String) async -> WebResponse {
            await civil.page.post(
                address,
                [
                    (FormName.definition, later), ("asOf.year", year), ("asOf.month", month), ("asOf.day", day),
                ])
        }
        let own = await compared("", "", "")
        #expect(own.text.contains("1 个办件，结论都一样。") && own.text.contains("每期合计 100 元，改后 100 元"))
        let next = await compared("2027", "1", "1")
        #expect(next.text.contains("当作都在2027年1月1日申请来算") && next.text.contains("每期合计 100 元，改后 130 元"))
        #expect(next.text.contains("1 个办件里，1 个的结论会不同。"))
        #expect(try await records().map { $0.body["day"]?.string } == [nil, "2027-01-01"])
        let wrong = await compared("2027", "2", "30")
        #expect(wrong.status == 422 && wrong.text.contains("没有这一天") && wrong.text.contains("value=\"30\""))
        #expect(wrong.text.contains("自 2027-01-01: { 八十岁: 130"))
        #expect(try await records().count == 2)
    }

    @Test("While one officer compares, another is asked to wait, keeps what was written, and compares afterwards")
    func atOnce() async throws {
        let held = HeldDatabase(granted.environment.database)
        let known = try DefinitionFolder.knownSources(at: granted.rehearsal.house.city + "/departments").known
        let routes = RulesRoutes(
            held.environment(like: granted.environment), known: known, staff: StaffRegister([OpenCase.civil]))
        let compare = try #require(routes.routes.first { $0.pattern.hasSuffix("/comparison") }).handler
        let first = text.replacing("[80..90) ", with: "[85..90) ")
        let second = text.replacing("[80..90) ", with: "[86..90) ")
        held.hold()
        async let one = compare(request(first))
        await held.untilHeld()
        let two = try await compare(request(second))
        #expect(two.status == 409 && two.text.contains("有人正在试算") && two.text.contains("[86..90)"))
        #expect(!two.text.contains("[85..90)"))
        held.release()
        let done = try await one
        #expect(done.status == 200 && done.text.contains("1 个的结论会不同"))
        #expect(try await compare(request(second)).status == 200)
        #expect(try await records().count == 2)
    }

    private func request(_ definition: String) -> WebRequest {
        WebRequest(
            method: .post, path: address, parameters: ["slug": item.slug], query: FormFields(), headers: [:],
            body: Array("definition=\(PercentCoding.encoded(definition))".utf8),
            viewer: .staff(.init(id: "MZ01", sessionID: [1], name: "孟晓岚", office: "区民政部门")), language: .chinese,
            presentation: .standard, reference: "test", formToken: "", isDemo: true)
    }
}

/// A database on which the next who reads at length waits to be let go; those after pass.
private final class HeldDatabase: Database {
    private let database: any Database
    private let gate = Mutex(Gate())

    private struct Gate {
        var isHolding = false
        var held: CheckedContinuation<Void, Never>?
        var onHeld: CheckedContinuation<Void, Never>?
    }

    init(_ database: any Database) { self.database = database }

    func environment(like other: CaseEnvironment) -> CaseEnvironment {
        CaseEnvironment(
            database: self, vault: other.vault, journal: other.journal, outbox: other.outbox,
            catalogue: other.catalogue, people: other.people, resolveFacts: other.resolveFacts,
            issueCertificate: other.issueCertificate, certificates: other.certificates,
            certificateTypes: other.certificateTypes, calendar: other.calendar, serials: other.serials,
            places: other.places, division: other.division, time: other.time, ids: other.ids)
    }

    func hold() { gate.withLock { $0.isHolding = true } }

    func release() {
        let held = gate.withLock { gate in
            defer { gate = Gate() }
            return gate.held
        }
        held?.resume()
    }

    /// Returns once somebody waits.
    func untilHeld() async {
        await withCheckedContinuation { continuation in
            let isHeld = gate.withLock { gate in
                if gate.held == nil { gate.onHeld = continuation }
                return gate.held != nil
            }
            if isHeld { continuation.resume() }
        }
    }

    private func pass() async {
        await withCheckedContinuation { continuation in
            let (passes, onHeld) = gate.withLock { gate -> (Bool, CheckedContinuation<Void, Never>?) in
                guard gate.isHolding else { return (true, nil) }
                gate.isHolding = false
                gate.held = continuation
                defer { gate.onHeld = nil }
                return (false, gate.onHeld)
            }
            onHeld?.resume()
            if passes { continuation.resume() }
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value { try await database.read(body) }

    func readAtLength<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        await pass()
        return try await database.readAtLength(body)
    }

    func snapshot<Value: Sendable>(_ body: (any Database) async throws -> Value) async throws -> Value {
        try await database.snapshot(body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value { try await database.write(body) }

    var figures: [DatabaseFigure] { database.figures }
    func close() async throws { try await database.close() }
}
