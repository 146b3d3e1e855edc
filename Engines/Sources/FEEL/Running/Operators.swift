import Kernel

/// Arithmetic of FEEL values; null wherever the standard gives no meaning.
enum Operators {
    static func negated(_ value: Value) -> Value {
        switch value {
        case .number(let number): .number(number.negated)
        case .months(let months): .months(-months)
        case .duration(let duration): .duration(DayTimeDuration(nanoseconds: -duration.nanoseconds))
        default: .null
        }
    }

    static func sum(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.number(let left), .number(let right)): Value(left.adding(right))
        case (.string(let left), .string(let right)): .string(left + right)
        case (.months(let left), .months(let right)): months(Int128(left) + Int128(right))
        case (.duration(let left), .duration(let right)): duration(left.nanoseconds + right.nanoseconds)
        case (.months, .date), (.months, .dateTime), (.duration, .date), (.duration, .dateTime), (.duration, .time):
            later(right, by: left)
        default: later(left, by: right)
        }
    }

    static func difference(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.number(let left), .number(let right)): Value(left.subtracting(right))
        case (_, .months), (_, .duration): sum(left, negated(right))
        case (.date(let left), .date(let right)):
            .duration(DayTimeDuration(days: left.daysSinceEpoch - right.daysSinceEpoch))
        case (.time(let left), .time(let right)):
            (left.offset == nil) == (right.offset == nil) ? duration(left.utcNanoseconds - right.utcNanoseconds) : .null
        default: span(left, right)
        }
    }

    /// Between two points in time of which one at least has a clock; a day counts as its midnight in UTC.
    private static func span(_ left: Value, _ right: Value) -> Value {
        guard let left = point(left), let right = point(right), left.isZoned == right.isZoned else { return .null }
        return duration(left.nanoseconds - right.nanoseconds)
    }

    private static func point(_ value: Value) -> (nanoseconds: Int128, isZoned: Bool)? {
        switch value {
        case .date(let date): (DateTime(date, .midnight).utcNanoseconds, true)
        case .dateTime(let dateTime): (dateTime.utcNanoseconds, dateTime.time.offset != nil)
        default: nil
        }
    }

    private static func later(_ value: Value, by span: Value) -> Value {
        switch (value, span) {
        case (.date(let date), .months(let months)):
            date.bounded(addingMonths: months).map(Value.date) ?? .null
        case (.dateTime(let dateTime), .months(let months)):
            dateTime.adding(months: months).map(Value.dateTime) ?? .null
        case (.date(let date), .duration(let duration)):
            DateTime(date, .midnight).adding(duration).map { .date($0.date) } ?? .null
        case (.dateTime(let dateTime), .duration(let duration)):
            dateTime.adding(duration).map(Value.dateTime) ?? .null
        case (.time(let time), .duration(let duration)):
            .time(time.adding(duration))
        default: .null
        }
    }

    static func product(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.number(let left), .number(let right)): Value(left.multiplied(by: right))
        case (.months(let span), .number(let factor)), (.number(let factor), .months(let span)):
            Decimal128(span).multiplied(by: factor).map(months) ?? .null
        case (.duration(let span), .number(let factor)), (.number(let factor), .duration(let span)):
            span.seconds.multiplied(by: factor).map(duration) ?? .null
        default: .null
        }
    }

    static func quotient(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.number(let left), .number(let right)): Value(left.divided(by: right))
        case (.months(let left), .months(let right)): Value(Decimal128(left).divided(by: Decimal128(right)))
        case (.duration(let left), .duration(let right)): Value(left.seconds.divided(by: right.seconds))
        case (.months(let span), .number(let divisor)): Decimal128(span).divided(by: divisor).map(months) ?? .null
        case (.duration(let span), .number(let divisor)): span.seconds.divided(by: divisor).map(duration) ?? .null
        default: .null
        }
    }

    static func power(_ left: Value, _ right: Value) -> Value {
        guard case .number(let base) = left, case .number(let exponent) = right else { return .null }
        return Value(base.power(exponent))
    }

    private static func months(_ count: Int128) -> Value { Int(exactly: count).map(Value.months) ?? .null }

    private static func months(_ count: Decimal128) -> Value {
        count.rounded(toScale: 0, .down)?.int.map(Value.months) ?? .null
    }

    private static func duration(_ nanoseconds: Int128) -> Value {
        .duration(DayTimeDuration(nanoseconds: nanoseconds))
    }

    private static func duration(_ seconds: Decimal128) -> Value {
        guard seconds.magnitude < 1_000_000_000_000_000_000, let nanoseconds = seconds.rounded(toScale: 9, .down) else {
            return .null
        }
        let magnitude = Int128(nanoseconds.coefficient)
        return duration(nanoseconds.isNegative ? -magnitude : magnitude)
    }
}

extension DayTimeDuration {
    /// The length in seconds, exactly.
    var seconds: Decimal128 {
        let billion: Int128 = 1_000_000_000
        let whole = Decimal128(Int(clamping: nanoseconds / billion))
        let fraction = Decimal128(units: Int(nanoseconds % billion), scale: 9) ?? .zero
        return whole.adding(fraction) ?? whole
    }
}

extension Arithmetic {
    /// The operation on two values.
    var apply: @Sendable (Value, Value) -> Value {
        switch self {
        case .add: { Operators.sum($0, $1) }
        case .subtract: { Operators.difference($0, $1) }
        case .multiply: { Operators.product($0, $1) }
        case .divide: { Operators.quotient($0, $1) }
        case .power: { Operators.power($0, $1) }
        }
    }
}
