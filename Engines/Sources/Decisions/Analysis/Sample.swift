import FEEL
import Kernel

/// Values to try: as plain as possible, since people read them in counter-examples.
enum Sample {
    static let otherText = "其他"
    /// The day around which days are tried where nothing else is said.
    static let day = CivilDate(daysSinceEpoch: 20_454)

    /// A value strictly between two others, either of which may be absent; `nil` where there is none.
    static func value(of kind: FEELType, above lower: Value?, below upper: Value?) -> Value? {
        candidates(of: kind, above: lower, below: upper).first { value in
            (lower.map { Axis.order($0, value) == -1 } ?? true) && (upper.map { Axis.order(value, $0) == -1 } ?? true)
        }
    }

    /// A text that is none of `points`.
    static func text(unlike points: [Value]) -> Value {
        var text = otherText
        while points.contains(where: { $0.equals(.string(text)) == true }) { text += "·" }
        return .string(text)
    }

    private static func candidates(of kind: FEELType, above lower: Value?, below upper: Value?) -> [Value] {
        let ends: [Value]
        switch (lower, upper) {
        case (nil, nil): return defaults(of: kind)
        case (nil, let upper?): ends = defaults(of: kind) + steps(of: kind).flatMap { [minus(upper, $0)] }
        case (let lower?, nil):
            ends = steps(of: kind).flatMap { [plus(lower, $0)] } + [later(lower)] + defaults(of: kind)
        case (let lower?, let upper?):
            ends =
                whole(above: lower) + steps(of: kind).flatMap { [plus(lower, $0)] } + [middle(lower, upper)]
                + [later(lower), .string(otherText)]
        }
        return ends.filter { !$0.isNull && $0.type == kind }
    }

    private static func defaults(of kind: FEELType) -> [Value] {
        switch kind {
        case .number: [0]
        case .string: [.string(otherText), ""]
        case .date: [.date(day)]
        case .dateTime: [.dateTime(DateTime(day, .midnight))]
        case .time: [.time(.midnight)] + [TimeOfDay(hour: 23, minute: 59, second: 59)].compactMap { $0 }.map(Value.time)
        case .months: [.months(0)]
        case .duration: [.duration(DayTimeDuration(days: 0))]
        default: []
        }
    }

    /// From the plain to the fine.
    private static func steps(of kind: FEELType) -> [Value] {
        switch kind {
        case .number: [1]
        case .months: [.months(1)]
        case .date, .dateTime, .duration: [.duration(DayTimeDuration(days: 1))]
        case .time: [.duration(DayTimeDuration(nanoseconds: 60_000_000_000))]
        default: []
        }
    }

    /// The next whole number.
    private static func whole(above lower: Value) -> [Value] {
        guard case .number(let number) = lower, let floor = number.rounded(toScale: 0, .floor) else { return [] }
        return floor.adding(1).map { [.number($0)] } ?? []
    }

    /// The next text in the order of code points that is easy to tell apart.
    private static func later(_ value: Value) -> Value {
        value.string.map { .string($0 + "·") } ?? .null
    }

    private static func plus(_ left: Value, _ right: Value) -> Value { apply("左 + 右", left, right) }
    private static func minus(_ left: Value, _ right: Value) -> Value { apply("左 - 右", left, right) }
    static func middle(_ left: Value, _ right: Value) -> Value { apply("左 + (右 - 左) / 2", left, right) }

    private static let names: NameScope = {
        var names = NameScope()
        names.declare("左")
        names.declare("右")
        return names
    }()

    private static let operations: [String: Expression] = ["左 + 右", "左 - 右", "左 + (右 - 左) / 2"].reduce(into: [:]) {
        $0[$1] = try? Expression.parse($1, names: names)
    }

    /// Arithmetic over all kinds of values, as the language itself has it.
    private static func apply(_ operation: String, _ left: Value, _ right: Value) -> Value {
        operations[operation]?.evaluate(in: Scope(names, ["左": left, "右": right])) ?? .null
    }
}
