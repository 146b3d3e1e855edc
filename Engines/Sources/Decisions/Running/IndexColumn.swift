import FEEL

/// One column of an index: the line of its values and the rules that each stretch of it hits. A class, so that an
/// evaluation passes one reference and not seven.
final class IndexColumn: Sendable {
    /// Absent where no cell can be sorted.
    let axis: IndexAxis?
    /// Rules that pass any value (`-`).
    let anyRules: RuleSet
    /// Rules whose cell must be tried; `nil` where there is none.
    let unsortedRules: RuleSet?
    /// Whether some rule asks for something.
    let restricts: Bool
    /// The share of the rules that one value leaves possible on average.
    let expectedShare: Double
    private let storage: IndexStorage

    init(_ cells: CellColumn) {
        var plan = IndexColumnPlan(cells)
        axis = plan.axis
        anyRules = plan.anyRules
        restricts = cells.distinct.contains { !$0.isAny }
        storage = plan.storage()
        unsortedRules = plan.unsortedRules
        expectedShare = plan.expectedShare
    }

    /// Whether `keep` looks at one rule after the other.
    var triesRules: Bool { if case .spans = storage { true } else { false } }

    /// The stretch in which a value lies, or `Place.offLine`.
    @inline(__always)
    func place(of value: Value) -> Int { axis?.place(of: value) ?? RuleIndex.Place.offLine }

    /// Whether a rule's cell must be tried.
    func isUnsorted(_ rule: Int) -> Bool { unsortedRules?.contains(rule) ?? false }

    /// Takes out of `possible` the rules that fail in a stretch. `spare` is memory to work in.
    @inline(__always)
    func keep(_ place: Int, _ possible: inout RuleSet, _ spare: inout RuleSet) {
        switch storage {
        case .none: return
        case .sets(let starts, let words): possible.formIntersection(words, from: Int(starts[place]))
        case .lists(let starts, let rules, let others):
            swap(&possible, &spare)
            possible.set(intersectionOf: spare, others)
            for index in Int(starts[place])..<Int(starts[place + 1]) where spare.contains(Int(rules[index])) {
                possible.insert(Int(rules[index]))
            }
        case .spans(let spans, let count):
            spare.clear()
            possible.forEach { rule in
                if !spans[rule].holds(UInt32(truncatingIfNeeded: place), of: count) { spare.insert(rule) }
                return true
            }
            possible.subtract(spare)
        }
    }
}

/// How an index keeps the rules of each stretch of a column.
enum IndexStorage: Sendable {
    /// No cell is sorted.
    case none
    /// Few different sets, each whole: where the set of each stretch begins among the words.
    case sets(starts: [UInt32], words: [UInt64])
    /// Many small ones: the rules of stretch `n` stand from `starts[n]` to `starts[n + 1]`; `others` pass everywhere or
    /// must be tried.
    case lists(starts: [UInt32], rules: [UInt32], others: RuleSet)
    /// Many large ones, as of ten thousand overlapping ranges: for each rule where it hits.
    case spans([Span], count: UInt32)

    /// Where a rule hits: stretches in a row, which may go round the end of the line, as those of `not(…)` do.
    struct Span: Sendable {
        let first: UInt32
        let length: UInt32

        @inline(__always)
        func holds(_ place: UInt32, of count: UInt32) -> Bool {
            (place >= first ? place - first : place + count - first) < length
        }
    }
}
