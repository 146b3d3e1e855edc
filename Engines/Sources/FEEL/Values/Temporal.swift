public import Kernel

/// A time of day, to the nanosecond: local, at an offset from UTC, or in a zone (DMN 1.5 §10.3.2.3.4).
public struct TimeOfDay: Hashable, Sendable {
    /// Nanoseconds since midnight, 0 ..< 86,400,000,000,000.
    public let nanoseconds: Int64
    /// Seconds east of UTC; `nil` for a local time. In a zone the offset of the day where there is one, else that
    /// outside summer time.
    public let offset: Int?
    /// The zone, where the time was given with one.
    public let zone: ZoneRules?

    /// A day without a change of clocks.
    public static let nanosecondsPerDay: Int64 = 86_400_000_000_000

    /// `nil` where there is no such time, or the offset lies beyond ±18 hours.
    public init?(
        hour: Int, minute: Int, second: Int, nanosecond: Int = 0, offset: Int? = nil, zone: ZoneRules? = nil
    ) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<1_000_000_000).contains(nanosecond), (-64_800...64_800).contains(offset ?? 0)
        else { return nil }
        nanoseconds = Int64(hour * 3600 + minute * 60 + second) * 1_000_000_000 + Int64(nanosecond)
        self.offset = offset ?? zone?.standardOffset
        self.zone = zone
    }

    /// Wraps around midnight.
    init(nanoseconds: Int128, offset: Int?, zone: ZoneRules? = nil) {
        let day = Int128(TimeOfDay.nanosecondsPerDay)
        let rest = nanoseconds % day
        self.nanoseconds = Int64(rest < 0 ? rest + day : rest)
        self.offset = offset
        self.zone = zone
    }

    /// 00:00:00 without an offset.
    public static let midnight = TimeOfDay(nanoseconds: 0, offset: nil)

    /// 0…23
    public var hour: Int { Int(nanoseconds / 3_600_000_000_000) }
    /// 0…59
    public var minute: Int { Int(nanoseconds / 60_000_000_000 % 60) }
    /// 0…59
    public var second: Int { Int(nanoseconds / 1_000_000_000 % 60) }
    /// 0…999,999,999
    public var nanosecond: Int { Int(nanoseconds % 1_000_000_000) }

    /// Nanoseconds since midnight UTC.
    var utcNanoseconds: Int128 { Int128(nanoseconds) - Int128(offset ?? 0) * 1_000_000_000 }

    /// So much later, around midnight.
    func adding(_ duration: DayTimeDuration) -> TimeOfDay {
        let rest = duration.nanoseconds % Int128(TimeOfDay.nanosecondsPerDay)
        return TimeOfDay(nanoseconds: Int128(nanoseconds) + rest, offset: offset, zone: zone)
    }
}

/// A day and a time of day.
public struct DateTime: Hashable, Sendable {
    /// The day at the place of its offset.
    public let date: CivilDate
    /// The time of day.
    public let time: TimeOfDay

    /// In a zone the offset is that of the day. Where clocks are set back the first of the two hours is meant; a time
    /// that is skipped where they are set forward moves on by as much.
    public init(_ date: CivilDate, _ time: TimeOfDay) {
        guard let zone = time.zone else {
            self.date = date
            self.time = time
            return
        }
        let second: Int64 = 1_000_000_000
        let local = Int64(date.daysSinceEpoch) * 86_400 + time.nanoseconds / second
        let resolved = zone.resolve(local: local)
        let days = resolved.local.flooredQuotient(dividingBy: 86_400)
        let seconds = resolved.local - days * 86_400
        self.date = days == Int64(date.daysSinceEpoch) ? date : CivilDate(daysSinceEpoch: Int(days))
        self.time = TimeOfDay(
            nanoseconds: Int128(seconds * second + time.nanoseconds % second), offset: resolved.offset, zone: zone)
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z, a local one taken as UTC.
    var utcNanoseconds: Int128 {
        Int128(date.daysSinceEpoch) * Int128(TimeOfDay.nanosecondsPerDay) + time.utcNanoseconds
    }

    /// So much later: at the same offset, or by the clocks of the zone. `nil` beyond the years that FEEL knows.
    func adding(_ duration: DayTimeDuration) -> DateTime? {
        let (total, overflow) = utcNanoseconds.addingReportingOverflow(duration.nanoseconds)
        guard !overflow, abs(total) < DayTimeDuration.nanosecondsMax else { return nil }
        let second: Int128 = 1_000_000_000
        let seconds = (total - (total % second + second) % second) / second
        let offset = time.zone.map { $0.offset(at: Int64(clamping: seconds)) } ?? time.offset
        let local = total + Int128(offset ?? 0) * second
        let clock = TimeOfDay(nanoseconds: local, offset: offset, zone: time.zone)
        let days = (local - Int128(clock.nanoseconds)) / Int128(TimeOfDay.nanosecondsPerDay)
        guard let date = CivilDate.bounded(daysSinceEpoch: days) else { return nil }
        return DateTime(resolved: date, clock)
    }

    /// The same time of day so many months later, on the last day of the month where it is shorter.
    func adding(months: Int) -> DateTime? { date.bounded(addingMonths: months).map { DateTime($0, time) } }

    private init(resolved date: CivilDate, _ time: TimeOfDay) {
        self.date = date
        self.time = time
    }
}

/// A FEEL days and time duration.
public struct DayTimeDuration: Hashable, Comparable, Sendable {
    /// Its length; negative where it goes back.
    public let nanoseconds: Int128

    /// Beyond every span between two days that FEEL knows.
    static let nanosecondsMax: Int128 = 100_000_000_000_000_000_000_000_000_000

    public init(nanoseconds: Int128) { self.nanoseconds = nanoseconds }
    /// So many days of 24 hours.
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
