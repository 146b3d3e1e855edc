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
    /// 对账 — the whole database against the log.
    /// - Parameters:
    ///   - file: reads the log's files.
    ///   - key: whose signature the log bears; by default this city's, under the name that the checkpoint gives.
    /// - Throws: `LogAudit.Fault`, `EventAudit.Difference` or `ViewDifference` for the first difference; `StorageError` where
    ///   the database itself is damaged, or its tables are of an earlier release.
    package func audit(log file: @escaping LogAudit.Source, key: NoteKey? = nil) async throws -> AuditCity.Summary {
        if isFile { try await checkFile() }
        if let missing = try await database.firstMissing(of: Platform.migrations) {
            throw StorageError.unknownSchema(missing)
        }
        let audit = AuditCity(
            database: database, vault: vault, ids: SystemIDs(time: SystemTime(), shards: .spread), time: SystemTime())
        return try await audit(log: file, key: key)
    }

    /// The number of the case whose events a stream holds; `nil` where it is no case's.
    package func caseNumber(of stream: Identifier<EventStream>) async throws -> String? {
        try await CaseStore(database: database).number(of: stream)
    }

    /// What SQLite itself finds wrong with its file.
    private func checkFile() async throws {
        let found = try await database.rows("PRAGMA integrity_check").compactMap { $0.optionalText("integrity_check") }
        guard found == ["ok"] else {
            throw StorageError.unavailable(found.first ?? "integrity_check gave no answer")
        }
    }
}
