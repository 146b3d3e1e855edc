/// How an index keeps the rules of each stretch of a column.
enum IndexStorage: Sendable {
    /// No cell is sorted.
    case none
    /// Few different sets, each whole: where the set of each stretch begins among the words.
    case sets(starts: [UInt32], words: [UInt64])
    /// Many small ones, kept for all rules at once whatever part is asked for: the rules of stretch `n` stand from
    /// `starts[n]` to `starts[n + 1]`; `others` pass everywhere or must be tried.
    case lists(starts: [UInt32], rules: [UInt32], others: RuleSet)
    /// Many large ones, as of ten thousand overlapping ranges: for each rule where it hits.
    case spans([Span], count: UInt32)

    /// Takes out of `possible` the rules that fail in a stretch. `spare` is memory to work in.
    @inline(__always)
    func keep(_ place: Int, _ possible: inout RuleSet, _ spare: inout RuleSet, _ some: Range<Int>) {
        switch self {
        case .none: return
        case .sets(let starts, let words): possible.formIntersection(words, from: Int(starts[place]), rules: some)
        case .lists(let starts, let rules, let others):
            swap(&possible, &spare)
            possible.set(intersectionOf: spare, others)
            for index in Int(starts[place])..<Int(starts[place + 1]) where spare.contains(Int(rules[index])) {
                possible.insert(Int(rules[index]))
            }
        case .spans(let spans, let count):
            let place = UInt32(truncatingIfNeeded: place)
            possible.forEach(from: some.lowerBound) { rule in
                guard rule < some.upperBound else { return false }
                if !spans[rule].holds(place, of: count) { possible.remove(rule) }
                return true
            }
        }
    }

    /// Whether `keep` looks at one rule after the other.
    var triesRules: Bool { if case .spans = self { true } else { false } }

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
