import Connectors
import Exchange
import Kernel
import Rehearsal
import Storage
import StoragePostgres
import Testing

/// A department's own PostgreSQL: its types are its own, and so are its faults.
@Suite("A department's PostgreSQL", .enabled(if: PostgresCluster.url != nil))
struct DepartmentServerTests {
    private static let number = "339902194305220013"

    /// 民政 as its file describes it, but with a server, and with types where the file has texts.
    private static func department(replacing more: [String: String] = [:]) throws -> Department {
        try ConnectorFixture.department(
            "民政",
            replacing: [
                "种类: SQLite": "种类: PostgreSQL", "文件: minzheng/minzheng.sqlite": "服务器: 127.0.0.1:5432",
                "(:事件编号, 'GL', :证件号码, :姓名, :金额, :起始日期,":
                    "(:事件编号, 'GL', :证件号码, :姓名, CAST(:金额 AS NUMERIC), :起始日期::date,",
                "格式: yyyy/MM/dd }\n    回写": "格式: yyyy-MM-dd }\n    回写",
                "起始日期: yyyy/MM/dd, 送达时间": "起始日期: yyyy-MM-dd, 送达时间",
                "gxrq, 格式: yyyy/MM/dd HH:mm:ss": "gxrq, 格式: yyyy-MM-dd HH:mm:ss",
            ].merging(more) { $1 })
    }

    /// - Returns: the address of a new register with one person in it.
    private func register() async throws -> String {
        let address = try await PostgresCluster.emptyDatabaseURL()
        let database = try await PostgresDatabase(url: address)
        try await database.write { tx in
            for statement: SQL in [
                """
                CREATE TABLE jljt (sfzh CHAR(18), jtlb VARCHAR(2), zt CHAR(2), bz NUMERIC(10, 2), qsrq DATE, gxrq TIMESTAMP)
                """,
                "CREATE TABLE shjz (sfzh CHAR(18), jzlb TEXT, jzje NUMERIC(10, 2), jzrq DATE, sy TEXT, gxrq TIMESTAMP)",
                "CREATE TABLE dbdx (sfzh CHAR(18), zt TEXT, qsrq DATE, gxrq TIMESTAMP)",
                "CREATE TABLE dbby (sfzh CHAR(18), zt TEXT, gxrq TIMESTAMP)",
                """
                CREATE TABLE hzjs (sjbh TEXT PRIMARY KEY, ywlx TEXT, sfzh CHAR(18), xm TEXT, je NUMERIC(10, 2), qsrq DATE,
                    zh TEXT, jsrq TEXT, slh BIGINT GENERATED ALWAYS AS IDENTITY)
                """,
                """
                CREATE TABLE hzgz (sjbh TEXT PRIMARY KEY, yssjbh TEXT, ywlx TEXT, gzlx TEXT, gzxh TEXT, gzsy TEXT, gzrq TEXT,
                    jsrq TEXT, slh BIGINT GENERATED ALWAYS AS IDENTITY)
                """,
                """
                INSERT INTO jljt VALUES (\(Self.number), 'GL', '01', 200, '2026-03-01', '2026-11-20 08:00:00')
                """,
            ] { try tx.execute(statement) }
        }
        try await database.close()
        return address
    }

    private func connector(
        at address: String, replacing more: [String: String] = [:]
    ) throws -> (SQLConnector, Department) {
        let department = try Self.department(replacing: more)
        return (try SQLConnector(department, dataDirectory: "", address: address), department)
    }

    @Test("numbers, days and moments come as the texts that the description reads")
    func readsTypes() async throws {
        let (connector, department) = try connector(at: try await register())
        let records = try await connector.fetch(department.query("民政发放.高龄津贴", Self.number))
        #expect(records.count == 1)
        let record = try #require(records.first)
        #expect(record.text("bz") == "200.00" && record.text("qsrq") == "2026-03-01")
        #expect(record.text("gxrq") == "2026-11-20 08:00:00" && record.text("zt") == "01")
        #expect(try await connector.fetch(department.query("低保状态", Self.number)).isEmpty)
    }

    @Test(
        "a key is a value, whatever it holds", arguments: ["' OR '1'='1", "x'; DROP TABLE jljt; --", ":证件号码", "$1", ""])
    func bindsKeys(key: String) async throws {
        let (connector, department) = try connector(at: try await register())
        #expect(try await connector.fetch(department.query("民政发放.高龄津贴", key)).isEmpty)
        #expect(try await connector.fetch(department.query("民政发放.高龄津贴", Self.number)).count == 1)
    }

    @Test("a grant written back registers once, in the department's own types")
    func writesBackOnce() async throws {
        let address = try await register()
        let (connector, department) = try connector(at: address)
        let resource = try department.query("民政发放.高龄津贴", Self.number).resource
        let deliver = { (event: String) async throws -> Acknowledgement in
            try await connector.deliver(
                SourceDelivery(
                    resource: resource, eventID: event,
                    values: [
                        "证件号码": Self.number, "姓名": "周一", "金额": "100.00", "起始日期": "2026-11-22",
                        "银行账号": "9900000000000000000", "送达时间": "2026/11/22 12:00:00",
                    ]))
        }
        let first = try await deliver("event-1")
        #expect(try await deliver("event-1") == first)
        #expect(try await deliver("event-2") != first)
        let database = try await PostgresDatabase(url: address)
        let row = try await database.row("SELECT COUNT(*) AS count, CAST(SUM(je) AS TEXT) AS sum FROM hzjs")
        #expect(row?.integer("count") == 2 && row?.text("sum") == "200.00")
        try await database.close()
    }

    @Test("the self-check names the columns and the statements that a description has wrong")
    func checksItself() async throws {
        let address = try await register()
        #expect(try await !connector(at: address).0.selfCheck().contains(where: \.isFault))
        let (renamed, department) = try connector(at: address, replacing: ["列: bz, 类型: 金额": "列: je, 类型: 金额"])
        let faults = await renamed.selfCheck().filter(\.isFault)
        #expect(faults.first?.message.arguments["columns"] == "je")
        await #expect(throws: SourceFault.self) {
            _ = try await renamed.fetch(department.query("民政发放.高龄津贴", Self.number))
        }
        let (broken, _) = try connector(at: address, replacing: ["FROM dbby": "FROM dbxx"])
        #expect(await broken.selfCheck().filter(\.isFault).count == 1)
    }

    @Test("what a value does to a statement is said without the value, and a day is a day of this country")
    func keepsValues() async throws {
        let address = try await register()
        let (numeric, department) = try connector(
            at: address,
            replacing: ["WHERE sfzh = :证件号码\n         AND jtlb = 'GL'": "WHERE CAST(sfzh AS BIGINT) = :证件号码::bigint"])
        await #expect(throws: SourceFault.malformed("22P02")) {
            _ = try await numeric.fetch(department.query("民政发放.高龄津贴", "33990219430522001X"))
        }
        let (local, _) = try connector(
            at: address,
            replacing: [
                "SELECT sfzh, zt, bz, qsrq, gxrq\n        FROM jljt\n       WHERE sfzh = :证件号码\n         AND jtlb = 'GL'":
                    "SELECT sfzh, zt, bz, qsrq, TIMESTAMPTZ '2026-11-20 20:00:00+00' AS gxrq FROM jljt WHERE sfzh = :证件号码"
            ])
        let record = try await local.fetch(department.query("民政发放.高龄津贴", Self.number)).first
        #expect(record?.text("gxrq")?.hasPrefix("2026-11-21 04:00:00") == true)
    }

    @Test("a connection that was ended is opened again; a server that cannot be reached is a source that cannot be")
    func survivesEnds() async throws {
        let address = try await register()
        let (connector, department) = try connector(at: address)
        let query = try department.query("民政发放.高龄津贴", Self.number)
        #expect(try await connector.fetch(query).count == 1)
        let database = try await PostgresDatabase(url: address)
        _ = try await database.rows(
            """
            SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND application_name = (SELECT application_name FROM pg_stat_activity
                                                                   WHERE pid = pg_backend_pid())
            """)
        #expect(try await connector.fetch(query).count == 1)
        try await database.close()
        let (nowhere, _) = try self.connector(at: "postgres://huimin@127.0.0.1:1/none")
        await #expect(throws: SourceFault.unreachable) { _ = try await nowhere.fetch(query) }
        #expect(await nowhere.selfCheck().allSatisfy(\.isFault))
    }

    @Test("a server that falls silent holds nobody for ever, and is asked again")
    func cutsSilence() async throws {
        let address = try await PostgresCluster.emptyDatabaseURL()
        let database = PostgresDatabase(ofOthers: address, readers: 1, patience: .milliseconds(400))
        let begun = ContinuousClock.now
        await #expect(throws: StorageError.unavailable("no answer in time")) {
            _ = try await database.rows("SELECT CAST(pg_sleep(60) AS TEXT) AS slept")
        }
        await #expect(throws: StorageError.self) {
            try await database.write { tx in _ = try tx.rows("SELECT CAST(pg_sleep(60) AS TEXT) AS slept") }
        }
        #expect(begun.duration(to: .now) < .seconds(30))
        #expect(try await database.rows("SELECT 1 AS one").count == 1)
        try await database.write { tx in try tx.execute("CREATE TABLE later (one INTEGER)") }
        try await database.close()
    }
}
