import Connectors
import Exchange
import Kernel
import Logging
import SampleCity
import Testing

/// Four departments of the city, their description files, connectors and the exchange's reading, together.
@Suite("Departments of the sample city", .serialized)
struct DepartmentsTests {
    private static let wanted: [(resource: String, field: String)] = [
        ("人口信息", "姓名"), ("人口信息", "出生日期"), ("人口信息", "健在"), ("人口信息", "户籍区划"), ("民政发放.高龄津贴", "状态"),
        ("社保卡", "银行账号"), ("社保卡", "户主证件号码"),
    ]

    /// - Parameter deadline: of 人社, which is waited for over the network.
    private func departments(deadline: String = "30 秒") throws -> [Department] {
        try ["公安", "民政", "公积金"].map { try ConnectorFixture.department($0) }
            + [try ConnectorFixture.department("人社", deadline: deadline)]
    }

    private func resolver(
        _ directory: String, _ address: String, replacing twins: [String: any SourceConnector] = [:],
        deadline: String = "30 秒"
    ) throws -> ResolveFacts {
        let departments = try departments(deadline: deadline)
        let registry = ConnectorRegistry(
            dataDirectory: directory, addresses: ["人社": address], time: FixedTime(), ids: RandomIDs())
        let book = GrantBook(Grants.everything(of: departments, to: "339900-MZ-0007", on: "示例"))
        return ResolveFacts(
            departments: departments,
            connectors: try registry.connectors(for: departments).merging(twins) { $1 }, grants: { book },
            time: FixedTime(), ids: RandomIDs(), log: Logger(label: "test"))
    }

    private func findings(
        about number: String, _ resolve: ResolveFacts, only resources: Set<String>? = nil
    ) async throws -> [String: FactFinding] {
        let addresses = Self.wanted.filter { resources?.contains($0.resource) ?? true }
            .map { FactAddress(resource: $0.resource, field: $0.field) }
        let sheet = await resolve(
            Set(addresses), about: try #require(ResidentID(number)),
            for: ReadPurpose(item: "339900-MZ-0007", caseReference: "c", basis: "示例"))
        return Dictionary(uniqueKeysWithValues: sheet.findings.map { ($0.key.field, $0.value) })
    }

    @Test("each demo person's facts are what the demo promises")
    func demoPeople() async throws {
        let city = try await ConnectorFixture()
        let (directory, people) = (city.directory, city.generator.demoPeople)
        try await withSocialSecurity(directory) { address in
            let resolve = try resolver(directory, address)
            for person in people {
                let number = person.citizen.residentNumber
                let found = try await findings(about: number, resolve)
                #expect(found["姓名"]?.fact?.value == .text(person.citizen.name), "\(person.role)")
                #expect(found["健在"]?.fact?.value == .flag(person.role != .deceased), "\(person.role)")
                let status = person.role == .alreadyReceiving ? "在领" : "未领"
                #expect(found["状态"]?.fact?.value == .text(status), "\(person.role)")
                let isOwn = found["户主证件号码"]?.fact?.value == .text(number)
                #expect(isOwn == (person.role != .accountHeldByAnother), "\(person.role)")
                let district = found["户籍区划"]
                if person.role == .dirtyRow {
                    #expect(district == .unknown(.contradictory))
                } else {
                    #expect(district?.fact?.value == .text(person.citizen.district), "\(person.role)")
                }
            }
        }
    }

    @Test("what the truth calls dirty in 公安 is not known; everything else is known and true")
    func dirtIsNoticed() async throws {
        let city = try await ConnectorFixture(people: 1200)
        let blemishes = try #require(city.summary).blemishes.filter { $0.department == .publicSecurity }
        let dirty = Set(blemishes.map(\.residentNumber))
        let resolve = try resolver(city.directory, "http://127.0.0.1:1")
        for citizen in city.generator.population().citizens {
            let found = try await findings(about: citizen.residentNumber, resolve, only: ["人口信息"])
            guard !dirty.contains(citizen.residentNumber) else {
                #expect(found.values.contains { $0.fact == nil }, "\(citizen.residentNumber)")
                continue
            }
            #expect(found["姓名"]?.fact?.value == .text(citizen.name))
            #expect(found["出生日期"]?.fact?.value == .date(citizen.birthDate))
            #expect(found["健在"]?.fact?.value == .flag(citizen.isAlive))
            #expect(found["户籍区划"]?.fact?.value == .text(citizen.district))
        }
    }

    @Test("one silent, one failing source: their facts are unknown within the deadline, the others are there")
    func twins() async throws {
        let city = try await ConnectorFixture(people: 20)
        let resolve = try resolver(
            city.directory, "http://127.0.0.1:1",
            replacing: ["人社": SilentConnector(), "民政": FailingConnector(.refused("E9"))], deadline: "2 秒")
        let started = ContinuousClock.now
        let found = try await findings(about: city.demo(.elder).residentNumber, resolve)
        #expect(ContinuousClock.now - started < .seconds(20))
        #expect(found["银行账号"] == .unknown(.sourceUnavailable))
        #expect(found["状态"] == .unknown(.sourceUnavailable))
        #expect(found["健在"]?.fact?.value == .flag(true))
    }

    @Test("a write-back whose answer was lost is repeated and registers once")
    func lostAcknowledgement() async throws {
        let city = try await ConnectorFixture(people: 20)
        let elder = city.demo(.elder)
        let departments = try departments()
        let civil = try SQLConnector(try ConnectorFixture.department("民政"), dataDirectory: city.directory)
        let values = [
            "证件号码": elder.residentNumber, "姓名": elder.name, "金额": "100.00", "起始日期": "2026-11-22",
            "银行账号": "9900000000000000000",
        ]
        let crashing = WriteBackGrant(
            departments: departments, connectors: ["民政": CrashingConnector(civil)], time: FixedTime())
        await #expect(throws: SourceFault.unreachable) {
            _ = try await crashing("民政发放.高龄津贴", eventID: "event-1", handedOver: FixedTime().now(), values: values)
        }
        let sound = WriteBackGrant(departments: departments, connectors: ["民政": civil], time: FixedTime())
        #expect(
            try await sound("民政发放.高龄津贴", eventID: "event-1", handedOver: FixedTime().now(), values: values).number
                == "MZSL000000001")
        let records = try await civil.fetch(departments[1].query("民政发放.高龄津贴", elder.residentNumber))
        #expect(records.count == 1 && records[0].text("qsrq") == "2026/11/22")
        let found = try await findings(
            about: elder.residentNumber, try resolver(city.directory, "http://127.0.0.1:1"), only: ["民政发放.高龄津贴"])
        #expect(found["状态"]?.fact?.value == .text("在领"))
    }
}
