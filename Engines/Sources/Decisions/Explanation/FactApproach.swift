import FEEL
import Kernel

/// Brings facts that are accepted as near as it can to those that are not: fewest changes, each as small as it may be.
struct FactApproach {
    let start: [Value]
    let accepts: ([Value]) -> Bool

    func nearest(_ found: [Value]) -> [Value] {
        var facts = found
        for index in facts.indices
        where start[index].isNull != facts[index].isNull || start[index].equals(facts[index]) == false {
            var without = facts
            without[index] = start[index]
            if accepts(without) { facts = without }
        }
        for index in facts.indices { facts[index] = approach(facts, index) }
        return facts
    }

    /// The value nearest to the present one that is still accepted, by halving what lies between.
    private func approach(_ facts: [Value], _ index: Int) -> Value {
        var (refused, accepted) = (start[index], facts[index])
        guard !refused.isNull, refused.order(to: accepted).map({ $0 != 0 }) ?? false else { return accepted }
        let unit = FactApproach.unit(refused, accepted)
        for _ in 0..<80 {
            guard let middle = FactApproach.middle(refused, accepted, unit: unit) else { return accepted }
            var changed = facts
            changed[index] = middle
            if accepts(changed) { accepted = middle } else { refused = middle }
        }
        return accepted
    }

    /// Digits after the point that people would write.
    private static func unit(_ left: Value, _ right: Value) -> Int {
        max(0, [left, right].compactMap(\.number).map { -$0.canonical.exponent }.max() ?? 0)
    }

    /// A value between two, as fine as the unit; `nil` where they are neighbours.
    private static func middle(_ left: Value, _ right: Value, unit: Int) -> Value? {
        switch (left, right) {
        case (.number(let first), .number(let second)):
            guard let middle = first.adding(second)?.divided(by: 2)?.rounded(toScale: unit, .floor) else { return nil }
            return middle == first || middle == second ? neighbour(first, second, unit) : .number(middle)
        case (.date(let first), .date(let second)):
            let middle = (first.daysSinceEpoch + second.daysSinceEpoch) / 2
            guard middle != first.daysSinceEpoch, middle != second.daysSinceEpoch else { return nil }
            return .date(CivilDate(daysSinceEpoch: middle))
        default: return nil
        }
    }

    /// Halving rounds down: what lies one unit above the lower end may still be left.
    private static func neighbour(_ first: Decimal128, _ second: Decimal128, _ unit: Int) -> Value? {
        guard let step = Decimal128(units: 1, scale: unit), let next = min(first, second).adding(step),
            next < max(first, second)
        else { return nil }
        return .number(next)
    }

    /// How far two values lie apart; those without an order are all equally far.
    static func distance(_ left: Value, _ right: Value) -> Decimal128 {
        switch (left, right) {
        case (.number(let first), .number(let second)): first.subtracting(second)?.magnitude ?? .zero
        case (.date(let first), .date(let second)):
            Decimal128(abs(first.daysSinceEpoch - second.daysSinceEpoch))
        default: left.equals(right) == true ? .zero : .one
        }
    }
}
