import FEEL
import Kernel

/// Looks for facts that give columns wanted values: columns that are computed are approached fact by fact, by trying
/// values and halving between those on either side. Deterministic: the same question has the same answer.
struct FactSearch {
    /// What the value of a column shall be.
    struct Target {
        let column: Int
        let axis: Axis
        let wanted: PositionSet
    }

    let shape: ModelShape
    /// Evaluations that may still be made.
    private var trials: Int
    private let meter: SearchMeter
    /// Used again and again, so that a trial needs no memory of its own.
    private var evaluation: Evaluation
    private var generator: UInt64 = 1

    /// - Parameters:
    ///   - trials: evaluations that may be made.
    ///   - meter: what they may use together with all others of the same search.
    init(_ shape: ModelShape, trials: Int, meter: SearchMeter) {
        self.shape = shape
        self.trials = trials
        self.meter = meter
        evaluation = Evaluation(shape.model.plan)
    }

    /// Whether the search ended because it may not go on.
    var isUsedUp: Bool { trials <= 0 || meter.isUsedUp }

    /// Facts, beginning with `start`, that meet all targets and are accepted. Only facts with candidates are changed.
    ///
    /// - Parameter candidates: for an input the values that it may take, nearest or plainest first.
    mutating func find(
        from start: [Value], candidates: [Int: [Value]], targets: [Target],
        accepts: (inout Evaluation) -> Bool
    ) -> [Value]? {
        var facts = start
        let free = candidates.keys.sorted()
        for round in 0..<FactSearch.roundsMax {
            if descend(&facts, candidates, targets), check(facts, accepts) { return facts }
            guard !isUsedUp, !free.isEmpty, round < FactSearch.roundsMax - 1 else { return nil }
            for input in free {
                guard let values = candidates[input], !values.isEmpty else { continue }
                facts[input] = values[Int(random() % UInt64(values.count))]
            }
        }
        return nil
    }

    static let roundsMax = 10

    private mutating func check(_ facts: [Value], _ accepts: (inout Evaluation) -> Bool) -> Bool {
        trial(facts, accepts)
    }

    /// Indexes of the targets that are not met.
    private mutating func open(_ facts: [Value], _ targets: [Target]) -> [Int] {
        trial(facts) { evaluation in
            targets.indices.filter { index in
                !(evaluation.position(targets[index]).map(targets[index].wanted.contains) ?? false)
            }
        }
    }

    private mutating func trial<Answer>(_ facts: [Value], _ read: (inout Evaluation) -> Answer) -> Answer {
        trials -= 1
        return meter.trial(&evaluation, facts, read)
    }

    /// Changes one fact at a time as long as that meets more targets.
    private mutating func descend(_ facts: inout [Value], _ candidates: [Int: [Value]], _ targets: [Target]) -> Bool {
        var unmet = open(facts, targets)
        while !unmet.isEmpty, !isUsedUp {
            guard let better = step(facts, unmet, candidates, targets) else { return false }
            facts = better.facts
            unmet = better.unmet
        }
        return unmet.isEmpty
    }

    private typealias Step = (facts: [Value], unmet: [Int])

    private mutating func step(
        _ facts: [Value], _ unmet: [Int], _ candidates: [Int: [Value]], _ targets: [Target]
    ) -> Step? {
        for index in unmet {
            for input in shape.inputsOfColumn[targets[index].column].sorted() {
                guard let values = candidates[input], !isUsedUp else { continue }
                var best: Step?
                for value in values where !isUsedUp {
                    var changed = facts
                    changed[input] = value
                    let open = open(changed, targets)
                    guard open.count < (best?.unmet.count ?? unmet.count) else { continue }
                    best = (changed, open)
                    if open.isEmpty { break }
                }
                if best == nil, let changed = halve(facts, input, values, targets[index]) {
                    let open = open(changed, targets)
                    if open.count < unmet.count { best = (changed, open) }
                }
                if let best { return best }
            }
        }
        return nil
    }

    /// Looks between two neighbouring candidates of which one gives the column too little and the other too much.
    private mutating func halve(_ facts: [Value], _ input: Int, _ values: [Value], _ target: Target) -> [Value]? {
        guard let low = target.wanted.first, let high = target.wanted.last else { return nil }
        let line = values.filter { Axis.order($0, values[0]) != nil }.sorted { Axis.order($0, $1) == -1 }
        var before: (value: Value, side: Int)?
        for value in line {
            guard !isUsedUp, let side = side(facts, input, value, target, low...high) else { continue }
            if let before, before.side != side, side != 0,
                let found = halve(facts, input, before.value, value, before.side, target, low...high)
            {
                return found
            }
            before = (value, side)
        }
        return nil
    }

    private mutating func halve(
        _ facts: [Value], _ input: Int, _ first: Value, _ second: Value, _ sideOfFirst: Int, _ target: Target,
        _ wanted: ClosedRange<Int>
    ) -> [Value]? {
        var (near, far) = (first, second)
        for _ in 0..<60 {
            guard !isUsedUp, let middle = Sample.halfway(near, far),
                let side = side(facts, input, middle, target, wanted)
            else { return nil }
            if side == 0 {
                var changed = facts
                changed[input] = middle
                return changed
            }
            if side == sideOfFirst { near = middle } else { far = middle }
        }
        return nil
    }

    /// Whether the column comes below (−1), within (0) or above (1) what is wanted.
    private mutating func side(
        _ facts: [Value], _ input: Int, _ value: Value, _ target: Target, _ wanted: ClosedRange<Int>
    ) -> Int? {
        var changed = facts
        changed[input] = value
        guard let position = trial(changed, { $0.position(target) }) else { return nil }
        return position < wanted.lowerBound ? -1 : (position > wanted.upperBound ? 1 : 0)
    }

    /// SplitMix64: variety without chance.
    private mutating func random() -> UInt64 {
        generator &+= 0x9E37_79B9_7F4A_7C15
        var mixed = generator
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Evaluation {
    /// Where the value of a target's column lies; `nil` where it is unknown.
    fileprivate func position(_ target: FactSearch.Target) -> Int? {
        known(plan.columnSlots[target.column]).flatMap { target.axis.position(of: $0) }
    }
}

extension Sample {
    /// A value between two others, a whole one where there is room; `nil` where they are neighbours.
    static func halfway(_ left: Value, _ right: Value) -> Value? {
        var middle = Sample.middle(left, right)
        if case .number(let number) = middle, let whole = number.rounded(toScale: 0, .floor) {
            let isInside = [left, right].compactMap(\.number).allSatisfy { $0 != whole }
            if isInside, left.order(to: .number(whole)) == Value.number(whole).order(to: right) {
                middle = .number(whole)
            }
        }
        guard !middle.isNull, let first = left.order(to: middle), let second = middle.order(to: right),
            first != 0, first == second
        else { return nil }
        return middle
    }
}
