import Kernel

extension Builtin {
    static let aggregates: [Builtin] = [
        Builtin("min", .elements { extreme($0, -1) }),
        Builtin("max", .elements { extreme($0, 1) }),
        Builtin(
            "sum",
            .elements { elements in
                guard let first = elements.first else { return .null }
                return elements.dropFirst().reduce(summand(first)) { Operators.sum($0, summand($1)) }
            }),
        Builtin(
            "mean",
            .elements("list", .number) { elements in
                guard let total = total(elements) else { return .null }
                return Value(total.divided(by: Decimal128(elements.count)))
            }),
        Builtin(
            "product",
            .elements("list", .number) { elements in
                guard let numbers = decimals(elements) else { return .null }
                return Value(
                    numbers.reduce(Optional(Decimal128.one)) { product, number in product?.multiplied(by: number) })
            }),
        Builtin(
            "median",
            .elements("list", .number) { elements in
                guard let sorted = decimals(elements)?.sorted() else { return .null }
                let upper = sorted[sorted.count / 2]
                if sorted.count % 2 == 1 { return .number(upper) }
                return Value(upper.adding(sorted[sorted.count / 2 - 1])?.divided(by: 2))
            }),
        Builtin("stddev", .elements("list", .number) { Value(deviation($0)) }),
        Builtin(
            "mode",
            .elements { elements in
                guard let numbers = elements.isEmpty ? [] : decimals(elements) else { return .null }
                let counts = numbers.reduce(into: [:]) { $0[$1, default: 0] += 1 }
                let most = counts.values.max()
                return .list(counts.filter { $0.value == most }.keys.sorted().map(Value.number))
            }),
    ]

    /// Lengths of time add up as well as numbers do; nothing else has a sum.
    private static func summand(_ value: Value) -> Value {
        switch value {
        case .number, .months, .duration: value
        default: .null
        }
    }

    private static func extreme(_ elements: [Value], _ direction: Int) -> Value {
        guard var best = elements.first else { return .null }
        for element in elements.dropFirst() {
            guard let order = element.order(to: best) else { return .null }
            if order == direction { best = element }
        }
        return best.order(to: best) == nil ? .null : best
    }

    /// The numbers of a list; `nil` where it is empty or holds anything else.
    private static func decimals(_ elements: [Value]) -> [Decimal128]? {
        let numbers = elements.compactMap(\.number)
        return numbers.isEmpty || numbers.count != elements.count ? nil : numbers
    }

    private static func total(_ elements: [Value]) -> Decimal128? {
        decimals(elements)?.reduce(Optional(Decimal128.zero)) { sum, number in sum?.adding(number) }
    }

    /// Of a sample: the sum of squares is divided by n − 1.
    private static func deviation(_ elements: [Value]) -> Decimal128? {
        guard elements.count > 1, let numbers = decimals(elements),
            let mean = total(elements)?.divided(by: Decimal128(numbers.count))
        else { return nil }
        let squares = numbers.reduce(Optional(Decimal128.zero)) { sum, number in
            let distance = number.subtracting(mean)
            return distance.flatMap { $0.multiplied(by: $0) }.flatMap { sum?.adding($0) }
        }
        return squares?.divided(by: Decimal128(numbers.count - 1))?.squareRoot
    }
}
