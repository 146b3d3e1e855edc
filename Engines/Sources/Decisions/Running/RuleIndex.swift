import FEEL

/// 规则索引 — which rules of a table can hit a row of values, without trying them one after the other. Each column cuts
/// the line of its values into stretches and knows for each stretch the set of rules that it hits; a row of values is
/// the intersection of as many sets as there are columns, 64 rules at a step. Cells that are more than a comparison with
/// constants are not sorted: their rules stay candidates, and whoever evaluates tries those cells.
final class RuleIndex: Sendable {
    let ruleCount: Int
    let columns: [IndexColumn]
    /// Columns that restrict some rule, those that narrow most first.
    let order: [Int]
    /// The whole index in one array, where the table has no more than 64 rules.
    let flat: FlatIndex?

    init(_ cells: [CellColumn], ruleCount: Int) {
        self.ruleCount = ruleCount
        let columns = cells.map { IndexColumn($0) }
        self.columns = columns
        // Where rules are tried one by one there should be few left.
        order = columns.indices.filter { columns[$0].restricts }.sorted { first, second in
            let (first, second) = (columns[first], columns[second])
            return first.triesRules == second.triesRules
                ? first.expectedShare < second.expectedShare : second.triesRules
        }
        flat = ruleCount <= 64 ? FlatIndex(columns, order, ruleCount: ruleCount) : nil
    }

    /// What a value means to a column.
    enum Place {
        /// Nobody knows the value: each rule that the column restricts stays open.
        static let unknown = -2
        /// The value is of another kind than the cells: they are to be tried one by one.
        static let offLine = -1
    }
}

/// What is left of a table for one row of values. Its memory is used again for the next row.
struct Narrowing: Sendable {
    /// For each column the stretch in which its value lies, or one of `RuleIndex.Place`.
    var places: [Int]
    /// Rules that no sorted cell rules out.
    private(set) var possible: RuleSet
    /// Rules that a column with unknown value restricts.
    private var open: RuleSet
    /// Rules of which a cell must be tried.
    private var unchecked: RuleSet
    private var hasOpen = false
    private var hasUnchecked = false
    private var spare: RuleSet

    init(_ index: RuleIndex) {
        places = Array(repeating: RuleIndex.Place.unknown, count: index.columns.count)
        possible = RuleSet(none: index.ruleCount)
        (open, unchecked, spare) = (possible, possible, possible)
    }

    /// A column with an unknown value restricts the rule.
    @inline(__always)
    func isOpen(_ rule: Int) -> Bool { hasOpen && open.contains(rule) }

    /// Some cell of the rule is not sorted, or its value off the line: cells must be tried.
    @inline(__always)
    func isUnchecked(_ rule: Int) -> Bool { hasUnchecked && unchecked.contains(rule) }

    /// Narrows the rules down to those that `places` leaves possible.
    mutating func narrow(_ index: RuleIndex) {
        if let flat = index.flat { return narrow(flat) }
        possible.fill(all: index.ruleCount)
        if hasOpen { open.clear() }
        if hasUnchecked { unchecked.clear() }
        (hasOpen, hasUnchecked) = (false, false)
        for number in index.order {
            let column = index.columns[number]
            switch places[number] {
            case RuleIndex.Place.unknown:
                open.formUnion(complementOf: column.anyRules)
                hasOpen = true
            case RuleIndex.Place.offLine:
                unchecked.formUnion(complementOf: column.anyRules)
                hasUnchecked = true
            case let place:
                column.keep(place, &possible, &spare)
                guard let unsorted = column.unsortedRules else { continue }
                unchecked.formUnion(unsorted)
                hasUnchecked = true
            }
        }
    }

    private mutating func narrow(_ flat: FlatIndex) {
        var (possible, open, unchecked) = (flat.allRules, UInt64(0), UInt64(0))
        for column in flat.columns {
            let place = places[column.number]
            let hits = flat.hits(column, place)
            if place >= 0 {
                possible &= hits
                unchecked |= column.unsortedRules
            } else if place == RuleIndex.Place.unknown {
                open |= ~hits
            } else {
                unchecked |= ~hits
            }
        }
        self.possible.set(possible)
        self.open.set(open)
        self.unchecked.set(unchecked)
        (hasOpen, hasUnchecked) = (open != 0, unchecked != 0)
    }
}
