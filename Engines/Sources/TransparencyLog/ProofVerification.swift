/// Why a proof does not convince.
public enum ProofError: String, Error, Hashable, Sendable {
    /// There is no such entry, subtree or earlier size in this tree.
    case outOfRange
    /// The proof has more or fewer hashes than a tree of this size asks for, or the leaf hash is no hash.
    case wrongLength
    /// The hashes lead to another root: something was changed.
    case rootMismatch
}

extension TreeHasher {
    /// Proves that an entry with this leaf hash stands at `index` in the log (RFC 9162 §2.1.3.2).
    public func verify(
        inclusionOf leaf: TreeHash, at index: Int, in head: TreeHead, proof: [TreeHash]
    ) throws(ProofError) {
        guard (0..<Swift.max(0, head.size)).contains(index) else { throw .outOfRange }
        guard leaf.count == treeHashByteCount else { throw .wrongLength }
        try verify(subtree: index..<index + 1, hash: leaf, in: head, proof: proof)
    }

    /// Proves that the log grew from `old` to `new` without changing what was there (RFC 9162 §2.1.4.2). Of an empty
    /// log there is nothing to prove, so that one is refused.
    public func verify(
        consistencyFrom old: TreeHead, to new: TreeHead, proof: [TreeHash]
    ) throws(ProofError) {
        guard old.size > 0, old.size <= new.size else { throw .outOfRange }
        try verify(subtree: 0..<old.size, hash: old.root, in: new, proof: proof)
    }

    /// Proves that a run of entries with this hash is part of the log (draft-ietf-plants-merkle-tree-certs, "Verifying
    /// a Subtree Consistency Proof"). Inclusion and consistency are its two ends.
    public func verify(
        subtree: Range<Int>, hash: TreeHash, in head: TreeHead, proof: [TreeHash]
    ) throws(ProofError) {
        guard Subtree.isValid(subtree, in: head.size) else { throw .outOfRange }
        guard !subtree.isEmpty else {
            guard proof.isEmpty else { throw .wrongLength }
            guard hash == emptyRoot else { throw .rootMismatch }
            return
        }
        var climb = SubtreeClimb(subtree, size: head.size)
        var rest = proof[...]
        if !climb.startsAtSubtree, rest.isEmpty { throw .wrongLength }
        let seed = climb.startsAtSubtree ? hash : rest.removeFirst()
        var (fromSubtree, fromTree) = (seed, seed)
        for sibling in rest {
            guard let step = climb.next() else { throw .wrongLength }
            if step.isLeftOfSubtree { fromSubtree = node(sibling, fromSubtree) }
            fromTree = step.isOnLeft ? node(sibling, fromTree) : node(fromTree, sibling)
        }
        guard climb.isAtRoot else { throw .wrongLength }
        guard fromSubtree == hash, fromTree == head.root else { throw .rootMismatch }
    }
}

/// The way from a subtree up to the root, told by the bits of the first, last and greatest leaf numbers alone.
private struct SubtreeClimb {
    private var first: Int
    private var last: Int
    private var greatest: Int
    /// Whether the subtree is complete, so that its own hash is where the climb begins.
    let startsAtSubtree: Bool

    init(_ subtree: Range<Int>, size: Int) {
        first = subtree.lowerBound
        last = subtree.upperBound - 1
        greatest = size - 1
        let isRightEdge = last == greatest
        while first != last, isRightEdge || last & 1 == 1 {
            first >>= 1
            last >>= 1
            greatest >>= 1
        }
        startsAtSubtree = first == last
    }

    var isAtRoot: Bool { greatest == 0 }

    /// On which side the next sibling joins; `nil` at the root.
    mutating func next() -> (isOnLeft: Bool, isLeftOfSubtree: Bool)? {
        guard greatest > 0 else { return nil }
        let isOnLeft = last & 1 == 1 || last == greatest
        let step = (isOnLeft, isOnLeft && first < last)
        if isOnLeft { while last & 1 == 0 { up() } }
        up()
        return step
    }

    private mutating func up() {
        first >>= 1
        last >>= 1
        greatest >>= 1
    }
}
