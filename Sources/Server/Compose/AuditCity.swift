package import EventLog
package import Kernel
package import Storage
package import TransparencyLog
package import Vault

/// 对账 — holds a whole city against its public log: every event and every stream, and what people may do and know against the
/// events. It reads one state of the database, so that what is written meanwhile is no difference.
package struct AuditCity: Sendable {
    private let database: any Database
    private let vault: KeyVault
    private let ids: any IDSource
    private let time: any TimeSource

    package init(database: any Database, vault: KeyVault, ids: any IDSource, time: any TimeSource) {
        self.database = database
        self.vault = vault
        self.ids = ids
        self.time = time
    }

    /// What was held against the log.
    package struct Summary: Sendable {
        package let entries: Int
        package let streams: EventAudit.Summary
        package let views: AuditViews.Summary
    }

    /// - Parameters:
    ///   - file: reads the log's files.
    ///   - key: whose signature the log bears; by default this city's, under the name that the checkpoint gives.
    /// - Throws: `LogAudit.Fault`, `EventAudit.Difference` or `ViewDifference` for the first difference; `StorageError` where
    ///   the database itself is damaged.
    package func callAsFunction(log file: @escaping LogAudit.Source, key: NoteKey? = nil) async throws -> Summary {
        // The checkpoint before the database: what was signed stands in the state that is then read.
        guard let signed = try await file("checkpoint") else { throw LogAudit.Fault.noCheckpoint }
        guard let note = try? SignedNote(parsing: signed), let checkpoint = Checkpoint(text: note.text),
            let key = key ?? logKey(checkpoint.origin)
        else { throw LogAudit.Fault.checkpointNotSigned }
        let log = LogAudit(key: key) { name in name == "checkpoint" ? signed : try await file(name) }
        return try await database.snapshot { state in
            let events = EventAudit(database: state, vault: vault)
            let head = try await log(entries: { first, entries in try await events.compare(entries, from: first) })
            let streams = try await events.checkStreams(signed: head.size)
            let journal = EventJournal(database: state, vault: vault, ids: ids)
            let views = try await AuditViews(database: state, vault: vault, journal: journal, time: time)()
            return Summary(entries: head.size, streams: streams, views: views)
        }
    }

    private func logKey(_ origin: String) -> NoteKey? {
        NoteKey(name: origin, algorithm: .ed25519, publicKey: vault.logKey.publicKey, hasher: SHA256TreeHasher())
    }
}
