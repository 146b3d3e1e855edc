import Storage
import StoragePostgres

/// Writes the rows of grants into empty tables of the same shape: prepared statements, as many writers at once as clients, who
/// share transactions as the server's requests do.
struct PostgresReplay {
    private static let schema = "ceiling"
    let url: String
    let rows: GrantRows
    let clients: Int

    /// - Returns: CPU seconds of one grant, ours and the database's.
    func callAsFunction() async throws -> Double {
        let database = try await PostgresDatabase(url: url)
        try await database.write { tx in
            try tx.execute(Self.fixed("DROP SCHEMA IF EXISTS \(Self.schema) CASCADE"))
            try tx.execute(Self.fixed("CREATE SCHEMA \(Self.schema)"))
            for table in rows.tables {
                try tx.execute(
                    Self.fixed("CREATE TABLE \(Self.schema).\(table.name) (LIKE \(table.name) INCLUDING ALL)"))
            }
        }
        let postmaster = try await Meter.postmaster(of: url)
        let before = Self.cpu(postmaster)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<clients {
                group.addTask {
                    for grant in stride(from: lane, to: rows.grants, by: clients) {
                        try await database.write { tx in try write(grant, in: tx) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = (Self.cpu(postmaster) - before) / Double(rows.grants)
        try await database.write { tx in try tx.execute(Self.fixed("DROP SCHEMA \(Self.schema) CASCADE")) }
        try await database.close()
        return seconds
    }

    private func write(_ grant: Int, in tx: any WriteTransaction) throws {
        for (index, lines) in rows.rows(ofGrant: grant) {
            let table = rows.tables[index]
            let opening = "INSERT INTO \(Self.schema).\(table.name) (\(table.columns.joined(separator: ", "))) VALUES ("
            for line in lines {
                let pieces = [opening] + Array(repeating: ", ", count: line.count - 1) + [")"]
                try tx.execute(SQL(pieces: pieces, parameters: line))
            }
        }
    }

    private static func cpu(_ postmaster: Int32) -> Double {
        ProcessFigures.familySeconds(of: postmaster) + (ProcessFigures(of: ProcessFigures.ownID)?.cpuSeconds ?? 0)
    }

    private static func fixed(_ text: String) -> SQL { SQL(pieces: [text], parameters: []) }
}
