import Cases
import EventLog
import Flow
import Identity
package import Kernel
package import Server
package import Storage
package import Vault

/// 复原全部 — rebuilds every case of a database from its events alone and holds its row against that, with nothing at work but
/// this: for what was kept of earlier days.
package struct RebuildCases {
    private let city: CityFolder

    /// - Parameter city: the definitions that the cases were filed under.
    package init(city: CityFolder) { self.city = city }

    /// - Returns: how many cases there are.
    /// - Throws: `BrokenInvariant` at the first case that its events tell otherwise.
    package func callAsFunction(_ database: any Database, _ vault: KeyVault, _ ids: any IDSource) async throws -> Int {
        let journal = EventJournal(database: database, vault: vault, ids: ids)
        let rows = try await database.rows("SELECT * FROM case_file ORDER BY id")
        for row in rows {
            let count = DayCount(calendar: city.calendar)
            var replay = CaseReplay(count: count, posts: city.staff.all, items: city.catalogue)
            for event in try await journal.events(of: row.identifier("id")) { try replay.follow(event) }
            try CaseRowCheck(replay: replay, row: row, offices: Set(city.staff.offices)).check()
        }
        return rows.count
    }
}
