import Kernel

/// Reads the texts of days, times and durations (ISO 8601 as XML Schema and FEEL narrow it). Everything is ASCII.
struct TemporalReader {
    private var bytes: ArraySlice<UInt8>
    private let zones: ZoneTable

    init(_ text: String, _ zones: ZoneTable = .fixed) {
        bytes = Array(text.utf8)[...]
        self.zones = zones
    }

    var isAtEnd: Bool { bytes.isEmpty }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard bytes.first == UInt8(ascii: scalar) else { return false }
        bytes = bytes.dropFirst()
        return true
    }

    /// Between `range` digits as a number.
    mutating func digits(_ range: ClosedRange<Int>) -> Int? {
        let run = bytes.prefix { (48...57).contains($0) }
        guard range.contains(run.count) else { return nil }
        bytes = bytes.dropFirst(run.count)
        return run.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    mutating func date() -> CivilDate? {
        let isNegative = take("-")
        let isPadded = bytes.first == 48 && bytes.prefix { (48...57).contains($0) }.count > 4
        guard !isPadded, let year = digits(4...9), take("-"), let month = digits(2...2), take("-"),
            let day = digits(2...2)
        else { return nil }
        return CivilDate(year: isNegative ? -year : year, month: month, day: day)
    }

    mutating func time() -> TimeOfDay? {
        guard let hour = digits(2...2), take(":"), let minute = digits(2...2), take(":"), let second = digits(2...2)
        else { return nil }
        var nanosecond = 0
        if take(".") {
            guard let fraction = fraction() else { return nil }
            nanosecond = fraction
        }
        if isAtEnd { return TimeOfDay(hour: hour, minute: minute, second: second, nanosecond: nanosecond) }
        if take("@") {
            guard let zone = zones.rules(for: rest()) else { return nil }
            return TimeOfDay(hour: hour, minute: minute, second: second, nanosecond: nanosecond, zone: zone)
        }
        guard let offset = offset() else { return nil }
        return TimeOfDay(hour: hour, minute: minute, second: second, nanosecond: nanosecond, offset: offset)
    }

    /// One to nine digits after the point, in nanoseconds.
    private mutating func fraction() -> Int? {
        let count = bytes.prefix { (48...57).contains($0) }.count
        guard let value = digits(1...9) else { return nil }
        return (count..<9).reduce(value) { value, _ in value * 10 }
    }

    /// All that is left.
    private mutating func rest() -> String {
        defer { bytes = [] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let isWest = bytes.first == UInt8(ascii: "-")
        guard take("+") || take("-"), let hours = digits(2...2), take(":"), let minutes = digits(2...2), minutes < 60
        else { return nil }
        var total = hours * 3600 + minutes * 60
        if take(":") {
            guard let seconds = digits(2...2), seconds < 60 else { return nil }
            total += seconds
        }
        return isWest ? -total : total
    }

    /// `P1Y2M` or `P3DT4H5M6.7S`, either with a minus sign before.
    mutating func duration() -> Value? {
        let isNegative = take("-")
        guard take("P"), !isAtEnd else { return nil }
        var parts = DurationParts()
        var hasTime = false
        while !isAtEnd {
            if !hasTime, take("T") {
                guard !isAtEnd else { return nil }
                hasTime = true
            }
            guard let amount = digits(1...18) else { return nil }
            var nanosecond: Int?
            if hasTime, take(".") {
                guard let fraction = fraction() else { return nil }
                nanosecond = fraction
            }
            guard let unit = bytes.popFirst(), parts.add(amount, unit: unit, inTime: hasTime, fraction: nanosecond)
            else {
                return nil
            }
        }
        return parts.value(isNegative: isNegative)
    }
}

/// The designators of a duration, which must come in their order and of one kind.
private struct DurationParts {
    private var rank = -1
    private var months: Int128 = 0
    private var nanoseconds: Int128 = 0

    mutating func add(_ amount: Int, unit: UInt8, inTime: Bool, fraction: Int?) -> Bool {
        let second: Int128 = 1_000_000_000
        let known: (rank: Int, months: Int128, nanoseconds: Int128)? =
            switch (unit, inTime) {
            case (UInt8(ascii: "Y"), false): (0, 12, 0)
            case (UInt8(ascii: "M"), false): (1, 1, 0)
            case (UInt8(ascii: "D"), false): (2, 0, 86_400 * second)
            case (UInt8(ascii: "H"), true): (3, 0, 3600 * second)
            case (UInt8(ascii: "M"), true): (4, 0, 60 * second)
            case (UInt8(ascii: "S"), true): (5, 0, second)
            default: nil
            }
        guard let known, known.rank > rank, fraction == nil || known.rank == 5 else { return false }
        if rank >= 0, (rank < 2) != (known.rank < 2) { return false }
        rank = known.rank
        months += Int128(amount) * known.months
        nanoseconds += Int128(amount) * known.nanoseconds + Int128(fraction ?? 0)
        return true
    }

    func value(isNegative: Bool) -> Value? {
        guard rank >= 0 else { return nil }
        let sign: Int128 = isNegative ? -1 : 1
        if rank < 2 { return Int(exactly: months * sign).map(Value.months) }
        return .duration(DayTimeDuration(nanoseconds: nanoseconds * sign))
    }
}

extension Value {
    /// The day, time, day and time or duration that a text names (what `@"…"` means); `nil` where it names none. Zones
    /// are those of the table.
    public static func temporal(_ text: String, zones: ZoneTable = .fixed) -> Value? {
        if let date = date(text) { return .date(date) }
        return dateTime(text, zones).map(Value.dateTime) ?? time(text, zones).map(Value.time) ?? duration(text)
    }

    static func date(_ text: String) -> CivilDate? {
        var reader = TemporalReader(text)
        guard let date = reader.date(), reader.isAtEnd else { return nil }
        return date
    }

    static func time(_ text: String, _ zones: ZoneTable) -> TimeOfDay? {
        var reader = TemporalReader(text, zones)
        _ = reader.take("T")
        guard let time = reader.time(), reader.isAtEnd else { return nil }
        return time
    }

    static func dateTime(_ text: String, _ zones: ZoneTable) -> DateTime? {
        var reader = TemporalReader(text, zones)
        guard let date = reader.date(), reader.take("T") else { return nil }
        // ISO 8601 calls the end of a day 24:00:00.
        if text.hasSuffix("T24:00:00") {
            return CivilDate.bounded(daysSinceEpoch: Int128(date.daysSinceEpoch) + 1).map { DateTime($0, .midnight) }
        }
        guard let time = reader.time(), reader.isAtEnd else { return nil }
        return DateTime(date, time)
    }

    static func duration(_ text: String) -> Value? {
        var reader = TemporalReader(text)
        return reader.duration()
    }
}
