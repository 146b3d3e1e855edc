import Foundation
import GRDB
import Storage

/// Writes the rows of grants into an empty file of the same schema: prepared statements, one transaction for each group, and
/// nothing else.
struct SQLiteReplay {
    /// As often as the platform moves the log into the file.
    private static let grantsBetweenCheckpoints = 256
    /// The file whose schema is followed.
    let source: String
    let folder: String
    let rows: GrantRows

    /// - Returns: CPU seconds of one grant.
    func callAsFunction(groupSize: Int) throws -> Double {
        let queue = try DatabaseQueue(path: folder + "/ceiling.sqlite")
        try queue.writeWithoutTransaction { connection in
            try connection.execute(sql: "PRAGMA journal_mode = WAL")
            try connection.execute(sql: "PRAGMA synchronous = FULL")
            try connection.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try connection.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        try copySchema(to: queue)
        return try queue.writeWithoutTransaction { connection in
            let statements = try rows.tables.map { table in
                let places = Array(repeating: "?", count: table.columns.count).joined(separator: ", ")
                return try connection.makeStatement(
                    sql: "INSERT INTO \(table.name) (\(table.columns.joined(separator: ", "))) VALUES (\(places))")
            }
            let arguments = rows.tables.map { table in
                table.rows.map { row in StatementArguments(row.map(Self.value)) }
            }
            let before = threadCPUSeconds()
            try write(statements, arguments, groupSize, on: connection)
            return (threadCPUSeconds() - before) / Double(rows.grants)
        }
    }

    private func write(
        _ statements: [Statement], _ arguments: [[StatementArguments]], _ groupSize: Int,
        on connection: GRDB.Database
    ) throws {
        for start in stride(from: 0, to: rows.grants, by: groupSize) {
            try connection.execute(sql: "BEGIN IMMEDIATE")
            for grant in start..<min(start + groupSize, rows.grants) {
                for (table, lines) in rows.rows(ofGrant: grant) {
                    for line in lines.indices {
                        statements[table].setUncheckedArguments(arguments[table][line])
                        try statements[table].execute()
                    }
                }
            }
            try connection.execute(sql: "COMMIT")
            if (start / groupSize) % max(1, Self.grantsBetweenCheckpoints / groupSize) == 0 {
                _ = try connection.checkpoint(.passive)
            }
        }
    }

    private func copySchema(to queue: DatabaseQueue) throws {
        let original = try DatabaseQueue(path: source)
        let names = rows.tables.map(\.name)
        let statements = try original.read { connection in
            try String.fetchAll(
                connection,
                sql: """
                    SELECT sql FROM sqlite_master
                    WHERE sql IS NOT NULL AND tbl_name IN (\(names.map { "'\($0)'" }.joined(separator: ", ")))
                    ORDER BY type DESC
                    """)
        }
        try queue.writeWithoutTransaction { connection in
            for statement in statements { try connection.execute(sql: statement) }
        }
    }

    private static func value(_ value: SQLValue) -> DatabaseValue {
        switch value {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let value): Data(value).databaseValue
        case .boolean(let value): value.databaseValue
        }
    }
}
