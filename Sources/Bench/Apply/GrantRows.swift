import Storage

/// The rows that grants have written, as they lie in the database: what the ceiling writes again.
struct GrantRows: Sendable {
    struct Table: Sendable {
        let name: String
        let columns: [String]
        let rows: [[SQLValue]]
    }

    let grants: Int
    let tables: [Table]

    /// - Parameter grants: how many, the first ones.
    static func read(from database: any Database, grants: Int) async throws -> GrantRows {
        let ids: SQL = "SELECT id FROM case_file ORDER BY id LIMIT \(grants)"
        let people: SQL = "SELECT applicant FROM case_file ORDER BY id LIMIT \(grants)"
        let selections: [(table: String, sql: SQL)] = [
            ("draft", "SELECT * FROM draft WHERE id IN (\(ids))"),
            ("api_key", "SELECT * FROM api_key WHERE draft IN (\(ids))"),
            ("data_read", "SELECT * FROM data_read WHERE person IN (\(people))"),
            ("case_file", "SELECT * FROM case_file WHERE id IN (\(ids))"),
            ("stream_key", "SELECT * FROM stream_key WHERE stream IN (\(ids))"),
            // The department's acknowledgement comes after the grant.
            ("event", "SELECT * FROM event WHERE stream IN (\(ids)) AND kind <> 'case.writtenBack'"),
            ("certificate", "SELECT * FROM certificate WHERE stream IN (\(ids))"),
            ("entitlement", "SELECT * FROM entitlement WHERE stream IN (\(ids))"),
            ("outbox", "SELECT * FROM outbox WHERE stream IN (\(ids))"),
        ]
        let tables = try await database.read { tx in
            try selections.compactMap { selection -> Table? in
                let rows = try tx.rows(selection.sql)
                guard let first = rows.first else { return nil }
                let columns = first.columnNames
                return Table(
                    name: selection.table, columns: columns, rows: rows.map { row in columns.map { row[$0] } })
            }
        }
        return GrantRows(grants: grants, tables: tables)
    }

    /// The rows of one grant among all, table by table.
    func rows(ofGrant number: Int) -> [(table: Int, rows: ArraySlice<[SQLValue]>)] {
        tables.enumerated().map { index, table in
            let (from, to) = (number * table.rows.count / grants, (number + 1) * table.rows.count / grants)
            return (index, table.rows[from..<to])
        }
    }
}
