public import Kernel

/// 工作日历 — which days offices work: Monday to Friday, changed by each year's notice of holidays and make-up days. Of a
/// year whose notice is not loaded only the weekends are known, so every result that rests on it says so.
public struct WorkingCalendar: Hashable, Sendable {
    private let exceptions: [CivilDate: DayKind]
    /// The years whose notices are loaded.
    public let loadedYears: Set<Int>

    /// Where two years name the same day, the later notice has the last word.
    public init(_ years: some Sequence<CalendarYear>) {
        let ordered = years.sorted { $0.year < $1.year }
        var exceptions = [CivilDate: DayKind]()
        for year in ordered {
            for (day, festival) in year.offDays { exceptions[day] = .holiday(festival) }
            for (day, festival) in year.makeUpDays { exceptions[day] = .makeUp(festival) }
        }
        self.exceptions = exceptions
        loadedYears = Set(ordered.map(\.year))
    }

    public func kind(of day: CivilDate) -> DayKind { exceptions[day] ?? (day.weekday <= 5 ? .workday : .weekend) }

    public func isWorkingDay(_ day: CivilDate) -> Bool { kind(of: day).isWorking }

    /// Whether no notice can still change this day. The last days of December are settled by the next year's notice: in
    /// 2018 it made the 29th a working Saturday and the 31st a holiday.
    public func isSettled(_ day: CivilDate) -> Bool {
        loadedYears.contains(day.year)
            && ((day.month, day.day) < WorkingCalendar.newYearReach || loadedYears.contains(day.year + 1))
    }

    /// How far back the New Year's holiday may move days: month and day of the old year.
    private static let newYearReach = (12, 26)

    /// How many days of a year are worked, as far as known.
    public func workingDays(in year: Int) -> Int {
        guard let first = CivilDate(year: year, month: 1, day: 1), let last = CivilDate(year: year, month: 12, day: 31)
        else { return 0 }
        return workingDays(after: first.adding(days: -1), through: last)
    }

    /// How many working days lie behind `start` up to and with `end`: the time used, or left. Negative where `end` lies
    /// before `start`.
    public func workingDays(after start: CivilDate, through end: CivilDate) -> Int {
        guard end >= start else { return -workingDays(after: end, through: start) }
        return (start.daysSinceEpoch..<end.daysSinceEpoch).count { isWorkingDay(CivilDate(daysSinceEpoch: $0 + 1)) }
    }

    /// The day itself if it is worked, or else the next one that is.
    public func firstWorkingDay(onOrAfter day: CivilDate) -> CivilDate {
        var day = day
        while !isWorkingDay(day) { day = day.adding(days: 1) }
        return day
    }
}
