public import Kernel

/// 期限 — how long the law gives for a step.
public enum LegalPeriod: Hashable, Sendable {
    /// 即时 — the same day.
    case immediate
    /// 工作日 — the day of the event is not counted (行政许可法 §82, 民法典 §201).
    case workingDays(Int)
    /// 日 — every day counts; a last day on which offices rest moves on to the next that they work (民法典 §203).
    case calendarDays(Int)
    /// 月 — to the same day of the month, or the month's last (民法典 §202); moves on as `calendarDays` does.
    case months(Int)
    case years(Int)
    /// 小时 — from the minute of the event, through nights and holidays (民法典 §201).
    case hours(Int)
}

/// 停表 — a time that does not count (补正期间): from the moment at which the applicant was asked to the one at which the
/// answer came. The day of the question counts, the day of the answer does not, as with the day on which a period begins.
public struct ClockPause: Hashable, Sendable {
    public let start: Instant
    public let end: Instant

    public init(from start: Instant, to end: Instant) {
        self.start = start
        self.end = max(start, end)
    }

    func contains(_ day: CivilDate) -> Bool { day > start.civilDate() && day <= end.civilDate() }
}

/// 届满 — when a period ends, and how that was counted.
public struct Deadline: Hashable, Sendable {
    /// The last day of the period.
    public let date: CivilDate
    /// The first moment after the period: what was to be done by `date` is late from here on.
    public let end: Instant
    /// 暂定 — whether it rests on days that a notice may still change.
    public let isProvisional: Bool
    /// The count, line by line.
    public let spans: [CalendarSpan]
}

/// One line of a count: neighbouring days that were treated alike.
public struct CalendarSpan: Hashable, Sendable {
    public let first: CivilDate
    public let last: CivilDate
    public let content: Content
    /// Whether a notice may still change these days.
    public let isProvisional: Bool

    /// How the days were treated.
    public enum Content: Hashable, Sendable {
        /// The day of the event, which is not counted.
        case start
        /// Working days with their numbers in the count; make-up days name their festival.
        case counted(ClosedRange<Int>, makeUpFor: String?)
        /// Days of rest inside a count of working days; weekends have no festival.
        case passedOver(festival: String?)
        /// Days on which the clock stood, because the applicant was awaited.
        case stood
        /// The run of a period in days, months or years.
        case running(LegalPeriod)
        /// Days of rest on which such a period would have ended.
        case movedOn(festival: String?)
        /// The last day, and its minute where the office closes before midnight.
        case due(closingMinute: Int?)
    }
}
