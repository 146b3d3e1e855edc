package import Kernel

/// One step of the schema, never changed after it was published. `name` sorts within its register: `0001_case_file`.
package struct Migration: Sendable {
    package let register: String
    package let name: String
    /// Portable DDL (docs/decisions/0003-one-sql-text.md), one statement each.
    package let statements: [String]

    package init(_ register: String, _ name: String, _ statements: [String]) {
        self.register = register
        self.name = name
        self.statements = statements
    }
}

extension Database {
    /// The first step that was not applied yet, for who only reads; `nil` where the schema is up to date.
    package func firstMissing(of migrations: [Migration]) async throws -> String? {
        let rows = try await rows("SELECT register, name FROM schema_step")
        let applied = Set(rows.map { "\($0.text("register"))/\($0.text("name"))" })
        return migrations.map { "\($0.register)/\($0.name)" }.first { !applied.contains($0) }
    }

    /// Brings the schema up to date; steps that were applied already are passed over.
    /// - Throws: `StorageError.unknownSchema` where the database has steps that this program does not know.
    package func migrate(_ migrations: [Migration], at now: Instant) async throws {
        try await write { tx in
            try tx.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_step (
                    register TEXT NOT NULL, name TEXT NOT NULL, applied_at BIGINT NOT NULL,
                    PRIMARY KEY (register, name))
                """)
            let applied = Set(
                try tx.rows("SELECT register, name FROM schema_step").map {
                    "\($0.text("register"))/\($0.text("name"))"
                })
            let known = Set(migrations.map { "\($0.register)/\($0.name)" })
            if let stranger = applied.subtracting(known).min() { throw StorageError.unknownSchema(stranger) }
            for migration in migrations where !applied.contains("\(migration.register)/\(migration.name)") {
                for statement in migration.statements { try tx.execute(SQL(pieces: [statement], parameters: [])) }
                try tx.execute(
                    """
                    INSERT INTO schema_step (register, name, applied_at)
                    VALUES (\(migration.register), \(migration.name), \(now))
                    """)
            }
        }
    }
}
