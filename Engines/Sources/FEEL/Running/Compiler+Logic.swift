import Kernel

extension Compiler {
    static func arithmetic(_ first: Syntax, _ rest: [Syntax.Operation]) -> Compiled {
        var result = compile(first)
        var remaining = rest[...]
        // Step upon step is fastest for a few operations; a long row runs as a row, so that it needs no stack.
        while remaining.count > 0, result.constant != nil || rest.count <= 8, let operation = remaining.popFirst() {
            let compiled = binary(result, compile(operation.operand), operation.arithmetic.apply)
            result = operation.arithmetic == .add ? metered(compiled) : compiled
        }
        guard !remaining.isEmpty else { return result }
        let start = result.step
        let operations = remaining.map { (apply: $0.arithmetic.apply, step: compile($0.operand).step) }
        return Compiled { frame in
            var value = start(&frame)
            for operation in operations { value = frame.made(operation.apply(value, operation.step(&frame))) }
            return value
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

    /// `and` (false decides) and `or` (true decides) of any number of parts. Stops where one decides, so that what is not
    /// needed is not read; what is no truth value is unknown.
    static func junction(_ parts: [Syntax], deciding: Bool) -> Compiled {
        let compiled = parts.map(compile)
        let constants = compiled.compactMap(\.constant)
        if constants.count == parts.count {
            let truths = constants.map(\.boolean)
            return Compiled(constant: Value(deciding ? Value.some(truths) : Value.every(truths)))
        }
        let steps = compiled.map(\.step)
        if steps.count == 2 { return junction(steps[0], steps[1], deciding) }
        return Compiled { frame in
            var result: Bool? = !deciding
            for step in steps {
                let truth = step(&frame).boolean
                if truth == deciding { return .boolean(deciding) }
                if truth == nil { result = nil }
            }
            return Value(result)
        }
    }

    private static func junction(_ first: @escaping Step, _ second: @escaping Step, _ deciding: Bool) -> Compiled {
        Compiled { frame in
            let left = first(&frame).boolean
            if left == deciding { return .boolean(deciding) }
            let right = second(&frame).boolean
            return right == deciding ? .boolean(deciding) : (left == nil || right == nil ? .null : .boolean(!deciding))
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

    static func function(_ parameters: [Syntax.Parameter], _ result: FEELType, _ body: Syntax) -> Compiled {
        let formals = parameters.map { parameter in
            Closure.Parameter(name: parameter.name, slot: parameter.slot, edge: edge(parameter.type))
        }
        return Compiled(
            Closure.step(formals, types: parameters.map(\.type), result: result, compile(body).step))
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
