package import Cases
import Catalog
package import EventLog
import Foundation
import Identity
package import Kernel
package import Storage
package import TransparencyLog
import Vault

/// A city's stored cases for commands that only read, also beside a running server: nothing is locked, migrated, published
/// or written.
package struct CityArchive: Sendable {
    package let database: any Database
    private let journal: EventJournal
    private let items: PublishedItems
    private let people: PersonStore
    private let vault: KeyVault
    private let isFile: Bool

    /// - Throws: `StartupError` where there is no city in `data`, or its keys are others.
    package init(data: String, database address: String?) async throws {
        let ids = SystemIDs(time: SystemTime(), shards: .spread)
        vault = try CityKeys(data: data).vault()
        isFile = address == nil
        database = try await Settings(data: data, database: address).openDatabaseToRead()
        guard try await KeyMark.stands(in: database, vault) else { throw StartupError.foreignKeys(data) }
        journal = EventJournal(database: database, vault: vault, ids: ids)
        items = PublishedItems(database: database)
        people = PersonStore(database: database, vault: vault)
    }

    package var decisions: DecisionArchive { DecisionArchive(database: database, journal: journal, items: items) }

    /// Decides again under the very versions that the decisions were made under.
    package var replay: ReplayDecisions {
        let items = items
        return ReplayDecisions { try await items.item(version: $0.version) }
    }

    /// - Parameter city: the folder of definitions, for the names of divisions.
    package func comparison(city: String) throws -> CompareRules {
        CompareRules(archive: decisions, people: people, places: try CityFolder.places(city))
    }
}

extension CityArchive {
    /// What was held against the log.
    package struct AuditSummary: Sendable {
        package let entries: Int
        package let streams: EventAudit.Summary
        package let views: AuditViews.Summary
    }

    /// 对账 — every event and every stream against the log, and what people may do and know against the events.
    /// - Parameters:
    ///   - file: reads the log's files.
    ///   - key: whose signature the log bears; by default this city's, under the name that the checkpoint gives.
    /// - Throws: `LogAudit.Fault`, `EventAudit.Difference`, `AuditCertificates.Difference` or `ViewDifference` for the first
    ///   difference; `StorageError` where the database itself is damaged.
    package func audit(log file: @escaping LogAudit.Source, key: NoteKey? = nil) async throws -> AuditSummary {
        if isFile { try await checkFile() }
        guard let bytes = try await file("checkpoint") else { throw LogAudit.Fault.noCheckpoint }
        guard let note = try? SignedNote(parsing: bytes), let checkpoint = Checkpoint(text: note.text),
            let key = key ?? logKey(checkpoint.origin)
        else { throw LogAudit.Fault.checkpointNotSigned }
        let events = EventAudit(database: database, vault: vault)
        let head = try await LogAudit(key: key, file: file)(entries: { first, entries in
            try await events.compare(entries, from: first)
        })
        let streams = try await events.checkStreams(signed: head.size)
        let views = try await AuditViews(database: database, vault: vault, journal: journal, time: SystemTime())()
        return AuditSummary(entries: head.size, streams: streams, views: views)
    }

    /// The number of the case whose events a stream holds; `nil` where it is no case's.
    package func caseNumber(of stream: Identifier<EventStream>) async throws -> String? {
        try await CaseStore(database: database).number(of: stream)
    }

    private func logKey(_ origin: String) -> NoteKey? {
        NoteKey(
            name: origin, algorithm: .ed25519, publicKey: vault.logKey.publicKey, hasher: SHA256TreeHasher())
    }

    /// What SQLite itself finds wrong with its file.
    private func checkFile() async throws {
        let found = try await database.rows("PRAGMA integrity_check").compactMap { $0.optionalText("integrity_check") }
        guard found == ["ok"] else {
            throw StorageError.unavailable(found.first ?? "integrity_check gave no answer")
        }
    }
}
