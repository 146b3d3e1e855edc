/// What is left of a table for one row of values. Its memory is used again for the next row.
struct Narrowing: Sendable {
    /// For each column the stretch in which its value lies, or one of `RuleIndex.Place`.
    var places: [Int]
    /// Rules that no sorted cell rules out, as far as they were narrowed down.
    private(set) var possible: RuleSet
    /// Rules that a column with unknown value restricts.
    private var open: RuleSet
    /// Rules of which a cell must be tried.
    private var unchecked: RuleSet
    private var hasOpen = false
    private var hasUnchecked = false
    private var spare: RuleSet
    /// Rules before this one are narrowed down.
    private(set) var end = 0

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

    /// Narrows all rules down to those that `places` leaves possible.
    mutating func narrow(_ index: RuleIndex) {
        begin(index)
        while narrowFurther(index) {}
    }

    /// Begins with a row of values; which rules are possible `narrowFurther` tells.
    mutating func begin(_ index: RuleIndex) {
        if let flat = index.flat { return narrow(flat, index.ruleCount) }
        possible.fill(all: index.ruleCount)
        if hasOpen { open.clear() }
        if hasUnchecked { unchecked.clear() }
        (hasOpen, hasUnchecked, end) = (false, false, 0)
        let sets = index.sets
        for column in sets.columns {
            let place = places[column.number]
            if place >= 0 {
                sets.keepListed(column, place, &possible, &spare)
                if column.hasUnsorted, let unsorted = index.columns[column.number].unsortedRules {
                    unchecked.formUnion(unsorted)
                    hasUnchecked = true
                }
            } else if place == RuleIndex.Place.unknown {
                open.formUnion(complementOf: index.columns[column.number].anyRules)
                hasOpen = true
            } else {
                unchecked.formUnion(complementOf: index.columns[column.number].anyRules)
                hasUnchecked = true
            }
        }
    }

    /// Narrows the next thousand rules down; false where all were. Who only wants the first rule that hits can stop
    /// where it is: of ten thousand rules it mostly stands among the first.
    mutating func narrowFurther(_ index: RuleIndex) -> Bool {
        guard end < index.ruleCount else { return false }
        let sets = index.sets
        for column in sets.columns where places[column.number] >= 0 {
            sets.keepFurther(column, places[column.number], &possible, &spare, end..<end + Narrowing.step)
        }
        end += Narrowing.step
        return true
    }

    /// Whole words.
    private static let step = 1024

    private mutating func narrow(_ flat: FlatIndex, _ ruleCount: Int) {
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
        (hasOpen, hasUnchecked, end) = (open != 0, unchecked != 0, ruleCount)
    }
}
