import FEEL

/// Works out how the cells of a column are best sorted and kept.
struct IndexColumnPlan {
    let axis: IndexAxis?
    let anyRules: RuleSet
    private let ruleCount: Int
    /// The cells that restrict, each text once, with their rules.
    private var cells: [Cell]

    private struct Cell {
        let rules: [Int]
        /// The stretches that it admits; `nil` where it cannot be sorted.
        var stretches: [Range<Int>]?
    }

    init(_ column: CellColumn) {
        ruleCount = column.places.count
        var rules = Array(repeating: [Int](), count: column.distinct.count)
        for rule in 0..<ruleCount { rules[column.places[rule]].append(rule) }
        var any = RuleSet(none: ruleCount)
        var tests: [(parsed: ConstantTests?, rules: [Int])] = []
        for (cell, rules) in zip(column.distinct, rules) {
            if cell.isAny {
                for rule in rules { any.insert(rule) }
            } else {
                tests.append((cell.constantTests, rules))
            }
        }
        anyRules = any
        let kind = IndexColumnPlan.mostFrequentKind(tests)
        let sorted = tests.compactMap { $0.parsed?.kind == kind ? $0.parsed : nil }
        let axis = kind.map { IndexAxis($0, sorted.flatMap(\.values), isOrdered: sorted.contains(where: \.isOrdered)) }
        self.axis = axis
        cells = tests.map { tests in
            guard let axis, let parsed = tests.parsed, parsed.kind == kind else { return Cell(rules: tests.rules) }
            return Cell(rules: tests.rules, stretches: axis.stretches(parsed))
        }
    }

    private static func mostFrequentKind(_ tests: [(parsed: ConstantTests?, rules: [Int])]) -> IndexAxis.Kind? {
        var counts: [(kind: IndexAxis.Kind, rules: Int)] = []
        for (parsed, rules) in tests {
            guard let kind = parsed?.kind else { continue }
            if let index = counts.firstIndex(where: { $0.kind == kind }) {
                counts[index].rules += rules.count
            } else {
                counts.append((kind, rules.count))
            }
        }
        return counts.max { $0.rules < $1.rules }?.kind
    }

    /// Whether some rule asks for something.
    var restricts: Bool { !cells.isEmpty }

    /// `nil` where every cell is sorted. Ask after `storage()`, which may leave more of them unsorted.
    var unsortedRules: RuleSet? {
        guard cells.contains(where: { $0.stretches == nil }) else { return nil }
        var unsorted = RuleSet(none: ruleCount)
        for cell in cells where cell.stretches == nil {
            for rule in cell.rules { unsorted.insert(rule) }
        }
        return unsorted
    }

    /// Rules that stay possible whatever the value.
    private var others: RuleSet {
        var others = anyRules
        if let unsortedRules { others.formUnion(unsortedRules) }
        return others
    }

    /// Rules times stretches that they hit.
    private var coverage: Int {
        cells.reduce(0) { $0 + ($1.stretches ?? []).reduce(0) { $0 + $1.count } * $1.rules.count }
    }

    var expectedShare: Double {
        guard let axis, ruleCount > 0 else { return 1 }
        let free = ruleCount - cells.reduce(0) { $0 + ($1.stretches == nil ? 0 : $1.rules.count) }
        return (Double(coverage) / Double(axis.count) + Double(free)) / Double(ruleCount)
    }

    /// Whole sets where eight bytes a cell hold them, which is quickest; else lists, or spans where lists would be
    /// long.
    mutating func storage() -> IndexStorage {
        guard let axis else { return .none }
        let (setOfStretch, setCount) = numberedSets(axis.count)
        let width = anyRules.width
        if setCount * width <= max(ruleCount, 1024) { return sets(setOfStretch, setCount, width) }
        return coverage <= ruleCount ? lists(axis.count) : spans(axis.count)
    }

    /// The number of each stretch's set. Stretches in a row that hit the same cells share one; all that hit none share
    /// the set 0.
    private func numberedSets(_ count: Int) -> (numbers: [Int], count: Int) {
        var changes = Array(repeating: 0, count: count + 1)
        var isCut = Array(repeating: false, count: count + 1)
        for range in cells.lazy.compactMap(\.stretches).joined() {
            changes[range.lowerBound] += 1
            changes[range.upperBound] -= 1
            (isCut[range.lowerBound], isCut[range.upperBound]) = (true, true)
        }
        var (numbers, covering, next) = ([Int](), 0, 1)
        for place in 0..<count {
            covering += changes[place]
            if covering == 0 {
                numbers.append(0)
            } else if isCut[place] || numbers.isEmpty {
                numbers.append(next)
                next += 1
            } else {
                numbers.append(next - 1)
            }
        }
        return (numbers, next)
    }

    private func sets(_ numbers: [Int], _ count: Int, _ width: Int) -> IndexStorage {
        var sets = Array(repeating: others, count: count)
        for cell in cells {
            for range in cell.stretches ?? [] {
                for number in Set(numbers[range]) {
                    for rule in cell.rules { sets[number].insert(rule) }
                }
            }
        }
        return .sets(starts: numbers.map { UInt32($0 * width) }, words: sets.flatMap(\.words))
    }

    private func lists(_ count: Int) -> IndexStorage {
        var starts = Array(repeating: UInt32(0), count: count + 1)
        for cell in cells {
            for place in (cell.stretches ?? []).joined() { starts[place + 1] += UInt32(cell.rules.count) }
        }
        for place in 0..<count { starts[place + 1] += starts[place] }
        var next = starts
        var rules = Array(repeating: UInt32(0), count: Int(starts[count]))
        for cell in cells {
            for place in (cell.stretches ?? []).joined() {
                for rule in cell.rules {
                    rules[Int(next[place])] = UInt32(rule)
                    next[place] += 1
                }
            }
        }
        return .lists(starts: starts, rules: rules, others: others)
    }

    /// Cells that are not one span go unsorted.
    private mutating func spans(_ count: Int) -> IndexStorage {
        let everywhere = IndexStorage.Span(first: 0, length: UInt32(count))
        var spans = Array(repeating: everywhere, count: ruleCount)
        for index in cells.indices {
            guard let ranges = cells[index].stretches else { continue }
            guard let span = IndexColumnPlan.span(ranges, count) else {
                cells[index].stretches = nil
                continue
            }
            for rule in cells[index].rules { spans[rule] = span }
        }
        return .spans(spans, count: UInt32(count))
    }

    private static func span(_ ranges: [Range<Int>], _ count: Int) -> IndexStorage.Span? {
        switch ranges.count {
        case 0: IndexStorage.Span(first: 0, length: 0)
        case 1: IndexStorage.Span(first: UInt32(ranges[0].lowerBound), length: UInt32(ranges[0].count))
        case 2 where ranges[0].lowerBound == 0 && ranges[1].upperBound == count:
            IndexStorage.Span(
                first: UInt32(ranges[1].lowerBound), length: UInt32(ranges[0].count + ranges[1].count))
        default: nil
        }
    }
}

extension ConstantTests {
    /// The constants that the tests compare with.
    var values: [Value] {
        tests.flatMap { test -> [Value] in
            switch test {
            case .equals(let value), .differs(let value): [value]
            case .within(let interval): [interval.start, interval.end].compactMap { $0 }
            }
        }
    }

    /// The one kind of value that all of them are; `nil` where there is no such kind.
    var kind: IndexAxis.Kind? {
        let kinds = values.map { IndexAxis.Kind($0) }
        guard let first = kinds.first, kinds.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    var isOrdered: Bool { tests.contains { if case .within = $0 { true } else { false } } }
}

extension IndexAxis {
    /// The stretches in which the tests of a cell hold, apart and in order; `nil` where they cannot be sorted.
    func stretches(_ tests: ConstantTests) -> [Range<Int>]? {
        var ranges: [Range<Int>] = []
        for test in tests.tests {
            guard let found: [Range<Int>] = stretches(test) else { return nil }
            ranges += found
        }
        let joined = IndexAxis.joined(ranges)
        guard tests.isNegated else { return joined }
        var gaps: [Range<Int>] = []
        var start = 0
        for range in joined {
            if start < range.lowerBound { gaps.append(start..<range.lowerBound) }
            start = range.upperBound
        }
        return start < count ? gaps + [start..<count] : gaps
    }

    private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        ranges.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, range in
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
    }
}
