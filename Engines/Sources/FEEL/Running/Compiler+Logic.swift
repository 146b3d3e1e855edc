import Kernel

extension Compiler {
    static func arithmetic(_ operation: Arithmetic, _ left: Syntax, _ right: Syntax) -> Compiled {
        switch operation {
        case .add: metered(binary(left, right) { Operators.sum($0, $1) })
        case .subtract: binary(left, right) { Operators.difference($0, $1) }
        case .multiply: binary(left, right) { Operators.product($0, $1) }
        case .divide: binary(left, right) { Operators.quotient($0, $1) }
        case .power: binary(left, right) { Operators.power($0, $1) }
        }
    }

    static func comparison(_ comparison: Comparison, _ left: Syntax, _ right: Syntax) -> Compiled {
        let (left, right) = (compile(left), compile(right))
        if let first = left.constant, let second = right.constant {
            return Compiled(constant: Value(comparison.holds(first, second)))
        }
        let (first, second) = (left.step, right.step)
        return Compiled { frame in
            let value = first(&frame)
            let other = second(&frame)
            if value.isComposite, !frame.meter.admits(value) { return .null }
            return Value(comparison.holds(value, other))
        }
    }

    /// What an operation makes counts towards the limits.
    static func metered(_ operation: Compiled) -> Compiled {
        guard operation.constant == nil else { return operation }
        let step = operation.step
        return Compiled { frame in
            let value = step(&frame)
            return frame.made(value)
        }
    }

    /// Stops where the left side decides, so that what is not needed is not read.
    static func both(_ left: Syntax, _ right: Syntax) -> Compiled {
        let (first, second) = (compile(left).step, compile(right).step)
        return Compiled { frame in
            let left = first(&frame).boolean
            if left == false { return .boolean(false) }
            let right = second(&frame).boolean
            return right == false ? .boolean(false) : (left == nil || right == nil ? .null : .boolean(true))
        }
    }

    static func either(_ left: Syntax, _ right: Syntax) -> Compiled {
        let (first, second) = (compile(left).step, compile(right).step)
        return Compiled { frame in
            let left = first(&frame).boolean
            if left == true { return .boolean(true) }
            let right = second(&frame).boolean
            return right == true ? .boolean(true) : (left == nil || right == nil ? .null : .boolean(false))
        }
    }

    static func choice(_ condition: Syntax, _ first: Syntax, _ second: Syntax) -> Compiled {
        let (condition, first, second) = (compile(condition).step, compile(first).step, compile(second).step)
        return Compiled { condition(&$0).boolean == true ? first(&$0) : second(&$0) }
    }

    static func between(_ value: Syntax, _ low: Syntax, _ high: Syntax) -> Compiled {
        let (value, low, high) = (compile(value).step, compile(low).step, compile(high).step)
        return Compiled { frame in
            let value = value(&frame)
            return Value(Interval(from: low(&frame), to: high(&frame)).contains(value))
        }
    }

    static func membership(_ value: Syntax, _ tests: [Syntax.Test]) -> Compiled {
        let value = compile(value).step
        let check = CellTest.any(tests.map(test))
        return Compiled { frame in
            let value = value(&frame)
            if value.isComposite, !frame.meter.admits(value) { return .null }
            return Value(check(value, &frame))
        }
    }

    static func test(_ test: Syntax.Test) -> CellTest {
        switch test {
        case .compare(let comparison, let end):
            let end = compile(end)
            return end.constant.map { .compare(comparison, $0) } ?? .compareWith(comparison, end.step)
        case .value(let value):
            let value = compile(value)
            guard let constant = value.constant else { return .belongsTo(value.step) }
            return CellTest(constant: constant)
        case .condition(let condition):
            return .condition(compile(condition).step)
        }
    }

    static func builtin(_ overload: BuiltinOverload, _ arguments: [Syntax]) -> Compiled {
        switch overload.body {
        case .unary(let body): return unary(arguments[0], body)
        case .binary(let body): return binary(arguments[0], arguments[1], body)
        case .many(let body):
            let (step, constants) = row(arguments)
            if let constants { return Compiled(constant: body(constants)) }
            return Compiled { body(step(&$0)) }
        case .running(let body): return running(arguments, body)
        case .prepared(let prepare): return running(arguments, prepare(arguments.map { compile($0).constant }))
        }
    }

    private static func running(_ arguments: [Syntax], _ body: @escaping BuiltinOverload.Running) -> Compiled {
        let step = row(arguments).step
        return Compiled { frame in
            let arguments = step(&frame)
            return frame.made(body(arguments, &frame))
        }
    }

    static func function(_ parameters: [Syntax.Parameter], _ body: Syntax) -> Compiled {
        let formals = parameters.map { parameter in
            Closure.Parameter(name: parameter.name, slot: parameter.slot, edge: edge(parameter.type))
        }
        return Compiled(Closure.step(formals, compile(body).step))
    }

    private static func edge(_ type: FEELType) -> Composer.Edge? {
        if type == .any { return nil }
        return { value, frame in
            if value.isComposite, !frame.meter.admits(value) { return nil }
            return Operators.conforming(value, to: type)
        }
    }

    static func call(_ callee: Syntax, _ arguments: [Syntax]) -> Compiled {
        let callee = compile(callee).step
        let arguments = row(arguments).step
        return Compiled { frame in
            guard case .function(let function) = callee(&frame) else { return .null }
            let arguments = arguments(&frame)
            return function.call(arguments, &frame)
        }
    }

    static func namedCall(_ callee: Syntax, _ arguments: [Syntax.ContextEntry]) -> Compiled {
        let callee = compile(callee).step
        let names = arguments.map { Name($0.key) }
        let values = row(arguments.map(\.value)).step
        return Compiled { frame in
            guard case .function(let function) = callee(&frame), function.parameters.count == names.count else {
                return .null
            }
            let values = values(&frame)
            var ordered: [Value] = []
            for parameter in function.parameters {
                guard let index = names.firstIndex(of: Name(parameter)) else { return .null }
                ordered.append(values[index])
            }
            return function.call(ordered, &frame)
        }
    }
}

extension Comparison {
    /// FEEL's three-valued comparison.
    func holds(_ left: Value, _ right: Value) -> Bool? {
        switch self {
        case .equal: left.equals(right)
        case .notEqual: left.equals(right).map { !$0 }
        case .less: left.order(to: right).map { $0 < 0 }
        case .lessOrEqual: left.order(to: right).map { $0 <= 0 }
        case .greater: left.order(to: right).map { $0 > 0 }
        case .greaterOrEqual: left.order(to: right).map { $0 >= 0 }
        }
    }
}
