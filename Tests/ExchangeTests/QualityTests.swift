import Cases
import EventLog
import Exchange
import Kernel
import Logging
import Rehearsal
import Server
import Storage
import Synchronization
import Testing
import Web

/// 清洗、限额和数据质量 — what is done to a text before it is read, how often a department is asked, and what is counted of it.
@Suite("Quality of data")
struct QualityTests {
    private static let today = CivilDate(daysSinceEpoch: 20_779)

    @Test(
        "Cleaning changes how a text is written, in the order that is described",
        arguments: [
            ("去空格", " 6228 4800\u{3000}10 ", "6228480010"), ("全角转半角", "１２Ｘ－（甲）", "12X-(甲)"),
            ("去前导零", "00123", "123"), ("去前导零", "000", "0"), ("去连接符", "12-34–56", "123456"),
            ("转大写", "33990219x", "33990219X"), ("全角转半角, 去连接符, 去空格", "６２２８－４８００ 10", "6228480010"),
        ])
    func cleaning(steps: String, written: String, read: String) throws {
        let field = try field("列: x, 类型: 文本, 清洗: [\(steps)]")
        #expect(ValueReader(field: field).value(written) == .text(read))
    }

    @Test("What is doubtful after cleaning stays unknown")
    func stillDoubtful() throws {
        let account = try field("列: x, 类型: 银行账号, 清洗: [去空格]")
        #expect(ValueReader(field: account).value("6228 4800 1000 0001") == .text("6228480010000001"))
        #expect(ValueReader(field: account).value("6228 4800 1000 000A") == nil)
        #expect(ValueReader(field: try field("列: x, 类型: 文本, 清洗: [去空格]")).value(" ") == nil)
        let code = try field("列: x, 类型: 选项, 清洗: [去前导零], 代码: { \"1\": 在享 }")
        #expect(ValueReader(field: code).value("01") == .text("在享"))
        #expect(ValueReader(field: code).value("02") == nil)
        #expect(throws: DescriptionError.self) { try self.field("列: x, 类型: 文本, 清洗: [去标点]") }
    }

    @Test(
        "A limit of the day holds for all servers together, and begins anew the next day",
        arguments: RehearsalStore.here)
    func quota(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        let database = rehearsal.platform.database
        for (limit, least) in [(1, 1), (5, 5), (250, 246)] {
            let resource = try department(limit: limit).resources[0]
            let servers = [ReadQuota(database: database), ReadQuota(database: database)]
            // Another resource of the same name would share it: each limit has a day of its own.
            let day = Self.today.adding(days: limit)
            let allowed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<(limit * 3) {
                    group.addTask { try await servers[number % 2].take(resource, on: day) }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect((least...limit).contains(allowed), "\(allowed) of \(limit)")
            #expect(try await servers[0].take(resource, on: day) == false)
            #expect(try await servers[1].take(resource, on: day.adding(days: 10_000)))
        }
        let free = try department(limit: nil).resources[0]
        for _ in 0..<20 { #expect(try await ReadQuota(database: database).take(free, on: Self.today)) }
    }

    @Test("Beyond the limit the source is not asked, each question counts, and the record says why")
    func beyondTheLimit() async throws {
        let (source, tally) = (Counting(), SourceTally())
        let department = try department(limit: 2)
        let left = Countdown(2)
        let resolve = try resolver(department, source, tally) { left.next() }
        let all: Set<FactAddress> = [
            FactAddress(resource: "试验", field: "状态"), FactAddress(resource: "试验", field: "超过(3)"),
        ]
        let person = try #require(ResidentID("11010519491231002X"))
        let purpose = ReadPurpose(item: "339900-MZ-0007", caseReference: "一个办件", basis: "示例")
        let first = await resolve(all, about: person, for: purpose)
        #expect(source.asked == 2 && first.findings.values.allSatisfy { $0 != .unknown(.overQuota) })
        let second = await resolve(all, about: person, for: purpose)
        #expect(source.asked == 2 && second.findings.values.allSatisfy { $0 == .unknown(.overQuota) })
        #expect(second.reads.count == 2 && second.reads.allSatisfy { $0.outcome == DataRead.overQuota })
    }

    @Test("What sources answered is counted by day and field, without anybody in it", arguments: RehearsalStore.here)
    func counts(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        let database = rehearsal.platform.database
        let (source, tally) = (Counting(), SourceTally())
        let resolve = try resolver(department(limit: nil), source, tally) { true }
        let person = try #require(ResidentID("11010519491231002X"))
        let purpose = ReadPurpose(item: "339900-MZ-0007", caseReference: "一个办件", basis: "示例")
        for value in Array(repeating: "01", count: 18) + ["99", "", "停"] {
            source.value.withLock { $0 = value == "停" ? nil : value }
            _ = await resolve([FactAddress(resource: "试验", field: "状态")], about: person, for: purpose)
        }
        let quality = QualityStore(database: database)
        try await quality.write(tally)
        try await quality.write(tally)
        let found = try #require(try await quality.quality(since: Self.today.adding(days: -30))["试验"])
        #expect(found.reads == [.answered: 20, .silent: 1] && found.asked == 21)
        let field = try #require(found.fields["状态"])
        #expect(field.known == 18 && field.unknown == [.malformed: 1, .empty: 1] && field.averageAgeDays == 3)
        #expect(found.answeredPercent == 95 && found.usablePercent == 90 && found.averageAgeDays == 3)
        #expect(try await quality.quality(since: Self.today)["试验"] == nil)
        let rows = try await database.rows("SELECT * FROM source_count")
        #expect(!rows.map { "\($0)" }.joined().contains("11010519491231002X"))
        try await quality.erase(before: Self.today.adding(days: 1))
        #expect(try await database.rows("SELECT day FROM source_count").isEmpty)
    }

    @Test("What is done once a day is done once, whoever starts and however often", arguments: RehearsalStore.here)
    func duty(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        let duties = QualityStore(database: rehearsal.platform.database)
        #expect(try await duties.takeDuty("overdue answers", on: Self.today))
        #expect(try await !duties.takeDuty("overdue answers", on: Self.today))
        #expect(try await duties.takeDuty("another", on: Self.today))
        #expect(try await duties.takeDuty("overdue answers", on: Self.today.adding(days: 1)))
    }

    @Test("Everybody reads shares, where there are enough to say; officers read counts")
    func pages() async throws {
        let rehearsal = try await Rehearsal()
        let browser = RehearsalBrowser(rehearsal)
        #expect(await browser.get("/resources/339900-GA-9001").text.contains("近 30 天没有查询过"))
        try await rehearsal.platform.database.write { tx in
            for (field, outcome, count) in [
                ("", "answered", 90), ("", "silent", 10), ("姓名", "known", 80), ("姓名", "stale", 10),
            ] {
                try tx.execute(
                    """
                    INSERT INTO source_count (resource, day, field, outcome, count, age_days)
                    VALUES ('人口信息', \(rehearsal.clock.now().civilDate()), \(field), \(outcome), \(count), \(count * 2))
                    """)
            }
        }
        let page = await browser.get("/resources/339900-GA-9001").text
        #expect(page.contains("90%") && page.contains("88%") && page.contains("2 天"))
        #expect(!page.contains("没有答复"), "counts are for officers")
        #expect(await browser.get("/resources/339900-GA-9006").text.contains("数据质量") == false)
        let document = await browser.get("/resources/catalogue.jsonld").text
        #expect(document.contains("dqv:hasQualityMeasurement") && document.contains("\"90\""))
    }

    @Test(
        "An office asks for what there is, each once, and with few thresholds; a department grants what was asked for")
    func strictness() async throws {
        let rehearsal = try await Rehearsal()
        let platform = rehearsal.platform
        let office = Viewer.Staff(id: "JD01", sessionID: [], name: "周敏", office: "街道")
        let ask = AskForSharing(
            database: platform.database, journal: platform.journal, settings: platform.city.sharing,
            time: rehearsal.clock, ids: platform.environment.ids)
        func refusal(_ fields: [String]) async throws -> String? {
            do {
                try await ask(
                    code: "339900-GA-9001", item: "339900-MZ-0007", fields: fields, aim: "试验",
                    until: CivilDate("2028-01-01"), by: office)
                return nil
            } catch let rejection as Rejection { return rejection.code }
        }
        #expect(try await refusal([]) == "sharing.fieldsMissing")
        #expect(try await refusal(["姓名", "没有这一项"]) == "sharing.fieldUnknown")
        #expect(try await refusal(["姓名", "姓名"]) == "sharing.fieldTwice")
        #expect(try await refusal(["年满(60)", "年满(61)", "年满(62)", "年满(63)"]) == "sharing.tooManyThresholds")
        #expect(try await refusal(["姓名", "年满(60)", "年满(80)"]) == nil)
        #expect(try await refusal(["年满(61)", "年满(62)"]) == "sharing.tooManyThresholds", "with those before")
    }

    private func field(_ description: String) throws -> ResourceField {
        let yaml = Self.yaml(limit: nil).replacing(
            "状态: { 列: zt, 类型: 选项, 代码: { \"01\": 在享 } }", with: "状态: { \(description) }")
        return try Department(yaml: yaml).resources[0].fields[0]
    }

    private func department(limit: Int?) throws -> Department { try Department(yaml: Self.yaml(limit: limit)) }

    private static func yaml(limit: Int?) -> String {
        """
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
            时限: 30 秒
            更新时间: { 列: gx, 格式: yyyyMMdd }
            \(limit.map { "限额: 每日 \($0) 次" } ?? "摘要: 没有限额")
            字段:
              状态: { 列: zt, 类型: 选项, 代码: { "01": 在享 } }
            核验:
              超过:
                问: 是否超过{数}
                看: [状态]
                参数: { 数: 数 }
                条件: "true"
                结果: { 列: zt, 代码: { "01": 是 } }
        """
    }

    private func resolver(
        _ department: Department, _ source: Counting, _ tally: SourceTally,
        mayAsk: @escaping @Sendable () -> Bool
    ) throws -> ResolveFacts {
        let book = GrantBook([
            Grants.grant(
                SharingTerms(
                    resource: "试验", item: "339900-MZ-0007", fields: ["状态", "超过(3)"], aim: "试验", basis: "示例",
                    from: CivilDate(daysSinceEpoch: 0), until: CivilDate(daysSinceEpoch: 100_000)))
        ])
        return ResolveFacts(
            departments: [department], connectors: ["试验": source], grants: { book }, mayAsk: { _, _ in mayAsk() },
            tally: tally, time: Midday(), ids: Drawn(), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private struct Midday: TimeSource {
        func now() -> Instant { Instant(milliseconds: (Int64(QualityTests.today.daysSinceEpoch) * 24 + 4) * 3_600_000) }
    }

    private struct Drawn: IDSource {
        func identifier<Subject>(_: Subject.Type) -> Identifier<Subject> {
            Identifier(high: 1, low: .random(in: 1 ... .max))
        }
        func randomBytes(_ count: Int) -> [UInt8] { Array(repeating: 1, count: count) }
    }

    /// Says yes so many times.
    private final class Countdown: Sendable {
        private let left: Mutex<Int>

        init(_ count: Int) { left = Mutex(count) }

        func next() -> Bool {
            left.withLock { left in
                left -= 1
                return left >= 0
            }
        }
    }

    /// Answers one value, or nothing at all, and counts how often it is asked.
    private final class Counting: SourceConnector {
        let value = Mutex<String?>("01")
        private let count = Mutex(0)
        var asked: Int { count.withLock { $0 } }

        func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
            count.withLock { $0 += 1 }
            guard let value = value.withLock({ $0 }) else { throw .unreachable }
            return [SourceRecord(columns: ["id": "x", "zt": value, "gx": "20261119"])]
        }

        func deliver(_: SourceDelivery) async throws(SourceFault) -> Acknowledgement { throw .notDescribed }
        func selfCheck() async -> [CheckFinding] { [] }
    }
}
