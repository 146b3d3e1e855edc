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
            """
            CREATE TABLE thing (
                id BIGINT PRIMARY KEY, name TEXT NOT NULL, body BYTEA, is_good BOOLEAN, small INTEGER, big BIGINT, note TEXT)
            """,
            "CREATE UNIQUE INDEX thing_claim ON thing (small) WHERE note = 'live'",
        ])

    private func open(_ kind: DatabaseKind) async throws -> any Database {
        let database = try await kind.open()
        try await database.migrate([Self.step], at: Instant(milliseconds: 0))
        return database
    }

    @Test("Values come back as they went in", arguments: DatabaseKind.available)
    func values(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
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

    @Test("A transaction that throws leaves nothing, and its neighbours stand", arguments: DatabaseKind.available)
    func isolation(_ kind: DatabaseKind) async throws {
        struct Refused: Error {}
        let database = try await open(kind)
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

    @Test("A refused row says which rule refused it", arguments: DatabaseKind.available)
    func constraints(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        try await database.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (\(1), \("a"))") }
        await #expect(throws: StorageError.self) {
            try await database.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (\(1), \("b"))") }
        }
        do {
            try await database.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (\(1), \("b"))") }
        } catch let StorageError.uniqueViolation(what) { #expect(what.contains("thing")) }
    }

    @Test("Steps are applied once, and a database from the future is not touched", arguments: DatabaseKind.available)
    func migrations(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        try await database.migrate([Self.step], at: Instant(milliseconds: 1))
        await #expect(throws: StorageError.unknownSchema("Test/0001_thing")) {
            try await database.migrate([], at: Instant(milliseconds: 2))
        }
    }

    @Test(
        "Serial numbers of two processes never meet", .timeLimit(.minutes(5)), arguments: DatabaseKind.available)
    func serials(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        try await database.migrate(storageMigrations + [Self.step], at: Instant(milliseconds: 3))
        let processes = [SerialBlocks(database: database, name: "s"), SerialBlocks(database: database, name: "s")]
        let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for index in 0..<3000 { group.addTask { try await processes[index % 2].take() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(numbers).count == 3000)
    }

    @Test("Statements of every shape that the stores use", arguments: DatabaseKind.available)
    func shapes(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        let nobody: String? = nil
        let empty: [UInt8] = []
        try await database.write { tx in
            for id in 1...5 {
                try tx.execute(
                    """
                    INSERT INTO thing (id, name, body, is_good, small, note)
                    VALUES (\(id), \("n"), \(empty), \(id % 2 == 0), \(id), \(nobody.sqlValue))
                    """)
            }
        }
        let changed = try await database.write { tx in
            try tx.changes("UPDATE thing SET name = \("m") WHERE small < \(3) OR \(false) = TRUE")
        }
        #expect(changed == 2)
        let row = try await database.read { tx in
            try tx.row(
                """
                SELECT COUNT(*) FILTER (WHERE is_good = TRUE) AS good, MAX(small) AS largest,
                       CAST(SUM(id) AS BIGINT) AS total, MAX(note) AS note FROM thing WHERE name <> \("x")
                """)
        }
        #expect(row?.integer("good") == 2 && row?.integer("largest") == 5 && row?.integer("total") == 15)
        #expect(row?.optionalText("note") == nil)
        let page = try await database.read { tx in
            try tx.rows("SELECT id, body FROM thing WHERE (small, id) < (\(4), \(4)) ORDER BY id DESC LIMIT \(2)")
        }
        #expect(page.map { $0.integer("id") } == [3, 2])
        #expect(page.first?.blob("body") == [])
        let merged = try await database.write { tx in
            try tx.row(
                """
                INSERT INTO thing (id, name) VALUES (\(1), \("later"))
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, small = thing.small + \(10) RETURNING name, small
                """)
        }
        #expect(merged?.text("name") == "later" && merged?.integer("small") == 11)
        let extremes = try await database.write { tx in
            try [Int64.min, -1, .max].map { value in
                try tx.row("UPDATE thing SET big = \(value) WHERE id = \(1) RETURNING big")?.integer("big")
            }
        }
        #expect(extremes == [.min, -1, .max])
    }

    @Test("A snapshot stays what it was while others write, and takes no writes", arguments: DatabaseKind.available)
    func oneState(_ kind: DatabaseKind) async throws {
        try await Self.checkSnapshot(of: try await open(kind))
    }

    @Test("A snapshot of a database in memory, and of a file that somebody else writes, is the same")
    func otherSnapshots() async throws {
        let memory = try MemorySQLite()
        try await memory.migrate([Self.step], at: Instant(milliseconds: 0))
        try await Self.checkSnapshot(of: memory)
        let path = try TestFolder.folder() + "/test.sqlite"
        let writer = try SQLiteDatabase(path: path)
        try await writer.migrate([Self.step], at: Instant(milliseconds: 0))
        try await Self.checkSnapshot(of: try ReadOnlySQLite(path: path), writtenBy: writer)
        // A server that ends while somebody still reads ends all the same, and nothing is lost.
        try await ReadOnlySQLite(path: path).snapshot { state in
            try await writer.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (9, 'last')") }
            try writer.close()
            #expect(try await state.row("SELECT name FROM thing WHERE id = 9") == nil)
        }
        #expect(try await SQLiteDatabase(path: path).row("SELECT name FROM thing WHERE id = 9") != nil)
    }

    private static func checkSnapshot(of database: any Database, writtenBy other: (any Database)? = nil) async throws {
        let writer = other ?? database
        try await writer.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (1, 'a')") }
        let count: SQL = "SELECT COUNT(*) AS n FROM thing"
        let seen = try await database.snapshot { state in
            // Before the first read of it, and between two.
            for id in 2...3 {
                try await writer.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (\(id), 'b')") }
                #expect(try await state.row(count)?.integer("n") == 1)
                #expect(try await state.readAtLength { tx in try tx.row(count)?.integer("n") } == 1)
            }
            #expect(try await state.snapshot { try await $0.row(count)?.integer("n") } == 1)
            await #expect(throws: StorageError.self) {
                try await state.write { tx in try tx.execute("DELETE FROM thing") }
            }
            return try await state.row(count)?.integer("n")
        }
        #expect(seen == 1)
        #expect(try await database.row(count)?.integer("n") == 3)
    }

    @Test("Writes behave as if each were alone: no update is lost", arguments: DatabaseKind.available)
    func serializable(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        try await database.write { tx in try tx.execute("INSERT INTO thing (id, name, big) VALUES (1, 'sum', 0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    try await database.write { tx in
                        let before = try tx.row("SELECT big FROM thing WHERE id = 1")?.integer("big") ?? 0
                        try tx.execute("UPDATE thing SET big = \(before + 1) WHERE id = 1")
                    }
                }
            }
            try await group.waitForAll()
        }
        let sum = try await database.read { tx in try tx.row("SELECT big FROM thing WHERE id = 1")?.integer("big") }
        #expect(sum == 60)
    }

    @Test("Of two that claim the same thing at once one gets it", arguments: DatabaseKind.available)
    func claims(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        let outcomes = await withTaskGroup(of: String.self) { group in
            for attempt in 0..<100 {
                group.addTask {
                    do {
                        try await database.write { tx in
                            try tx.execute(
                                """
                                INSERT INTO thing (id, name, small, note)
                                VALUES (\(attempt), 'claim', \(attempt / 2), 'live')
                                """)
                        }
                        return "granted"
                    } catch StorageError.uniqueViolation(let what) {
                        return what.contains("thing_claim") || what.contains("thing.small") ? "refused" : what
                    } catch { return "\(error)" }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes == ["granted": 50, "refused": 50])
    }

    @Test(
        "A statement that reads needs no transaction, and one that writes is refused there",
        arguments: DatabaseKind.available)
    func statementsAlone(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        try await database.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (1, 'a')") }
        #expect(try await database.row("SELECT name FROM thing WHERE id = \(1)")?.text("name") == "a")
        await #expect(throws: StorageError.self) {
            try await database.rows("INSERT INTO thing (id, name) VALUES (2, 'b') RETURNING id")
        }
        #expect(try await database.rows("SELECT id FROM thing").count == 1)
    }

    @Test("Writes that come together share a transaction", arguments: DatabaseKind.available)
    func grouping(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        let before = Self.groups(of: database)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in 0..<500 {
                group.addTask {
                    try await database.write { tx in
                        try tx.execute("INSERT INTO thing (id, name) VALUES (\(id), 'a')")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(Self.groups(of: database) - before < 250)
        #expect(try await database.rows("SELECT id FROM thing").count == 500)
    }

    private static func groups(of database: any Database) -> Double {
        database.figures.first { $0.name == "write_groups" }?.value ?? .infinity
    }

    @Test(
        "Long reads and short ones side by side end, however many there are", .timeLimit(.minutes(2)),
        arguments: DatabaseKind.available)
    func crowded(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        try await database.write { tx in try tx.execute("INSERT INTO thing (id, name) VALUES (\(1), \("n"))") }
        let rows = try await withThrowingTaskGroup(of: Int.self) { group in
            for reader in 0..<200 {
                group.addTask {
                    var seen = 0
                    for _ in 0..<20 {
                        let look: @Sendable (any ReadTransaction) throws -> Int = {
                            try $0.rows("SELECT id FROM thing").count
                        }
                        seen += reader % 2 == 0 ? try await database.readAtLength(look) : try await database.read(look)
                    }
                    return seen
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(rows == 4_000)
    }

    @Test("A read sees one state, however long it takes", arguments: DatabaseKind.available)
    func snapshot(_ kind: DatabaseKind) async throws {
        let database = try await open(kind)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for id in 0..<40 {
                group.addTask {
                    try await database.write { tx in
                        try tx.execute("INSERT INTO thing (id, name) VALUES (\(id), 'a')")
                        try tx.execute("INSERT INTO thing (id, name) VALUES (\(id + 1000), 'b')")
                    }
                    return true
                }
                group.addTask {
                    try await database.read { tx in
                        let first = try tx.row("SELECT COUNT(*) AS n FROM thing WHERE name = 'a'")?.integer("n")
                        let second = try tx.row("SELECT COUNT(*) AS n FROM thing WHERE name = 'b'")?.integer("n")
                        return first == second
                    }
                }
            }
            for try await isWhole in group { #expect(isWhole) }
        }
    }
}
