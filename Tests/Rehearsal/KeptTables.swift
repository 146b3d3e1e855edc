package import Storage

/// 留底 — the rows of some tables, so that a test can change them behind the city's back and put them back as they were.
package struct KeptTables: Sendable {
    private let database: any Database
    private let rows: [(table: String, rows: [Row])]

    package init(_ names: [String], in database: any Database) async throws {
        self.database = database
        var kept: [(table: String, rows: [Row])] = []
        for name in names { kept.append((name, try await database.rows("SELECT * FROM \(Self.name(name))"))) }
        rows = kept
    }

    package func restore() async throws {
        let rows = rows
        try await database.write { tx in
            for kept in rows {
                try tx.execute("DELETE FROM \(Self.name(kept.table))")
                for row in kept.rows {
                    let columns = Self.name(row.columnNames.joined(separator: ", "))
                    let values = SQL.list(row.columnNames.map { "\(row[$0])" })
                    try tx.execute("INSERT INTO \(Self.name(kept.table)) (\(columns)) VALUES (\(values))")
                }
            }
        }
    }

    private static func name(_ text: String) -> SQL { SQL(pieces: [text], parameters: []) }
}
