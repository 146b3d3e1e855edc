package import Kernel

extension Operators {
    /// `value.name`: an entry, a part of a day or duration, or of every element of a list.
    static func member(_ name: String, _ part: Part?, of value: Value) -> Value {
        switch value {
        case .context(let context): return context[name] ?? .null
        case .list(let elements): return .list(elements.map { member(name, part, of: $0) })
        default: break
        }
        guard let part else { return .null }
        return switch value {
        case .date(let date): part.of(date)
        case .time(let time): part.of(time)
        case .dateTime(let dateTime): part.isOfDay ? part.of(dateTime.date) : part.of(dateTime.time)
        case .months(let months): part.of(months: months)
        case .duration(let duration): part.of(duration)
        case .interval(let interval): part.of(interval)
        default: .null
        }
    }

    /// The element at a position counted from 1, or from the end if negative; null beyond.
    static func element(_ position: Decimal128, of elements: [Value]) -> Value {
        guard let position = position.rounded(toScale: 0, .down)?.int else { return .null }
        let index = position > 0 ? position - 1 : elements.count + position
        return position != 0 && elements.indices.contains(index) ? elements[index] : .null
    }

    /// A value at a typed edge: as it is where it conforms, else the one element of a list, or a list of one; `nil`
    /// where it does not conform (DMN 1.5 §10.3.2.9.4).
    static func conforming(_ value: Value, to type: FEELType) -> Value? {
        if type == .any || value.isNull || type.admits(value) { return value }
        if case .list(let elements) = value, elements.count == 1, type.admits(elements[0]) { return elements[0] }
        if case .list(let element) = type, element == .any || element.admits(value) { return .list([value]) }
        if case (.dateTime, .date(let date)) = (type, value) { return .dateTime(DateTime.utcMidnight(of: date)) }
        return nil
    }
}

extension DateTime {
    /// What a day is where a day and time is wanted: its beginning in UTC.
    package static func utcMidnight(of date: CivilDate) -> DateTime {
        DateTime(date, TimeOfDay(nanoseconds: 0, offset: 0))
    }
}

/// What a path can take out of a day, a time, a duration or a range.
enum Part: String, Sendable {
    case year, month, day, weekday
    case hour, minute, second
    case timeOffset = "time offset"
    case timezone
    case years, months, days, hours, minutes, seconds
    case start, end
    case startIncluded = "start included"
    case endIncluded = "end included"

    var isOfDay: Bool {
        switch self {
        case .year, .month, .day, .weekday: true
        default: false
        }
    }

    func of(_ date: CivilDate) -> Value {
        switch self {
        case .year: number(date.year)
        case .month: number(date.month)
        case .day: number(date.day)
        case .weekday: number(date.weekday)
        default: .null
        }
    }

    func of(_ time: TimeOfDay) -> Value {
        switch self {
        case .hour: number(time.hour)
        case .minute: number(time.minute)
        case .second: number(time.second)
        case .timeOffset:
            time.offset.map { .duration(DayTimeDuration(nanoseconds: Int128($0) * 1_000_000_000)) } ?? .null
        case .timezone: time.zone.map { .string($0.id) } ?? .null
        default: .null
        }
    }

    func of(months: Int) -> Value {
        switch self {
        case .years: number(months / 12)
        case .months: number(months % 12)
        default: .null
        }
    }

    func of(_ duration: DayTimeDuration) -> Value {
        let seconds = duration.nanoseconds / 1_000_000_000
        return switch self {
        case .days: number(Int(clamping: seconds / 86_400))
        case .hours: number(Int(seconds % 86_400 / 3600))
        case .minutes: number(Int(seconds % 3600 / 60))
        case .seconds: number(Int(seconds % 60))
        default: .null
        }
    }

    func of(_ interval: Interval) -> Value {
        switch self {
        case .start: interval.start ?? .null
        case .end: interval.end ?? .null
        case .startIncluded: .boolean(interval.includesStart)
        case .endIncluded: .boolean(interval.includesEnd)
        default: .null
        }
    }

    private func number(_ value: Int) -> Value { .number(Decimal128(value)) }
}
