/// A point in time: milliseconds since 1970-01-01T00:00:00Z. Stored as `BIGINT`.
public struct Instant: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    public func adding(milliseconds delta: Int64) -> Instant { Instant(milliseconds: milliseconds + delta) }
    public func adding(seconds: Int64) -> Instant { adding(milliseconds: seconds * 1000) }

    /// The calendar day of this instant at a fixed offset from UTC. China has kept UTC+8 without summer time since 1992,
    /// so the legal day of a case (申请日, 决定日) needs no zone table.
    public func civilDate(offsetSeconds: Int64 = Instant.chinaOffsetSeconds) -> CivilDate {
        CivilDate(daysSinceEpoch: Int((milliseconds + offsetSeconds * 1000).flooredQuotient(dividingBy: 86_400_000)))
    }

    /// Milliseconds since midnight at a fixed offset from UTC, 0 ..< 86,400,000.
    public func millisecondsOfDay(offsetSeconds: Int64 = Instant.chinaOffsetSeconds) -> Int {
        let local = milliseconds + offsetSeconds * 1000
        return Int(local - local.flooredQuotient(dividingBy: 86_400_000) * 86_400_000)
    }

    /// China Standard Time, UTC+8.
    public static let chinaOffsetSeconds: Int64 = 8 * 3600
}

extension Instant {
    /// `2026-11-21T08:15:30+08:00`, as GB/T 7408 and RFC 3339 write it.
    public var iso8601: String { "\(civilDate())T\(clockText)+08:00" }

    /// `2026-11-21 08:15`, for people.
    public var minuteText: String { "\(civilDate()) \(clockText.prefix(5))" }

    private var clockText: String {
        let seconds = millisecondsOfDay() / 1000
        return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(
            separator: ":")
    }
}

/// Where the program learns the time. Tests pass a clock that they turn by hand.
public protocol TimeSource: Sendable {
    func now() -> Instant
}

extension Int64 {
    /// Quotient rounded toward minus infinity, so that days before 1970 come out right.
    public func flooredQuotient(dividingBy divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return (self % divisor != 0 && (self < 0) != (divisor < 0)) ? quotient - 1 : quotient
    }
}

extension Duration {
    /// As a number, for figures and metrics.
    public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
