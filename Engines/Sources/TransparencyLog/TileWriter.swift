/// A growing log: takes leaf hashes in order and says which tiles to write. It holds the right edge only (at most 255
/// hashes a level) and does no I/O.
public struct TileWriter<Hasher: TreeHasher>: Sendable {
    private var tree: CompactTree<Hasher>
    /// For each level, the hashes of its last tile while that is partial.
    private var edges: [[TreeHash]]

    /// An empty log.
    public init(hasher: Hasher) {
        tree = CompactTree(hasher: hasher)
        edges = []
    }

    /// Takes up a log where its tiles end. Compare `head` with the last checkpoint before going on.
    public init(resuming reader: TileReader<Hasher>) throws(TileError) {
        guard let tree = CompactTree(hasher: reader.hasher, size: reader.size, peaks: try reader.peaks()) else {
            throw .outOfRange
        }
        self.tree = tree
        edges = []
        while reader.size >> (8 * edges.count) > 0, edges.count < 8 {
            edges.append(try reader.rightEdge(level: edges.count))
        }
    }

    public var size: Int { tree.size }
    public var head: TreeHead { tree.head }

    /// Adds leaves and returns the tiles to write before the new head may be signed, lowest level first: those that
    /// became full, and at each level that grew the partial one at its end.
    public mutating func append(leaves: some Sequence<TreeHash>) -> [TileFile] {
        var files = [TileFile]()
        let before = tree.size
        for leaf in leaves {
            var completed = [(level: Int, hash: TreeHash)]()
            tree.append(leaf: leaf) { level, hash in if level % 8 == 0 { completed.append((level / 8, hash)) } }
            for (level, hash) in completed { add(hash, level: level, &files) }
        }
        for (level, edge) in edges.enumerated() where !edge.isEmpty && before >> (8 * level) < size >> (8 * level) {
            files.append(tile(edge, level: level))
        }
        return files.sorted { $0.address.level < $1.address.level }
    }

    private mutating func add(_ hash: TreeHash, level: Int, _ files: inout [TileFile]) {
        if level == edges.count { edges.append([]) }
        edges[level].append(hash)
        guard edges[level].count == TileAddress.fullWidth else { return }
        files.append(tile(edges[level], level: level))
        edges[level].removeAll(keepingCapacity: true)
    }

    /// The tile of a level that ends with these hashes: a full one just now, or the partial one at the end.
    private func tile(_ hashes: [TreeHash], level: Int) -> TileFile {
        let count = tree.size >> (8 * level)
        let index = (count - 1) / TileAddress.fullWidth
        let address = TileAddress(unchecked: .hashes(level: level), index: index, width: hashes.count)
        return TileFile(address: address, bytes: hashes.flatMap(\.self))
    }
}

extension TileAddress {
    fileprivate var level: Int { if case .hashes(let level) = content { level } else { 0 } }
}
