import Kernel
package import Storage
package import TransparencyLog
import Vault

/// 恢复账本 — what to do with the log after a database was restored from an old backup. The public log then knows more than the
/// database; it is never signed smaller, nor with other entries in the same places. The server is stopped meanwhile.
package struct RestoreLog: Sendable {
    private let database: any Database
    private let identity: LogIdentity

    package init(database: any Database, identity: LogIdentity) {
        self.database = database
        self.identity = identity
    }

    /// What was brought back.
    package struct Summary: Sendable, Equatable {
        package var size = 0
        /// Entries whose events are lost: they stay in the log, and nobody can say any more what they were about.
        package var lost: [EntryClass: Int] = [:]
        /// The places of the first and the last of them.
        package var lostPlaces: ClosedRange<Int>?
        /// Events that the database still had, and that have their places again.
        package var recognised = 0
        /// Events written since the backup came back whose places were never signed: they get new ones.
        package var vacated = 0
    }

    /// 补回叶子: takes the entries that the database lost from the log's own files, so that the log goes on as it was.
    /// - Parameter file: reads the log's files: ours, or a mirror's.
    /// - Throws: `LogAudit.Fault` where the files are not sound, `EventAudit.Difference` where the database holds another
    ///   history under a signature.
    package func importEntries(_ file: @escaping LogAudit.Source) async throws -> Summary {
        let note = try await last(file)
        let signed = try await signedSize()
        var summary = Summary()
        let head = try await LogAudit(key: identity.signer.key, file: file)(entries: { first, entries in
            let part = try await take(entries, from: first, signed: signed)
            summary.add(part)
        })
        guard head == note.checkpoint.head else { throw LogAudit.Fault.rootDiffers }
        summary.size = head.size
        summary.vacated += try await vacate(from: head.size)
        let text = note.note.formatted
        try await database.write { tx in
            try tx.execute(
                """
                UPDATE log_state SET size = \(head.size), checkpoint = \(text), witnessed = NULL, epoch = epoch + 1,
                                     lease_until = 0 WHERE id = 1
                """)
        }
        return summary
    }

    /// 另立新账: begins a log under another name, whose first entry is the old log's last checkpoint; all events that are left
    /// get places in it, in the order in which they were recorded.
    /// - Parameter last: the old log's last checkpoint.
    /// - Throws: `CheckpointRefusal.otherOrigin` where the name is still the old one.
    package func beginAnew(after last: SignedNote) async throws {
        guard let checkpoint = Checkpoint(text: last.text), checkpoint.origin != identity.origin else {
            throw CheckpointRefusal.otherOrigin
        }
        let commitment = Digest.sha256(last.bytes)
        try await database.write { tx in
            try tx.execute("UPDATE event SET log_index = NULL WHERE log_index IS NOT NULL")
            try tx.execute("DELETE FROM imported_entry")
            try tx.execute(
                """
                INSERT INTO imported_entry (log_index, class, commitment)
                VALUES (0, \(Int(EntryClass.origin.rawValue)), \(commitment))
                """)
            try tx.execute(
                """
                UPDATE log_state SET size = 1, checkpoint = NULL, witnessed = NULL, epoch = epoch + 1, lease_until = 0
                WHERE id = 1
                """)
        }
    }

    /// The last checkpoint of the files.
    private func last(_ file: LogAudit.Source) async throws -> SignedCheckpoint {
        guard let bytes = try await file("checkpoint") else { throw LogAudit.Fault.noCheckpoint }
        guard let note = try? SignedNote(parsing: bytes), let verified = try? identity.trust.verify(note) else {
            throw LogAudit.Fault.checkpointNotSigned
        }
        return SignedCheckpoint(checkpoint: verified.checkpoint, note: note)
    }

    /// How many entries the database knows to be signed: places beyond were given and never shown to anybody.
    private func signedSize() async throws -> Int {
        let text = try await database.row("SELECT checkpoint FROM log_state WHERE id = 1")?.optionalText("checkpoint")
        guard let text else { return 0 }
        let note = try SignedNote(parsing: Array(text.utf8))
        return try identity.trust.verify(note).checkpoint.head.size
    }

    private func take(_ entries: [[UInt8]], from first: Int, signed: Int) async throws -> Summary {
        let end = first + entries.count
        return try await database.write { tx in
            var part = Summary()
            let held = try tx.rows(
                """
                SELECT log_index, shard, stream, sequence, class, commitment FROM event
                WHERE log_index >= \(first) AND log_index < \(end)
                """
            ).reduce(into: [Int: Row]()) { $0[Int($1.integer("log_index"))] = $1 }
            for (offset, entry) in entries.enumerated() {
                let index = first + offset
                if let row = held[index] {
                    if Self.holds(row, entry) { continue }
                    guard index >= signed else {
                        throw EventAudit.Difference(
                            stream: row.identifier("stream"), sequence: Int(row.integer("sequence")), index: index,
                            kind: .otherEntry)
                    }
                    try Self.vacate(row, in: tx)
                    part.vacated += 1
                }
                try Self.fill(index, entry, &part, in: tx)
            }
            return part
        }
    }

    private static func holds(_ row: Row, _ entry: [UInt8]) -> Bool {
        entry.count == 34 && Int64(entry[1]) == row.integer("class") && Array(entry[2...]) == row.blob("commitment")
    }

    private static func vacate(_ row: Row, in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            UPDATE event SET log_index = NULL
            WHERE shard = \(row.integer("shard")) AND stream = \(row.blob("stream")) AND sequence = \(row.integer("sequence"))
            """)
    }

    /// Gives a place back to the event that the entry is of, or keeps the bare entry.
    private static func fill(
        _ index: Int, _ entry: [UInt8], _ part: inout Summary, in tx: any WriteTransaction
    ) throws {
        guard entry.count == 34, entry[0] == 1, let entryClass = EntryClass(rawValue: entry[1]) else {
            throw LogAudit.Fault.file("entry \(index)")
        }
        let commitment = Array(entry[2...])
        let recognised = try tx.changes(
            """
            UPDATE event SET log_index = \(index)
            WHERE log_index IS NULL AND commitment = \(commitment) AND class = \(Int(entryClass.rawValue))
            """)
        if recognised == 1 {
            part.recognised += 1
            return
        }
        try tx.execute(
            """
            INSERT INTO imported_entry (log_index, class, commitment)
            VALUES (\(index), \(Int(entryClass.rawValue)), \(commitment)) ON CONFLICT (log_index) DO NOTHING
            """)
        part.lose(index, entryClass)
    }

    private func vacate(from size: Int) async throws -> Int {
        try await database.write { tx in
            try tx.changes("UPDATE event SET log_index = NULL WHERE log_index >= \(size)")
        }
    }
}

extension RestoreLog.Summary {
    fileprivate mutating func lose(_ index: Int, _ entryClass: EntryClass) {
        lost[entryClass, default: 0] += 1
        lostPlaces = min(lostPlaces?.lowerBound ?? index, index)...max(lostPlaces?.upperBound ?? index, index)
    }

    fileprivate mutating func add(_ part: Self) {
        lost.merge(part.lost) { $0 + $1 }
        recognised += part.recognised
        vacated += part.vacated
        guard let places = part.lostPlaces else { return }
        lostPlaces =
            min(
                lostPlaces?.lowerBound ?? places.lowerBound, places.lowerBound)...max(
                lostPlaces?.upperBound ?? places.upperBound, places.upperBound)
    }
}
