/// A log read from its tiles. The tiles need not be trusted: a proof drawn from false ones does not lead to the root of
/// the signed checkpoint.
public struct TileReader<Hasher: TreeHasher> {
    public let hasher: Hasher
    /// The size of the checkpoint that is read; later entries do not exist for this reader.
    public let size: Int
    private let fetch: (TileAddress) -> [UInt8]?

    /// - Parameter fetch: the bytes of a tile, or `nil` where there is none. A wider tile of the same place will do; of
    ///   a partial tile that is gone, the full one that replaced it is asked for.
    public init(hasher: Hasher, size: Int, fetch: @escaping (TileAddress) -> [UInt8]?) {
        self.hasher = hasher
        self.size = size
        self.fetch = fetch
    }

    /// The root over all entries, recomputed from the right edge of the tiles.
    public func root() throws(TileError) -> TreeHash { hasher.fold(try peaks()) }

    /// The hashes of the complete subtrees, widest first: a `CompactTree` of this log.
    public func peaks() throws(TileError) -> [TreeHash] {
        var cache = [TileAddress: [TreeHash]]()
        return try hashes(of: Subtree.nodes(0..<size), &cache)
    }

    public func leafHash(at index: Int) throws(TileError) -> TreeHash {
        guard (0..<size).contains(index) else { throw .outOfRange }
        var cache = [TileAddress: [TreeHash]]()
        return try hash(of: Node(level: 0, index: index), &cache)
    }

    /// Proves that the entry stands at `index` in this log.
    public func inclusionProof(of index: Int) throws(TileError) -> [TreeHash] {
        guard (0..<size).contains(index) else { throw .outOfRange }
        return try hashes(of: Subtree.proof(of: index..<index + 1, in: size))
    }

    /// Proves that this log goes on from where it had `oldSize` entries.
    public func consistencyProof(from oldSize: Int) throws(TileError) -> [TreeHash] {
        guard (0...size).contains(oldSize) else { throw .outOfRange }
        return oldSize == 0 ? [] : try hashes(of: Subtree.proof(of: 0..<oldSize, in: size))
    }

    /// The hashes of the tile in which a level of the log ends; empty where it ends with a full one.
    func rightEdge(level: Int) throws(TileError) -> [TreeHash] {
        guard let address = TileAddress.rightEdge(.hashes(level: level), of: size) else { return [] }
        return try tile(address)
    }

    private func hashes(of ranges: [Range<Int>]) throws(TileError) -> [TreeHash] {
        var cache = [TileAddress: [TreeHash]]()
        var result = [TreeHash]()
        for range in ranges { result.append(hasher.fold(try hashes(of: Subtree.nodes(range), &cache))) }
        return result
    }

    private func hashes(
        of nodes: [Node], _ cache: inout [TileAddress: [TreeHash]]
    ) throws(TileError) -> [TreeHash] {
        var result = [TreeHash]()
        for node in nodes { result.append(try hash(of: node, &cache)) }
        return result
    }

    private func hash(of node: Node, _ cache: inout [TileAddress: [TreeHash]]) throws(TileError) -> TreeHash {
        let address = node.tile(in: size)
        let hashes = if let known = cache[address] { known } else { try tile(address) }
        cache[address] = hashes
        let height = node.level % 8
        let first = node.index << height % TileAddress.fullWidth
        var row = Array(hashes[first..<first + 1 << height])
        while row.count > 1 { row = stride(from: 0, to: row.count, by: 2).map { hasher.node(row[$0], row[$0 + 1]) } }
        return row[0]
    }

    private func tile(_ address: TileAddress) throws(TileError) -> [TreeHash] {
        guard let bytes = fetch(address) ?? (address.isPartial ? fetch(address.full) : nil) else {
            throw .missing(address)
        }
        let count = bytes.count / treeHashByteCount
        guard bytes.count % treeHashByteCount == 0, (address.width...TileAddress.fullWidth).contains(count) else {
            throw .malformed(address)
        }
        return (0..<address.width).map { Array(bytes[$0 * treeHashByteCount..<($0 + 1) * treeHashByteCount]) }
    }
}

extension TileAddress {
    /// The tiles that an inclusion proof reads, so that they can be fetched together beforehand.
    public static func needed(forInclusionOf index: Int, in size: Int) -> Set<TileAddress> {
        guard (0..<Swift.max(0, size)).contains(index) else { return [] }
        return needed(for: Subtree.proof(of: index..<index + 1, in: size) + [index..<index + 1], in: size)
    }

    /// The tiles that a consistency proof reads, so that they can be fetched together beforehand.
    public static func needed(forConsistencyFrom oldSize: Int, to size: Int) -> Set<TileAddress> {
        guard oldSize > 0, oldSize <= size else { return [] }
        return needed(for: Subtree.proof(of: 0..<oldSize, in: size), in: size)
    }

    /// The partial tile with which a level of a log of this size ends; `nil` where it ends with a full one or has none.
    public static func rightEdge(_ content: Content, of size: Int) -> TileAddress? {
        let level = if case .hashes(let level) = content { level } else { 0 }
        let count = level < 8 ? size >> (8 * level) : 0
        return TileAddress(content, index: count / fullWidth, width: count % fullWidth)
    }

    private static func needed(for ranges: [Range<Int>], in size: Int) -> Set<TileAddress> {
        Set(ranges.flatMap(Subtree.nodes).map { $0.tile(in: size) })
    }
}

extension Node {
    /// The tile of a log of this size that holds the node, or the hashes it is made of.
    fileprivate func tile(in size: Int) -> TileAddress {
        let content = TileAddress.Content.hashes(level: level / 8)
        let index = self.index >> (8 - level % 8)
        guard let edge = TileAddress.rightEdge(content, of: size), edge.index == index else {
            return TileAddress(unchecked: content, index: index, width: TileAddress.fullWidth)
        }
        return edge
    }
}
