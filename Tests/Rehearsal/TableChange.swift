import EventLog
package import Storage

/// What somebody with a database in his hands would do to a table, and what an audit has to say of it.
package struct TableChange: Sendable {
    let what: String
    let table: String
    /// The column that is named; `nil` where it is the row that is wrong or gone.
    let field: String?
    let sql: SQL

    package init(_ what: String, _ table: String, _ field: String?, _ sql: SQL) {
        (self.what, self.table, self.field, self.sql) = (what, table, field, sql)
    }

    /// Sets a cell of some rows.
    package init(_ table: String, _ field: String, _ value: SQL, where condition: SQL = "1 = 1") {
        let cell = SQL(pieces: ["\(table) SET \(field)"], parameters: [])
        self.init("\(table).\(field)", table, field, "UPDATE \(cell) = \(value) WHERE \(condition)")
    }

    /// Makes each change, audits, and takes it back.
    /// - Returns: in words, the changes that were not named by their very table and field.
    package static func unnamed(
        _ changes: [TableChange], in database: any Database, audit: () async throws -> Void
    ) async throws -> [String] {
        let kept = try await KeptTables(Set(changes.map(\.table)).sorted(), in: database)
        var unnamed: [String] = []
        for change in changes {
            do {
                let count = try await database.write { tx in try tx.changes(change.sql) }
                let said = count == 0 ? "changed nothing" : await word(of: audit, on: change)
                if let said { unnamed.append("\(change.what): \(said)") }
            } catch { unnamed.append("\(change.what) cannot be done: \(error)") }
            try await kept.restore()
        }
        return unnamed
    }

    /// - Returns: `nil` where it names the change.
    private static func word(of audit: () async throws -> Void, on change: TableChange) async -> String? {
        do {
            try await audit()
            return "nothing was found"
        } catch let found as ViewDifference {
            return found.table == change.table && found.field == change.field ? nil : "\(found)"
        } catch { return "\(error)" }
    }
}
