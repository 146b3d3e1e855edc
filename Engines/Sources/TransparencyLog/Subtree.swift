/// A complete subtree: `1 << level` leaves, the first of them `index << level`.
struct Node: Hashable {
    let level: Int
    let index: Int
}

/// A run of leaves whose hash can stand in a tree: its start is a multiple of the power of two that covers its length.
enum Subtree {
    static func isValid(_ range: Range<Int>, in size: Int) -> Bool {
        guard range.lowerBound >= 0, range.upperBound <= size else { return false }
        return range.isEmpty || range.lowerBound & (coveringPower(range.count) - 1) == 0
    }

    /// The complete subtrees that the run falls into, widest first.
    static func nodes(_ range: Range<Int>) -> [Node] {
        var nodes = [Node]()
        var start = range.lowerBound
        while start < range.upperBound {
            let level = Int.bitWidth - 1 - (range.upperBound - start).leadingZeroBitCount
            nodes.append(Node(level: level, index: start >> level))
            start += 1 << level
        }
        return nodes
    }

    /// The runs whose hashes prove that `subtree` is part of the tree, lowest first. For one leaf this is the inclusion
    /// proof of RFC 6962 §2.1.1; from 0 the consistency proof of §2.1.2; between, the subtree proof of the Merkle tree
    /// certificates draft. `subtree` is valid and not empty.
    static func proof(of subtree: Range<Int>, in size: Int) -> [Range<Int>] {
        var wanted = subtree
        var range = 0..<size
        var isKnown = true
        var siblings = [Range<Int>]()
        while wanted != range {
            let split = range.lowerBound + coveringPower(range.count) / 2
            let (left, right) = (range.lowerBound..<split, split..<range.upperBound)
            if wanted.upperBound <= split {
                siblings.append(right)
                range = left
            } else {
                siblings.append(left)
                range = right
                if wanted.lowerBound < split {
                    wanted = split..<wanted.upperBound
                    isKnown = false
                }
            }
        }
        if !isKnown { siblings.append(range) }
        return siblings.reversed()
    }

    /// The smallest power of two that is not below `count`, which is at least 1.
    private static func coveringPower(_ count: Int) -> Int {
        count <= 1 ? 1 : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    }
}
