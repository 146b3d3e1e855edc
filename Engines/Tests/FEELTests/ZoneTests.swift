import FEEL
import Glibc
import Kernel
import Testing

/// Zones of the machine, read here since the engine reads no file.
enum MachineZones {
    static let folder = "/usr/share/zoneinfo/"

    static func bytes(_ id: String) -> [UInt8]? {
        guard let file = fopen(folder + id, "rb") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    static let table = ZoneTable { id in bytes(id).flatMap { ZoneRules(id: id, tzif: $0) } }
}

@Suite(.enabled(if: MachineZones.bytes("Asia/Shanghai") != nil, "the machine has no zone files"))
struct ZoneTests {
    static func value(_ source: String) throws -> Value {
        try Expression.parse(source, names: NameScope(zones: MachineZones.table))
            .evaluate(in: Scope(NameScope(zones: MachineZones.table)))
    }

    static let rows: [(String, String)] = [
        // 1986–1991 had summer time in China, before 1901 local mean time.
        (#"string(@"1988-07-01T00:00:00@Asia/Shanghai".time offset)"#, "PT9H"),
        (#"string(@"1992-07-01T00:00:00@Asia/Shanghai".time offset)"#, "PT8H"),
        (#"string(@"1986-05-04T02:30:00@Asia/Shanghai")"#, "1986-05-04T03:30:00@Asia/Shanghai"),
        (#"string(@"1991-09-15T00:30:00@Asia/Shanghai" + @"PT3H")"#, "1991-09-15T02:30:00@Asia/Shanghai"),
        (#"string(@"1900-01-01T00:00:00@Asia/Shanghai".time offset)"#, "PT8H5M43S"),
        (#"string(@"2026-11-22T08:00:00@Asia/Shanghai" - @"2026-11-22T00:00:00Z")"#, "PT0S"),
        // South of the equator, and by the rule that goes on for ever.
        (#"string(@"2050-01-01T00:00:00@Australia/Melbourne".time offset)"#, "PT11H"),
        (#"string(@"999999999-07-01T00:00:00@Australia/Melbourne".time offset)"#, "PT10H"),
        (#"string(@"2021-01-01T10:10:10@Australia/Melbourne" + @"P1M")"#, "2021-02-01T10:10:10@Australia/Melbourne"),
        (#"string(@"2021-03-28T01:30:00@Europe/Paris" + @"PT1H")"#, "2021-03-28T03:30:00@Europe/Paris"),
        (#"string(@"2021-03-28T02:30:00@Europe/Paris")"#, "2021-03-28T03:30:00@Europe/Paris"),
        // The hour that comes twice: first in summer time, an hour later in winter time.
        (#"string((@"2021-10-31T02:30:00@Europe/Paris").time offset)"#, "PT2H"),
        (#"string((@"2021-10-31T02:30:00@Europe/Paris" + @"PT1H").time offset)"#, "PT1H"),
        (#"string(@"2021-01-02T10:10:10@Europe/Paris" - @"2021-01-01T10:10:10@Asia/Dhaka")"#, "P1DT5H"),
        (#"string(date and time(2017, 8, 30, 11, 22, 33, "Europe/Paris"))"#, "2017-08-30T11:22:33@Europe/Paris"),
        (#"string(time(@"2017-08-10T10:20:00@Europe/Paris"))"#, "10:20:00@Europe/Paris"),
        (#"string(@"2017-08-10T10:20:00@Europe/Paris".timezone)"#, "Europe/Paris"),
        (#"string(date(@"2017-08-10T00:20:00@Asia/Dhaka"))"#, "2017-08-10"),
        (#"string(@"10:15:00@Australia/Melbourne" + @"PT14H")"#, "00:15:00@Australia/Melbourne"),
        (#"string(@"2021-01-01T00:00:00@Etc/UTC" = @"2021-01-01T00:00:00Z")"#, "true"),
        (#"string(is(@"23:00:50@Australia/Melbourne", @"23:00:50@Australia/Sydney"))"#, "false"),
    ]

    @Test("时区按名称保留，时差随日期而定", arguments: rows)
    func zones(source: String, expected: String) throws {
        #expect(try Self.value(source).string == expected, "\(source)")
    }

    @Test(
        "没有的时区、两种写法并用，都得空",
        arguments: [
            "@\"2021-01-01T00:00:00@xyz/abc\"", "@\"2021-01-01T00:00:00+01:00@Europe/Paris\"",
            "date and time(\"2021-01-01T00:00:00@../../etc/passwd\")", "time(\"10:00:00@\")",
            "date and time(\"2021-01-01T00:00:00@/Europe/Paris\")",
        ])
    func unknown(source: String) throws {
        #expect(try Self.value(source).isNull)
    }

    @Test("不给时区表，只认固定时差的时区")
    func fixedOnly() throws {
        #expect(
            try Expression.parse("@\"10:00:00@Etc/GMT-8\".time offset").evaluate(in: Scope(NameScope()))
                == Value.temporal("PT8H"))
        #expect(try Expression.parse("@\"10:00:00@Asia/Shanghai\"").evaluate(in: Scope(NameScope())).isNull)
    }

    @Test("残缺的时区文件读不出，也不崩溃")
    func truncated() throws {
        let bytes = try #require(MachineZones.bytes("Europe/Paris"))
        let whole = try #require(ZoneRules(id: "Europe/Paris", tzif: bytes))
        #expect(whole.offset(at: 1_609_459_200) == 3600 && whole.standardOffset == 3600)
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(ZoneRules(id: "Europe/Paris", tzif: bytes.prefix(count)) == nil)
        }
        let seed = UInt64.random(in: 0...UInt64.max)
        print("ZoneTests.truncated seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            var changed = bytes
            for _ in 0..<4 {
                changed[Int.random(in: 0..<changed.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            guard let rules = ZoneRules(id: "x", tzif: changed) else { continue }
            _ = rules.offset(at: .random(in: -1 << 60...1 << 60, using: &generator))
        }
    }
}
