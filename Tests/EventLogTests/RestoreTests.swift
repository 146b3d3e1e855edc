import EventLog
import FoundationEssentials
import Kernel
import Storage
import Testing
import TransparencyLog
import Vault

@Suite("Log after a restore")
struct RestoreTests {
    /// A log of ten entries, six of which the database still knows; two of the others it never gave a place.
    private func restored() async throws -> LogFixture {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        try await log.append(6)
        _ = try await sequencer.step()
        let before = String(decoding: try #require(log.directory.checkpoint), as: UTF8.self)
        try await log.append(4)
        _ = try await sequencer.step()
        try await log.database.write { tx in
            try tx.execute("UPDATE event SET log_index = NULL WHERE log_index >= 8")
            try tx.execute(
                "DELETE FROM stream_key WHERE stream IN (SELECT stream FROM event WHERE log_index IN (6, 7))")
            try tx.execute("DELETE FROM event WHERE log_index IN (6, 7)")
            try tx.execute("UPDATE log_state SET size = 6, checkpoint = \(before)")
        }
        return log
    }

    @Test("Lost entries come back from the log's files, what is left gets its place again, and the log goes on")
    func importing() async throws {
        let log = try await restored()
        await #expect(throws: LogFault.databaseIsBehind(signed: 10, held: 6)) { try await log.sequencer() }
        // What the city wrote after the restore, and gave a place that was never signed.
        try await log.append(1)
        try await log.database.write { tx in
            try tx.execute(
                """
                UPDATE event SET log_index = 6
                WHERE recorded_at = (SELECT MAX(recorded_at) FROM event) AND log_index IS NULL
                """)
            try tx.execute("UPDATE log_state SET size = 7")
        }
        let seen = try await LogMonitor(key: log.identity.signer.key, file: log.source())().latest.checkpoint
        let restore = RestoreLog(database: log.database, identity: log.identity)
        let summary = try await restore.importEntries(log.source())
        #expect(summary.size == 10 && summary.lost == [.caseEvent: 2] && summary.lostPlaces == 6...7)
        #expect(summary.recognised == 2 && summary.vacated == 1)
        // Done twice is done once.
        #expect(try await restore.importEntries(log.source()).recognised == 0)
        let sequencer = try await log.sequencer()
        #expect(try await sequencer.step() == 1)
        #expect(try await log.auditAll().events == 9)
        let monitor = LogMonitor(key: log.identity.signer.key, file: log.source())
        let now = try await monitor().latest.checkpoint
        #expect(now.head.size == 11)
        try await monitor.check(now, continues: seen)
    }

    @Test("The files are made anew where they were lost too, from a mirror")
    func fromMirror() async throws {
        let log = try await restored()
        let mirror = log.folder + "/mirror"
        try FileManager.default.moveItem(atPath: log.directory.path, toPath: mirror)
        let directory = try TileDirectory(path: log.directory.path)
        _ = try await RestoreLog(database: log.database, identity: log.identity).importEntries(log.source(mirror))
        let sequencer = LogSequencer(
            database: log.database, directory: directory, identity: log.identity, time: log.clock)
        #expect(try await sequencer.start(exclusively: true))
        #expect(try await log.audit().size == 10)
    }

    @Test("A database with another history under a signature is no old backup: nothing is imported")
    func rewritten() async throws {
        let log = try await restored()
        try await log.database.write { tx in
            try tx.execute("UPDATE event SET class = 2 WHERE log_index = 3")
        }
        await #expect(throws: EventAudit.Difference.self) {
            try await RestoreLog(database: log.database, identity: log.identity).importEntries(log.source())
        }
        let other = try await LogFixture()
        let sequencer = try await other.sequencer()
        try await other.append(12)
        _ = try await sequencer.step()
        await #expect(throws: LogAudit.Fault.checkpointNotSigned) {
            try await RestoreLog(database: log.database, identity: log.identity).importEntries(other.source())
        }
    }

    @Test("A new log begins with the old one's last checkpoint and holds all that is left")
    func renewing() async throws {
        let log = try await restored()
        let last = try SignedNote(parsing: try #require(log.directory.checkpoint))
        await #expect(throws: CheckpointRefusal.otherOrigin) {
            try await RestoreLog(database: log.database, identity: log.identity).beginAnew(after: last)
        }
        let identity = LogIdentity(origin: "huimin.example/log/renewed", key: log.vault.logKey)
        try await RestoreLog(database: log.database, identity: identity).beginAnew(after: last)
        let directory = try TileDirectory(path: log.folder + "/renewed")
        let sequencer = LogSequencer(
            database: log.database, directory: directory, identity: identity, time: log.clock)
        #expect(try await sequencer.start(exclusively: true))
        #expect(try await sequencer.step() == 8)
        var first: [UInt8] = []
        let head = try await LogAudit(key: identity.signer.key, file: log.source(directory.path))(
            entries: { from, entries in if from == 0 { first = entries[0] } })
        #expect(head.size == 9)
        #expect(first == LogEntry(.origin, commitment: Digest.sha256(last.bytes)).bytes)
    }
}
