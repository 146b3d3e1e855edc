/// 32 bytes that stand for a leaf, a subtree or a whole log.
public typealias TreeHash = [UInt8]

/// The hash function of a log: SHA-256, or SM3 in the national suite. It comes from outside, so that the engine has no
/// cryptography of its own.
public protocol TreeHasher: Sendable {
    /// The 32-byte digest of the bytes.
    func hash(_ bytes: [UInt8]) -> TreeHash
}

extension TreeHasher {
    /// The hash of an entry as a leaf (RFC 6962 §2.1). Leaves and nodes are told apart by their first byte.
    public func leaf(_ entry: some Collection<UInt8>) -> TreeHash { hash([0] + entry) }

    /// The hash of two neighbouring subtrees together.
    public func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var bytes: [UInt8] = [1]
        bytes.reserveCapacity(1 + left.count + right.count)
        bytes += left
        bytes += right
        return hash(bytes)
    }

    /// The root of a log without entries.
    public var emptyRoot: TreeHash { hash([]) }

    /// The hash of a run of neighbouring complete subtrees, widest first.
    func fold(_ peaks: some BidirectionalCollection<TreeHash>) -> TreeHash {
        guard let last = peaks.last else { return emptyRoot }
        return peaks.dropLast().reversed().reduce(last) { node($1, $0) }
    }
}

/// The number of bytes in a `TreeHash`.
public let treeHashByteCount = 32

/// A log at one moment: how many entries it has, and the hash that commits to all of them in order.
public struct TreeHead: Hashable, Sendable {
    public let size: Int
    public let root: TreeHash

    public init(size: Int, root: TreeHash) {
        self.size = size
        self.root = root
    }
}
