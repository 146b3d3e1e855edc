package import Kernel
package import Storage
package import Vault

/// Reads streams and opens writers for them.
package struct EventJournal: Sendable {
    let database: any Database
    private let vault: KeyVault
    private let ids: any IDSource
    /// Where events of some kinds are, where that was looked up before.
    var known: [EventSort: [EventPlace]] = [:]

    package init(database: any Database, vault: KeyVault, ids: any IDSource) {
        self.database = database
        self.vault = vault
        self.ids = ids
    }

    /// A writer for a stream that has no events yet, with a key of its own: erasing the stream is destroying that key.
    package func begin(_ stream: Identifier<EventStream>) -> StreamWriter {
        let key = ids.randomBytes(32)
        return StreamWriter(
            stream: stream, box: SecretBox(keyBytes: key, suite: vault.suite),
            newWrappedKey: vault.seal(key, at: Self.keyPlace(stream)), ids: ids, sequence: 0,
            commitment: StoredEvent.origin, lastRecorded: Instant(milliseconds: 0))
    }

    /// A writer that continues a stream, or begins it.
    package func open(_ stream: Identifier<EventStream>) async throws -> StreamWriter {
        let state = try await database.read { tx -> (key: [UInt8], last: Row)? in
            guard
                let key = try tx.row(
                    "SELECT wrapped FROM stream_key WHERE shard = \(stream.shard) AND stream = \(stream)"),
                let last = try tx.row(
                    """
                    SELECT sequence, commitment, recorded_at FROM event
                    WHERE shard = \(stream.shard) AND stream = \(stream) ORDER BY sequence DESC LIMIT 1
                    """)
            else { return nil }
            return (key.blob("wrapped"), last)
        }
        guard let state else { return begin(stream) }
        return StreamWriter(
            stream: stream, box: try unwrap(state.key, of: stream), newWrappedKey: nil, ids: ids,
            sequence: Int(state.last.integer("sequence")), commitment: state.last.blob("commitment"),
            lastRecorded: state.last.instant("recorded_at"))
    }

    /// How many events a stream has.
    package func length(of stream: Identifier<EventStream>) async throws -> Int {
        try await database.read { tx in
            let row = try tx.row(
                "SELECT MAX(sequence) AS last FROM event WHERE shard = \(stream.shard) AND stream = \(stream)")
            return Int(row?.optionalInteger("last") ?? 0)
        }
    }

    /// Whether a stream has events whose key was destroyed: nothing is appended to it any more.
    package static func isErased(_ stream: Identifier<EventStream>, in tx: any ReadTransaction) throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS one FROM event WHERE shard = \(stream.shard) AND stream = \(stream) AND NOT EXISTS (
                SELECT 1 FROM stream_key WHERE shard = \(stream.shard) AND stream = \(stream)) LIMIT 1
            """) != nil
    }

    /// All events of a stream in order; empty where there is none or its key was destroyed.
    /// - Throws: `VaultError` where a row was changed, moved or left out behind our back.
    package func events(of stream: Identifier<EventStream>) async throws -> [LoggedEvent] {
        let (key, rows) = try await database.read { tx in
            (
                try tx.row("SELECT wrapped FROM stream_key WHERE shard = \(stream.shard) AND stream = \(stream)"),
                try tx.rows(
                    """
                    SELECT sequence, commitment, sealed, log_index FROM event
                    WHERE shard = \(stream.shard) AND stream = \(stream) ORDER BY sequence
                    """)
            )
        }
        guard let key else { return [] }
        let box = try unwrap(key.blob("wrapped"), of: stream)
        var previous = StoredEvent.origin
        return try rows.enumerated().map { offset, row in
            guard row.integer("sequence") == offset + 1 else { throw VaultError.damaged }
            let event = try event(row, after: previous, stream: stream, box: box)
            previous = event.commitment
            return event
        }
    }

    /// The salts and the stored bytes of a stream's first events, as they were hashed.
    func opened(_ stream: Identifier<EventStream>, upTo last: Int) async throws -> [(salt: [UInt8], bytes: [UInt8])] {
        let (key, rows) = try await database.read { tx in
            (
                try tx.row("SELECT wrapped FROM stream_key WHERE shard = \(stream.shard) AND stream = \(stream)"),
                try tx.rows(
                    """
                    SELECT sequence, sealed FROM event
                    WHERE shard = \(stream.shard) AND stream = \(stream) AND sequence <= \(last) ORDER BY sequence
                    """)
            )
        }
        guard let key else { return [] }
        let box = try unwrap(key.blob("wrapped"), of: stream)
        return try rows.map { row in
            let bytes = try box.open(row.blob("sealed"), at: StoredEvent.place(stream, Int(row.integer("sequence"))))
            return (Array(bytes.prefix(StoredEvent.saltSize)), Array(bytes.dropFirst(StoredEvent.saltSize)))
        }
    }

    /// One event laid open; `nil` where there is none, or its stream was erased.
    package func opening(of stream: Identifier<EventStream>, sequence: Int) async throws -> EventOpening? {
        let (key, row) = try await database.read { tx in
            (
                try tx.row("SELECT wrapped FROM stream_key WHERE shard = \(stream.shard) AND stream = \(stream)"),
                try tx.row(
                    """
                    SELECT sealed FROM event
                    WHERE shard = \(stream.shard) AND stream = \(stream) AND sequence = \(sequence)
                    """)
            )
        }
        guard let key, let row else { return nil }
        let bytes = try unwrap(key.blob("wrapped"), of: stream).open(
            row.blob("sealed"), at: StoredEvent.place(stream, sequence))
        return EventOpening(
            salt: Array(bytes.prefix(StoredEvent.saltSize)), bytes: Array(bytes.dropFirst(StoredEvent.saltSize)))
    }

    private func event(
        _ row: Row, after previous: [UInt8], stream: Identifier<EventStream>, box: SecretBox
    ) throws -> LoggedEvent {
        let sequence = Int(row.integer("sequence"))
        let opened = try box.open(row.blob("sealed"), at: StoredEvent.place(stream, sequence))
        let commitment = StoredEvent.commitment(
            salt: Array(opened.prefix(StoredEvent.saltSize)), bytes: Array(opened.dropFirst(StoredEvent.saltSize)))
        guard commitment == row.blob("commitment"),
            let stored = StoredEvent(bytes: opened.dropFirst(StoredEvent.saltSize)), stored.sequence == sequence,
            stored.previous == previous
        else { throw VaultError.damaged }
        return LoggedEvent(
            stream: stream, sequence: sequence, kind: stored.kind, actor: stored.actor, effective: stored.effective,
            recorded: stored.recorded, schema: stored.schema, body: stored.body, commitment: commitment,
            logIndex: row.optionalInteger("log_index"))
    }

    private func unwrap(_ wrapped: [UInt8], of stream: Identifier<EventStream>) throws(VaultError) -> SecretBox {
        try Self.box(wrapped, of: stream, vault)
    }

    /// What opens the events of a stream.
    static func box(
        _ wrapped: [UInt8], of stream: Identifier<EventStream>, _ vault: KeyVault
    ) throws(VaultError) -> SecretBox {
        SecretBox(keyBytes: try vault.open(wrapped, at: keyPlace(stream)), suite: vault.suite)
    }

    private static func keyPlace(_ stream: Identifier<EventStream>) -> SealedPlace {
        SealedPlace(table: "stream_key", column: "wrapped", row: stream.bytes)
    }
}
