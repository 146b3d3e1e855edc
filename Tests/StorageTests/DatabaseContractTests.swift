import Foundation
import Kernel
import Storage
import StorageSQLite
import Testing

/// What every database must do. One suite for all of them.
@Suite("Database contract")
struct DatabaseContractTests {
    private static let step = Migration(
        "Test", "0001_thing",
        [
            "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT NOT NULL, body BYTEA, is_good BOOLEAN)"
        ])

    private func open() async throws -> SQLiteDatabase {
        let database = try SQLiteDatabase(path: try Scratch.folder() + "/test.sqlite")
        try await database.migrate([Self.step], at: Instant(milliseconds: 0))
        return database
    }

    @Test("Values come back as they went in")
    func values() async throws {
        let database = try await open()
        let name = "𠮷野家 '; DROP TABLE thing; --"
        let body: [UInt8] = [0, 255, 10]
        let row = try await database.write { tx in
            try tx.row(
                "INSERT INTO thing (id, name, body, is_good) VALUES (\(1), \(name), \(body), \(true)) RETURNING *")
        }
        #expect(row?.text("name") == name)
        #expect(row?.blob("body") == body)
        #expect(row?.boolean("is_good") == true)
        let absent = try await database.read { tx in try tx.row("SELECT body FROM thing WHERE name = \("x")") }
        #expect(absent == nil)
    }

    @Test("A transaction that throws leaves nothing, and its neighbours stand")
    func isolation() async throws {
        struct Refused: Error {}
        let database = try await open()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for id in 0..<100 {
                group.addTask {
                    do {
                        try await database.write { tx in
                            try tx.execute("INSERT INTO thing (id, name) VALUES (\(id), \("n"))")
                            if id % 10 == 0 { throw Refused() }
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 }.count == 90)
        let count = try await database.read { tx in try tx.row("SELECT COUNT(*) AS n FROM thing")?.integer("n") }
        #expect(count == 90)
    }

    @Test("A refused row says which rule refused it")
    func constraints() async throws {
        let database = try await open()
        try await database.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (\(1), \("a"))") }
        await #expect(throws: StorageError.self) {
            try await database.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (\(1), \("b"))") }
        }
        do {
            try await database.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (\(1), \("b"))") }
        } catch let StorageError.uniqueViolation(what) { #expect(what.contains("thing.id")) }
    }

    @Test("Steps are applied once, and a database from the future is not touched")
    func migrations() async throws {
        let database = try await open()
        try await database.migrate([Self.step], at: Instant(milliseconds: 1))
        await #expect(throws: StorageError.unknownSchema("Test/0001_thing")) {
            try await database.migrate([], at: Instant(milliseconds: 2))
        }
    }

    @Test("Serial numbers of two processes never meet", .timeLimit(.minutes(1)))
    func serials() async throws {
        let database = try await open()
        try await database.migrate(storageMigrations + [Self.step], at: Instant(milliseconds: 3))
        let processes = [SerialBlocks(database: database, name: "s"), SerialBlocks(database: database, name: "s")]
        let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for index in 0..<3000 { group.addTask { try await processes[index % 2].take() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(numbers).count == 3000)
    }
}

/// Folders that a test may fill; the system clears them.
enum Scratch {
    static func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "huimin-\(UInt64.random(in: 0 ... .max))"
        ).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}
