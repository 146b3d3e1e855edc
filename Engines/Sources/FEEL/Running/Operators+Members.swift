import Kernel

extension Operators {
    /// `value.name`: an entry, a part of a day or duration, or of every element of a list.
    static func member(_ name: String, of value: Value) -> Value {
        switch value {
        case .context(let context): context[name] ?? .null
        case .list(let elements): .list(elements.map { member(name, of: $0) })
        case .date(let date): part(name, of: date)
        case .time(let time): part(name, of: time)
        case .dateTime(let dateTime):
            part(name, of: dateTime.date).isNull ? part(name, of: dateTime.time) : part(name, of: dateTime.date)
        case .months(let months): part(name, ofMonths: months)
        case .duration(let duration): part(name, of: duration)
        case .interval(let interval): part(name, of: interval)
        default: .null
        }
    }

    private static func part(_ name: String, of date: CivilDate) -> Value {
        switch name {
        case "year": number(date.year)
        case "month": number(date.month)
        case "day": number(date.day)
        case "weekday": number(date.weekday)
        default: .null
        }
    }

    private static func part(_ name: String, of time: TimeOfDay) -> Value {
        switch name {
        case "hour": number(time.hour)
        case "minute": number(time.minute)
        case "second": number(time.second)
        case "time offset":
            time.offset.map { .duration(DayTimeDuration(nanoseconds: Int128($0) * 1_000_000_000)) } ?? .null
        default: .null
        }
    }

    private static func part(_ name: String, ofMonths months: Int) -> Value {
        switch name {
        case "years": number(months / 12)
        case "months": number(months % 12)
        default: .null
        }
    }

    private static func part(_ name: String, of duration: DayTimeDuration) -> Value {
        let seconds = duration.nanoseconds / 1_000_000_000
        return switch name {
        case "days": number(Int(clamping: seconds / 86_400))
        case "hours": number(Int(seconds % 86_400 / 3600))
        case "minutes": number(Int(seconds % 3600 / 60))
        case "seconds": number(Int(seconds % 60))
        default: .null
        }
    }

    private static func part(_ name: String, of interval: Interval) -> Value {
        switch name {
        case "start": interval.start ?? .null
        case "end": interval.end ?? .null
        case "start included": .boolean(interval.includesStart)
        case "end included": .boolean(interval.includesEnd)
        default: .null
        }
    }

    private static func number(_ value: Int) -> Value { .number(Decimal128(value)) }

    /// The element at a position counted from 1, or from the end if negative; null beyond.
    static func element(_ position: Decimal128, of elements: [Value]) -> Value {
        guard let position = position.rounded(toScale: 0, .down)?.int else { return .null }
        let index = position > 0 ? position - 1 : elements.count + position
        return position != 0 && elements.indices.contains(index) ? elements[index] : .null
    }

    /// A value at a typed edge: as it is where it conforms, else the one element of a list, a list of one, or null.
    static func coerced(_ value: Value, to type: FEELType) -> Value {
        if type == .any || value.isNull || type.admits(value) { return value }
        if case .list(let elements) = value, elements.count == 1, type.admits(elements[0]) { return elements[0] }
        if case .list(let element) = type, element == .any || element.admits(value) { return .list([value]) }
        return .null
    }
}
