/// The sets of a table of up to 64 rules. A set is one word and all stand in one array, so that a column costs a
/// load and an `and`.
final class FlatIndex: Sendable {
    /// A column that restricts some rule.
    struct Column: Sendable {
        let number: Int
        /// Where the sets of its stretches begin.
        fileprivate let sets: Int
        let unsortedRules: UInt64
    }

    let columns: [Column]
    let allRules: UInt64
    private let sets: [UInt64]

    init(_ columns: [IndexColumn], _ storages: [IndexStorage], _ order: [Int], ruleCount: Int) {
        allRules = RuleSet(all: ruleCount).head
        var sets: [UInt64] = []
        self.columns = order.map { number in
            let column = columns[number]
            // The two places before the line, for values off it and unknown.
            sets += [column.anyRules.head, column.anyRules.head]
            let start = sets.count
            for place in 0..<(column.axis?.count ?? 0) {
                var (kept, spare) = (RuleSet(all: ruleCount), RuleSet(none: ruleCount))
                storages[number].keep(place, &kept, &spare, 0..<64)
                sets.append(kept.head)
            }
            return Column(number: number, sets: start, unsortedRules: column.unsortedRules?.head ?? 0)
        }
        self.sets = sets
    }

    /// Rules that a value at `place` hits or may hit; of an unknown value or one off the line those that pass any.
    @inline(__always)
    func hits(_ column: Column, _ place: Int) -> UInt64 { sets[column.sets + place] }
}
