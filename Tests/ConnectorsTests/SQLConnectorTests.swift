import Connectors
import Exchange
import Kernel
import SampleCity
import Testing

@Suite("SQLConnector")
struct SQLConnectorTests {
    @Test("reads a person's record as the source holds it")
    func readsRecord() async throws {
        let city = try await ConnectorFixture()
        let department = try ConnectorFixture.department("公安")
        let connector = try SQLConnector(department, dataDirectory: city.directory)
        let elder = city.demo(.elder)
        let records = try await connector.fetch(department.query("人口信息", elder.residentNumber))
        #expect(records.count == 1)
        #expect(records[0].text("xm") == elder.name)
        #expect(records[0].text("csrq") == "19430522" && records[0].text("swbs") == "0")
        #expect(records[0].text("hjdz_qh") == "339902" && records[0].text("lxdh") == elder.phone)
        #expect(try await connector.fetch(department.query("人口信息", city.demo(.dirtyRow).residentNumber)).count == 2)
        #expect(try await connector.fetch(department.query("人口信息", "339902194301010013")).isEmpty)
    }

    @Test("a key is a value, whatever it holds", arguments: ["' OR '1'='1", "x'; DROP TABLE t_czrk; --", ":证件号码", ""])
    func bindsKeys(key: String) async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department("公安")
        let connector = try SQLConnector(department, dataDirectory: city.directory)
        #expect(try await connector.fetch(department.query("人口信息", key)).isEmpty)
        #expect(try await connector.fetch(department.query("人口信息", city.demo(.elder).residentNumber)).count == 1)
    }

    @Test("names in quotes and comments of a statement are no parameters")
    func leavesQuotesAlone() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department(
            "公安",
            replacing: ["SELECT gmsfhm, xm, xb,": "SELECT gmsfhm, /* :甲 */ ':乙' || xm AS xm, -- :丙\n             xb,"])
        let connector = try SQLConnector(department, dataDirectory: city.directory)
        let records = try await connector.fetch(department.query("人口信息", city.demo(.elder).residentNumber))
        #expect(records.first?.text("xm") == ":乙" + city.demo(.elder).name)
    }

    @Test("a file that is not there is a source that cannot be reached, until it is there")
    func survivesAbsence() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department(
            "公安", replacing: ["gongan/gongan.sqlite": "gongan/absent.sqlite"])
        let connector = try SQLConnector(department, dataDirectory: city.directory)
        await #expect(throws: SourceFault.unreachable) { _ = try await connector.fetch(department.query("人口信息", "1")) }
        #expect(await connector.selfCheck().allSatisfy(\.isFault))
    }

    @Test("the self-check names the columns that a description has wrong")
    func checksItself() async throws {
        let city = try await ConnectorFixture(people: 20)
        let described = try ConnectorFixture.department("公安")
        let sound = try await SQLConnector(described, dataDirectory: city.directory).selfCheck()
        #expect(sound.count == described.resources.count && !sound.contains(where: \.isFault))
        let department = try ConnectorFixture.department("公安", replacing: ["列: lxdh": "列: sjhm"])
        let connector = try SQLConnector(department, dataDirectory: city.directory)
        let faults = await connector.selfCheck().filter(\.isFault)
        #expect(faults.count == 1 && faults[0].message.arguments["columns"] == "sjhm")
        await #expect(throws: SourceFault.malformed("no column sjhm")) {
            _ = try await connector.fetch(department.query("人口信息", city.demo(.elder).residentNumber))
        }
    }

    @Test("a grant written back registers once, gets one acceptance number, and is paid from then on")
    func writesBackOnce() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department("民政")
        let connector = try SQLConnector(department, dataDirectory: city.directory)
        let elder = city.demo(.elder)
        let query = try department.query("民政发放.高龄津贴", elder.residentNumber)
        #expect(try await connector.fetch(query).isEmpty)
        let deliver = { (event: String) async throws -> Acknowledgement in
            try await connector.deliver(
                SourceDelivery(
                    resource: query.resource, eventID: event,
                    values: [
                        "证件号码": elder.residentNumber, "姓名": elder.name, "金额": "100.00", "起始日期": "2026/11/22",
                        "银行账号": "9900000000000000000", "送达时间": "2026/11/22 12:00:00",
                    ]))
        }
        let first = try await deliver("event-1")
        #expect(first == Acknowledgement(number: "MZSL000000001"))
        #expect(try await deliver("event-1") == first)
        #expect(try await deliver("event-2") != first)
        let records = try await connector.fetch(query)
        // Two events are two receipts; a person is paid once.
        #expect(records.count == 1 && records.allSatisfy { $0.text("zt") == "01" && $0.text("bz") == "100.00" })
    }

    @Test("what is not described is not done")
    func refusesTheUndescribed() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department("公安")
        let connector = try SQLConnector(department, dataDirectory: city.directory)
        let query = try department.query("人口信息", "1")
        await #expect(throws: SourceFault.notDescribed) {
            _ = try await connector.deliver(SourceDelivery(resource: query.resource, eventID: "e", values: [:]))
        }
        let civil = try ConnectorFixture.department("民政")
        let writer = try SQLConnector(civil, dataDirectory: city.directory)
        await #expect(throws: SourceFault.notDescribed) {
            let resource = try civil.query("民政发放.高龄津贴", "1").resource
            _ = try await writer.deliver(SourceDelivery(resource: resource, eventID: "e", values: ["证件号码": "1"]))
        }
    }
}
