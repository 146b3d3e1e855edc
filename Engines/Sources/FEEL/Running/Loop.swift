import Kernel

extension Frame {
    /// Adds the value of a round to those before; false where it is too large. A value made of `partial` may be nested
    /// deeper with each round, and a list that kept `partial` is copied: both are counted.
    mutating func append(_ value: Value, to results: inout [Value]) -> Bool {
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
        guard let rounds = rounds(dimension, &frame) else { return nil }
        for index in 0..<rounds.count {
            frame.locals[dimension.slot] = rounds[index]
            guard let goesOn = run(&frame, rest.dropFirst(), body) else { return nil }
            if !goesOn { return false }
        }
        return true
    }

    private func rounds(_ dimension: Dimension, _ frame: inout Frame) -> Rounds? {
        let from = dimension.from(&frame)
        let rounds: Rounds?
        if let to = dimension.to {
            rounds = Rounds(from, to(&frame))
        } else {
            switch from {
            case .null: rounds = nil
            case .interval(let interval): rounds = Rounds(interval)
            default: rounds = Rounds(from.elements)
            }
        }
        // What could never be run over is not begun.
        guard let rounds, frame.meter.foresees(rounds.count) else { return nil }
        return rounds
    }
}

/// What a variable runs over: the elements of a list, or whole numbers or days, which are made one by one.
private struct Rounds {
    private enum Source {
        case list([Value])
        case numbers(Int)
        case days(Int)
    }

    let count: Int
    private let source: Source
    /// −1 counts down.
    private let step: Int

    init(_ elements: [Value]) {
        (source, count, step) = (.list(elements), elements.count, 1)
    }

    /// From one to the other, downwards too; `nil` for anything but whole numbers and days.
    init?(_ from: Value, _ to: Value) {
        switch (from, to) {
        case (.number(let from), .number(let to)):
            guard from.isInteger, to.isInteger else { return nil }
            guard let first = from.int, let last = to.int else {
                // Ends beyond all machine words: more rounds than anyone may run.
                self.init(.numbers(0), 0, .max)
                return
            }
            self.init(.numbers(first), first, last)
        case (.date(let from), .date(let to)):
            self.init(.days(from.daysSinceEpoch), from.daysSinceEpoch, to.daysSinceEpoch)
        default: return nil
        }
    }

    private init(_ source: Source, _ from: Int, _ to: Int) {
        let (distance, overflow) = to.subtractingReportingOverflow(from)
        self.source = source
        count = overflow || distance.magnitude >= Int.max ? .max : Int(distance.magnitude) + 1
        step = distance < 0 ? -1 : 1
    }

    /// A range upwards, without those ends that do not belong to it.
    init?(_ interval: Interval) {
        guard let start = interval.start, let end = interval.end, let order = start.order(to: end), order <= 0,
            let all = Rounds(start, end)
        else { return nil }
        let skipped = (interval.includesStart ? 0 : 1, interval.includesEnd ? 0 : 1)
        count = max(0, all.count - skipped.0 - skipped.1)
        step = 1
        source =
            switch all.source {
            case .numbers(let first): .numbers(first + skipped.0)
            case .days(let first): .days(first + skipped.0)
            case .list: all.source
            }
    }

    subscript(index: Int) -> Value {
        switch source {
        case .list(let elements): elements[index]
        case .numbers(let first): .number(Decimal128(first + index * step))
        case .days(let first): .date(CivilDate(daysSinceEpoch: first + index * step))
        }
    }
}
