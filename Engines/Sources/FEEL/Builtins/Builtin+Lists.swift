import Kernel

extension Builtin {
    /// Null instead of a list gives null, any other value is a list of one (DMN 1.5 §10.3.4.4).
    static let lists: [Builtin] = [
        Builtin(
            "list contains",
            .list(["list", "element"], .boolean) { elements, arguments, frame in
                guard frame.meter.admits(.list(elements)) else { return .null }
                return .boolean(elements.contains { $0 == arguments[1] })
            }),
        Builtin("count", .elements("list", .number) { .number(Decimal128($0.count)) }),
        Builtin(
            "sublist",
            .list(["list", "start position"]) { elements, arguments, _ in
                sublist(elements, from: arguments[1], length: nil)
            },
            .list(["list", "start position", "length"]) { elements, arguments, _ in
                sublist(elements, from: arguments[1], length: arguments[2])
            }),
        Builtin(
            "append",
            .variadic(["list", "item"]) { arguments, _ in
                arguments[0].isNull ? .null : .list(arguments[0].elements + arguments.dropFirst())
            }),
        Builtin("concatenate", .variadic(["list"]) { arguments, frame in concatenated(arguments, &frame) }),
        Builtin(
            "insert before",
            .list(["list", "position", "newItem"]) { elements, arguments, _ in
                edited(elements, at: arguments[1]) { $0.insert(arguments[2], at: $1) }
            }),
        Builtin(
            "remove",
            .list(["list", "position"]) { elements, arguments, _ in
                edited(elements, at: arguments[1]) { elements, index in elements.remove(at: index) }
            }),
        Builtin("reverse", .list(["list"]) { elements, _, _ in .list(elements.reversed()) }),
        Builtin(
            "index of",
            .list(["list", "match"]) { elements, arguments, frame in
                guard frame.meter.admits(.list(elements)) else { return .null }
                return .list(
                    elements.enumerated().filter { $1 == arguments[1] }.map { .number(Decimal128($0.offset + 1)) })
            }),
        Builtin(
            "union",
            .variadic(["list"]) { arguments, frame in
                guard case .list(let elements) = concatenated(arguments, &frame) else { return .null }
                return distinct(elements, &frame)
            }),
        Builtin("distinct values", .list(["list"]) { elements, _, frame in distinct(elements, &frame) }),
        Builtin(
            "flatten",
            .list(["list"]) { elements, _, frame in
                frame.meter.admits(.list(elements)) ? .list(flat(.list(elements))) : .null
            }),
        Builtin(
            "sort",
            .list(["list"]) { elements, _, frame in
                guard frame.spend(elements.count) else { return .null }
                return sorted(elements) { $0.order(to: $1).map { $0 < 0 } }
            },
            .list(["list", "precedes"]) { elements, arguments, frame in
                guard case .function(let precedes) = arguments[1].scalar else { return .null }
                return sorted(elements) { precedes.call([$0, $1], &frame).boolean }
            }),
        Builtin(
            "list replace",
            .list(["list", "position", "newItem"]) { replaced($0, $1, &$2) },
            .list(["list", "match", "newItem"]) { replaced($0, $1, &$2) }),
        Builtin("all", .elements("list", .boolean) { Value(Value.every($0.lazy.map(\.boolean))) }),
        Builtin("any", .elements("list", .boolean) { Value(Value.some($0.lazy.map(\.boolean))) }),
    ]

    private static func sublist(_ elements: [Value], from start: Value, length: Value?) -> Value {
        guard let start = start.whole, start != 0 else { return .null }
        let first = start > 0 ? start - 1 : elements.count + start
        guard first >= 0, first < elements.count else { return .null }
        var taken = elements.count - first
        if let length {
            guard let wanted = length.whole, wanted >= 1, wanted <= taken else { return .null }
            taken = wanted
        }
        return .list(Array(elements[first..<first + taken]))
    }

    /// Changes one position, counted from 1 or from the end; null where there is none.
    private static func edited(
        _ elements: [Value], at position: Value, _ body: (inout [Value], Int) -> Void
    ) -> Value {
        guard let position = position.whole, position != 0, position != .min else { return .null }
        var elements = elements
        let index = position > 0 ? position - 1 : elements.count + position
        guard elements.indices.contains(index) else { return .null }
        body(&elements, index)
        return .list(elements)
    }

    /// At a position, or wherever the function `match(item, newItem)` says so.
    private static func replaced(_ elements: [Value], _ arguments: [Value], _ frame: inout Frame) -> Value {
        guard case .function(let match) = arguments[1].scalar else {
            return edited(elements, at: arguments[1]) { $0[$1] = arguments[2] }
        }
        var result: [Value] = []
        for element in elements {
            guard let isMeant = match.call([element, arguments[2]], &frame).boolean else { return .null }
            result.append(isMeant ? arguments[2] : element)
        }
        return .list(result)
    }

    private static func concatenated(_ lists: [Value], _ frame: inout Frame) -> Value {
        guard !lists.contains(where: \.isNull) else { return .null }
        let count = lists.reduce(0) { $0 + $1.elements.count }
        return frame.meter.allowsList(count: count) ? .list(lists.flatMap(\.elements)) : .null
    }

    /// Each element once, in the order of first appearance. Those that have a key are looked up, others compared.
    private static func distinct(_ elements: [Value], _ frame: inout Frame) -> Value {
        guard frame.meter.admits(.list(elements)) else { return .null }
        var kept: [Value] = []
        var keys: Set<DistinctKey> = []
        var others: [Value] = []
        for element in elements {
            if let key = DistinctKey(element) {
                guard keys.insert(key).inserted else { continue }
            } else {
                guard frame.spend(others.count) else { return .null }
                if others.contains(where: { $0 == element }) { continue }
                others.append(element)
            }
            kept.append(element)
        }
        return .list(kept)
    }

    private static func flat(_ value: Value) -> [Value] {
        if case .list(let elements) = value { elements.flatMap(flat) } else { [value] }
    }

    /// Merge sort, stable; null where two elements have no order.
    private static func sorted(_ elements: [Value], _ precedes: (Value, Value) -> Bool?) -> Value {
        merged(elements[...], precedes).map(Value.list) ?? .null
    }

    private static func merged(_ elements: ArraySlice<Value>, _ precedes: (Value, Value) -> Bool?) -> [Value]? {
        guard elements.count > 1 else { return Array(elements) }
        let middle = elements.startIndex + elements.count / 2
        guard let left = merged(elements[..<middle], precedes), let right = merged(elements[middle...], precedes) else {
            return nil
        }
        var result: [Value] = []
        result.reserveCapacity(elements.count)
        var (first, second) = (left[...], right[...])
        while let one = first.first, let other = second.first {
            guard let goesFirst = precedes(other, one) else { return nil }
            if goesFirst {
                result.append(second.removeFirst())
            } else {
                result.append(first.removeFirst())
            }
        }
        return result + first + second
    }
}

/// A value by which equal ones are found at once.
private enum DistinctKey: Hashable {
    case null
    case boolean(Bool)
    case number(Decimal128)
    case string(ScalarKey)
    case date(CivilDate)

    init?(_ value: Value) {
        switch value {
        case .null: self = .null
        case .boolean(let flag): self = .boolean(flag)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(ScalarKey(text))
        case .date(let date): self = .date(date)
        default: return nil
        }
    }
}

extension BuiltinOverload {
    /// Any number of arguments from the named ones on, as they are.
    static func variadic(
        _ parameters: [String], _ result: FEELType = .any, _ body: @escaping Running
    ) -> BuiltinOverload {
        BuiltinOverload(parameters: parameters, result: result, isVariadic: true, body: .running(body))
    }

    /// The elements of the first argument, which must not be null, and all arguments. Costs a step for some elements,
    /// since all of them are looked at.
    static func list(
        _ parameters: [String], _ result: FEELType = .any,
        _ body: @escaping @Sendable ([Value], [Value], inout Frame) -> Value
    ) -> BuiltinOverload {
        running(parameters, result) { arguments, frame in
            guard !arguments[0].isNull else { return .null }
            let elements = arguments[0].elements
            return frame.spend(elements.count / 8) ? body(elements, arguments, &frame) : .null
        }
    }
}
