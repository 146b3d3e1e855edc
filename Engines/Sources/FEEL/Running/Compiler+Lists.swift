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
            return frame.made(.list(kept))
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
                return frame.append(value, to: &results)
            }
            return isComplete == true ? frame.made(.list(results)) : .null
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

extension Frame {
    /// Adds the value of a round to those before; false where it is too large. A value made of `partial` may be nested
    /// deeper with each round, and a list that kept `partial` is copied: both are counted.
    fileprivate mutating func append(_ value: Value, to results: inout [Value]) -> Bool {
        if value.isComposite, !meter.admits(value) { return false }
        let hadRoom = results.capacity > results.count
        let before = results.withUnsafeBufferPointer { $0.baseAddress }
        results.append(value)
        let isCopy = hadRoom && results.withUnsafeBufferPointer { $0.baseAddress } != before
        guard isCopy || results.count > meter.limits.listLengthMax else { return true }
        return meter.makeList(count: results.count)
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
        if let to = dimension.to { return Loop.range(from, to(&frame), &frame) }
        switch from {
        case .null: return nil
        case .interval(let interval): return Loop.elements(of: interval, &frame)
        default: return from.elements
        }
    }

    /// Whole numbers or days from one to the other, downwards too.
    private static func range(_ from: Value, _ to: Value, _ frame: inout Frame) -> [Value]? {
        switch (from, to) {
        case (.number(let from), .number(let to)):
            guard from.isInteger, to.isInteger else { return nil }
            guard let from = from.int, let to = to.int else {
                _ = frame.meter.exceed(.steps)
                return nil
            }
            return steps(from, to, &frame)?.map { .number(Decimal128($0)) }
        case (.date(let from), .date(let to)):
            return steps(from.daysSinceEpoch, to.daysSinceEpoch, &frame)?.map {
                .date(CivilDate(daysSinceEpoch: $0))
            }
        default: return nil
        }
    }

    /// What could never be run over is not begun.
    private static func steps(_ from: Int, _ to: Int, _ frame: inout Frame) -> StrideThrough<Int>? {
        let (distance, overflow) = to.subtractingReportingOverflow(from)
        guard frame.meter.foresees(overflow ? .max : distance.magnitude),
            frame.meter.makeList(count: Int(distance.magnitude))
        else { return nil }
        return stride(from: from, through: to, by: distance < 0 ? -1 : 1)
    }

    private static func elements(of interval: Interval, _ frame: inout Frame) -> [Value]? {
        guard let start = interval.start, let end = interval.end, let order = start.order(to: end), order <= 0,
            let all = range(start, end, &frame)
        else { return nil }
        return all.filter { interval.contains($0) ?? true }
    }
}
