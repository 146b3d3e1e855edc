import Flow
import Kernel
import Testing

@Suite struct DeadlineTests {
    private let calendar = SampleCalendar.both

    /// An instant in China.
    private func instant(_ day: String, _ hour: Int = 0, _ minute: Int = 0) throws -> Instant {
        let days = Int64(try #require(CivilDate(day)).daysSinceEpoch)
        return Instant(milliseconds: ((days * 24 - 8 + Int64(hour)) * 60 + Int64(minute)) * 60_000)
    }

    @Test("视为受理: received on 30 September, no notice given in five working days")
    func deemedAcceptance() throws {
        let received = try instant("2026-09-30", 10)
        let notice = calendar.deadline(of: .workingDays(5), from: received)
        #expect(notice.date.description == "2026-10-13")
        #expect(notice.end == (try instant("2026-10-14")))
        #expect(calendar.deadline(of: .workingDays(20), from: received).date.description == "2026-11-03")
        #expect(calendar.deadline(of: .workingDays(30), from: received).date.description == "2026-11-17")
    }

    @Test(
        "periods that are not in working days",
        arguments: [
            (LegalPeriod.calendarDays(15), "2026-11-22", "2026-12-07"), (.calendarDays(6), "2026-11-22", "2026-11-30"),
            (.calendarDays(5), "2026-09-28", "2026-10-08"), (.calendarDays(10), "2026-09-30", "2026-10-10"),
            (.calendarDays(60), "2026-07-25", "2026-09-23"), (.months(6), "2025-08-31", "2026-02-28"),
            (.months(1), "2026-01-31", "2026-02-28"), (.months(1), "2025-12-31", "2026-02-02"),
            (.years(1), "2025-03-03", "2026-03-03"),
            (.immediate, "2026-11-22", "2026-11-22"), (.calendarDays(0), "2026-11-22", "2026-11-22"),
        ])
    func calendarPeriods(period: LegalPeriod, start: String, expected: String) throws {
        let deadline = calendar.deadline(of: period, from: try instant(start, 9))
        #expect(deadline.date.description == expected && !deadline.isProvisional)
        #expect(deadline.end == (try instant(expected)).adding(seconds: 86_400))
    }

    @Test("a calendar period is provisional only where its end is")
    func provisionalEnds() throws {
        #expect(calendar.deadline(of: .months(6), from: try instant("2024-08-05", 9)).isProvisional == false)
        #expect(calendar.deadline(of: .calendarDays(60), from: try instant("2026-11-22", 9)).isProvisional)
    }

    @Test("hours run through nights and holidays; office hours end the last day of other periods")
    func minutes() throws {
        let hours = calendar.deadline(of: .hours(24), from: try instant("2026-10-01", 9, 30), closingMinute: 1020)
        #expect(hours.end == (try instant("2026-10-02", 9, 30)) && hours.date.description == "2026-10-02")
        #expect(hours.explanation.last?.text(in: .chinese) == "10月2日　09:30 前届满")
        let midnight = calendar.deadline(of: .hours(2), from: try instant("2026-10-01", 22))
        #expect(midnight.end == (try instant("2026-10-02")) && midnight.date.description == "2026-10-01")
        let closing = calendar.deadline(of: .workingDays(5), from: try instant("2026-09-30", 23), closingMinute: 1020)
        #expect(closing.end == (try instant("2026-10-13", 17)))
        #expect(closing.explanation.last?.text(in: .english) == "13 Oct: it ends at 17:00")
    }

    @Test("the count is explained line by line")
    func explanation() throws {
        let deadline = calendar.deadline(of: .workingDays(5), from: try instant("2026-09-30", 10))
        #expect(
            deadline.explanation.map { $0.text(in: .chinese) } == [
                "2026年9月30日　起算，当天不计", "10月1日至7日　国庆节放假，不计", "10月8日至9日　第 1 至 2 个工作日", "10月10日　国庆节调休上班，第 3 个工作日",
                "10月11日　周末，不计", "10月12日至13日　第 4 至 5 个工作日", "10月13日　24:00 前届满",
            ])
        #expect(deadline.explanation[1].text(in: .english) == "1–7 Oct: National Day holiday, not counted")
        #expect(
            deadline.explanation[3].text(in: .english) == "10 Oct: worked to make up for National Day, working day 3")
    }

    @Test("provisional lines say what they wait for")
    func provisionalExplanation() throws {
        let deadline = calendar.deadline(of: .workingDays(3), from: try instant("2026-12-30", 10))
        #expect(
            deadline.explanation.map { $0.text(in: .chinese) } == [
                "2026年12月30日　起算，当天不计", "12月31日至2027年1月1日　第 1 至 2 个工作日（暂定）", "1月2日至3日　周末，不计（暂定）",
                "1月4日　第 3 个工作日（暂定）", "1月4日　24:00 前届满（暂定）", "2027 年放假安排还没有载入，以上日期为暂定，载入后会重新计算。",
            ])
    }

    @Test("a period that would end in a holiday moves on, and says so")
    func movedOn() throws {
        let deadline = calendar.deadline(of: .calendarDays(5), from: try instant("2026-09-28", 10))
        #expect(
            deadline.explanation.map { $0.text(in: .chinese) } == [
                "2026年9月28日　起算，当天不计", "9月29日至10月3日　5 日，节假日计入", "10月3日至7日　期末遇国庆节放假，顺延", "10月8日　24:00 前届满",
            ])
        #expect(deadline.explanation[1].text(in: .english) == "29 Sep–3 Oct: 5 days, rest days included")
    }

    @Test("every line of long counts is complete in both languages")
    func complete() throws {
        for period in [LegalPeriod.workingDays(70), .calendarDays(100), .months(3), .years(1), .hours(72), .immediate] {
            for phrase in calendar.deadline(of: period, from: try instant("2025-12-20", 8)).explanation {
                for language in Language.allCases {
                    let text = phrase.text(in: language)
                    #expect(!text.isEmpty && !text.contains("{") && phrase.code.hasPrefix("deadline."))
                }
            }
        }
    }

    /// One period, the days on which the applicant was asked and answered, and when it ends.
    struct PausedCase: Sendable {
        let period: LegalPeriod
        let start: String
        let pauses: [(asked: String, answered: String)]
        let expected: String
        let why: String
    }

    static let paused: [PausedCase] = [
        .init(
            period: .workingDays(5), start: "2026-11-16", pauses: [], expected: "2026-11-23", why: "nothing was asked"),
        .init(
            period: .workingDays(5), start: "2026-11-16", pauses: [("2026-11-18", "2026-11-26")],
            expected: "2026-12-01",
            why: "two days were used, three are left from the day after the answer"),
        .init(
            period: .workingDays(5), start: "2026-11-16", pauses: [("2026-11-18", "2026-11-18")],
            expected: "2026-11-23",
            why: "asked and answered on one day: no day stood still"),
        .init(
            period: .workingDays(5), start: "2026-11-16", pauses: [("2026-11-16", "2026-11-20")],
            expected: "2026-11-27",
            why: "asked on the day of receipt: all five are left"),
        .init(
            period: .workingDays(5), start: "2026-11-16", pauses: [("2026-11-18", "2026-11-21")],
            expected: "2026-11-25",
            why: "answered on a Saturday: counting goes on from Monday"),
        .init(
            period: .workingDays(5), start: "2026-09-28", pauses: [("2026-09-29", "2026-10-09")],
            expected: "2026-10-14",
            why: "one day used; the make-up Saturday 10 October is the first of the four that were left"),
        .init(
            period: .workingDays(5), start: "2026-09-28", pauses: [("2026-09-29", "2026-10-10")],
            expected: "2026-10-15",
            why: "answered on the make-up Saturday: it is the day of the answer and does not count"),
        .init(
            period: .workingDays(5), start: "2026-11-16",
            pauses: [("2026-11-17", "2026-11-19"), ("2026-11-20", "2026-11-25")],
            expected: "2026-11-30", why: "two pauses: one day used, one day used, three left"),
        .init(
            period: .workingDays(5), start: "2026-11-16", pauses: [("2026-11-25", "2026-11-30")],
            expected: "2026-11-23",
            why: "asked when it was late already: what is late stays late"),
        .init(
            period: .workingDays(5), start: "2026-11-16", pauses: [("2026-11-10", "2026-11-12")],
            expected: "2026-11-23",
            why: "a pause before the beginning, as of an earlier stage"),
        .init(
            period: .calendarDays(15), start: "2026-11-02", pauses: [("2026-11-04", "2026-11-09")],
            expected: "2026-11-23",
            why: "fifteen days and the five that stood end on a Sunday, hence Monday"),
        .init(
            period: .calendarDays(5), start: "2026-09-21", pauses: [("2026-09-22", "2026-09-25")],
            expected: "2026-09-29",
            why: "the days that were left run from the answer"),
        .init(
            period: .months(1), start: "2026-03-02", pauses: [("2026-03-10", "2026-03-20")], expected: "2026-04-13",
            why: "a month and ten days end on a Sunday, hence Monday"),
    ]

    @Test("补正期间不计: the term goes on with the days that were left", arguments: paused.indices)
    func pauses(_ index: Int) throws {
        let row = Self.paused[index]
        let pauses = try row.pauses.map {
            ClockPause(from: try instant($0.asked, 15), to: try instant($0.answered, 11))
        }
        let deadline = calendar.deadline(of: row.period, from: try instant(row.start, 9), pauses: pauses)
        #expect(deadline.date.description == row.expected, "\(row.why)")
    }

    @Test("hours stand still to the minute; the days that stood are explained")
    func pausedHours() throws {
        let pause = ClockPause(from: try instant("2026-11-17", 10), to: try instant("2026-11-18", 12, 30))
        let hours = calendar.deadline(of: .hours(24), from: try instant("2026-11-17", 9), pauses: [pause])
        #expect(hours.end == (try instant("2026-11-19", 11, 30)))
        let days = calendar.deadline(of: .workingDays(2), from: try instant("2026-11-16", 9), pauses: [pause])
        #expect(
            days.explanation.map { $0.text(in: .chinese) } == [
                "2026年11月16日　起算，当天不计", "11月17日　第 1 个工作日", "11月18日　等待补正，不计", "11月19日　第 2 个工作日",
                "11月19日　24:00 前届满",
            ])
        let month = calendar.deadline(of: .calendarDays(3), from: try instant("2026-11-16", 9), pauses: [pause])
        #expect(month.explanation[2].text(in: .english) == "18 Nov: waiting for the applicant, not counted")
    }
}
