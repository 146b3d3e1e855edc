/// A set of small positions: atoms of an axis, or rules of a table.
struct PositionSet: Hashable, Sendable {
    private var words: [UInt64]

    /// The empty set of positions below `count`.
    init(below count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    init(_ range: Range<Int>, below count: Int) {
        self.init(below: count)
        insert(range)
    }

    static func all(below count: Int) -> PositionSet { PositionSet(0..<count, below: count) }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The lowest member.
    var first: Int? {
        guard let index = words.firstIndex(where: { $0 != 0 }) else { return nil }
        return index * 64 + words[index].trailingZeroBitCount
    }

    /// The highest member.
    var last: Int? {
        guard let index = words.lastIndex(where: { $0 != 0 }) else { return nil }
        return index * 64 + 63 - words[index].leadingZeroBitCount
    }

    var members: [Int] {
        var result: [Int] = []
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                result.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return result
    }

    /// Members that follow one another, as ranges in ascending order.
    var runs: [Range<Int>] {
        var runs: [Range<Int>] = []
        for member in members {
            if let last = runs.last, last.upperBound == member {
                runs[runs.count - 1] = last.lowerBound..<member + 1
            } else {
                runs.append(member..<member + 1)
            }
        }
        return runs
    }

    func contains(_ position: Int) -> Bool { words[position / 64] & 1 << UInt64(position % 64) != 0 }

    mutating func insert(_ position: Int) { words[position / 64] |= 1 << UInt64(position % 64) }

    mutating func remove(_ position: Int) { words[position / 64] &= ~(1 << UInt64(position % 64)) }

    mutating func insert(_ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            let bit = position % 64
            let length = min(64 - bit, range.upperBound - position)
            let mask: UInt64 = length == 64 ? .max : 1 << UInt64(length) - 1
            words[position / 64] |= mask << UInt64(bit)
            position += length
        }
    }

    func intersects(_ other: PositionSet) -> Bool {
        for index in words.indices where words[index] & other.words[index] != 0 { return true }
        return false
    }

    func isSubset(of other: PositionSet) -> Bool {
        for index in words.indices where words[index] & ~other.words[index] != 0 { return false }
        return true
    }

    mutating func formIntersection(_ other: PositionSet) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    mutating func formUnion(_ other: PositionSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    mutating func subtract(_ other: PositionSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    func intersection(_ other: PositionSet) -> PositionSet {
        var result = self
        result.formIntersection(other)
        return result
    }
}
