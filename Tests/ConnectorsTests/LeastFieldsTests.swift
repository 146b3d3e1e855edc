import Connectors
import Exchange
import Kernel
import SampleCity
import Testing

/// 最小够用: what was not asked for does not leave a connector, whatever the source gives.
@Suite("Least fields")
struct LeastFieldsTests {
    private func asked(_ fields: Set<String>, _ department: Department, _ resource: String, _ number: String) throws
        -> SourceQuery
    {
        let whole = try department.query(resource, number)
        return SourceQuery(
            resource: whole.resource, key: whole.key, requestID: "least", purpose: whole.purpose, fields: fields)
    }

    @Test("a database gives the columns of the fields that were asked for, and those that tell whom and how old")
    func database() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department("公安")
        let connector = try SQLConnector(department, dataDirectory: city.directory)
        let query = try asked(["姓名"], department, "人口信息", city.demo(.elder).residentNumber)
        let record = try #require(try await connector.fetch(query).first)
        #expect(record.text("xm") == city.demo(.elder).name && record.text("gmsfhm") != nil)
        #expect(record.columns["csrq"] == nil && record.columns["lxdh"] == nil)
    }

    @Test("a file gives no more, though it is read whole")
    func file() async throws {
        let city = try await ConnectorFixture()
        let department = try ConnectorFixture.department("公积金")
        let connector = try FileConnector(department, dataDirectory: city.directory)
        let whole = try #require(
            try await city.generator.population().citizens.asyncFirst {
                try await !connector.fetch(department.query("公积金账户", $0.residentNumber)).isEmpty
            })
        let query = try asked(["账户状态"], department, "公积金账户", whole.residentNumber)
        let record = try #require(try await connector.fetch(query).first)
        #expect(record.columns.keys.contains("账户状态") && !record.columns.keys.contains("账户余额"))
        #expect(!record.columns.keys.contains("个人账号"))
    }

    @Test("an interface gives no more, though it answers with everything")
    func interface() async throws {
        let city = try await ConnectorFixture()
        let department = try ConnectorFixture.department("人社")
        let number = city.demo(.elder).residentNumber
        let query = try asked(["开户银行"], department, "社保卡", number)
        let directory = city.directory
        try await withSocialSecurity(directory) { address in
            let connector = try HTTPConnector(
                department, dataDirectory: directory, address: address, client: .departments, time: FixedTime(),
                ids: RandomIDs())
            let record = try #require(try await connector.fetch(query).first)
            #expect(record.text("bank.code") != nil && record.columns["bank.account"] == nil)
        }
    }
}

extension Array where Element: Sendable {
    /// The first element of which something is so that has to be asked for.
    fileprivate func asyncFirst(where isSo: (Element) async throws -> Bool) async rethrows -> Element? {
        for element in self where try await isSo(element) { return element }
        return nil
    }
}
