/// The least that is needed to let a log grow and to know its root: the hashes of its complete subtrees, one for each
/// bit of its size. Appending costs one hash on average.
public struct CompactTree<Hasher: TreeHasher>: Sendable {
    public let hasher: Hasher
    public private(set) var size: Int
    /// Widest first.
    public private(set) var peaks: [TreeHash]

    public init(hasher: Hasher) {
        self.hasher = hasher
        size = 0
        peaks = []
    }

    /// Takes up a log where it was left. `nil` where the number of peaks does not fit the size.
    public init?(hasher: Hasher, size: Int, peaks: [TreeHash]) {
        guard size >= 0, size.nonzeroBitCount == peaks.count else { return nil }
        self.hasher = hasher
        self.size = size
        self.peaks = peaks
    }

    /// Adds a leaf. `completed` is told every subtree that the leaf completes, itself first: its height and its hash.
    public mutating func append(leaf: TreeHash, completed: (_ level: Int, _ hash: TreeHash) -> Void = { _, _ in }) {
        var hash = leaf
        completed(0, hash)
        for level in 0..<size.trailingOnes {
            hash = hasher.node(peaks.removeLast(), hash)
            completed(level + 1, hash)
        }
        peaks.append(hash)
        size += 1
    }

    public var root: TreeHash { hasher.fold(peaks) }
    public var head: TreeHead { TreeHead(size: size, root: root) }
}

extension Int {
    fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}
