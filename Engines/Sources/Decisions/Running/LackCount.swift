import FEEL

/// How many cells each rule lacks for a hit, counted for 64 rules at a step: the binary digits of the counts stand in
/// planes, one bit a rule, and each column adds its set of missing cells to them like a carry.
struct LackCount: Sendable {
    /// Rules that are counted.
    private var among: RuleSet
    /// For each column the rules that lack its cell.
    private var lacking: [RuleSet]
    private var planes: [RuleSet]
    private var carry: RuleSet
    private var spare: RuleSet

    /// Of no table.
    static let none = LackCount(RuleIndex([], ruleCount: 0))

    init(_ index: RuleIndex) {
        let none = RuleSet(none: index.ruleCount)
        (among, carry, spare) = (none, none, none)
        lacking = Array(repeating: none, count: index.columns.count)
        let digits = Int.bitWidth - index.order.count.leadingZeroBitCount
        planes = Array(repeating: none, count: digits)
    }

    /// Begins a count among some rules, or all.
    mutating func begin(_ index: RuleIndex, among rules: [Int]?) {
        if let rules {
            among.clear()
            for rule in rules { among.insert(rule) }
        } else {
            among.fill(all: index.ruleCount)
        }
        for digit in planes.indices { planes[digit].clear() }
    }

    /// Adds a column whose value lies at `place`. `isHit` tries a cell that the index does not know.
    mutating func add(
        _ number: Int, of cells: CellColumn, _ index: RuleIndex, at place: Int, isHit: (UnaryTests) -> Bool
    ) {
        let column = index.columns[number]
        lacking[number] = among
        switch place {
        case RuleIndex.Place.unknown: lacking[number].subtract(column.anyRules)
        case RuleIndex.Place.offLine:
            lacking[number].subtract(column.anyRules)
            tryCells(lacking[number], number, cells, isHit)
        default:
            carry = among
            index.sets.keep(number, place, &carry, &spare)
            lacking[number].subtract(carry)
            if var unsorted = column.unsortedRules {
                unsorted.formIntersection(carry)
                lacking[number].formUnion(unsorted)
                tryCells(unsorted, number, cells, isHit)
            }
        }
        carry = lacking[number]
        for digit in planes.indices {
            spare = planes[digit]
            planes[digit].combine(carry) { $0 ^ $1 }
            carry.formIntersection(spare)
        }
    }

    /// Takes those of the rules out of the lacking ones whose cell hits; cells of one text are tried once.
    private mutating func tryCells(
        _ rules: RuleSet, _ number: Int, _ cells: CellColumn, _ isHit: (UnaryTests) -> Bool
    ) {
        var known: [Int: Bool] = [:]
        rules.forEach { rule in
            let place = cells.places[rule]
            let hits = known[place] ?? isHit(cells.distinct[place])
            known[place] = hits
            if hits { lacking[number].remove(rule) }
            return true
        }
    }

    /// The rules that lack fewest cells, once every column was added.
    mutating func fewest() -> RuleSet {
        carry = among
        for plane in planes.reversed() {
            spare = carry
            spare.subtract(plane)
            if !spare.isEmpty { carry = spare }
        }
        return carry
    }

    /// Whether one of the rules lacks the column's cell.
    func lacks(anyOf rules: RuleSet, _ column: Int) -> Bool { !lacking[column].isDisjoint(with: rules) }

    func lacks(_ rule: Int, _ column: Int) -> Bool { lacking[column].contains(rule) }
}

/// The same count for a table of up to 64 rules: a set is one word.
struct FlatLackCount {
    private let among: UInt64
    private var planes = SIMD8<UInt64>.zero

    init(among: UInt64) { self.among = among }

    /// Adds a column with the rules that hit it; gives those that lack it.
    @inline(__always)
    mutating func add(hits: UInt64) -> UInt64 {
        let lacking = among & ~hits
        var (carry, digit) = (lacking, 0)
        while carry != 0, digit < 8 {
            let before = planes[digit]
            planes[digit] = before ^ carry
            carry &= before
            digit += 1
        }
        return lacking
    }

    /// The rules that lack fewest cells, once every column was added.
    var fewest: UInt64 {
        var rules = among
        for digit in (0..<8).reversed() {
            let fewer = rules & ~planes[digit]
            if fewer != 0 { rules = fewer }
        }
        return rules
    }
}

/// Numbers in the order in which they come up, each once; up to eight of them below 255 take no more than a word.
struct NumberList: Sendable {
    private var first = UInt64.max
    /// All of them, where the word does not hold them.
    private var all: [Int] = []

    mutating func append(_ number: Int) {
        if all.isEmpty {
            var rest = first
            for place in 0..<8 where number < 0xFF {
                if rest & 0xFF == UInt64(number) { return }
                if rest & 0xFF == 0xFF {
                    first ^= UInt64(0xFF ^ number) << UInt64(place * 8)
                    return
                }
                rest >>= 8
            }
            all = numbers
        }
        if !all.contains(number) { all.append(number) }
    }

    var numbers: [Int] {
        guard all.isEmpty else { return all }
        return (0..<8).map { Int(first >> UInt64($0 * 8) & 0xFF) }.filter { $0 != 0xFF }
    }
}
