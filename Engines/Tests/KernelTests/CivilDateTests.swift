import Kernel
import Testing

@Suite struct CivilDateTests {
    @Test(
        "days that exist and days that do not",
        arguments: [
            ("2026-11-22", true), ("2024-02-29", true), ("2026-02-29", false), ("1900-02-29", false),
            ("2000-02-29", true),
            ("2026-13-01", false), ("2026-00-10", false), ("2026-04-31", false), ("0000-01-01", true),
            ("-0001-12-31", true),
            ("999999999-12-31", true), ("26-11-22", false), ("2026-1-1", false), ("2026/11/22", false),
            ("2026-11-22 ", false),
            ("+2026-11-22", false), ("--2026-11-22", false), ("2026-１1-22", false), ("", false),
        ])
    func reading(text: String, exists: Bool) {
        #expect((CivilDate(text)?.description == text) == exists, "\(text)")
    }

    @Test("every day of eight centuries follows the one before")
    func succession() throws {
        var date = try #require(CivilDate(year: 1599, month: 12, day: 31))
        let last = try #require(CivilDate(year: 2400, month: 3, day: 1))
        while date < last {
            let next = date.adding(days: 1)
            #expect(
                next > date && next.daysSinceEpoch == date.daysSinceEpoch + 1 && next.weekday == date.weekday % 7 + 1)
            #expect(
                next.day == 1
                    ? date.day == CivilDate.daysInMonth(year: date.year, month: date.month) : next.day == date.day + 1)
            date = next
        }
    }

    @Test(
        "known weekdays",
        arguments: [("1970-01-01", 4), ("2026-11-22", 7), ("2000-02-29", 2), ("1949-10-01", 6), ("0001-01-01", 1)])
    func weekday(text: String, expected: Int) { #expect(CivilDate(text)?.weekday == expected) }

    @Test(
        "months run to the last day where the day is missing",
        arguments: [
            ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-02-29", 12, "2025-02-28"),
            ("2024-03-31", -1, "2024-02-29"), ("2026-11-22", 0, "2026-11-22"), ("2026-01-15", -1, "2025-12-15"),
            ("0000-01-01", -1, "-0001-12-01"), ("2026-08-31", 30, "2029-02-28"),
        ])
    func addingMonths(start: String, months: Int, end: String) {
        #expect(CivilDate(start)?.adding(months: months) == CivilDate(end))
    }
}

@Suite struct InstantTests {
    @Test(
        "the legal day changes at midnight of China",
        arguments: [
            (0 as Int64, "1970-01-01", "1970-01-01T08:00:00+08:00"),
            (1_795_276_799_999, "2026-11-21", "2026-11-21T23:59:59+08:00"),
            (1_795_276_800_000, "2026-11-22", "2026-11-22T00:00:00+08:00"),
            (-1, "1970-01-01", "1970-01-01T07:59:59+08:00"),
            (-28_800_001, "1969-12-31", "1969-12-31T23:59:59+08:00"),
        ])
    func days(milliseconds: Int64, day: String, text: String) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(instant.civilDate() == CivilDate(day) && instant.iso8601 == text)
        #expect(instant.minuteText == text.prefix(16).split(separator: "T").joined(separator: " "))
    }

    @Test(
        "quotients round down on both sides of zero",
        arguments: [(7, 2, 3), (-7, 2, -4), (-8, 2, -4), (0, 5, 0), (7, -2, -4)] as [(Int64, Int64, Int64)])
    func floored(value: Int64, divisor: Int64, quotient: Int64) {
        #expect(value.flooredQuotient(dividingBy: divisor) == quotient)
    }
}

@Suite struct IdentifierTests {
    private enum Thing {}
    private enum OtherThing {}

    @Test("version 7, ordered by time")
    func version7() {
        let early = Identifier<Thing>(at: Instant(milliseconds: 1_795_276_800_000), randomHigh: .max, randomLow: .max)
        let late = Identifier<Thing>(at: Instant(milliseconds: 1_795_276_800_001), randomHigh: 0, randomLow: 0)
        #expect(early.description < late.description)
        #expect(early.description == "01a1fed6-0000-7fff-bfff-ffffffffffff")
        #expect(late.description.dropFirst(19).first == "8")
        #expect(Array(early.bytes.prefix(6)) == Array(Identifier<Thing>(early.description)?.bytes.prefix(6) ?? []))
    }

    @Test("text and bytes come back; the type can be changed on purpose only")
    func roundTrip() {
        let id = Identifier<Thing>(high: 0x0123_4567_89AB_7DEF, low: 0x8123_4567_89AB_CDEF)
        #expect(id.description == "01234567-89ab-7def-8123-456789abcdef")
        #expect(Identifier<Thing>(id.description) == id && Identifier<Thing>(bytes: id.bytes) == id)
        #expect(id.retyped(as: OtherThing.self).bytes == id.bytes)
    }

    @Test(
        "what is no identifier",
        arguments: ["", "01234567-89ab-7def-8123-456789abcde", "01234567-89ab-7def-8123-456789abcdeg"])
    func refused(text: String) { #expect(Identifier<Thing>(text) == nil) }

    @Test("hexadecimal")
    func hex() {
        #expect(Hex.text([0, 15, 255]) == "000fff" && Hex.bytes("000FfF") == [0, 15, 255])
        #expect(Hex.bytes("0") == nil && Hex.bytes("0g") == nil && Hex.bytes("") == [])
    }
}
