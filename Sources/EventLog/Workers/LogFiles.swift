package import TransparencyLog

/// This process's copy of the public files, and how far it has come. A value: on failure the caller keeps the shorter one.
package struct LogFiles {
    private let directory: TileDirectory
    private let hasher = SHA256TreeHasher()
    private var tiles: TileWriter<SHA256TreeHasher>
    private var bundles: BundleWriter

    /// Takes up the files where `head` ends; an empty log where there is none.
    /// - Throws: `LogFault.tilesDisagree` where the files do not give that tree.
    package init(directory: TileDirectory, upTo head: TreeHead?) throws {
        self.directory = directory
        guard let head else {
            (tiles, bundles) = (TileWriter(hasher: hasher), BundleWriter())
            return
        }
        let reader = TileReader(hasher: hasher, size: head.size) { directory.tile($0) }
        tiles = try TileWriter(resuming: reader)
        bundles = try BundleWriter(resumingAt: head.size) { directory.tile($0) }
        guard tiles.head == head else { throw LogFault.tilesDisagree }
    }

    package var head: TreeHead { tiles.head }
    package var size: Int { tiles.size }

    /// Writes the files that the entries change and waits until they are on disk.
    package mutating func append(_ entries: [[UInt8]]) throws {
        try directory.write(try bundles.append(entries: entries))
        try directory.write(tiles.append(leaves: entries.map { hasher.leaf($0) }))
    }

    package func consistencyProof(from size: Int) throws -> [TreeHash] {
        let reader = TileReader(hasher: hasher, size: tiles.size) { [directory] in directory.tile($0) }
        return try reader.consistencyProof(from: size)
    }
}
