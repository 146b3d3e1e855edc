import Kernel

extension Builtin {
    static let numbers: [Builtin] = [
        Builtin("decimal", .binary("n", "scale", .number) { rounded($0, $1, .halfEven) }),
        rounding("floor", .floor, .unary("n", .number) { rounded($0, 0, .floor) }),
        rounding("ceiling", .ceiling, .unary("n", .number) { rounded($0, 0, .ceiling) }),
        rounding("round up", .up),
        rounding("round down", .down),
        rounding("round half up", .halfUp),
        rounding("round half down", .halfDown),
        Builtin("abs", .unary("n") { absolute($0.scalar) }),
        Builtin(
            "modulo",
            .binary("dividend", "divisor", .number) { left, right in
                guard let left = left.decimal, let right = right.decimal else { return .null }
                return Value(left.modulo(right))
            }),
        Builtin("sqrt", .unary("number", .number) { Value($0.decimal?.squareRoot) }),
        Builtin("exp", .unary("number", .number) { Value($0.decimal?.exponential) }),
        Builtin("log", .unary("number", .number) { Value($0.decimal?.naturalLogarithm) }),
        Builtin("odd", .unary("number", .boolean) { Value(isOdd($0)) }),
        Builtin("even", .unary("number", .boolean) { Value(isOdd($0).map { !$0 }) }),
    ]

    private static func rounding(_ name: String, _ rule: Decimal128.Rounding, _ short: BuiltinOverload) -> Builtin {
        Builtin(name, short, .binary("n", "scale", .number) { rounded($0, $1, rule) })
    }

    private static func rounding(_ name: String, _ rule: Decimal128.Rounding) -> Builtin {
        Builtin(name, .binary("n", "scale", .number) { rounded($0, $1, rule) })
    }

    private static func rounded(_ value: Value, _ scale: Value, _ rule: Decimal128.Rounding) -> Value {
        guard let number = value.decimal, let scale = scale.whole else { return .null }
        return Value(number.rounded(toScale: scale, rule))
    }

    private static func absolute(_ value: Value) -> Value {
        switch value {
        case .number(let number): .number(number.magnitude)
        case .months(let months): .months(abs(months))
        case .duration(let duration): .duration(DayTimeDuration(nanoseconds: abs(duration.nanoseconds)))
        default: .null
        }
    }

    private static func isOdd(_ value: Value) -> Bool? {
        guard let number = value.decimal, number.isInteger else { return nil }
        return number.remainder(dividingBy: 2).map { !$0.isZero }
    }
}
