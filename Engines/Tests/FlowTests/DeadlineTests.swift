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
}
