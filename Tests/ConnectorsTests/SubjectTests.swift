import Connectors
import Exchange
import Kernel
import SampleCity
import Testing

/// A record is used for the person it is about and for nobody else, whatever the description's statement finds.
@Suite("Whose record it is")
struct SubjectTests {
    private static let stranger = "339902194301010013"

    @Test(
        "a description that does not say in which column the person stands is refused, at its own path",
        arguments: [
            ("公安", "    键: { 证件号码: gmsfhm }\n", ""), ("公安", "键: { 证件号码: gmsfhm }", "键: { }"),
            ("公安", "键: { 证件号码: gmsfhm }", "键: { 身份证: gmsfhm }"),
            ("公安", "键: { 证件号码: gmsfhm }", "键: { 证件号码: \"\" }"),
            ("公积金", "    键: { 证件号码: 证件号码 }\n", ""), ("人社", "键: { 证件号码: idNumber }", "键: { 户号: idNumber }"),
        ])
    func refusesKeyless(name: String, old: String, new: String) throws {
        let error = #expect(throws: DescriptionError.self) {
            _ = try ConnectorFixture.department(name, replacing: [old: new])
        }
        #expect(error?.path.hasSuffix(".键") == true && error?.problem.contains("申请人本人") == true)
    }

    @Test("a statement that does not select by the person gives nobody another's record")
    func unselectiveStatement() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department(
            "公安", replacing: ["WHERE gmsfhm = :证件号码": "WHERE :证件号码 IS NOT NULL LIMIT 1"])
        let source = try SQLConnector(department, dataDirectory: city.directory)
        let query = try department.query("人口信息", Self.stranger)
        await #expect(throws: SourceFault.malformed("a record of another subject")) {
            _ = try await source.fetch(query)
        }
    }

    @Test("a key column that the answer does not have is a fault, with and without rows, never “no record of you”")
    func absentKeyColumn() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department(
            "公安", replacing: ["键: { 证件号码: gmsfhm }": "键: { 证件号码: sfz }"])
        let source = try SQLConnector(department, dataDirectory: city.directory)
        for number in [city.demo(.elder).residentNumber, Self.stranger] {
            let query = try department.query("人口信息", number)
            let error = await #expect(throws: SourceFault.self) { _ = try await source.fetch(query) }
            #expect(error?.code == "malformed", "\(number)")
        }
        let faults = await source.selfCheck().filter(\.isFault)
        #expect(faults.map { $0.message.arguments["columns"] } == department.resources.map { _ in "sfz" })
    }

    @Test("a daily file is searched by its key column only, and one without it is a fault")
    func filesByKey() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department("公积金", replacing: ["键: { 证件号码: 证件号码 }": "键: { 证件号码: 身份证 }"])
        let source = try FileConnector(department, dataDirectory: city.directory)
        let query = try department.query("公积金账户", Self.stranger)
        let error = await #expect(throws: SourceFault.self) { _ = try await source.fetch(query) }
        #expect(error?.code == "malformed")
        #expect(await source.selfCheck().allSatisfy { $0.isFault && $0.message.arguments["place"] != nil })
    }

    @Test("an interface's answer about another, or without the person, is not passed on")
    func interfaceAnswers() async throws {
        let city = try await ConnectorFixture(people: 60)
        let (directory, elder) = (city.directory, city.demo(.elder).residentNumber)
        let other = city.demo(.alreadyReceiving).residentNumber
        try await withSocialSecurity(directory) { address in
            for change in ["holder.idNumber": "holder.nothing", "\":证件号码\", \"status\"": "\"\(other)\", \"status\""] {
                let department = try ConnectorFixture.department("人社", replacing: [change.key: change.value])
                let source = try HTTPConnector(
                    department, dataDirectory: directory, address: address, time: FixedTime(), ids: RandomIDs())
                let query = try department.query("社保卡", elder)
                await #expect(throws: SourceFault.malformed("a record of another subject"), "\(change.key)") {
                    _ = try await source.fetch(query)
                }
            }
        }
    }

    @Test("a table or a file that is not there is named by the self-check, a line for each resource")
    func namesWhatIsMissing() async throws {
        let city = try await ConnectorFixture(people: 20)
        let noTable = try ConnectorFixture.department("公安", replacing: ["FROM t_czrk": "FROM t_none"])
        let table = try await SQLConnector(noTable, dataDirectory: city.directory).selfCheck()
        let missing = table.filter(\.isFault)
        #expect(missing.count == 2 && missing.allSatisfy { $0.message.text(in: .chinese).contains("t_none") })
        let noFile = try ConnectorFixture.department("公安", replacing: ["gongan/gongan.sqlite": "gongan/none.sqlite"])
        let file = try await SQLConnector(noFile, dataDirectory: city.directory).selfCheck()
        #expect(
            file.count == noFile.resources.count
                && file.allSatisfy { $0.message.text(in: .chinese).contains("gongan/none.sqlite") })
    }
}
