package import Kernel
package import Storage
import TransparencyLog
package import Vault

/// 对账 — holds every event of the database against the public log, and each stream against itself: what is stored is what was
/// hashed, hashes are where the log has them, nothing is left out and nothing stands there that the log does not know. Beside a
/// running server it is given a snapshot, taken after the checkpoint was read: all that was signed is then in it.
package struct EventAudit: Sendable {
    private static let batch = 500

    private let database: any Database
    private let vault: KeyVault

    package init(database: any Database, vault: KeyVault) {
        self.database = database
        self.vault = vault
    }

    /// The first thing that does not agree.
    package struct Difference: Error, Equatable {
        /// `nil` where the database has no event at that place.
        package let stream: Identifier<EventStream>?
        package let sequence: Int?
        /// The place in the log, where there is one.
        package let index: Int?
        package let kind: Kind

        package init(stream: Identifier<EventStream>?, sequence: Int?, index: Int?, kind: Kind) {
            self.stream = stream
            self.sequence = sequence
            self.index = index
            self.kind = kind
        }
    }

    /// What does not agree.
    package enum Kind: String, Sendable {
        /// The log has an entry here, the database no event.
        case missing
        /// The database has an event beyond what the log may have at most.
        case unknown
        /// The log has another entry here: class or commitment were changed.
        case otherEntry
        /// The stored bytes do not open, or are not what the commitment was made of.
        case damaged
        /// A column does not say what the stored bytes say.
        case column
        /// An event is left out of its stream, doubled, or does not follow the one before.
        case chain
        /// The key of the stream is missing or damaged.
        case key
    }

    /// Whether the events of these places are the entries of the log.
    package func compare(_ entries: [[UInt8]], from first: Int) async throws {
        let end = first + entries.count
        let rows = try await database.readAtLength { tx in
            try tx.rows(
                """
                SELECT log_index, stream, sequence, class, commitment FROM event
                WHERE log_index >= \(first) AND log_index < \(end)
                UNION ALL
                SELECT log_index, NULL AS stream, NULL AS sequence, class, commitment FROM imported_entry
                WHERE log_index >= \(first) AND log_index < \(end) ORDER BY log_index
                """)
        }
        var stored = rows[...]
        for (offset, entry) in entries.enumerated() {
            let index = first + offset
            guard let row = stored.first, row.optionalInteger("log_index") == Int64(index) else {
                throw Difference(stream: nil, sequence: nil, index: index, kind: .missing)
            }
            stored = stored.dropFirst()
            guard Self.entry(row) == entry else {
                throw Difference(
                    stream: row.optionalBlob("stream").flatMap { Identifier(bytes: $0) },
                    sequence: row.optionalInteger("sequence").map { Int($0) }, index: index, kind: .otherEntry)
            }
        }
    }

    private static func entry(_ row: Row) -> [UInt8]? {
        guard let number = row.optionalInteger("class").flatMap(UInt8.init(exactly:)),
            let entryClass = EntryClass(rawValue: number), let commitment = row.optionalBlob("commitment"),
            commitment.count == 32
        else { return nil }
        return LogEntry(entryClass, commitment: commitment).bytes
    }

    /// Whether each stream is whole: every event opens, is what its commitment says, and follows the one before.
    /// - Parameter signed: how many entries the log has signed; later places may only be those that wait for it.
    /// - Returns: how many streams and events there are, and how many of these streams were erased.
    package func checkStreams(signed: Int) async throws -> Summary {
        var (summary, last, state) = (Summary(), nil as EventRow?, nil as StreamState?)
        let places = try await database.row("SELECT size FROM log_state WHERE id = 1")?.optionalInteger("size") ?? 0
        while true {
            let rows = try await page(after: last)
            for row in rows {
                if state?.stream != row.stream {
                    state = try await begin(row)
                    summary.streams += 1
                    if state?.box == nil { summary.note(keyless: row.stream) }
                }
                try state?.follow(row)
                if let index = row.index, index >= max(signed, Int(places)) { throw row.difference(.unknown) }
                summary.events += 1
            }
            guard rows.count == Self.batch else { break }
            last = rows.last
        }
        try await checkKeys()
        // The first entry of a log that was begun anew is the older one's end, and was never an event.
        let lost = try await database.readAtLength { tx in
            try tx.row("SELECT COUNT(*) AS n FROM imported_entry WHERE class <> \(Int(EntryClass.origin.rawValue))")
        }
        summary.lost = Int(lost?.integer("n") ?? 0)
        return summary
    }

    /// A key that opens nothing was moved away from what it opened.
    private func checkKeys() async throws {
        let stray = try await database.readAtLength { tx in
            try tx.row(
                """
                SELECT stream FROM stream_key WHERE NOT EXISTS (
                    SELECT 1 FROM event WHERE event.shard = stream_key.shard AND event.stream = stream_key.stream) LIMIT 1
                """)
        }
        guard let stray else { return }
        throw Difference(
            stream: stray.optionalBlob("stream").flatMap { Identifier(bytes: $0) }, sequence: nil, index: nil,
            kind: .key)
    }

    /// What was looked at.
    package struct Summary: Sendable, Equatable {
        package var streams = 0
        package var events = 0
        /// Streams whose key is not there: their events can no longer be read, and are still in the log.
        package var erased = 0
        /// The first of them, to be looked up in the record of what was destroyed by law.
        package private(set) var keyless: [Identifier<EventStream>] = []
        /// Entries of the log that stand in the database without their event, since a restore has lost it.
        package var lost = 0

        package init(streams: Int = 0, events: Int = 0, erased: Int = 0, lost: Int = 0) {
            self.streams = streams
            self.events = events
            self.erased = erased
            self.lost = lost
        }

        /// How many are named.
        private static let namedMax = 50

        mutating func note(keyless stream: Identifier<EventStream>) {
            erased += 1
            if keyless.count < Self.namedMax { keyless.append(stream) }
        }
    }

    private func page(after last: EventRow?) async throws -> [EventRow] {
        try await database.readAtLength { tx in
            let columns: SQL =
                "SELECT shard, stream, sequence, kind, recorded_at, commitment, sealed, log_index FROM event"
            let order: SQL = "ORDER BY shard, stream, sequence LIMIT \(Self.batch)"
            guard let last else { return try tx.rows("\(columns) \(order)").map(EventRow.init) }
            return try tx.rows(
                """
                \(columns) WHERE (shard, stream, sequence) > (\(last.stream.shard), \(last.stream), \(last.sequence))
                \(order)
                """
            ).map(EventRow.init)
        }
    }

    private func begin(_ row: EventRow) async throws -> StreamState {
        let key = try await database.row(
            "SELECT wrapped FROM stream_key WHERE shard = \(row.stream.shard) AND stream = \(row.stream)")
        // A stream without a key was erased on purpose; there is no telling it from one that was robbed of its key, but
        // that its events can still be held against the log.
        guard let key else { return StreamState(stream: row.stream, box: nil) }
        guard let wrapped = key.optionalBlob("wrapped"),
            let box = try? EventJournal.box(wrapped, of: row.stream, vault)
        else { throw row.difference(.key) }
        return StreamState(stream: row.stream, box: box)
    }
}

/// A stored event. Cells are read with care: who changes a database does not keep to the types of its columns.
private struct EventRow: Sendable {
    let stream: Identifier<EventStream>
    let sequence: Int
    let kind: String
    let recorded: Instant
    let commitment: [UInt8]
    let sealed: [UInt8]
    let index: Int?

    init(_ row: Row) throws {
        let stream = row.optionalBlob("stream").flatMap { Identifier<EventStream>(bytes: $0) }
        let sequence = row.optionalInteger("sequence").map { Int($0) }
        let index = row.optionalInteger("log_index").map { Int($0) }
        guard let stream, let sequence, row.optionalInteger("shard") == Int64(stream.shard),
            index != nil || row["log_index"] == .null, let kind = row.optionalText("kind"),
            let recorded = row.optionalInstant("recorded_at"), let commitment = row.optionalBlob("commitment"),
            let sealed = row.optionalBlob("sealed")
        else { throw EventAudit.Difference(stream: stream, sequence: sequence, index: index, kind: .column) }
        self.stream = stream
        self.sequence = sequence
        self.kind = kind
        self.recorded = recorded
        self.commitment = commitment
        self.sealed = sealed
        self.index = index
    }

    func difference(_ kind: EventAudit.Kind) -> EventAudit.Difference {
        EventAudit.Difference(stream: stream, sequence: sequence, index: index, kind: kind)
    }
}

/// How far the events of one stream have been followed.
private struct StreamState {
    let stream: Identifier<EventStream>
    /// `nil` where the stream was erased.
    let box: SecretBox?
    private var sequence = 0
    private var previous = StoredEvent.origin

    init(stream: Identifier<EventStream>, box: SecretBox?) {
        self.stream = stream
        self.box = box
    }

    mutating func follow(_ row: EventRow) throws {
        sequence += 1
        guard row.sequence == sequence else { throw row.difference(.chain) }
        defer { previous = row.commitment }
        guard let box else { return }
        guard let opened = try? box.open(row.sealed, at: StoredEvent.place(stream, sequence)),
            case let bytes = Array(opened.dropFirst(StoredEvent.saltSize)),
            StoredEvent.commitment(salt: Array(opened.prefix(StoredEvent.saltSize)), bytes: bytes) == row.commitment,
            let stored = StoredEvent(bytes: bytes)
        else { throw row.difference(.damaged) }
        guard stored.stream == stream, stored.sequence == sequence, stored.previous == previous else {
            throw row.difference(.chain)
        }
        guard stored.kind.rawValue == row.kind, stored.recorded == row.recorded else { throw row.difference(.column) }
    }
}
