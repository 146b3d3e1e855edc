import Kernel

/// One way to call a built-in function.
struct BuiltinOverload: Sendable {
    enum Body: Sendable {
        case unary(@Sendable (Value) -> Value)
        case binary(@Sendable (Value, Value) -> Value)
        case many(@Sendable ([Value]) -> Value)
        /// Needs the frame: it calls functions, asks for the time or a zone, or makes or walks through large values.
        case running(Running)
        /// Makes itself ready with those arguments that are constant, `nil` for the others.
        case prepared(@Sendable ([Value?]) -> Running)
    }

    typealias Running = @Sendable ([Value], inout Frame) -> Value

    let parameters: [String]
    let result: FEELType
    /// Takes any number of arguments from one on.
    var isVariadic = false
    let body: Body
    /// What is wrong with the constant ones among the arguments, if anything.
    var mistake: (@Sendable ([Value?]) -> Mistake?)?

    func call(_ arguments: [Value], _ frame: inout Frame) -> Value {
        switch body {
        case .unary(let body): body(arguments[0])
        case .binary(let body): body(arguments[0], arguments[1])
        case .many(let body): body(arguments)
        case .running(let body): frame.made(body(arguments, &frame))
        case .prepared(let prepare): frame.made(prepare(arguments.map { _ in nil })(arguments, &frame))
        }
    }

    /// The overload with a test of its constant arguments.
    func warning(_ mistake: @escaping @Sendable ([Value?]) -> Mistake?) -> BuiltinOverload {
        var copy = self
        copy.mistake = mistake
        return copy
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
        self.init(name, readsClock: readsClock, overloads)
    }

    init(_ name: String, readsClock: Bool = false, _ overloads: [BuiltinOverload]) {
        self.name = Name(name)
        self.overloads = overloads
        self.readsClock = readsClock
        let result = FEELType.common(overloads.map(\.result))
        function = FunctionValue(parameters: overloads.first?.parameters ?? [], result: result) { arguments, frame in
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

    static let all: [Builtin] = texts + patterns + numbers + lists + aggregates + times + contexts + ranges

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
        let given = names.map(Name.init)
        guard Set(given).count == given.count else { return nil }
        let fitting = overloads.filter { Set($0.parameters.map(Name.init)).isSuperset(of: given) }
        guard let overload = fitting.min(by: { $0.parameters.count < $1.parameters.count }) else { return nil }
        let ordered = overload.parameters.map { parameter in
            given.firstIndex(of: Name(parameter)).map { arguments[$0] } ?? .constant(.null)
        }
        return (overload, ordered)
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

    static func prepared(
        _ parameters: [String], _ result: FEELType = .any,
        _ prepare: @escaping @Sendable ([Value?]) -> BuiltinOverload.Running
    ) -> BuiltinOverload {
        BuiltinOverload(parameters: parameters, result: result, body: .prepared(prepare))
    }

    /// Takes one list, or its elements as arguments: `sum([1, 2])` and `sum(1, 2)`.
    static func elements(
        _ parameter: String = "list", _ result: FEELType = .any, _ body: @escaping @Sendable ([Value]) -> Value
    ) -> BuiltinOverload {
        BuiltinOverload(
            parameters: [parameter], result: result, isVariadic: true,
            body: .running { arguments, frame in
                if arguments.count == 1, arguments[0].isNull { return .null }
                let elements = arguments.count == 1 ? arguments[0].elements : arguments
                return frame.spend(elements.count / 8) ? body(elements) : .null
            })
    }
}
