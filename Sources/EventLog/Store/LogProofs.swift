package import Kernel
package import Storage
package import TransparencyLog

/// Proofs that events stand in the public log.
package struct LogProofs: Sendable {
    private let database: any Database
    private let directory: TileDirectory
    private let identity: LogIdentity
    private let witnesses: WitnessPolicy

    package init(
        database: any Database, directory: TileDirectory, identity: LogIdentity, witnesses: WitnessPolicy = .nobody
    ) {
        self.database = database
        self.directory = directory
        self.identity = identity
        self.witnesses = witnesses
    }

    /// The last signed checkpoint, with its note.
    package func checkpoint() throws -> (checkpoint: Checkpoint, note: SignedNote)? {
        guard let bytes = directory.checkpoint else { return nil }
        let note = try SignedNote(parsing: bytes)
        return (try identity.trust.verify(note).checkpoint, note)
    }

    /// The last checkpoint that a quorum of witnesses has signed, with who signed it when; `nil` where there is none yet.
    package func witnessed() throws -> WitnessedCheckpoint? {
        guard let bytes = directory.witnessedCheckpoint else { return nil }
        let note = try SignedNote(parsing: bytes)
        guard witnesses.hasQuorum(note) else { return nil }
        return WitnessedCheckpoint(
            checkpoint: try identity.trust.verify(note).checkpoint, note: note,
            cosignatures: witnesses.cosignatures(of: note).map { ($0.witness.name, $0.signature.seconds ?? 0) })
    }

    /// How far the witnesses are behind our own signature. Nothing where nobody watches.
    package func lag(at now: Instant) async throws -> WitnessLag {
        guard witnesses.quorum > 0, let own = try checkpoint() else { return WitnessLag(entries: 0, seconds: 0) }
        let size = try witnessed()?.checkpoint.head.size ?? 0
        guard size < own.checkpoint.head.size else { return WitnessLag(entries: 0, seconds: 0) }
        // Entries have no time of their own; the event of the first one that is not witnessed has.
        let row = try await database.row("SELECT recorded_at FROM event WHERE log_index = \(size)")
        let since = row?.instant("recorded_at") ?? now
        return WitnessLag(
            entries: own.checkpoint.head.size - size,
            seconds: Double(max(0, now.milliseconds - since.milliseconds)) / 1000)
    }

    /// The checkpoint to prove an entry under: one that witnesses have signed where it reaches so far, else our own.
    private func checkpoint(over index: Int) throws -> (checkpoint: Checkpoint, note: SignedNote)? {
        if let witnessed = try witnessed(), index < witnessed.checkpoint.head.size {
            return (witnessed.checkpoint, witnessed.note)
        }
        guard let own = try checkpoint(), index < own.checkpoint.head.size else { return nil }
        return own
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
            let proof = try proof(at: Int(index))
        else { return nil }
        return (LogEntry(entryClass, commitment: row.blob("commitment")), proof)
    }

    /// The proof of the entry at a place, from the files alone; `nil` while it is not under a checkpoint yet.
    package func proof(at index: Int) throws -> LogProof? {
        guard let (checkpoint, note) = try checkpoint(over: index) else { return nil }
        let reader = TileReader(hasher: SHA256TreeHasher(), size: checkpoint.head.size) { [directory] in
            directory.tile($0)
        }
        return LogProof(index: index, hashes: try reader.inclusionProof(of: index), note: note)
    }

    /// 完整证明 of a stream, up to its last event that is under a checkpoint; `nil` while none is, or where it was erased.
    package func completeness(
        of stream: Identifier<EventStream>, _ journal: EventJournal
    ) async throws -> StreamProof? {
        guard let size = try checkpoint()?.checkpoint.head.size else { return nil }
        let last = try await database.row(
            """
            SELECT sequence, class FROM event
            WHERE shard = \(stream.shard) AND stream = \(stream) AND log_index < \(size) ORDER BY sequence DESC LIMIT 1
            """)
        guard let last, let entryClass = EntryClass(rawValue: UInt8(last.integer("class"))),
            case let sequence = Int(last.integer("sequence")),
            let (_, proof) = try await proof(of: stream, sequence: sequence)
        else { return nil }
        let events = try await journal.opened(stream, upTo: sequence)
        return events.isEmpty ? nil : StreamProof(events: events, lastClass: entryClass, proof: proof)
    }

    /// The tree that an entry was just shown to stand in; `nil` where the proof does not hold.
    package func verified(_ entry: LogEntry, _ proof: LogProof) throws -> TreeHead? {
        let hasher = SHA256TreeHasher()
        return try proof.verify(leaf: hasher.leaf(entry.bytes), trust: identity.trust, hasher: hasher).checkpoint.head
    }
}

/// A checkpoint that others have seen: what nobody can take back any more.
package struct WitnessedCheckpoint: Sendable {
    package let checkpoint: Checkpoint
    package let note: SignedNote
    /// By the name of the witness, the second since 1970 at which it signed.
    package let cosignatures: [(name: String, seconds: UInt64)]

    /// When the last of them signed.
    package var latest: Instant { Instant(milliseconds: Int64(cosignatures.map(\.seconds).max() ?? 0) * 1000) }
}

/// What we have signed and no quorum of witnesses yet.
package struct WitnessLag: Sendable, Equatable {
    package let entries: Int
    /// How old the first of these entries is.
    package let seconds: Double

    package init(entries: Int, seconds: Double) {
        self.entries = entries
        self.seconds = seconds
    }

    /// Longer than it takes when all is well: worth telling people.
    package var isNotable: Bool { seconds > 30 }
}
