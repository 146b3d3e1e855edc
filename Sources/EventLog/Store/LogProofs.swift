package import Kernel
package import Storage
package import TransparencyLog

/// Proofs that events stand in the public log.
package struct LogProofs: Sendable {
    private let database: any Database
    private let directory: TileDirectory
    private let identity: LogIdentity

    package init(database: any Database, directory: TileDirectory, identity: LogIdentity) {
        self.database = database
        self.directory = directory
        self.identity = identity
    }

    /// The last signed checkpoint, with its note.
    package func checkpoint() throws -> (checkpoint: Checkpoint, note: SignedNote)? {
        guard let bytes = directory.checkpoint else { return nil }
        let note = try SignedNote(parsing: bytes)
        return (try identity.trust.verify(note).checkpoint, note)
    }

    /// The proof of one event and the entry that it proves; `nil` while it is not under a checkpoint yet.
    package func proof(
        of stream: Identifier<EventStream>, sequence: Int
    ) async throws -> (entry: LogEntry, proof: LogProof)? {
        let row = try await database.row(
            """
            SELECT class, commitment, log_index FROM event
            WHERE shard = \(stream.shard) AND stream = \(stream) AND sequence = \(sequence)
            """)
        guard let row, let index = row.optionalInteger("log_index"),
            let entryClass = EntryClass(rawValue: UInt8(row.integer("class"))),
            let (checkpoint, note) = try checkpoint(), Int(index) < checkpoint.head.size
        else { return nil }
        let reader = TileReader(hasher: SHA256TreeHasher(), size: checkpoint.head.size) { [directory] in
            directory.tile($0)
        }
        let hashes = try reader.inclusionProof(of: Int(index))
        return (
            LogEntry(entryClass, commitment: row.blob("commitment")),
            LogProof(index: Int(index), hashes: hashes, note: note)
        )
    }

    /// The tree that an entry was just shown to stand in; `nil` where the proof does not hold.
    package func verified(_ entry: LogEntry, _ proof: LogProof) throws -> TreeHead? {
        let hasher = SHA256TreeHasher()
        return try proof.verify(leaf: hasher.leaf(entry.bytes), trust: identity.trust, hasher: hasher).checkpoint.head
    }
}
