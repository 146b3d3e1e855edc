import Connectors
import Exchange
import Kernel
import SampleCity
import Testing

/// 人社 is told, answers with its own number, and shows what it holds: as departments with databases do.
@Suite("Write-backs over HTTP")
struct HTTPWriteBackTests {
    private static let resource = "一卡通发放"
    private static let values = [
        "证件号码": "339902194301010013", "姓名": "王秀英", "银行账号": "9900000000000000000", "更正序号": "1",
        "更正事由": "本人已迁往外地。", "更正日期": "2026-11-20",
    ]

    private func writing(_ department: Department, _ directory: String, _ address: String) throws -> (
        HTTPConnector, WriteBackGrant
    ) {
        let connector = try HTTPConnector(
            department, dataDirectory: directory, address: address, time: FixedTime(), ids: RandomIDs())
        return (
            connector,
            WriteBackGrant(departments: [department], connectors: ["人社": connector], time: FixedTime())
        )
    }

    private func held(
        _ department: Department, _ connector: HTTPConnector, on day: CivilDate = ConnectorFixture.day,
        correcting: Bool = false
    ) async throws -> [Registration] {
        let channel = try #require(
            department.channels.first { $0.code == "339900-RS-9003" && $0.isCorrecting == correcting })
        return try await connector.registrations(
            RegistrationQuery(resource: channel, days: day..<day.adding(days: 1), requestID: "test"))
    }

    @Test("the same event twice is one registration under the department's own number; all pages are read back")
    func once() async throws {
        let city = try await ConnectorFixture(people: 20)
        let directory = city.directory
        try await withSocialSecurity(directory) { address in
            let department = try ConnectorFixture.department("人社", replacing: ["条数: 100": "条数: 2"])
            let (connector, write) = try writing(department, directory, address)
            var numbers: [String] = []
            for event in 1...5 {
                let first = try await write(
                    Self.resource, eventID: "event-\(event)", handedOver: FixedTime().now(), values: Self.values)
                #expect(
                    try await write(
                        Self.resource, eventID: "event-\(event)", handedOver: FixedTime().now(), values: Self.values)
                        == first)
                numbers.append(first.number)
            }
            #expect(Set(numbers).count == 5)
            // What is repeated under a key is the same to the last byte, or it is another telling.
            await #expect(throws: SourceFault.refused("40902")) {
                let later = FixedTime().now().adding(seconds: 1)
                _ = try await write(Self.resource, eventID: "event-1", handedOver: later, values: Self.values)
            }
            let registrations = try await held(department, connector)
            #expect(registrations.map(\.key) == (1...5).map { "event-\($0)" })
            #expect(registrations.map(\.number) == numbers)
            #expect(registrations.first?.values["姓名"] == "王秀英")
            #expect(try await held(department, connector, on: ConnectorFixture.day.adding(days: 1)).isEmpty)
            #expect(await connector.selfCheck().allSatisfy { !$0.isFault })
        }
    }

    @Test("a correction of what is not registered is refused; after it, it says how the payment stands")
    func corrects() async throws {
        let city = try await ConnectorFixture(people: 20)
        let directory = city.directory
        try await withSocialSecurity(directory) { address in
            let department = try ConnectorFixture.department("人社")
            let (connector, write) = try writing(department, directory, address)
            let values = Self.values.merging(["更正": "REVOKED", "原事件编号": "event-1"]) { $1 }
            let channel = "\(Self.resource).更正"
            await #expect(throws: SourceFault.refused("40901")) {
                _ = try await write(channel, eventID: "event-2", handedOver: FixedTime().now(), values: values)
            }
            _ = try await write(Self.resource, eventID: "event-1", handedOver: FixedTime().now(), values: values)
            let told = try await write(channel, eventID: "event-2", handedOver: FixedTime().now(), values: values)
            #expect(try await write(channel, eventID: "event-2", handedOver: FixedTime().now(), values: values) == told)
            let corrections = try await held(department, connector, correcting: true)
            #expect(corrections.map(\.key) == ["event-2"] && corrections.first?.values["更正"] == "REVOKED")
            #expect(try await held(department, connector).map(\.key) == ["event-1"])
            let standing = try await connector.fetch(department.query(Self.resource, "339902194301010013"))
            #expect(standing.first?.text("status") == "REVOKED")
        }
    }

    @Test("what arrived without an answer is told again and registered once; a forger registers nothing")
    func crashing() async throws {
        let city = try await ConnectorFixture(people: 20)
        let directory = city.directory
        try city.write(String(repeating: "ab", count: 32), to: "renshe/keys/foreign.hex")
        let department = try ConnectorFixture.department("人社")
        try await withSocialSecurity(directory, condition: .crashing) { address in
            let (_, write) = try writing(department, directory, address)
            await #expect(throws: SourceFault.unreachable) {
                _ = try await write(
                    Self.resource, eventID: "event-1", handedOver: FixedTime().now(), values: Self.values)
            }
        }
        try await withSocialSecurity(directory) { address in
            let (connector, write) = try writing(department, directory, address)
            #expect(try await held(department, connector).map(\.key) == ["event-1"])
            let told = try await write(
                Self.resource, eventID: "event-1", handedOver: FixedTime().now(), values: Self.values)
            #expect(try await held(department, connector).map(\.number) == [told.number])
            let foreign = try ConnectorFixture.department("人社", replacing: ["keys/huimin.hex": "keys/foreign.hex"])
            let (_, forge) = try writing(foreign, directory, address)
            await #expect(throws: SourceFault.refused("40101")) {
                _ = try await forge(
                    Self.resource, eventID: "event-9", handedOver: FixedTime().now(), values: Self.values)
            }
            #expect(try await held(department, connector).count == 1)
        }
    }

    @Test("a list that shows less than there is, is no list: nothing in it counts as lost")
    func incomplete() async throws {
        let city = try await ConnectorFixture(people: 20)
        let directory = city.directory
        try await withSocialSecurity(directory) { address in
            let department = try ConnectorFixture.department("人社", replacing: ["总数: data.total": "总数: data.page"])
            let (connector, write) = try writing(department, directory, address)
            for event in 1...2 {
                _ = try await write(
                    Self.resource, eventID: "event-\(event)", handedOver: FixedTime().now(), values: Self.values)
            }
            await #expect(throws: SourceFault.malformed("incomplete list of registrations")) {
                _ = try await held(department, connector)
            }
        }
    }
}
