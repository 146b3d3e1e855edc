import Catalog
import Connectors
import Exchange
import FoundationEssentials
import Kernel
import Logging
import SampleCity
import Testing

/// The services of the city on what the departments' own systems of the sample city hold: descriptions, connectors, reading
/// and rules together.
@Suite("Services on the sample city")
struct ServicesOfTheCityTests {
    /// A service that a demo person shows: what only the applicant can know, and the rule that has to grant.
    struct Showing: Sendable, CustomTestStringConvertible {
        let role: DemoPerson.Role
        let item: String
        var typed: [String: String] = [:]
        let rule: String

        var testDescription: String { "\(item)：\(role)" }
    }

    static let showings = [
        Showing(role: .newcomer, item: "居住证签注", rule: "就业签注"),
        Showing(role: .jobSeeker, item: "失业保险金申领", rule: "满五年不满十年"),
        Showing(role: .elder, item: "城乡居民医保参保", rule: "本市户籍续保"),
        Showing(role: .newcomer, item: "城乡居民医保参保", rule: "持居住证续保"),
        Showing(role: .disabledPerson, item: "残疾人两项补贴", rule: "重度"),
        Showing(
            role: .trader, item: "公共场所卫生许可（告知承诺）", typed: ["场所类别": "商场和书店", "须先检测": "false", "书面承诺": "true"],
            rule: "告知承诺发证"),
        Showing(role: .trader, item: "仅销售预包装食品备案", typed: ["只卖预包装食品": "true"], rule: "当场备案"),
        Showing(role: .driver, item: "驾驶证期满换证", rule: "六年换十年"),
        Showing(role: .parent, item: "育儿补贴", rule: "全年发放"),
        Showing(role: .graduate, item: "应届毕业生落户", rule: "本科落户"),
    ]

    @Test("what a demo person shows is granted on what the departments hold", arguments: showings)
    func shows(_ showing: Showing) async throws {
        let city = try await ServedCity()
        let number = city.fixture.demo(showing.role).residentNumber
        let grant = try await city.verdict(showing.item, about: number, typed: showing.typed).grant
        #expect(grant?.rule == showing.rule)
        #expect(grant?.reason.contains("{") == false)
    }

    @Test("nobody is granted anything on a person of whom the departments know nothing", arguments: showings)
    func grantsNobodyUnknown(_ showing: Showing) async throws {
        let city = try await ServedCity()
        let body = "33990219000101999"
        let stranger = body + String(SampleNumbers.checkCharacter(of: body))
        let verdict = try await city.verdict(showing.item, about: stranger, typed: showing.typed)
        #expect(verdict.grant == nil)
    }

    @Test("a grant that is told to the department is known there at once: the same person is not granted it again")
    func writesBack() async throws {
        for showing in Self.showings where !["公共场所卫生许可（告知承诺）", "应届毕业生落户"].contains(showing.item) {
            let city = try await ServedCity()
            let citizen = city.fixture.demo(showing.role)
            let resource = try #require(try city.item(showing.item).outcome.writeBack, "\(showing.item)")
            let values = [
                "证件号码": citizen.residentNumber, "姓名": citizen.name, "金额": "100.00", "起始日期": "2026-11-01",
                "银行账号": "9900000000000000000", "主体名称": "瑞丰便利店", "销售业态": "零售", "收件地址": "自取",
            ]
            let write = WriteBackGrant(
                departments: city.departments, connectors: city.connectors, time: FixedTime())
            let first = try await write(resource, eventID: "event-1", handedOver: FixedTime().now(), values: values)
            #expect(
                try await write(resource, eventID: "event-1", handedOver: FixedTime().now(), values: values) == first,
                "\(showing.item)")
            let again = try await city.verdict(showing.item, about: citizen.residentNumber, typed: showing.typed)
            #expect(again.grant == nil, "\(showing.item)")
        }
    }

    @Test("what a department was told is read back from its own system as it was written, on its day and on no other")
    func readsBack() async throws {
        let city = try await ServedCity(people: 20)
        let values = [
            "证件号码": "339902194301010013", "姓名": "王秀英", "金额": "100.00", "起始日期": "2026-11-01",
            "银行账号": "9900000000000000000",
            "主体名称": "瑞丰便利店", "销售业态": "零售", "收件地址": "自取", "迁入区划": "339902", "落户方式": "集体户",
        ]
        let write = WriteBackGrant(departments: city.departments, connectors: city.connectors, time: FixedTime())
        let today = ConnectorFixture.day
        var count = 0
        // 人社 is not running here; what it is told has tests of its own.
        for resource in city.departments.flatMap(\.resources)
        where resource.writeBack != nil && resource.department != "人社" {
            let told = try await write(
                resource.name, eventID: "event-\(resource.code)", handedOver: FixedTime().now(), values: values)
            let connector = try #require(city.connectors[resource.department])
            func held(_ days: Range<CivilDate>) async throws -> [Registration] {
                try await connector.registrations(RegistrationQuery(resource: resource, days: days, requestID: "test"))
            }
            let registrations = try await held(today..<today.adding(days: 1))
            #expect(
                registrations.map(\.key) == ["event-\(resource.code)"] && registrations.first?.number == told.number)
            let written = registrations.first?.values ?? [:]
            #expect(!written.isEmpty && written.values.allSatisfy { $0 != nil }, "\(resource.name)")
            #expect(written["金额"].map { $0 == "100.00" } ?? true && written["证件号码"] == values["证件号码"])
            #expect(try await held(today.adding(days: 1)..<today.adding(days: 9)).isEmpty)
            #expect(try await held(today.adding(days: -9)..<today).isEmpty)
            count += 1
        }
        #expect(count == 10)
    }

    @Test(
        "who is granted something again has one payment; what corrects the first grant changes nothing of the second"
    )
    func grantedAgain() async throws {
        let city = try await ServedCity(people: 20)
        let civil = try #require(city.connectors["民政"])
        let write = WriteBackGrant(departments: city.departments, connectors: city.connectors, time: FixedTime())
        let (number, name) = ("339902194301010013", "民政发放.高龄津贴")
        let department = try #require(city.departments.first { $0.name == "民政" })
        let values = [
            "证件号码": number, "姓名": "王秀英", "金额": "100.00", "起始日期": "2026-11-01", "银行账号": "9900000000000000000",
            "更正事由": "本人已迁往外地。", "更正日期": "2026-11-20",
        ]
        func tell(_ event: String) async throws {
            _ = try await write(name, eventID: event, handedOver: FixedTime().now(), values: values)
        }
        func correct(_ event: String, _ serial: Int, _ code: String) async throws {
            let own = ["原事件编号": event, "更正序号": String(serial), "更正": code]
            _ = try await write(
                "\(name).更正", eventID: "\(event)-\(serial)", handedOver: FixedTime().now(),
                values: values.merging(own) { $1 })
        }
        func paid() async throws -> [String?] {
            try await civil.fetch(department.query(name, number)).map { $0.text("zt") }
        }
        try await tell("first")
        try await correct("first", 1, "04")
        #expect(try await paid() == ["02"])
        try await tell("second")
        #expect(try await paid() == ["01"])
        for (serial, code) in [(1, "02"), (2, "01")] { try await correct("second", serial, code) }
        #expect(try await paid() == ["01"])
        try await correct("first", 2, "03")
        #expect(try await paid() == ["01"])
        // A correction of what the department does not have is not taken: nobody could say what it corrects.
        await #expect(throws: SourceFault.self) { try await correct("nothing", 1, "04") }
    }

    @Test("what was revoked is told to the department's own system, once, and read back; it is not paid any more")
    func corrects() async throws {
        let city = try await ServedCity(people: 20)
        let values = [
            "证件号码": "339902194301010013", "姓名": "王秀英", "金额": "100.00", "起始日期": "2026-11-01",
            "银行账号": "9900000000000000000", "更正事由": "本人已迁往外地。", "更正依据": "本市办法（示例）",
            "更正日期": "2026-11-20",
        ]
        let write = WriteBackGrant(departments: city.departments, connectors: city.connectors, time: FixedTime())
        let today = ConnectorFixture.day
        var count = 0
        for resource in city.departments.flatMap(\.resources) {
            guard let correction = resource.correction, let channel = resource.correcting, resource.department != "人社"
            else { continue }
            let original = "event-\(resource.code)"
            _ = try await write(resource.name, eventID: original, handedOver: FixedTime().now(), values: values)
            for (serial, change) in [(1, WriteBackCorrection.Change.suspended), (2, .revoked)] {
                var values = values
                values["原事件编号"] = original
                values["更正序号"] = String(serial)
                let code: String = try #require(correction.codes[change])
                values["更正"] = code
                let key = "\(original)-\(serial)"
                let told = try await write(channel.name, eventID: key, handedOver: FixedTime().now(), values: values)
                #expect(
                    try await write(channel.name, eventID: key, handedOver: FixedTime().now(), values: values) == told,
                    "\(channel.name)")
                let held = try await #require(city.connectors[resource.department]).registrations(
                    RegistrationQuery(resource: channel, days: today..<today.adding(days: 1), requestID: "test"))
                let last = try #require(held.first { $0.key == key }, "\(channel.name)")
                #expect(last.number == told.number && last.values["更正"] == code)
                #expect(last.values["原事件编号"] == original)
            }
            // What it corrects stays as it was told.
            let first = try await #require(city.connectors[resource.department]).registrations(
                RegistrationQuery(resource: resource, days: today..<today.adding(days: 1), requestID: "test"))
            #expect(first.map(\.key) == [original])
            count += 1
        }
        #expect(count == 3)
        let facts = try await city.findings(
            [("民政发放.高龄津贴", "状态")], about: "339902194301010013")
        #expect(facts.values.first?.fact?.value == .text("未领"))
    }

    @Test("what the truth calls dirty in these departments is not known")
    func dirtIsNoticed() async throws {
        let city = try await ServedCity(people: 1500)
        let blemishes = try #require(city.fixture.summary).blemishes
        var seen = 0
        for department in city.departments where !["公安", "民政", "人社", "公积金"].contains(department.name) {
            for blemish in blemishes where blemish.department.rawValue == department.name {
                // Who is looked for by the right number is not found under a wrong one.
                guard blemish.kind != .wrongCheckDigit else { continue }
                let (table, column) = try #require(blemish.tableAndColumn)
                let resource = try #require(
                    department.resources.first { $0.description["查询"]?.text?.contains("FROM \(table)\n") == true })
                // A row that is too old makes all of its fields unknown.
                let field = try #require(resource.fields.first { $0.column == column } ?? resource.fields.first)
                let facts = try await city.findings([(resource.name, field.name)], about: blemish.residentNumber)
                #expect(facts.values.allSatisfy { $0.fact == nil }, "\(blemish)")
                seen += 1
            }
        }
        #expect(seen > 60)
    }
}

extension Blemish {
    fileprivate var tableAndColumn: (table: String, column: String)? {
        let parts = place.split(separator: ".").map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
}

/// A city whose departments' databases are read by the connectors of their descriptions.
private struct ServedCity {
    let fixture: ConnectorFixture
    let departments: [Department]
    let connectors: [String: any SourceConnector]
    private let catalogue: Catalogue
    private let resolve: ResolveFacts

    init(people: Int = 40) async throws {
        fixture = try await ConnectorFixture(people: people)
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "City")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "departments").path())
        departments = try names.filter { $0.hasSuffix(".yaml") }.sorted()
            .map { try ConnectorFixture.department(String($0.dropLast(5))) }
        let registry = ConnectorRegistry(
            dataDirectory: fixture.directory, addresses: ["人社": "http://127.0.0.1:1"], time: FixedTime(),
            ids: RandomIDs())
        connectors = try registry.connectors(for: departments)
        let known = try DefinitionFolder.knownSources(at: folder.appending(path: "departments").path()).known
        catalogue = try Catalogue.load(directory: folder.appending(path: "items").path(), known: known)
        let questions = catalogue.items.flatMap(\.informationFields).compactMap(\.source).filter { $0.predicate != nil }
        let book = GrantBook(
            Grants.everything(of: departments, to: "339900-MZ-0007", on: "示例")
                + questions.map { Grants.field($0.field, of: $0.resource, to: "339900-MZ-0007", on: "示例") })
        resolve = ResolveFacts(
            departments: departments, connectors: connectors, grants: { book }, time: FixedTime(), ids: RandomIDs(),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func item(_ name: String) throws -> ServiceItem { try #require(catalogue.items.first { $0.name == name }) }

    func findings(
        _ wanted: [(resource: String, field: String)], about number: String
    ) async throws -> [FactAddress: FactFinding] {
        let addresses = wanted.map { FactAddress(resource: $0.resource, field: $0.field) }
        let purpose = ReadPurpose(item: "339900-MZ-0007", caseReference: "c", basis: "示例")
        return await resolve(Set(addresses), about: try #require(ResidentID(number)), for: purpose).findings
    }

    /// What the rules say of a person, on what the departments hold and what only she can know.
    func verdict(_ name: String, about number: String, typed: [String: String]) async throws -> ItemVerdict {
        let item = try item(name)
        let fields = item.informationFields.filter { item.rules?.factNames.contains($0.name) == true }
        let found = try await findings(
            fields.compactMap { field in field.source.map { ($0.resource, $0.field) } }, about: number)
        let facts = fields.reduce(into: [String: FactValue]()) { facts, field in
            let address = field.source.map { FactAddress(resource: $0.resource, field: $0.field) }
            facts[field.name] =
                address.flatMap { found[$0]?.fact?.value } ?? typed[field.name].flatMap(field.value)
        }
        return item.evaluate(facts: facts, on: ConnectorFixture.day)
    }
}
