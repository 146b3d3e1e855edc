import Cases
import ECertificates
import EventLog
import FoundationEssentials
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import TransparencyLog
import Web

@Suite("The database is held against the log")
struct AuditTests {
    /// A granted case that stands in the log.
    private func city(_ store: RehearsalStore) async throws -> (stage: Stage, file: CaseFile, archive: CityArchive) {
        let stage = try await Stage(in: RehearsalHouse(database: try await store.emptyDatabase()))
        let file = try await stage.apply()
        try await stage.rehearsal.workOff()
        let house = stage.rehearsal.house
        return (stage, file, try await CityArchive(data: house.folder, database: house.database))
    }

    private func audit(_ stage: Stage, _ archive: CityArchive) async throws -> AuditCity.Summary {
        let log = stage.rehearsal.platform.directory.path
        return try await archive.audit(log: { name in try? [UInt8](Data(contentsOf: URL(filePath: "\(log)/\(name)"))) })
    }

    @Test("Beside a running server, a sound city is found sound", arguments: RehearsalStore.here)
    func sound(_ store: RehearsalStore) async throws {
        let (stage, file, archive) = try await city(store)
        let summary = try await audit(stage, archive)
        #expect(summary.entries == summary.streams.events && summary.views.certificates == 1)
        #expect(try await archive.caseNumber(of: file.stream) == file.number)
        #expect(try await archive.caseNumber(of: Identifier(high: 1, low: 2)) == nil)
    }

    @Test("The first difference is named by its case and place", arguments: RehearsalStore.here)
    func named(_ store: RehearsalStore) async throws {
        let (stage, file, archive) = try await city(store)
        let database = stage.rehearsal.platform.database
        let last = try #require(try await stage.events(file).last)
        let index = Int(try #require(last.logIndex))
        try await database.write { tx in
            try tx.execute("UPDATE event SET class = 3 WHERE log_index = \(index)")
        }
        let other = EventAudit.Difference(
            stream: file.stream, sequence: last.sequence, index: index, kind: .otherEntry)
        await #expect(throws: other) { try await audit(stage, archive) }
        try await database.write { tx in
            try tx.execute("UPDATE event SET class = 1, kind = 'case.refused' WHERE log_index = \(index)")
        }
        let column = EventAudit.Difference(stream: file.stream, sequence: last.sequence, index: index, kind: .column)
        await #expect(throws: column) { try await audit(stage, archive) }
        try await database.write { tx in
            try tx.execute("UPDATE event SET kind = \(last.kind.rawValue) WHERE log_index = \(index)")
            try tx.execute("UPDATE certificate SET status_index = status_index + 1")
        }
        await #expect {
            try await audit(stage, archive)
        } throws: { ($0 as? ViewDifference).map { $0.table == "certificate" && $0.field == "status_index" } ?? false }
        try await database.write { tx in try tx.execute("DELETE FROM certificate") }
        await #expect {
            try await audit(stage, archive)
        } throws: { ($0 as? ViewDifference).map { $0.table == "certificate" && $0.kind == .missing } ?? false }
    }

    @Test("A database of an earlier release is not called a damaged one", arguments: RehearsalStore.here)
    func earlier(_ store: RehearsalStore) async throws {
        let (stage, _, archive) = try await city(store)
        try await stage.rehearsal.platform.database.write { tx in
            try tx.execute("DELETE FROM schema_step WHERE name = '0002_key_stream'")
        }
        await #expect(throws: StorageError.unknownSchema("CrossCity/0002_key_stream")) {
            try await audit(stage, archive)
        }
    }

    @Test("The applicant gets the full proof of the case, nobody else does", arguments: RehearsalStore.here)
    func proof(_ store: RehearsalStore) async throws {
        let (stage, file, _) = try await city(store)
        let browser = RehearsalBrowser(stage.rehearsal)
        try await browser.signIn(stage.citizen)
        let page = await browser.get("/cases/\(file.id)")
        #expect(page.text.contains("/cases/\(file.id)/proof"))
        let answer = await browser.get("/cases/\(file.id)/proof")
        #expect(answer.status == 200)
        let proven = try StreamProof(JSON.parse(answer.text)).verify(stage.rehearsal.platform.identity.trust)
        #expect(proven.stream == file.stream)
        #expect(try await proven.events.map(\.kind.rawValue) == stage.kinds(file))
        let neighbour = RehearsalCitizen(name: "李桂兰", serial: 2)
        stage.rehearsal.settle(neighbour)
        let other = RehearsalBrowser(stage.rehearsal)
        try await other.signIn(neighbour)
        #expect(await other.get("/cases/\(file.id)/proof").status == 404)
    }

    @Test("After a restore the log goes on, on both databases", arguments: RehearsalStore.here)
    func restore(_ store: RehearsalStore) async throws {
        let (stage, file, archive) = try await city(store)
        let platform = stage.rehearsal.platform
        let before = try await audit(stage, archive).entries
        let log = platform.directory.path
        // The case is lost, and what was signed is forgotten.
        try await platform.database.write { tx in
            try tx.execute("DELETE FROM certificate")
            try tx.execute("DELETE FROM write_back WHERE stream = \(file.stream)")
            try tx.execute("DELETE FROM entitlement WHERE stream = \(file.stream)")
            try tx.execute("DELETE FROM case_file WHERE id = \(file.id)")
            try tx.execute("DELETE FROM stream_key WHERE stream = \(file.stream)")
            try tx.execute("DELETE FROM event WHERE stream = \(file.stream)")
            try tx.execute("UPDATE event SET log_index = NULL WHERE log_index >= 2")
            try tx.execute("UPDATE log_state SET size = 2, checkpoint = NULL")
        }
        let restore = RestoreLog(database: platform.database, identity: platform.identity)
        let summary = try await restore.importEntries { name in
            try? [UInt8](Data(contentsOf: URL(filePath: "\(log)/\(name)")))
        }
        #expect(summary.size == before && summary.lost[.certificate] == 1 && (summary.lost[.caseEvent] ?? 0) > 3)
        #expect(summary.recognised > 0)
        let sequencer = LogSequencer(
            database: platform.database, directory: platform.directory, identity: platform.identity,
            time: stage.rehearsal.clock)
        #expect(try await sequencer.start(exclusively: true))
        _ = try await sequencer.step()
        #expect(try await audit(stage, archive).entries == before)
    }
}
