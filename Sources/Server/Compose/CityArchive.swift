package import Cases
import Catalog
import EventLog
import Foundation
import Identity
import Kernel
package import Storage
import Vault

/// A city's stored cases for commands that only read, also beside a running server: nothing is locked, migrated, published
/// or written.
package struct CityArchive: Sendable {
    package let database: any Database
    private let journal: EventJournal
    private let items: PublishedItems
    private let people: PersonStore

    /// - Throws: `StartupError` where there is no city in `data`, or its keys are others.
    package init(data: String, database address: String?) async throws {
        let ids = SystemIDs(time: SystemTime(), shards: .spread)
        guard FileManager.default.fileExists(atPath: data + "/keys.json") else {
            throw StartupError(
                "\(data) 里没有 keys.json，请用 --data 指出城市的数据 (no keys.json in \(data): name the city's data)")
        }
        let vault = try KeyVault(KeyMaterial.file(data + "/keys.json", ids: ids))
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
