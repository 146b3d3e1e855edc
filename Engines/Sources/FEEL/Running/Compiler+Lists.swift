import Kernel

extension Compiler {
    /// By position where the condition is a number, else the elements for which it is true.
    static func filter(_ base: Syntax, _ slot: Int, _ condition: Syntax) -> Compiled {
        let base = compile(base).step
        let condition = compile(condition)
        if let position = condition.constant, case .number(let number) = position {
            return Compiled { Operators.element(number, of: base(&$0).elements) }
        }
        let step = condition.step
        return Compiled { frame in
            let elements = base(&frame).elements
            let before = frame.locals[slot]
            defer { frame.locals[slot] = before }
            var kept: [Value] = []
            for (index, element) in elements.enumerated() {
                guard frame.spend() else { return .null }
                frame.locals[slot] = element
                switch step(&frame) {
                case .boolean(true): kept.append(element)
                case .number(let number) where index == 0: return Operators.element(number, of: elements)
                default: continue
                }
            }
            return .list(kept)
        }
    }

    static func iteration(_ iterators: [Syntax.Iterator], _ partialSlot: Int, _ body: Syntax) -> Compiled {
        let loop = Loop(iterators)
        let body = compile(body).step
        return Compiled { frame in
            var results: [Value] = []
            let isComplete = loop.run(&frame) { frame in
                frame.locals[partialSlot] = .list(results)
                let value = body(&frame)
                // Let go of the copy before appending, so that the list grows in place.
                frame.locals[partialSlot] = .null
                results.append(value)
                return true
            }
            return isComplete == nil ? .null : .list(results)
        }
    }

    static func quantified(_ isEvery: Bool, _ iterators: [Syntax.Iterator], _ condition: Syntax) -> Compiled {
        let loop = Loop(iterators)
        let condition = compile(condition).step
        return Compiled { frame in
            var result: Bool? = isEvery
            let isComplete = loop.run(&frame) { frame in
                let truth = condition(&frame).boolean
                if truth == !isEvery {
                    result = truth
                    return false
                }
                if truth == nil { result = nil }
                return true
            }
            return isComplete == nil ? .null : Value(result)
        }
    }
}

/// The rounds of a `for`, `some` or `every`, the last variable turning fastest.
struct Loop: Sendable {
    /// One variable and the steps that give what it runs over.
    private struct Dimension: Sendable {
        let slot: Int
        let from: Step
        let to: Step?
    }

    private let dimensions: [Dimension]

    init(_ iterators: [Syntax.Iterator]) {
        dimensions = iterators.map { iterator in
            Dimension(
                slot: iterator.slot, from: Compiler.compile(iterator.from).step,
                to: iterator.to.map { Compiler.compile($0).step })
        }
    }

    /// Calls `body` for each round until it returns false. `nil` where something cannot be run over; true where all
    /// ran.
    func run(_ frame: inout Frame, _ body: (inout Frame) -> Bool) -> Bool? {
        run(&frame, dimensions[...], body)
    }

    private func run(_ frame: inout Frame, _ rest: ArraySlice<Dimension>, _ body: (inout Frame) -> Bool) -> Bool? {
        guard let dimension = rest.first else { return frame.spend() ? body(&frame) : nil }
        guard let values = values(dimension, &frame) else { return nil }
        for value in values {
            frame.locals[dimension.slot] = value
            guard let goesOn = run(&frame, rest.dropFirst(), body) else { return nil }
            if !goesOn { return false }
        }
        return true
    }

    private func values(_ dimension: Dimension, _ frame: inout Frame) -> [Value]? {
        let from = dimension.from(&frame)
        if let to = dimension.to { return Loop.range(from, to(&frame)) }
        switch from {
        case .null: return nil
        case .interval(let interval): return Loop.elements(of: interval)
        default: return from.elements
        }
    }

    /// Whole numbers or days from one to the other, downwards too.
    private static func range(_ from: Value, _ to: Value) -> [Value]? {
        switch (from, to) {
        case (.number(let from), .number(let to)):
            guard let from = from.int, let to = to.int else { return nil }
            return steps(from, to)?.map { .number(Decimal128($0)) }
        case (.date(let from), .date(let to)):
            return steps(from.daysSinceEpoch, to.daysSinceEpoch)?.map { .date(CivilDate(daysSinceEpoch: $0)) }
        default: return nil
        }
    }

    private static func steps(_ from: Int, _ to: Int) -> [Int]? {
        let (distance, overflow) = to.subtractingReportingOverflow(from)
        guard !overflow, distance.magnitude < Limits.stepsMax else { return nil }
        return Array(stride(from: from, through: to, by: distance < 0 ? -1 : 1))
    }

    private static func elements(of interval: Interval) -> [Value]? {
        guard let start = interval.start, let end = interval.end, let order = start.order(to: end), order <= 0,
            let all = range(start, end)
        else { return nil }
        return all.filter { interval.contains($0) ?? true }
    }
}
