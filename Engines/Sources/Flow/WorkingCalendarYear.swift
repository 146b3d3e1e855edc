public import Kernel

/// 年度放假安排 — what the State Council's notice for one year says. It may name days of the neighbouring years too: the New
/// Year's holiday reaches back into December.
public struct CalendarYear: Hashable, Sendable {
    public let year: Int
    /// 放假 — days off and the festival they are given for, weekends inside a holiday included.
    public let offDays: [CivilDate: String]
    /// 调休上班 — weekend days that are worked, and the festival they make up for.
    public let makeUpDays: [CivilDate: String]

    public init(year: Int, offDays: [CivilDate: String], makeUpDays: [CivilDate: String]) {
        self.year = year
        self.offDays = offDays
        self.makeUpDays = makeUpDays
    }

    /// Days that cannot be meant, in order: off and worked at once, worked though a weekday anyway, or far from this
    /// year.
    public var contradictions: [CivilDate] {
        let inBoth = offDays.keys.filter { makeUpDays[$0] != nil }
        let weekdays = makeUpDays.keys.filter { $0.weekday <= 5 }
        let elsewhere = (Array(offDays.keys) + Array(makeUpDays.keys)).filter { day in
            day.year != year && day.adding(days: 7).year != year && day.adding(days: -7).year != year
        }
        return Set(inBoth + weekdays + elsewhere).sorted()
    }
}

/// What sort of day it is for an office.
public enum DayKind: Hashable, Sendable {
    /// Monday to Friday.
    case workday
    /// 调休上班 — a weekend day that is worked, for this festival.
    case makeUp(String)
    /// 休息日 — Saturday or Sunday.
    case weekend
    /// 放假 — for this festival.
    case holiday(String)

    public var isWorking: Bool {
        switch self {
        case .workday, .makeUp: true
        case .weekend, .holiday: false
        }
    }

    /// The festival of a day off; `nil` for weekends and days that are worked.
    var holidayName: String? { if case .holiday(let name) = self { name } else { nil } }
}
