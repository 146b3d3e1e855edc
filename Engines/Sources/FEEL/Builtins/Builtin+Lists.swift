import Kernel

extension Builtin {
    static let lists: [Builtin] = [
        Builtin(
            "list contains",
            .binary("list", "element", .boolean) { list, element in
                list.isNull ? .null : .boolean(list.elements.contains { $0 == element })
            }),
        Builtin("count", .elements("list", .number) { .number(Decimal128($0.count)) }),
        Builtin(
            "sublist",
            .binary("list", "start position") { sublist($0, from: $1, length: nil) },
            .many(["list", "start position", "length"]) { sublist($0[0], from: $0[1], length: $0[2]) }),
        Builtin(
            "append",
            .variadic(["list", "item"]) { arguments in
                bounded((arguments[0].isNull ? [.null] : arguments[0].elements) + arguments.dropFirst())
            }),
        Builtin(
            "concatenate",
            .variadic(["list"]) { arguments in
                arguments.contains(where: \.isNull) ? .null : concatenated(arguments)
            }),
        Builtin(
            "insert before",
            .many(["list", "position", "newItem"]) { arguments in
                edit(arguments[0], at: arguments[1]) { $0.insert(arguments[2], at: $1) }
            }),
        Builtin(
            "remove",
            .binary("list", "position") { list, position in
                edit(list, at: position) { elements, index in elements.remove(at: index) }
            }),
        Builtin("reverse", .unary("list") { $0.isNull ? .null : .list($0.elements.reversed()) }),
        Builtin(
            "index of",
            .binary("list", "match") { list, match in
                guard !list.isNull else { return .null }
                return .list(
                    list.elements.enumerated().filter { $1 == match }.map { .number(Decimal128($0.offset + 1)) })
            }),
        Builtin(
            "union",
            .variadic(["list"]) { arguments in
                arguments.contains(where: \.isNull) ? .null : distinct(concatenated(arguments))
            }),
        Builtin("distinct values", .unary("list") { $0.isNull ? .null : distinct($0) }),
        Builtin("flatten", .unary("list") { $0.isNull ? .null : bounded(flat($0)) }),
        Builtin(
            "sort",
            .unary("list") { list in
                guard !list.isNull else { return .null }
                return sorted(list.elements) { $0.order(to: $1).map { $0 < 0 } }
            },
            .running(["list", "precedes"]) { arguments, frame in
                guard !arguments[0].isNull, case .function(let precedes) = arguments[1] else { return .null }
                return sorted(arguments[0].elements) { precedes.call([$0, $1], &frame).boolean }
            }),
        Builtin(
            "list replace",
            .running(["list", "position", "newItem"]) { replaced($0, &$1) },
            .running(["list", "match", "newItem"]) { replaced($0, &$1) }),
        Builtin("all", .elements("list", .boolean) { Value(Value.every($0.lazy.map(\.boolean))) }),
        Builtin("any", .elements("list", .boolean) { Value(Value.some($0.lazy.map(\.boolean))) }),
    ]

    private static func sublist(_ list: Value, from start: Value, length: Value?) -> Value {
        guard !list.isNull, let start = start.whole, start != 0 else { return .null }
        let elements = list.elements
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
    private static func edit(_ list: Value, at position: Value, _ body: (inout [Value], Int) -> Void) -> Value {
        guard !list.isNull, let position = position.whole, position != 0 else { return .null }
        var elements = list.elements
        let index = position > 0 ? position - 1 : elements.count + position
        guard elements.indices.contains(index) else { return .null }
        body(&elements, index)
        return .list(elements)
    }

    /// At a position, or wherever the function `match(item, newItem)` says so.
    private static func replaced(_ arguments: [Value], _ frame: inout Frame) -> Value {
        guard case .function(let match) = arguments[1] else {
            return edit(arguments[0], at: arguments[1]) { $0[$1] = arguments[2] }
        }
        var result: [Value] = []
        for element in arguments[0].elements {
            guard let isMeant = match.call([element, arguments[2]], &frame).boolean else { return .null }
            result.append(isMeant ? arguments[2] : element)
        }
        return arguments[0].isNull ? .null : .list(result)
    }

    private static func bounded(_ elements: [Value]) -> Value {
        elements.count <= Limits.elementsMax ? .list(elements) : .null
    }

    private static func concatenated(_ lists: [Value]) -> Value {
        let count = lists.reduce(0) { $0 + $1.elements.count }
        return count <= Limits.elementsMax ? .list(lists.flatMap(\.elements)) : .null
    }

    private static func distinct(_ list: Value) -> Value {
        let elements = list.elements
        guard !list.isNull, elements.count <= Limits.distinctMax else { return .null }
        return .list(
            elements.reduce(into: []) { kept, element in
                if !kept.contains(where: { $0 == element }) { kept.append(element) }
            })
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

extension BuiltinOverload {
    /// Any number of arguments from the named ones on, as they are.
    static func variadic(
        _ parameters: [String], _ result: FEELType = .any, _ body: @escaping @Sendable ([Value]) -> Value
    ) -> BuiltinOverload {
        BuiltinOverload(parameters: parameters, result: result, isVariadic: true, body: .many(body))
    }
}
