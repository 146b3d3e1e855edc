public import Kernel

/// A time of day, to the nanosecond, with or without an offset from UTC.
public struct TimeOfDay: Hashable, Sendable {
    /// Nanoseconds since midnight, 0 ..< 86,400,000,000,000.
    public let nanoseconds: Int64
    /// Seconds east of UTC, within ±18 hours; `nil` for a local time.
    public let offset: Int?

    public static let nanosecondsPerDay: Int64 = 86_400_000_000_000

    /// `nil` where there is no such time or offset.
    public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, offset: Int? = nil) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<1_000_000_000).contains(nanosecond), abs(offset ?? 0) <= 18 * 3600
        else { return nil }
        nanoseconds = Int64(hour * 3600 + minute * 60 + second) * 1_000_000_000 + Int64(nanosecond)
        self.offset = offset
    }

    /// Wraps around midnight.
    init(nanoseconds: Int128, offset: Int?) {
        let day = Int128(TimeOfDay.nanosecondsPerDay)
        let rest = nanoseconds % day
        self.nanoseconds = Int64(rest < 0 ? rest + day : rest)
        self.offset = offset
    }

    public static let midnight = TimeOfDay(nanoseconds: 0, offset: nil)

    public var hour: Int { Int(nanoseconds / 3_600_000_000_000) }
    public var minute: Int { Int(nanoseconds / 60_000_000_000 % 60) }
    public var second: Int { Int(nanoseconds / 1_000_000_000 % 60) }
    public var nanosecond: Int { Int(nanoseconds % 1_000_000_000) }

    /// Nanoseconds since midnight UTC.
    var utcNanoseconds: Int128 { Int128(nanoseconds) - Int128(offset ?? 0) * 1_000_000_000 }
}

/// A day and a time of day.
public struct DateTime: Hashable, Sendable {
    public let date: CivilDate
    public let time: TimeOfDay

    public init(_ date: CivilDate, _ time: TimeOfDay) {
        self.date = date
        self.time = time
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z, a local one taken as UTC.
    var utcNanoseconds: Int128 {
        Int128(date.daysSinceEpoch) * Int128(TimeOfDay.nanosecondsPerDay) + time.utcNanoseconds
    }

    /// The same offset, so much later; `nil` beyond the years that FEEL knows.
    func adding(_ duration: DayTimeDuration) -> DateTime? {
        let day = Int128(TimeOfDay.nanosecondsPerDay)
        let total = Int128(date.daysSinceEpoch) * day + Int128(time.nanoseconds) + duration.nanoseconds
        let time = TimeOfDay(nanoseconds: total, offset: time.offset)
        let days = (total - Int128(time.nanoseconds)) / day
        guard let date = CivilDate.bounded(daysSinceEpoch: days) else { return nil }
        return DateTime(date, time)
    }
}

/// A FEEL days and time duration.
public struct DayTimeDuration: Hashable, Comparable, Sendable {
    public let nanoseconds: Int128

    public init(nanoseconds: Int128) { self.nanoseconds = nanoseconds }
    public init(days: Int) { nanoseconds = Int128(days) * Int128(TimeOfDay.nanosecondsPerDay) }

    public static func < (left: DayTimeDuration, right: DayTimeDuration) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

extension CivilDate {
    /// `nil` beyond the years ±999,999,999.
    static func bounded(daysSinceEpoch days: Int128) -> CivilDate? {
        guard abs(days) < 365_243_000_000 else { return nil }
        let date = CivilDate(daysSinceEpoch: Int(days))
        return abs(date.year) <= 999_999_999 ? date : nil
    }

    /// The same day so many months later, clamped at the month's end; `nil` beyond the years that FEEL knows.
    func bounded(addingMonths months: Int) -> CivilDate? {
        guard abs(months) <= 24_000_000_000 else { return nil }
        let date = adding(months: months)
        return abs(date.year) <= 999_999_999 ? date : nil
    }

    /// Whole months from here to `other`, toward zero: the clock of ages. From 29 February the month is full on 1 March
    /// of a common year.
    func months(until other: CivilDate) -> Int {
        let months = (other.year - year) * 12 + other.month - month
        if months > 0, other.day < day { return months - 1 }
        if months < 0, other.day > day { return months + 1 }
        return months
    }
}
