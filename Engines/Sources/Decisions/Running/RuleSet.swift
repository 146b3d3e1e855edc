/// A set of rules of one table, one bit each. The first 64 rules, which are all of most tables, stand in the value
/// itself; further ones in an array, worked through in plain loops that become vector instructions.
struct RuleSet: Sendable {
    private(set) var head: UInt64
    private(set) var tail: [UInt64]

    /// No rule of so many.
    init(none count: Int) {
        head = 0
        tail = count > 64 ? Array(repeating: 0, count: (count - 1) / 64) : []
    }

    /// Every rule of so many.
    init(all count: Int) {
        self.init(none: count)
        fill(all: count)
    }

    /// Rules of a table of up to 64.
    init(_ word: UInt64) { (head, tail) = (word, []) }

    /// The rules from the first on.
    var members: [Int] {
        var members: [Int] = []
        forEach { rule in
            members.append(rule)
            return true
        }
        return members
    }

    func isDisjoint(with other: RuleSet) -> Bool {
        head & other.head == 0 && zip(tail, other.tail).allSatisfy { $0 & $1 == 0 }
    }

    /// Makes it the set of so many rules of a table of up to 64.
    @inline(__always)
    mutating func set(_ word: UInt64) { head = word }

    mutating func clear() {
        head = 0
        fillTail(0)
    }

    private mutating func fillTail(_ word: UInt64) {
        tail.withUnsafeMutableBufferPointer { $0.update(repeating: word) }
    }

    mutating func fill(all count: Int) {
        head = .max
        fillTail(.max)
        let rest = UInt64(count & 63)
        guard rest != 0 || count == 0 else { return }
        if tail.isEmpty { head = 1 << rest - 1 } else { tail[tail.count - 1] = 1 << rest - 1 }
    }

    var isEmpty: Bool { head == 0 && tail.allSatisfy { $0 == 0 } }

    /// Words that the set takes.
    var width: Int { 1 + tail.count }

    @inline(__always)
    func contains(_ rule: Int) -> Bool {
        let word = rule < 64 ? head : tail[rule >> 6 - 1]
        return word >> UInt64(rule & 63) & 1 == 1
    }

    @inline(__always)
    mutating func insert(_ rule: Int) {
        let bit: UInt64 = 1 << UInt64(rule & 63)
        if rule < 64 { head |= bit } else { tail[rule >> 6 - 1] |= bit }
    }

    @inline(__always)
    mutating func remove(_ rule: Int) {
        let bit: UInt64 = 1 << UInt64(rule & 63)
        if rule < 64 { head &= ~bit } else { tail[rule >> 6 - 1] &= ~bit }
    }

    @inline(__always)
    mutating func formUnion(_ other: RuleSet) { combine(other) { $0 | $1 } }

    @inline(__always)
    mutating func formUnion(complementOf other: RuleSet) { combine(other) { $0 | ~$1 } }

    @inline(__always)
    mutating func formIntersection(_ other: RuleSet) { combine(other) { $0 & $1 } }

    @inline(__always)
    mutating func subtract(_ other: RuleSet) { combine(other) { $0 & ~$1 } }

    /// Word by word with another set of the same table.
    @inline(__always)
    mutating func combine(_ other: RuleSet, _ operation: (UInt64, UInt64) -> UInt64) {
        head = operation(head, other.head)
        guard !tail.isEmpty else { return }
        tail.withUnsafeMutableBufferPointer { own in
            other.tail.withUnsafeBufferPointer { other in
                for index in 0..<own.count { own[index] = operation(own[index], other[index]) }
            }
        }
    }

    /// Makes it the rules that are in both.
    @inline(__always)
    mutating func set(intersectionOf first: RuleSet, _ second: RuleSet) {
        head = first.head & second.head
        guard !tail.isEmpty else { return }
        tail.withUnsafeMutableBufferPointer { own in
            first.tail.withUnsafeBufferPointer { first in
                second.tail.withUnsafeBufferPointer { second in
                    for index in 0..<own.count { own[index] = first[index] & second[index] }
                }
            }
        }
    }

    /// Keeps, of some rules, those of the set whose words begin at `start`. The rules are whole words.
    @inline(__always)
    mutating func formIntersection(_ words: [UInt64], from start: Int, rules: Range<Int>) {
        if rules.lowerBound == 0 { head &= words[start] }
        let first = max(0, rules.lowerBound / 64 - 1)
        let end = min(tail.count, rules.upperBound / 64 - 1)
        guard first < end else { return }
        tail.withUnsafeMutableBufferPointer { own in
            words.withUnsafeBufferPointer { words in
                for index in first..<end { own[index] &= words[start + 1 + index] }
            }
        }
    }

    /// Calls `body` for each rule from the first on, or from the first of a word, until it returns false.
    @inline(__always)
    func forEach(from start: Int = 0, _ body: (Int) -> Bool) {
        if start == 0 { guard RuleSet.forEach(head, 0, body) else { return } }
        var index = max(0, start / 64 - 1)
        while index < tail.count {
            if tail[index] != 0 { guard RuleSet.forEach(tail[index], (index + 1) << 6, body) else { return } }
            index += 1
        }
    }

    @inline(__always)
    private static func forEach(_ word: UInt64, _ first: Int, _ body: (Int) -> Bool) -> Bool {
        var rest = word
        while rest != 0 {
            guard body(first + rest.trailingZeroBitCount) else { return false }
            rest &= rest - 1
        }
        return true
    }

    /// The words one after the other, for a table of sets.
    var words: [UInt64] { [head] + tail }
}
