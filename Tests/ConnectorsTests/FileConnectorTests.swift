import Connectors
import Exchange
import Glibc
import Kernel
import SampleCity
import Testing

@Suite("FileConnector")
struct FileConnectorTests {
    private static let header = "个人账号,姓名,证件号码,单位名称,月缴存额,账户余额,账户状态,开户日期,连续缴存月数,核对日期\r\n"

    private func line(_ number: String, balance: String) -> String {
        "GJJ1,甲,\(number),\"远山,\"\"好\"\"商贸\",500.00,\(balance),正常,2020年01月01日,40,2026年11月24日\r\n"
    }

    @Test("reads the newest file, and says its day")
    func readsTheNewest() async throws {
        let city = try await ConnectorFixture(people: 300)
        let worker = try #require(city.generator.population().citizens.first { $0.employer != nil })
        let department = try ConnectorFixture.department("公积金")
        let source = try FileConnector(department, dataDirectory: city.directory)
        let query = try department.query("公积金账户", worker.residentNumber)
        let record = try #require(try await source.fetch(query).first)
        #expect(record.text("姓名") == worker.name && record.text("核对日期") == "2026年11月22日")
        #expect(record.text(FileConnector.fileDayColumn) == "20261122")
        #expect(source.dataDay == ConnectorFixture.day)
        #expect(try await source.fetch(department.query("公积金账户", "nobody")).isEmpty)
        #expect(await source.selfCheck().contains { $0.isFault } == false)
    }

    /// The fund as if it wrote UTF-8.
    private func inUTF8() throws -> Department {
        try ConnectorFixture.department("公积金", replacing: ["编码: GB18030": "编码: UTF-8"])
    }

    @Test("a newer file counts from when it is whole; until then the one before it answers")
    func waitsForWholeFiles() async throws {
        let city = try await ConnectorFixture(people: 20)
        try city.write(Self.header, to: "gjj/gjj_20261122.csv")
        let department = try inUTF8()
        let source = try FileConnector(department, dataDirectory: city.directory)
        let query = try department.query("公积金账户", "339902194301010013")
        #expect(try await source.fetch(query).isEmpty)
        let text = Self.header + line("339902194301010013", balance: "12.50")
        try city.write(String(text.dropLast()), to: "gjj/gjj_20261124.csv")
        #expect(try await source.fetch(query).isEmpty)
        #expect(source.dataDay == ConnectorFixture.day)
        try city.write("\u{FEFF}" + text, to: "gjj/gjj_20261124.csv")
        let record = try #require(try await source.fetch(query).first)
        #expect(record.text("账户余额") == "12.50" && record.text("单位名称") == "远山,\"好\"商贸")
        #expect(source.dataDay?.description == "2026-11-24")
        try city.write("", to: "gjj/gjj_20261199.csv")
        try city.write("x", to: "gjj/other.csv")
        #expect(try await source.fetch(query).count == 1)
    }

    @Test("a file is known by its time as well, and one that cannot be used is read once")
    func readsOnce() async throws {
        let city = try await ConnectorFixture(people: 20)
        let number = "339902194301010013"
        let path = "gjj/gjj_20261201.csv"
        try city.write(Self.header + line(number, balance: "12.50"), to: path)
        let department = try inUTF8()
        let source = try FileConnector(department, dataDirectory: city.directory)
        let query = try department.query("公积金账户", number)
        #expect(try await source.fetch(query).first?.text("账户余额") == "12.50")
        try city.write(Self.header + line(number, balance: "13.50"), to: path)
        #expect(try await source.fetch(query).first?.text("账户余额") == "13.50", "as many bytes")
        try city.write("not whole", to: "gjj/gjj_20261202.csv")
        for _ in 0..<5 { #expect(try await source.fetch(query).count == 1) }
        #expect(source.filesRead == 3)
    }

    @Test("a file without a described column is malformed, and the check names the column")
    func namesMissingColumns() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try inUTF8()
        let source = try FileConnector(department, dataDirectory: city.directory)
        try city.write("证件号码,姓名\n1,甲\n", to: "gjj/gjj_20261201.csv")
        let query = try department.query("公积金账户", "1")
        await #expect(throws: SourceFault.self) { _ = try await source.fetch(query) }
        let faults = await source.selfCheck().filter(\.isFault)
        #expect(faults.count == 1 && faults[0].message.text(in: .chinese).contains("账户余额"))
    }

    @Test("no file at all is unreachable")
    func emptyFolder() async throws {
        let city = try await ConnectorFixture(people: 20)
        let department = try ConnectorFixture.department("公积金", replacing: ["目录: gjj": "目录: nothing"])
        let source = try FileConnector(department, dataDirectory: city.directory)
        await #expect(throws: SourceFault.unreachable) { _ = try await source.fetch(department.query("公积金账户", "1")) }
    }

    @Test(
        "a file is read in the encoding that is described, rare characters and characters of private use included",
        arguments: [
            ("UTF-8", Array("甲𠮷㛃\u{E000}".utf8)),
            ("GB18030", [0xBC, 0xD7, 0x95, 0x34, 0xB2, 0x35, 0x82, 0x30, 0xB7, 0x31, 0xAA, 0xA1]),
            ("GBK", [0xBC, 0xD7]),
        ])
    func encodings(name: String, bytes: [UInt8]) async throws {
        let city = try await ConnectorFixture(people: 20)
        // Headers in ASCII: the same bytes in every encoding.
        let changes = ["列: 姓名": "列: xm", "列: 证件号码": "列: sfz", "证件号码: 证件号码": "证件号码: sfz", "编码: GB18030": "编码: \(name)"]
        let known = changes.filter { $0.key != "列: 证件号码" }
        let department = try ConnectorFixture.department("公积金", replacing: known)
        let source = try FileConnector(department, dataDirectory: city.directory)
        let query = try department.query("公积金账户", "339902194301010013")
        let others = query.resource.fields.map(\.column).filter { $0 != "xm" } + ["核对日期"]
        let header = try encoded(("xm,sfz," + others.joined(separator: ",") + "\r\n"), name)
        let line = bytes + Array(",339902194301010013\r\n".utf8)
        try city.write(header + line, to: "gjj/gjj_20261201.csv")
        let record = try #require(try await source.fetch(query).first)
        #expect(record.text("xm") == (name == "GBK" ? "甲" : "甲𠮷㛃\u{E000}"))
        // One byte that is no character: the file cannot be used, and the one before answers.
        try city.write(header + [0xFF] + line, to: "gjj/gjj_20261202.csv")
        #expect(try await source.fetch(query).count == 1)
        #expect(source.dataDay?.description == "2026-12-01")
    }

    private func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
        guard encoding != "UTF-8" else { return Array(text.utf8) }
        let converter = try #require(iconv_open(encoding, "UTF-8"))
        defer { iconv_close(converter) }
        var (source, output) = (
            text.utf8.map { CChar(bitPattern: $0) }, [CChar](repeating: 0, count: text.utf8.count * 2)
        )
        let (length, room) = (source.count, output.count)
        let written = source.withUnsafeMutableBufferPointer { from in
            output.withUnsafeMutableBufferPointer { to in
                var (start, left, target, free) = (from.baseAddress, length, to.baseAddress, room)
                _ = iconv(converter, &start, &left, &target, &free)
                return room - free
            }
        }
        return output.prefix(written).map { UInt8(bitPattern: $0) }
    }
}
