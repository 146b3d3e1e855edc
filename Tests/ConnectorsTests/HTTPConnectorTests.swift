import Connectors
import Exchange
import Kernel
import SampleCity
import Testing

@Suite("HTTPConnector")
struct HTTPConnectorTests {
    private func connector(
        _ department: Department, _ directory: String, _ address: String, time: any TimeSource = FixedTime(),
        ids: any IDSource = RandomIDs()
    ) throws -> HTTPConnector {
        try HTTPConnector(department, dataDirectory: directory, address: address, time: time, ids: ids)
    }

    @Test("asks the department's own server with signed requests and reads its JSON by path")
    func readsCards() async throws {
        let city = try await ConnectorFixture()
        let (directory, elder, other) = (city.directory, city.demo(.elder), city.demo(.accountHeldByAnother))
        try await withSocialSecurity(directory) { address in
            let department = try ConnectorFixture.department("人社")
            let source = try connector(department, directory, address)
            let card = try #require(try await source.fetch(department.query("社保卡", elder.residentNumber)).first)
            #expect(card.text("bank.accountName") == elder.name)
            #expect(card.text("bank.accountHolderId") == elder.residentNumber)
            #expect(card.text("bank.account")?.count == 19)
            #expect(Int64(card.text("updatedAt") ?? "") ?? 0 > 1_700_000_000)
            let held = try await source.fetch(department.query("社保卡", other.residentNumber))
            #expect(held.first?.text("bank.accountName") == "郝小满")
            #expect(try await source.fetch(department.query("社保卡", "339902194301010013")).isEmpty)
            #expect(await source.selfCheck().contains { $0.isFault } == false)
        }
    }

    @Test("turns the pages until all records are there")
    func turnsPages() async throws {
        let city = try await ConnectorFixture(people: 200)
        let directory = city.directory
        let worker = try #require(city.generator.population().citizens.first { $0.employer != nil })
        try await withSocialSecurity(directory) { address in
            let department = try ConnectorFixture.department("人社", replacing: ["条数: 20": "条数: 1"])
            let periods = try await connector(department, directory, address)
                .fetch(department.query("参保记录", worker.residentNumber))
            #expect(Set(periods.map { $0.text("scheme") }) == ["PENSION", "UNEMPLOYMENT"])
        }
    }

    @Test("a wrong key, a repeated nonce and a wrong clock are refused with the department's codes")
    func refusesForgeries() async throws {
        let city = try await ConnectorFixture(people: 20)
        let (directory, number) = (city.directory, city.demo(.elder).residentNumber)
        try city.write(String(repeating: "ab", count: 32), to: "renshe/keys/foreign.hex")
        try await withSocialSecurity(directory) { address in
            let department = try ConnectorFixture.department("人社")
            let query = try department.query("社保卡", number)
            let foreign = try ConnectorFixture.department("人社", replacing: ["keys/huimin.hex": "keys/foreign.hex"])
            let forger = try connector(foreign, directory, address)
            await #expect(throws: SourceFault.refused("40101")) { _ = try await forger.fetch(query) }
            #expect(await forger.selfCheck().allSatisfy(\.isFault))
            let replayer = try connector(department, directory, address, ids: StuckIDs())
            _ = try await replayer.fetch(query)
            await #expect(throws: SourceFault.refused("40103")) { _ = try await replayer.fetch(query) }
            let late = FixedTime(instant: FixedTime().now().adding(seconds: 301))
            let sleeper = try connector(department, directory, address, time: late)
            await #expect(throws: SourceFault.refused("40102")) { _ = try await sleeper.fetch(query) }
        }
    }

    @Test(
        "a source that is slow, busy or talks nonsense is a fault, never a record",
        arguments: [
            (.slow(milliseconds: 60_000), .timedOut), (.busy, .unreachable), (.garbled, .malformed("no JSON")),
        ] as [(SocialSecurityDepartment.Condition, SourceFault)])
    func illSources(condition: SocialSecurityDepartment.Condition, fault: SourceFault) async throws {
        let city = try await ConnectorFixture(people: 20)
        let (directory, number) = (city.directory, city.demo(.elder).residentNumber)
        try await withSocialSecurity(directory, condition: condition) { address in
            let department = try ConnectorFixture.department("人社", deadline: fault == .timedOut ? "300 毫秒" : "30 秒")
            let source = try connector(department, directory, address)
            let query = try department.query("社保卡", number)
            let started = ContinuousClock.now
            await #expect(throws: fault) { _ = try await source.fetch(query) }
            #expect(ContinuousClock.now - started < .seconds(30), "the deadline holds")
        }
    }

    @Test("a server that is not there is known to be unreachable at once, long before the deadline")
    func absentServer() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department("人社")
        let source = try connector(department, city.directory, "http://127.0.0.1:1")
        let query = try department.query("社保卡", "1")
        let started = ContinuousClock.now
        await #expect(throws: SourceFault.unreachable) { _ = try await source.fetch(query) }
        #expect(ContinuousClock.now - started < .seconds(10))
        #expect(await source.selfCheck().map(\.isFault) == [true])
    }

    @Test(
        "a description that lacks what the kind needs is refused at once",
        arguments: [
            ["HMAC-SHA256": "MD5"], ["renshe/keys/huimin.hex": "renshe/keys/none.hex"],
            ["POST /v2/cards/query": "cards"],
            ["{ \"idNumber\": \":证件号码\", \"status\": \"ACTIVE\" }": "idNumber"], ["http://127.0.0.1:8702": "127.0.0.1"],
        ])
    func refusesBadDescriptions(change: [String: String]) async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department("人社", replacing: change)
        #expect(throws: DescriptionError.self) {
            _ = try HTTPConnector(
                department, dataDirectory: city.directory, time: FixedTime(), ids: RandomIDs())
        }
    }
}
