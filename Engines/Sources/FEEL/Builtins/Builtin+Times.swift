import Kernel

extension Builtin {
    static let times: [Builtin] = [
        Builtin(
            "date",
            .unary("from", .date) { date(from: $0.scalar) }
                .warning(notATime { Value.date($0) != nil }),
            .many(["year", "month", "day"], .date) { parts in
                guard let year = parts[0].whole, let month = parts[1].whole, let day = parts[2].whole else {
                    return .null
                }
                return CivilDate(year: year, month: month, day: day).map(Value.date) ?? .null
            }),
        Builtin(
            "time",
            .running(["from"], .time) { arguments, frame in time(from: arguments[0].scalar, frame.zones) }
                .warning(notATime { Value.time($0, ZoneTable.fixed) != nil }),
            .many(["hour", "minute", "second"], .time) { time($0, offset: .null) },
            .many(["hour", "minute", "second", "offset"], .time) { time($0, offset: $0[3]) }),
        Builtin(
            "date and time",
            .running(["from"], .dateTime) { arguments, frame in dateTime(from: arguments[0].scalar, frame.zones) }
                .warning(notATime { Value.dateTime($0, ZoneTable.fixed) != nil || Value.date($0) != nil }),
            .running(["date", "time"], .dateTime) { arguments, frame in
                guard case .date(let day) = date(from: arguments[0].scalar),
                    case .time(let clock) = time(from: arguments[1].scalar, frame.zones)
                else { return .null }
                return .dateTime(DateTime(day, clock))
            },
            .running(momentParameters, .dateTime) { arguments, _ in moment(arguments, place: .null) },
            .running(momentParameters + ["offset"], .dateTime) { arguments, frame in
                moment(arguments, place: place(arguments[6], frame.zones))
            },
            .running(momentParameters + ["timezone"], .dateTime) { arguments, frame in
                moment(arguments, place: place(arguments[6], frame.zones))
            }),
        Builtin("duration", .unary("from") { $0.text.flatMap(Value.duration) ?? .null }),
        Builtin(
            "years and months duration",
            .binary("from", "to", .months) { from, to in
                guard case .date(let first) = date(from: from.scalar), case .date(let last) = date(from: to.scalar),
                    from.text == nil, to.text == nil
                else { return .null }
                return .months(first.months(until: last))
            }),
        Builtin("day of year", .unary("date", .number) { calendar($0) { Decimal128($0.dayOfYear) } }),
        Builtin("week of year", .unary("date", .number) { calendar($0) { Decimal128($0.weekOfYear) } }),
        Builtin("day of week", .unary("date", .string) { named($0, dayNames) { $0.weekday } }),
        Builtin("month of year", .unary("date", .string) { named($0, monthNames) { $0.month } }),
        Builtin(
            "now", readsClock: true, .running([], .dateTime) { _, frame in frame.clock.map(Value.dateTime) ?? .null }),
        Builtin(
            "today", readsClock: true, .running([], .date) { _, frame in frame.clock.map { .date($0.date) } ?? .null }),
    ]

    private static let dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func date(from value: Value) -> Value {
        switch value {
        case .string(let text): Value.date(text).map(Value.date) ?? .null
        case .date: value
        case .dateTime(let dateTime): .date(dateTime.date)
        default: .null
        }
    }

    private static func time(from value: Value, _ zones: ZoneTable) -> Value {
        switch value {
        case .string(let text): Value.time(text, zones).map(Value.time) ?? .null
        case .time: value
        case .dateTime(let dateTime): .time(dateTime.time)
        case .date: .time(TimeOfDay(nanoseconds: 0, offset: 0))
        default: .null
        }
    }

    /// A constant text that names no such thing. What ends in a zone only the evaluation can tell.
    private static func notATime(_ isOne: @escaping @Sendable (String) -> Bool) -> @Sendable ([Value?]) -> Mistake? {
        { constants in
            guard case .string(let text)?? = constants.first, !text.contains("@"), !isOne(text) else { return nil }
            return .notATime(text)
        }
    }

    private static let momentParameters = ["year", "month", "day", "hour", "minute", "second"]

    /// An offset as a duration or a zone by its name; nothing for null, `nil` for anything else.
    private enum Place {
        case null, unknown
        case offset(Int)
        case zone(ZoneRules)
    }

    private static func place(_ value: Value, _ zones: ZoneTable) -> Place {
        switch value.scalar {
        case .null: .null
        case .duration(let duration): .offset(Int(clamping: duration.nanoseconds / 1_000_000_000))
        case .string(let id): zones.rules(for: id).map(Place.zone) ?? .unknown
        default: .unknown
        }
    }

    private static func moment(_ parts: [Value], place: Place) -> Value {
        guard let year = parts[0].whole, let month = parts[1].whole, let day = parts[2].whole,
            let date = CivilDate(year: year, month: month, day: day),
            case .time(let time) = time(Array(parts[3..<6]), place)
        else { return .null }
        return .dateTime(DateTime(date, time))
    }

    private static func time(_ parts: [Value], offset: Value) -> Value {
        switch offset.scalar {
        case .null, .duration: time(parts, place(offset, .fixed))
        default: .null
        }
    }

    private static func time(_ parts: [Value], _ place: Place) -> Value {
        guard let hour = parts[0].whole, let minute = parts[1].whole, let second = parts[2].decimal,
            let whole = second.rounded(toScale: 0, .down)?.int,
            let fraction = second.modulo(1)?.multiplied(by: 1_000_000_000)?.rounded(toScale: 0, .down)?.int
        else { return .null }
        let made: TimeOfDay? =
            switch place {
            case .null: TimeOfDay(hour: hour, minute: minute, second: whole, nanosecond: fraction)
            case .offset(let offset):
                TimeOfDay(hour: hour, minute: minute, second: whole, nanosecond: fraction, offset: offset)
            case .zone(let zone):
                TimeOfDay(hour: hour, minute: minute, second: whole, nanosecond: fraction, zone: zone)
            case .unknown: nil
            }
        return made.map(Value.time) ?? .null
    }

    private static func dateTime(from value: Value, _ zones: ZoneTable) -> Value {
        switch value {
        case .string(let text):
            (Value.dateTime(text, zones) ?? Value.date(text).map { DateTime($0, .midnight) }).map(Value.dateTime)
                ?? .null
        case .dateTime: value
        case .date(let date): .dateTime(DateTime.utcMidnight(of: date))
        default: .null
        }
    }

    private static func calendar(_ value: Value, _ body: (CivilDate) -> Decimal128) -> Value {
        switch value.scalar {
        case .date(let date): .number(body(date))
        case .dateTime(let dateTime): .number(body(dateTime.date))
        default: .null
        }
    }

    private static func named(_ value: Value, _ names: [String], _ index: (CivilDate) -> Int) -> Value {
        guard case .number(let number) = calendar(value, { Decimal128(index($0)) }), let index = number.int else {
            return .null
        }
        return .string(names[index - 1])
    }
}

extension CivilDate {
    var dayOfYear: Int { daysSinceEpoch - (CivilDate(year: year, month: 1, day: 1)?.daysSinceEpoch ?? 0) + 1 }

    /// The week of ISO 8601: that of this week's Thursday.
    var weekOfYear: Int { (adding(days: 4 - weekday).dayOfYear - 1) / 7 + 1 }
}
