import Foundation
import Kernel
import Rehearsal
import Storage
import StoragePostgres
import Testing

/// What only PostgreSQL can do or suffer.
@Suite("PostgreSQL", .enabled(if: PostgresCluster.url != nil, "skipped: PostgreSQL not installed"))
struct PostgresTests {
    private static let step = Migration(
        "Test", "0001_thing", ["CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT NOT NULL)"])

    @Test("Servers that start at once on an empty database make the schema once")
    func migrationsAtOnce() async throws {
        let url = try await PostgresCluster.emptyDatabaseURL()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let database = try await PostgresDatabase(url: url)
                    try await database.migrate(storageMigrations + [Self.step], at: Instant(milliseconds: 0))
                    try await database.close()
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("A connection that the server ended is replaced unseen")
    func reconnects() async throws {
        let url = try await PostgresCluster.emptyDatabaseURL()
        let database = try await PostgresDatabase(url: url)
        try await database.migrate([Self.step], at: Instant(milliseconds: 0))
        let ended = try await PostgresDatabase(url: url).write { tx in
            try tx.rows(
                """
                SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
                WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()
                """
            ).count
        }
        #expect(ended > 0)
        try await database.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (1, 'a')") }
        let count = try await database.read { tx in try tx.row("SELECT COUNT(*) AS n FROM thing")?.integer("n") }
        #expect(count == 1)
    }

    @Test("A refused statement that a closure passes over is not taken for done")
    func passedOver() async throws {
        let database = try await PostgresCluster.emptyDatabase()
        try await database.migrate([Self.step], at: Instant(milliseconds: 0))
        await #expect(throws: StorageError.constraintViolation("a refused statement was passed over")) {
            try await database.write { tx in
                try tx.execute("INSERT INTO thing (id, name) VALUES (1, 'a')")
                _ = try? tx.changes("INSERT INTO thing (id, name) VALUES (1, 'b')")
            }
        }
        let count = try await database.read { tx in try tx.row("SELECT COUNT(*) AS n FROM thing")?.integer("n") }
        #expect(count == 0)
    }

    @Test("A server that cannot be reached is unavailable, and its URL stays out of the message")
    func unreachable() async throws {
        do {
            _ = try await PostgresDatabase(url: "postgres://someone:secret@127.0.0.1:1/none")
            Issue.record("nothing listens there")
        } catch StorageError.unavailable(let message) { #expect(!message.contains("secret")) }
    }

    @Test("Opened for reading only, it reads and the server itself refuses to write")
    func readOnly() async throws {
        let url = try await PostgresCluster.emptyDatabaseURL()
        let writer = try await PostgresDatabase(url: url)
        try await writer.migrate([Self.step], at: Instant(milliseconds: 0))
        try await writer.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (1, 'a')") }
        let reader = try await PostgresDatabase(url: url, access: .readOnly)
        func setting(_ database: PostgresDatabase) async throws -> String? {
            try await database.read { tx in
                try tx.row("SELECT current_setting('default_transaction_read_only') AS word")?.text("word")
            }
        }
        #expect(try await setting(reader) == "on")
        #expect(try await reader.read { tx in try tx.rows("SELECT id FROM thing").count } == 1)
        await #expect(throws: StorageError.unavailable("opened for reading only")) {
            try await reader.write { tx in try tx.execute("DELETE FROM thing") }
        }
        await #expect(throws: StorageError.self) {
            _ = try await reader.read { tx in try tx.rows("DELETE FROM thing RETURNING id").count }
        }
        #expect(try await writer.read { tx in try tx.rows("SELECT id FROM thing").count } == 1)
    }
}
