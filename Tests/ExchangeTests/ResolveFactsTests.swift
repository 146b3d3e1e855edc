import Connectors
import Exchange
import Kernel
import Logging
import Testing

@Suite("Facts from departments")
struct ResolveFactsTests {
    private static let person = "33990219430501001"
    private static let now = Instant(milliseconds: 1_795_233_600_000)

    /// A resource with a field of every kind, as a department would describe it.
    private static let description = """
        部门: 试验
        提供方: { 名称: 试验局（示例）, 代码: 11339900MB0000019C }
        连接: { 方式: 数据库 }
        资源:
          试验:
            编号: 339900-SY-9001
            分类: 部门
            级别: A
            共享: { 类型: 无条件共享 }
            键: { 证件号码: id }
            记录数: 1
            查无记录: { 状态: 未领 }
            时限: 300 毫秒
            有效: 30 日
            更新时间: { 列: gx, 格式: yyyy/MM/dd HH:mm:ss }
            字段:
              文本: { 列: wb, 类型: 文本 }
              状态: { 列: zt, 类型: 选项, 代码: { "01": 在领, "02": 未领 } }
              日期: { 列: rq, 类型: 日期, 格式: yyyyMMdd }
              是否: { 列: sf, 类型: 是否, 代码: { "0": 是, "1": 否 } }
              金额: { 列: je, 类型: 金额 }
              区划: { 列: qh, 类型: 行政区划 }
              手机: { 列: sj, 类型: 手机号码 }
              账号: { 列: zh, 类型: 银行账号 }
            回写: { 格式: { 起始日期: yyyy/MM/dd } }
        """

    private static func number() throws -> ResidentID {
        try #require("0123456789X".compactMap { ResidentID("\(person)\($0)") }.first)
    }

    /// - Returns: the text of the fact, or the reason why there is none.
    private func read(_ field: String, _ records: [[String: String?]]) async throws -> (String, FactSheet) {
        let id = try Self.number()
        let records = records.map { SourceRecord(columns: ["gx": "2026/11/20 08:00:00"].merging($0) { $1 }) }
        return try await read(field, DemoConnector(records: [id.text: records]))
    }

    private func read(_ field: String, _ connector: any SourceConnector) async throws -> (String, FactSheet) {
        let departments = [try Department(yaml: Self.description)]
        let book = GrantBook(Grants.everything(of: departments, to: "t", on: "示例"))
        let resolve = ResolveFacts(
            departments: departments, connectors: ["试验": connector], grants: { book }, time: Noon(),
            ids: Numbers(), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let address = FactAddress(resource: "试验", field: field)
        let sheet = await resolve(
            [address], about: try Self.number(), for: ReadPurpose(item: "t", caseReference: "c", basis: "示例"))
        switch try #require(sheet.findings[address]) {
        case .known(let fact): return (fact.value.storedText, sheet)
        case .unknown(let absence): return (absence.rawValue, sheet)
        }
    }

    /// Column, what the source holds, and what comes out.
    static let values: [(field: String, column: String, text: String?, expected: String)] = [
        ("文本", "wb", "  张三　", "张三"), ("文本", "wb", "   ", "empty"), ("文本", "wb", nil, "empty"),
        ("状态", "zt", "01", "在领"), ("状态", "zt", "1", "malformed"), ("状态", "zt", "在领", "malformed"),
        ("日期", "rq", "19430501", "1943-05-01"), ("日期", "rq", "19430230", "malformed"),
        ("日期", "rq", "19000229", "malformed"), ("日期", "rq", "20000229", "2000-02-29"),
        ("日期", "rq", "1943-05-01", "malformed"), ("日期", "rq", "194305010", "malformed"),
        ("日期", "rq", "１９４３０５０１", "malformed"), ("日期", "rq", "00000000", "malformed"),
        ("是否", "sf", "0", "true"), ("是否", "sf", "1", "false"), ("是否", "sf", "2", "malformed"),
        ("金额", "je", "1,234.50", "1234.5"), ("金额", "je", "一百", "malformed"),
        ("区划", "qh", "339902", "339902"), ("区划", "qh", "33990", "malformed"), ("区划", "qh", "abcdef", "malformed"),
        ("手机", "sj", "12345", "malformed"),
        ("账号", "zh", "622848001234", "622848001234"), ("账号", "zh", "62284800123", "malformed"),
        ("账号", "zh", "6228480012a4", "malformed"),
    ]

    @Test("A value is what it says, or it is not known", arguments: 0..<values.count)
    func value(_ number: Int) async throws {
        let row = Self.values[number]
        #expect(try await read(row.field, [[row.column: row.text]]).0 == row.expected, "\(row.text ?? "nil")")
    }

    @Test("Doubled records: agreeing is harmless, contradicting is unknown")
    func doubled() async throws {
        #expect(try await read("状态", [["zt": "01"], ["zt": "01"]]).0 == "在领")
        #expect(try await read("状态", [["zt": "01"], ["zt": "02"]]).0 == "contradictory")
        #expect(try await read("状态", [["zt": "01"], ["zt": "??"]]).0 == "contradictory")
        #expect(try await read("状态", [["zt": "01"], ["zt": nil]]).0 == "contradictory")
    }

    @Test("Old records and records without a date are not known")
    func stale() async throws {
        #expect(try await read("文本", [["wb": "x", "gx": "2026/10/22 12:00:01"]]).0 == "x")
        #expect(try await read("文本", [["wb": "x", "gx": "2026/10/22 11:59:59"]]).0 == "stale")
        #expect(try await read("文本", [["wb": "x", "gx": ""]]).0 == "malformed")
        #expect(try await read("文本", [["wb": "x", "gx": "2026-11-20"]]).0 == "malformed")
    }

    @Test("No record is an answer only where the description says which")
    func notRecorded() async throws {
        #expect(try await read("状态", []).0 == "未领")
        #expect(try await read("文本", []).0 == "notRecorded")
    }

    @Test(
        "A source that fails or falls silent leaves facts unknown within its deadline, and the read is recorded",
        .timeLimit(.minutes(5)))
    func faults() async throws {
        let faults: [(any SourceConnector, String)] = [
            (FailingConnector(.unreachable), SourceFault.unreachable.code),
            (FailingConnector(.malformed("x")), SourceFault.malformed("x").code),
            (SilentConnector(), SourceFault.timedOut.code),
        ]
        for (connector, code) in faults {
            let (found, sheet) = try await read("文本", connector)
            #expect(found == "sourceUnavailable")
            #expect(sheet.reads.map(\.outcome) == [code])
            #expect(sheet.reads.first?.fields == ["文本"])
            #expect(sheet.reads.first?.purpose.basis == "示例")
        }
    }

    @Test("What is written back has the department's own formats")
    func writeBack() async throws {
        let department = try Department(yaml: Self.description)
        let connector = DemoConnector(records: [:])
        let write = WriteBackGrant(departments: [department], connectors: ["试验": connector], time: Noon())
        let first = try await write("试验", eventID: "e1", handedOver: Noon().now(), values: ["起始日期": "2026-11-01"])
        #expect(try await write("试验", eventID: "e1", handedOver: Noon().now(), values: ["起始日期": "2026-11-01"]) == first)
        #expect(connector.deliveredEvents == ["e1"])
        await #expect(throws: SourceFault.notDescribed) {
            try await write("没有", eventID: "e2", handedOver: Noon().now(), values: [:])
        }
    }

    private struct Noon: TimeSource { func now() -> Instant { ResolveFactsTests.now } }
    private struct Numbers: IDSource {
        func identifier<Subject>(_: Subject.Type) -> Identifier<Subject> {
            Identifier(high: 1, low: .random(in: 1 ... .max))
        }
        func randomBytes(_ count: Int) -> [UInt8] { Array(repeating: 1, count: count) }
    }
}
