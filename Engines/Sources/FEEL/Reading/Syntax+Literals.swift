extension Syntax {
    /// Values that stand in the expression, written or fixed by the scope: where its result can change. Contexts and
    /// lists give their parts.
    var literals: [Value] {
        switch self {
        case .constant(let value): value.parts
        case .entry(_, _, let outside): outside?.literals ?? []
        case .list(let elements): elements.flatMap(\.literals)
        case .context(let entries): entries.flatMap(\.value.literals)
        case .interval(let from, let to, _, _): [from, to].compactMap { $0 }.flatMap(\.literals)
        case .negated(let operand): operand.literals.map(Operators.negated)
        case .arithmetic(let first, let rest): first.literals + rest.flatMap(\.operand.literals)
        case .comparison(_, let left, let right): left.literals + right.literals
        case .both(let parts), .either(let parts): parts.flatMap(\.literals)
        case .between(let value, let low, let high): value.literals + low.literals + high.literals
        case .membership(let value, let tests): value.literals + tests.flatMap(\.literals)
        case .instance(let value, _), .path(let value, _): value.literals
        case .filter(let base, _, let condition): base.literals + condition.literals
        case .choice(let condition, let first, let second): condition.literals + first.literals + second.literals
        case .iteration(let iterators, _, let body), .quantified(_, let iterators, let body):
            iterators.flatMap { $0.from.literals + ($0.to?.literals ?? []) } + body.literals
        case .function(_, _, let body): body.literals
        case .builtin(_, let arguments): arguments.flatMap(\.literals)
        case .call(let callee, let arguments): callee.literals + arguments.flatMap(\.literals)
        case .namedCall(let callee, let arguments): callee.literals + arguments.flatMap(\.value.literals)
        default: []
        }
    }
}

extension Syntax.Test {
    var literals: [Value] {
        switch self {
        case .compare(_, let value), .value(let value), .condition(let value): value.literals
        }
    }
}

extension Value {
    /// The value itself, or what it is made of.
    fileprivate var parts: [Value] {
        switch self {
        case .null, .function: []
        case .list(let elements): elements.flatMap(\.parts)
        case .context(let context): context.entries.flatMap(\.value.parts)
        case .interval(let interval): [interval.start, interval.end].compactMap { $0 }.flatMap(\.parts)
        default: [self]
        }
    }
}
