import EventLog
import FoundationEssentials
import Kernel
import Storage
import StorageSQLite
import Testing
import TransparencyLog

@Suite("Tampering")
struct TamperTests {
    /// Cells that the log answers for, and how each may be changed.
    private static let ofEvents: [SQL] = [
        "commitment", "sealed", "stream", "sequence", "class", "kind", "recorded_at", "log_index", "shard",
    ]
    private static let ofKeys: [SQL] = ["wrapped", "stream"]

    @Test("100 random changes of cells, each named")
    func cells() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        try await log.appendStreams(12, events: 5)
        _ = try await sequencer.step()
        #expect(try await log.auditAll() == EventAudit.Summary(streams: 12, events: 60, erased: 0))
        let seed = UInt64.random(in: 0 ... .max)
        var (random, changes) = (Seeded(seed), 0)
        while changes < 100 {
            let number = changes % (Self.ofEvents.count + Self.ofKeys.count)
            let isEvent = number < Self.ofEvents.count
            let (table, column): (SQL, SQL) =
                isEvent ? ("event", Self.ofEvents[number]) : ("stream_key", Self.ofKeys[number - Self.ofEvents.count])
            let row = Int.random(in: 0..<(isEvent ? 60 : 12), using: &random)
            let (bit, position) = (
                UInt8(1) << UInt8.random(in: 0..<8, using: &random), Int.random(in: 0..<4096, using: &random)
            )
            let found = try await log.database.row(
                "SELECT \(column) AS cell, rowid FROM \(table) ORDER BY rowid LIMIT 1 OFFSET \(row)")
            let before = try #require(found)
            let (sound, place) = (before["cell"], before.integer("rowid"))
            let changed = Self.changed(sound, bit, position)
            do { try await set(log, table, column, changed, place) } catch { continue }
            changes += 1
            let named = await difference(log)
            #expect(named != nil, "seed \(seed): column \(number), row \(place): \(sound) became \(changed) unseen")
            try await set(log, table, column, sound, place)
        }
        #expect(await difference(log) == nil, "seed \(seed)")
    }

    private func set(_ log: LogFixture, _ table: SQL, _ column: SQL, _ value: SQLValue, _ place: Int64) async throws {
        try await log.database.write { tx in
            try tx.execute("UPDATE \(table) SET \(column) = \(value) WHERE rowid = \(place)")
        }
    }

    private static func changed(_ value: SQLValue, _ bit: UInt8, _ position: Int) -> SQLValue {
        switch value {
        case .blob(var bytes):
            bytes[position % bytes.count] ^= bit
            return .blob(bytes)
        case .text(let text):
            var bytes = Array(text.utf8)
            bytes[position % bytes.count] ^= bit & 0x7F == 0 ? 1 : bit & 0x7F
            return .text(String(decoding: bytes, as: UTF8.self))
        case .integer(let number): return .integer(number ^ Int64(bit))
        case .null, .boolean: return .integer(Int64(bit))
        }
    }

    private func difference(_ log: LogFixture) async -> String? {
        do { _ = try await log.auditAll() } catch { return "\(error)" }
        return nil
    }

    @Test("Every byte of a sealed event counts, those before the ciphertext too")
    func header() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        try await log.appendStreams(1, events: 1)
        _ = try await sequencer.step()
        let sealed = try #require(try await log.database.row("SELECT sealed FROM event")).blob("sealed")
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            try await log.database.write { [changed] tx in try tx.execute("UPDATE event SET sealed = \(changed)") }
            await #expect(throws: EventAudit.Difference.self, "byte \(index)") { try await log.auditAll() }
        }
    }

    @Test("An event that is taken away, doubled or put in another's place is named")
    func rows() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        try await log.appendStreams(4, events: 4)
        _ = try await sequencer.step()
        let changes: [SQL] = [
            "DELETE FROM event WHERE log_index = 9", "UPDATE event SET log_index = NULL WHERE log_index = 9",
            "DELETE FROM event WHERE log_index = 15",
            "UPDATE event SET log_index = 40 WHERE log_index = 15",
            "UPDATE event SET sealed = (SELECT sealed FROM event WHERE log_index = 2) WHERE log_index = 3",
            """
            UPDATE event SET sealed = (SELECT sealed FROM event WHERE log_index = 2),
                             commitment = (SELECT commitment FROM event WHERE log_index = 2) WHERE log_index = 6
            """,
            "UPDATE stream_key SET wrapped = (SELECT wrapped FROM stream_key ORDER BY rowid DESC LIMIT 1) WHERE rowid = 1",
        ]
        for (number, change) in changes.enumerated() {
            let tampered = try await copy(log, to: log.folder + "/tampered\(number).sqlite")
            try await tampered.write { tx in try tx.execute(change) }
            await #expect(throws: EventAudit.Difference.self, "change \(number)") {
                try await log.auditAll(of: tampered)
            }
            try await tampered.close()
        }
        #expect(try await log.auditAll().events == 16)
    }

    @Test("An event that waits for the log and does not follow the one before is named, sound as it is by itself")
    func chain() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        var first = log.journal.begin(log.ids.identifier(EventStream.self))
        first.append("case.received", by: .system, at: log.clock.now(), body: [:])
        try await log.database.write { [first] tx in try first.write(in: tx) }
        _ = try await sequencer.step()
        var (kept, other) = (try await log.journal.open(first.stream), try await log.journal.open(first.stream))
        kept.append("case.accepted", by: .system, at: log.clock.now(), body: [:])
        other.append("case.refused", by: .system, at: log.clock.now(), body: [:])
        other.append("case.personAsked", by: .system, at: log.clock.now(), body: [:])
        // The second event is taken out, and another put in its place.
        try await log.database.write { [kept, other] tx in
            try other.write(in: tx)
            try tx.execute("DELETE FROM event WHERE sequence = 2")
            try kept.write(in: tx)
        }
        let named = EventAudit.Difference(stream: first.stream, sequence: 3, index: nil, kind: .chain)
        await #expect(throws: named) { try await log.auditAll() }
    }

    /// The same rows in a file of their own.
    private func copy(_ log: LogFixture, to path: String) async throws -> any Database {
        let copy = try SQLiteDatabase(path: path)
        try await copy.migrate(storageMigrations + eventLogMigrations, at: log.clock.now())
        let (events, keys) = try await log.database.read { tx in
            (
                try tx.rows(
                    """
                    SELECT shard, stream, sequence, class, kind, recorded_at, commitment, sealed, log_index FROM event
                    ORDER BY rowid
                    """),
                try tx.rows("SELECT shard, stream, wrapped FROM stream_key ORDER BY rowid")
            )
        }
        try await copy.write { tx in
            for row in keys {
                try tx.execute(
                    """
                    INSERT INTO stream_key (shard, stream, wrapped)
                    VALUES (\(row["shard"]), \(row["stream"]), \(row["wrapped"]))
                    """)
            }
            for row in events {
                try tx.execute(
                    """
                    INSERT INTO event (shard, stream, sequence, class, kind, recorded_at, commitment, sealed, log_index)
                    VALUES (\(row["shard"]), \(row["stream"]), \(row["sequence"]), \(row["class"]), \(row["kind"]),
                            \(row["recorded_at"]), \(row["commitment"]), \(row["sealed"]), \(row["log_index"]))
                    """)
            }
        }
        return copy
    }

    @Test("100 random bytes of the database's file: whatever changes an event is named")
    func rawBytes() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        try await log.appendStreams(20, events: 6)
        _ = try await sequencer.step()
        try await log.database.close()
        let (path, copy) = (log.folder + "/huimin.sqlite", log.folder + "/raw.sqlite")
        let sound = try [UInt8](Data(contentsOf: URL(filePath: path)))
        try Data(sound).write(to: URL(filePath: copy))
        let contents = try await dump(copy)
        let seed = UInt64.random(in: 0 ... .max)
        var (random, changed) = (Seeded(seed), 0)
        for _ in 0..<100 {
            var bytes = sound
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            try Data(bytes).write(to: URL(filePath: copy))
            let now = try? await dump(copy)
            if now != contents { changed += 1 }
            let isNamed = await isNamed(log, copy)
            #expect(
                now == contents || isNamed,
                "seed \(seed): byte \(place) unseen: \(now.map { contents.symmetricDifference($0).count } ?? 0) rows")
        }
        #expect(changed > 20, "seed \(seed): too few of the bytes were an event's")
    }

    /// All cells that the log answers for.
    private func dump(_ path: String) async throws -> Set<[SQLValue]> {
        let database = try ReadOnlySQLite(path: path)
        defer { try? database.close() }
        let events = try await database.rows(
            "SELECT shard, stream, sequence, class, kind, recorded_at, commitment, sealed, log_index FROM event")
        let keys = try await database.rows("SELECT shard, stream, wrapped FROM stream_key")
        return Set((events + keys).map { row in row.columnNames.map { row[$0] } })
    }

    private func isNamed(_ log: LogFixture, _ path: String) async -> Bool {
        do {
            let database = try ReadOnlySQLite(path: path)
            defer { try? database.close() }
            let found = try await database.rows("PRAGMA integrity_check").compactMap {
                $0.optionalText("integrity_check")
            }
            guard found == ["ok"] else { return true }
            _ = try await log.auditAll(of: database)
            return false
        } catch { return true }
    }

    @Test("100 random bytes of the log's files, each named")
    func tiles() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        try await log.append(700)
        _ = try await sequencer.step()
        let copy = log.folder + "/copy"
        try FileManager.default.copyItem(atPath: log.directory.path, toPath: copy)
        let files = try log.files(below: copy).filter { $0 != "checkpoint.witnessed" }
        let seed = UInt64.random(in: 0 ... .max)
        var random = Seeded(seed)
        for _ in 0..<100 {
            let name = files[Int.random(in: 0..<files.count, using: &random)]
            let sound = try [UInt8](Data(contentsOf: URL(filePath: copy + "/" + name)))
            var changed = sound
            let place = Int.random(in: 0..<sound.count, using: &random)
            changed[place] ^= UInt8.random(in: 1...255, using: &random)
            try Data(changed).write(to: URL(filePath: copy + "/" + name))
            let found = try? await log.audit(folder: copy)
            #expect(found == nil, "seed \(seed): byte \(place) of \(name) changed unseen")
            try Data(sound).write(to: URL(filePath: copy + "/" + name))
        }
        #expect(try await log.audit(folder: copy).size == 700)
    }
}
