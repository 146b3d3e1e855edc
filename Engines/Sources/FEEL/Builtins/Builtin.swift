import Kernel

/// One way to call a built-in function.
struct BuiltinOverload: Sendable {
    enum Body: Sendable {
        case unary(@Sendable (Value) -> Value)
        case binary(@Sendable (Value, Value) -> Value)
        case many(@Sendable ([Value]) -> Value)
        /// Needs the frame: it calls functions or asks for the time.
        case running(@Sendable ([Value], inout Frame) -> Value)
    }

    let parameters: [String]
    let result: FEELType
    /// Takes any number of arguments from one on.
    var isVariadic = false
    let body: Body

    func call(_ arguments: [Value], _ frame: inout Frame) -> Value {
        switch body {
        case .unary(let body): body(arguments[0])
        case .binary(let body): body(arguments[0], arguments[1])
        case .many(let body): body(arguments)
        case .running(let body): body(arguments, &frame)
        }
    }
}

/// 内置函数 — a function that FEEL brings (DMN 1.5 §10.3.4), with every way to call it.
struct Builtin: Sendable {
    let name: Name
    let overloads: [BuiltinOverload]
    let readsClock: Bool
    /// The same as a value, for those who pass it on.
    let function: FunctionValue

    init(_ name: String, readsClock: Bool = false, _ overloads: BuiltinOverload...) {
        self.name = Name(name)
        self.overloads = overloads
        self.readsClock = readsClock
        function = FunctionValue(parameters: overloads.first?.parameters ?? []) { arguments, frame in
            guard
                let overload = overloads.first(where: { $0.parameters.count == arguments.count })
                    ?? overloads.first(where: { $0.isVariadic && !arguments.isEmpty })
            else { return .null }
            return overload.call(arguments, &frame)
        }
    }

    /// `substring(string, start position)`, for advice.
    var usage: String {
        overloads.map { "\(name.text)(\($0.parameters.joined(separator: ", "))\($0.isVariadic ? ", …" : ""))" }
            .joined(separator: " / ")
    }

    static let all: [Builtin] = texts + numbers + lists + aggregates + times + contexts

    static func longest(in source: [Unicode.Scalar], from start: Int) -> (builtin: Builtin, end: Int)? {
        var best: (builtin: Builtin, end: Int)?
        for builtin in all {
            guard let end = builtin.name.end(in: source, from: start), end > (best?.end ?? 0) else { continue }
            best = (builtin, end)
        }
        return best
    }

    static func named(_ function: FunctionValue) -> Builtin? { all.first { $0.function === function } }

    /// The way of calling that fits the arguments, and the arguments in its order.
    func overload(for arguments: [Syntax], named names: [String]) -> (BuiltinOverload, [Syntax])? {
        guard !names.isEmpty else {
            let fitting =
                overloads.first { $0.parameters.count == arguments.count }
                ?? overloads.first { $0.isVariadic && !arguments.isEmpty }
            return fitting.map { ($0, arguments) }
        }
        for overload in overloads where overload.parameters.count == names.count {
            let ordered = overload.parameters.compactMap { parameter in
                names.firstIndex { Name($0) == Name(parameter) }.map { arguments[$0] }
            }
            if ordered.count == names.count { return (overload, ordered) }
        }
        return nil
    }
}

extension BuiltinOverload {
    static func unary(
        _ parameter: String, _ result: FEELType = .any, _ body: @escaping @Sendable (Value) -> Value
    ) -> BuiltinOverload {
        BuiltinOverload(parameters: [parameter], result: result, body: .unary(body))
    }

    static func binary(
        _ first: String, _ second: String, _ result: FEELType = .any,
        _ body: @escaping @Sendable (Value, Value) -> Value
    ) -> BuiltinOverload {
        BuiltinOverload(parameters: [first, second], result: result, body: .binary(body))
    }

    static func many(
        _ parameters: [String], _ result: FEELType = .any, _ body: @escaping @Sendable ([Value]) -> Value
    ) -> BuiltinOverload {
        BuiltinOverload(parameters: parameters, result: result, body: .many(body))
    }

    static func running(
        _ parameters: [String], _ result: FEELType = .any, _ body: @escaping @Sendable ([Value], inout Frame) -> Value
    ) -> BuiltinOverload {
        BuiltinOverload(parameters: parameters, result: result, body: .running(body))
    }

    /// Takes one list, or its elements as arguments: `sum([1, 2])` and `sum(1, 2)`.
    static func elements(
        _ parameter: String = "list", _ result: FEELType = .any, _ body: @escaping @Sendable ([Value]) -> Value
    ) -> BuiltinOverload {
        BuiltinOverload(
            parameters: [parameter], result: result, isVariadic: true,
            body: .many { arguments in
                if arguments.count == 1 {
                    if arguments[0].isNull { return .null }
                    return body(arguments[0].elements)
                }
                return body(arguments)
            })
    }
}
