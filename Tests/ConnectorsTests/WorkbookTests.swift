import Connectors
import Exchange
import Kernel
import Testing

/// Daily drops in Excel workbooks. Those that openpyxl writes are read in `Tests/foreign/workbook_check.py`.
@Suite("Excel workbooks")
struct WorkbookTests {
    private static let number = "339902194301010013"
    private static let columns = ["个人账号", "姓名", "单位名称", "月缴存额", "账户余额", "账户状态", "开户日期", "连续缴存月数", "核对日期"]

    private static let described = [
        "种类: CSV": "种类: Excel", "gjj_{yyyyMMdd}.csv": "gjj_{yyyyMMdd}.xlsx", "  编码: GB18030\n": "  工作表: 账户\n",
        "yyyy年MM月dd日": "yyyy-MM-dd",
    ]

    /// The header, and a person with one cell for each column.
    private static func builder(_ cells: [String: String]) -> WorkbookBuilder {
        var builder = WorkbookBuilder()
        builder.rows = [
            (["证件号码"] + columns).map(WorkbookBuilder.text),
            [WorkbookBuilder.text(number)] + columns.map { cells[$0] ?? "<c/>" },
        ]
        return builder
    }

    private func record(_ builder: WorkbookBuilder) async throws -> SourceRecord? {
        try await fetch(builder.bytes)?.first
    }

    /// `nil` where the file cannot be used.
    private func fetch(
        _ bytes: [UInt8], replacing more: [String: String] = [:], in city: ConnectorFixture? = nil
    ) async throws -> [SourceRecord]? {
        let city = if let city { city } else { try await ConnectorFixture(people: 20) }
        let department = try ConnectorFixture.department(
            "公积金", replacing: Self.described.merging(more) { _, more in more })
        try city.write(bytes, to: "gjj/gjj_20261201.xlsx")
        let source = try FileConnector(department, dataDirectory: city.directory)
        let query = try department.query("公积金账户", Self.number)
        do throws(SourceFault) { return try await source.fetch(query) } catch { return nil }
    }

    @Test("cells are read as a person sees them")
    func cells() async throws {
        var builder = Self.builder([
            "个人账号": "<c t=\"s\"><v>1</v></c>", "姓名": "<c t=\"s\"><v>0</v></c>",
            "单位名称": "<c t=\"str\"><f>A1</f><v>远山</v></c>", "月缴存额": WorkbookBuilder.number("500.1"),
            "账户余额": WorkbookBuilder.number("100.09999999999999"), "账户状态": "<c t=\"e\"><v>#N/A</v></c>",
            "开户日期": WorkbookBuilder.number("43831", style: 1), "连续缴存月数": WorkbookBuilder.number("1.2E+1"),
            "核对日期": WorkbookBuilder.number("46353.75", style: 2),
        ])
        builder.shared = ["<r><t>王</t></r><r><t>秀英</t></r><rPh><t>x</t></rPh>", "<t>GJJ1</t>"]
        builder.styles = [0, 14, 164]
        builder.customFormats = [(164, "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@")]
        let record = try #require(try await record(builder))
        #expect(record.text("个人账号") == "GJJ1" && record.text("姓名") == "王秀英" && record.text("单位名称") == "远山")
        #expect(record.text("月缴存额") == "500.1" && record.text("账户余额") == "100.1")
        #expect(record.text("账户状态") == nil && record.text("连续缴存月数") == "12")
        #expect(record.text("开户日期") == "2020-01-01" && record.text("核对日期") == "2026-11-27")
    }

    @Test("days are days in both calendars of Excel, and times are times", arguments: [false, true])
    func days(of1904: Bool) async throws {
        var builder = Self.builder([
            "开户日期": WorkbookBuilder.number(of1904 ? "42369" : "43831", style: 1),
            "核对日期": WorkbookBuilder.number(of1904 ? "0.5" : "60", style: 1),
            "账户状态": WorkbookBuilder.number("0.25", style: 3), "姓名": WorkbookBuilder.number("44000", style: 4),
            "月缴存额": WorkbookBuilder.number("1234.5", style: 5),
        ])
        builder.styles = [0, 14, 22, 20, 165, 166]
        builder.customFormats = [(165, "yyyy\\-mm\\-dd hh:mm:ss"), (166, "#,##0.00&quot; 元/days&quot;[Red]")]
        builder.isOf1904 = of1904
        let record = try #require(try await record(builder))
        #expect(record.text("开户日期") == "2020-01-01")
        #expect(record.text("核对日期") == (of1904 ? "1904-01-01" : "60"), "a day that never was is a number")
        #expect(record.text("账户状态") == "06:00:00" && record.text("月缴存额") == "1234.5")
        #expect(record.text("姓名")?.hasSuffix(" 00:00:00") == true)
    }

    @Test("what stands far beyond the header takes no room: it would be more than all cells may be together")
    func wideRows() async throws {
        var builder = Self.builder([:])
        builder.rows += Array(repeating: ["<c r=\"ALL1\"><v>1</v></c>"], count: 24_000)
        #expect(try await fetch(builder.bytes)?.count == 1)
    }

    @Test("a number of a person that was stored as a number names nobody")
    func numbersOfPeople() async throws {
        var builder = Self.builder([:])
        builder.rows[1][0] = WorkbookBuilder.number(Self.number)
        #expect(try await fetch(builder.bytes)?.isEmpty == true)
    }

    @Test("the sheet that is named is read; one that is not there makes the file unusable")
    func sheets() async throws {
        let bytes = Self.builder([:]).bytes
        #expect(try await fetch(bytes)?.count == 1)
        #expect(try await fetch(bytes, replacing: ["  编码: GB18030\n": "  工作表: 没有\n"]) == nil)
        #expect(try await fetch(bytes, replacing: ["  编码: GB18030\n": ""]) == nil, "the first one is empty")
    }

    @Test("what is cut off, damaged, encrypted, too large or no workbook is never half read")
    func damage() async throws {
        let city = try await ConnectorFixture(people: 20)
        let bytes = Self.builder([:]).bytes
        let sound = try await fetch(bytes, in: city)
        for count in [0, 1, 21, 22, bytes.count / 2, bytes.count - 1] {
            #expect(try await fetch(Array(bytes.prefix(count)), in: city) == nil, "\(count) bytes")
        }
        for place in stride(from: 0, to: bytes.count, by: 29) {
            var damaged = bytes
            damaged[place] ^= 0x10
            // What says nothing, such as a time, may change; what is read never does.
            let records = try await fetch(damaged, in: city)
            #expect(records == nil || records == sound, "byte \(place)")
        }
        var doctype = Self.builder([:])
        doctype.prologue = "<!DOCTYPE x [<!ENTITY a \"b\">]>"
        #expect(try await fetch(doctype.bytes, in: city) == nil)
        #expect(try await fetch(Array("证件号码,姓名\n".utf8), in: city) == nil)
        #expect(try await fetch(WorkbookBuilder.archive([("a", "b")]), in: city) == nil)
    }
}
