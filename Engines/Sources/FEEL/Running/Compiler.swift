import Kernel

/// Turns syntax into closures: each node is compiled once, parts that are constant are computed at once.
enum Compiler {
    /// A compiled node, with its value where that is always the same.
    struct Compiled {
        let step: Step
        var constant: Value?

        init(_ step: @escaping Step) { self.step = step }

        init(constant: Value) {
            self.constant = constant
            step = { _ in constant }
        }
    }

    static func compile(_ syntax: Syntax) -> Compiled {
        switch syntax {
        case .constant(let value): Compiled(constant: value)
        case .global(let slot): Compiled { $0.global(slot) }
        case .local(let slot): Compiled { $0.locals[slot] }
        case .input: Compiled { $0.input }
        case .entry(let name, let slots, let outside): entry(name, slots, outside)
        case .list(let elements): list(elements)
        case .context(let entries): context(entries)
        case .interval(let from, let to, let includesStart, let includesEnd):
            interval(from, to, includesStart, includesEnd)
        case .negated(let operand): unary(operand) { Operators.negated($0) }
        case .arithmetic(let first, let rest): arithmetic(first, rest)
        case .comparison(let comparison, let left, let right): Compiler.comparison(comparison, left, right)
        case .both(let parts): junction(parts, deciding: false)
        case .either(let parts): junction(parts, deciding: true)
        case .between(let value, let low, let high): between(value, low, high)
        case .membership(let value, let tests): membership(value, tests)
        case .instance(let value, let type): instance(value, type)
        case .path(let base, let name): path(base, name)
        case .filter(let base, let slot, let condition): filter(base, slot, condition)
        case .choice(let condition, let first, let second): choice(condition, first, second)
        case .iteration(let iterators, let partial, let body): iteration(iterators, partial, body)
        case .quantified(let isEvery, let iterators, let condition): quantified(isEvery, iterators, condition)
        case .function(let parameters, let result, let body): function(parameters, result, body)
        case .builtin(let overload, let arguments): builtin(overload, arguments)
        case .call(let callee, let arguments): call(callee, arguments)
        case .namedCall(let callee, let arguments): namedCall(callee, arguments)
        case .woven(let parts, let weave): Compiled(weave.make(parts.map { compile($0).step }))
        }
    }

    static func unary(_ operand: Syntax, _ operation: @escaping @Sendable (Value) -> Value) -> Compiled {
        let operand = compile(operand)
        if let value = operand.constant { return Compiled(constant: operation(value)) }
        let step = operand.step
        return Compiled { operation(step(&$0)) }
    }

    static func binary(
        _ left: Syntax, _ right: Syntax, _ operation: @escaping @Sendable (Value, Value) -> Value
    ) -> Compiled {
        binary(compile(left), compile(right), operation)
    }

    static func binary(
        _ left: Compiled, _ right: Compiled, _ operation: @escaping @Sendable (Value, Value) -> Value
    ) -> Compiled {
        if let first = left.constant, let second = right.constant {
            return Compiled(constant: operation(first, second))
        }
        let (first, second) = (left.step, right.step)
        if let constant = right.constant { return Compiled { operation(first(&$0), constant) } }
        return Compiled { frame in
            let value = first(&frame)
            return operation(value, second(&frame))
        }
    }

    private static func path(_ base: Syntax, _ name: String) -> Compiled {
        let part = Part(rawValue: name)
        let base = compile(base)
        if let value = base.constant { return Compiled(constant: Operators.member(name, part, of: value)) }
        let step = base.step
        return Compiled { frame in
            let value = step(&frame)
            guard case .list = value else { return Operators.member(name, part, of: value) }
            guard frame.meter.admits(value) else { return .null }
            return frame.made(Operators.member(name, part, of: value))
        }
    }

    private static func instance(_ value: Syntax, _ type: FEELType) -> Compiled {
        let value = compile(value)
        if let value = value.constant { return Compiled(constant: .boolean(type.admits(value))) }
        let step = value.step
        return Compiled { frame in
            let value = step(&frame)
            if value.isComposite, !frame.meter.admits(value) { return .null }
            return .boolean(type.admits(value))
        }
    }

    /// The values of all, in order, as one step.
    static func row(_ parts: [Syntax]) -> (step: @Sendable (inout Frame) -> [Value], constants: [Value]?) {
        let compiled = parts.map(compile)
        let constants = compiled.compactMap(\.constant)
        if constants.count == parts.count { return ({ _ in constants }, constants) }
        let steps = compiled.map(\.step)
        return (
            { frame in
                var values: [Value] = []
                values.reserveCapacity(steps.count)
                for step in steps { values.append(step(&frame)) }
                return values
            }, nil
        )
    }

    private static func list(_ elements: [Syntax]) -> Compiled {
        let (step, constants) = row(elements)
        if let constants { return Compiled(constant: .list(constants)) }
        return Compiled { frame in
            let elements = step(&frame)
            return frame.made(.list(elements))
        }
    }

    private static func context(_ entries: [Syntax.ContextEntry]) -> Compiled {
        let steps = entries.map { (key: $0.key, slot: $0.slot, step: compile($0.value).step) }
        return Compiled { frame in
            var context = Context()
            for (key, slot, step) in steps {
                let value = step(&frame)
                frame.locals[slot] = value
                context[key] = value
            }
            return frame.made(.context(context))
        }
    }

    private static func interval(_ from: Syntax?, _ to: Syntax?, _ includesStart: Bool, _ includesEnd: Bool) -> Compiled
    {
        let (step, constants) = row([from, to].compactMap { $0 })
        let (hasStart, hasEnd) = (from != nil, to != nil)
        let make: @Sendable ([Value]) -> Value = { ends in
            .interval(
                Interval(
                    from: hasStart ? ends.first : nil, to: hasEnd ? ends.last : nil, includesStart: includesStart,
                    includesEnd: includesEnd))
        }
        if let constants { return Compiled(constant: make(constants)) }
        return Compiled { make(step(&$0)) }
    }

    private static func entry(_ name: String, _ slots: [Int], _ outside: Syntax?) -> Compiled {
        let fallback = outside.map { compile($0).step }
        return Compiled { frame in
            for slot in slots {
                if case .context(let context) = frame.locals[slot], let value = context[name] { return value }
            }
            return fallback?(&frame) ?? .null
        }
    }
}
