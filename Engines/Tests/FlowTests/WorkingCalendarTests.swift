import Flow
import Kernel
import Testing

@Suite struct WorkingCalendarTests {
    private let calendar = SampleCalendar.both

    @Test(
        "5, 10, 20, 30 and 45 working days on",
        arguments: [
            ("2025-12-31", ["2026-01-08", "2026-01-15", "2026-01-29", "2026-02-12", "2026-03-11"]),
            ("2026-01-30", ["2026-02-06", "2026-02-13", "2026-03-05", "2026-03-19", "2026-04-10"]),
            ("2026-02-13", ["2026-02-27", "2026-03-05", "2026-03-19", "2026-04-02", "2026-04-24"]),
            ("2026-04-30", ["2026-05-11", "2026-05-18", "2026-06-01", "2026-06-15", "2026-07-07"]),
            ("2026-09-18", ["2026-09-24", "2026-10-09", "2026-10-22", "2026-11-05", "2026-11-26"]),
            ("2026-09-30", ["2026-10-13", "2026-10-20", "2026-11-03", "2026-11-17", "2026-12-08"]),
            ("2026-10-09", ["2026-10-15", "2026-10-22", "2026-11-05", "2026-11-19", "2026-12-10"]),
        ])
    func additions(start: String, expected: [String]) throws {
        let start = try #require(CivilDate(start))
        for (count, expected) in zip([5, 10, 20, 30, 45], expected) {
            let deadline = calendar.adding(workingDays: count, to: start)
            #expect(deadline.date.description == expected && !deadline.isProvisional, "\(start) + \(count)")
            #expect(calendar.workingDays(after: start, through: deadline.date) == count)
            #expect(calendar.workingDays(after: deadline.date, through: start) == -count)
        }
    }

    @Test("working days of 2026, month by month")
    func monthly() throws {
        #expect(calendar.workingDays(in: 2026) == 248)
        var ends = [try #require(CivilDate("2025-12-31"))]
        for month in 1...12 { ends.append(ends[0].adding(months: month)) }
        let counts = zip(ends, ends.dropFirst()).map { calendar.workingDays(after: $0, through: $1) }
        #expect(counts == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23])
    }

    @Test(
        "what a day is",
        arguments: [
            ("2026-11-23", .workday), ("2026-11-22", .weekend), ("2026-10-10", .makeUp("国庆节")),
            ("2026-10-03", .holiday("国庆节")),
            ("2026-02-14", .makeUp("春节")), ("2025-10-06", .holiday("国庆节、中秋节")), ("2027-01-01", .workday),
        ] as [(String, DayKind)])
    func kinds(day: String, kind: DayKind) throws {
        #expect(calendar.kind(of: try #require(CivilDate(day))) == kind)
    }

    @Test(
        "what rests on a notice to come is provisional",
        arguments: [
            ("2026-12-01", 18, "2026-12-25", false), ("2026-12-01", 19, "2026-12-28", true),
            ("2026-12-01", 30, "2027-01-12", true),
            ("2024-12-30", 1, "2024-12-31", true), ("2027-03-01", 0, "2027-03-01", false),
            ("2025-12-30", 1, "2025-12-31", false),
        ])
    func provisional(start: String, count: Int, expected: String, isProvisional: Bool) throws {
        let deadline = calendar.adding(workingDays: count, to: try #require(CivilDate(start)))
        #expect(deadline.date.description == expected && deadline.isProvisional == isProvisional)
    }

    @Test("a later notice has the last word on the days before it: 29 December 2018 was worked")
    func reachingBack() throws {
        let saturday = try #require(CivilDate("2018-12-29"))
        let monday = try #require(CivilDate("2018-12-31"))
        let before = CalendarYear(year: 2018, offDays: [:], makeUpDays: [:])
        let after = CalendarYear(year: 2019, offDays: [monday: "元旦"], makeUpDays: [saturday: "元旦"])
        #expect(!WorkingCalendar([before]).isWorkingDay(saturday) && !WorkingCalendar([before]).isSettled(saturday))
        let both = WorkingCalendar([after, before])
        #expect(both.isWorkingDay(saturday) && !both.isWorkingDay(monday) && both.isSettled(saturday))
        #expect(after.contradictions.isEmpty && both.loadedYears == [2018, 2019])
    }

    @Test("a notice that contradicts itself")
    func contradictions() throws {
        let days = try ["2026-03-07", "2026-03-09", "2028-03-11"].map { try #require(CivilDate($0)) }
        let year = CalendarYear(
            year: 2026, offDays: [days[0]: "甲"], makeUpDays: [days[0]: "甲", days[1]: "乙", days[2]: "丙"])
        #expect(year.contradictions == days)
        #expect(SampleCalendar.year(2025).contradictions.isEmpty && SampleCalendar.year(2026).contradictions.isEmpty)
    }

    @Test("counting back, as for a notice before a hearing")
    func backwards() throws {
        let hearing = try #require(CivilDate("2026-10-13"))
        #expect(calendar.adding(workingDays: -5, to: hearing).date.description == "2026-09-30")
        #expect(
            calendar.adding(workingDays: -1, to: try #require(CivilDate("2026-10-12"))).date.description == "2026-10-10"
        )
    }

    @Test("there and back again, from any day")
    func property() {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0..<UInt64(1 << 40), using: &generator)
        var state = seed
        for _ in 0..<500 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let start = CivilDate(daysSinceEpoch: 20_089 + Int(state >> 33) % 600)
            let count = Int(state >> 20 & 63) + 1
            let end = calendar.adding(workingDays: count, to: start).date
            #expect(
                calendar.isWorkingDay(end) && calendar.workingDays(after: start, through: end) == count, "seed \(seed)")
            let worked = calendar.firstWorkingDay(onOrAfter: start)
            let back = calendar.adding(workingDays: -count, to: calendar.adding(workingDays: count, to: worked).date)
                .date
            #expect(back == worked, "seed \(seed), \(start) + \(count)")
        }
    }
}
