import Kernel
package import TransparencyLog

/// 核对账本: reads a whole log and holds it against its signed checkpoint, with nothing but its key.
///
/// Every entry is hashed anew and must give the signed root; every hash tile must hold exactly the hashes that follow from
/// the entries, since proofs are made of tiles.
package struct LogAudit: Sendable {
    /// A file of the log by its name, e.g. `tile/0/000`; `nil` where there is none.
    package typealias Source = @Sendable (_ name: String) async throws -> [UInt8]?

    private let key: NoteKey
    private let file: Source

    package init(key: NoteKey, file: @escaping Source) {
        self.key = key
        self.file = file
    }

    /// What does not agree.
    package enum Fault: Error, Equatable {
        case noCheckpoint
        /// The note or its signature is wrong.
        case checkpointNotSigned
        /// A file is missing, has a wrong size, or a tile holds other hashes than the entries give.
        case file(String)
        /// The entries do not give the signed root.
        case rootDiffers
    }

    /// - Parameter entries: is told all entries in their order, some at a time, with the place of the first of them.
    /// - Returns: the tree that the whole log was found to be.
    package func callAsFunction(
        entries each: (_ first: Int, _ entries: [[UInt8]]) async throws -> Void = { _, _ in }
    ) async throws -> TreeHead {
        guard let bytes = try await file("checkpoint") else { throw Fault.noCheckpoint }
        let trust = LogTrust(origin: key.name, logs: [LogIdentity.verifier(key)])
        guard let note = try? SignedNote(parsing: bytes), let signed = try? trust.verify(note).checkpoint.head else {
            throw Fault.checkpointNotSigned
        }
        var tiles = TileWriter(hasher: SHA256TreeHasher())
        while tiles.size < signed.size {
            let width = min(TileAddress.fullWidth, signed.size - tiles.size)
            let entries = try await bundle(tiles.size / TileAddress.fullWidth, width: width)
            try await each(tiles.size, entries)
            for tile in tiles.append(leaves: entries.map { SHA256TreeHasher().leaf($0) }) {
                // Partial tiles of smaller sizes were written only where a checkpoint ended there.
                let isLast = TileAddress.rightEdge(tile.address.content, of: signed.size) == tile.address
                if isLast || !tile.address.isPartial { try await compare(tile) }
            }
        }
        guard tiles.head == signed else { throw Fault.rootDiffers }
        return signed
    }

    private func bundle(_ index: Int, width: Int) async throws -> [[UInt8]] {
        guard let address = TileAddress(.entries, index: index, width: width) else { throw Fault.file("entries") }
        guard let bytes = try await published(address), let entries = try? EntryBundle.entries(bytes, at: address)
        else {
            throw Fault.file(address.path)
        }
        return entries
    }

    private func compare(_ tile: TileFile) async throws {
        guard try await published(tile.address).map({ $0.starts(with: tile.bytes) }) == true else {
            throw Fault.file(tile.address.path)
        }
    }

    /// A partial tile may be gone once its full one is there, which begins with the same bytes.
    private func published(_ address: TileAddress) async throws -> [UInt8]? {
        if let bytes = try await file(address.path) { return bytes }
        return address.isPartial ? try await file(address.full.path) : nil
    }
}
