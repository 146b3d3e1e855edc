import EventLog
import FoundationEssentials
import Kernel
import Logging
import Storage
import Testing
import TransparencyLog

@Suite("Witnesses")
struct WitnessingTests {
    private let board = WitnessBoard()

    private func witnessing(_ log: LogFixture, _ sequencer: LogSequencer, _ policy: WitnessPolicy) -> LogWitnessing {
        var quiet = Logger(label: "test")
        quiet.logLevel = .critical
        return LogWitnessing(
            policy: policy, sequencer: sequencer, directory: log.directory, board: board, time: log.clock, log: quiet)
    }

    private func proofs(_ log: LogFixture, _ witnesses: SampleWitnesses) -> LogProofs {
        LogProofs(
            database: log.database, directory: log.directory, identity: log.identity, witnesses: witnesses.policy)
    }

    @Test("A checkpoint is published with the signatures of all witnesses, and proofs carry them")
    func quorum() async throws {
        let log = try await LogFixture()
        let witnesses = try SampleWitnesses(watching: log)
        let sequencer = try await log.sequencer(witnesses: witnesses.policy)
        let witnessing = witnessing(log, sequencer, witnesses.policy)
        for size in [1, 40, 300] {
            let receipts = try await log.append(size)
            _ = try await sequencer.step()
            try await witnessing.round()
            let note = try SignedNote(parsing: try #require(log.directory.witnessedCheckpoint))
            #expect(note.signatures.count == 4)
            #expect(log.directory.checkpoint == note.bytes)
            let found = try await proofs(log, witnesses).proof(of: receipts[0].stream, sequence: 1)
            let (entry, proof) = try #require(found)
            let leaf = SHA256TreeHasher().leaf(entry.bytes)
            _ = try proof.verify(leaf: leaf, trust: witnesses.trust(log), hasher: SHA256TreeHasher())
        }
        #expect(try await proofs(log, witnesses).lag(at: log.clock.now()) == WitnessLag(entries: 0, seconds: 0))
        #expect(board.alarmCount == 0)
    }

    @Test("A witness that is down does not hold the others up, and signs again when it is back")
    func oneDown() async throws {
        let log = try await LogFixture()
        let witnesses = try SampleWitnesses(watching: log)
        let sequencer = try await log.sequencer(witnesses: witnesses.policy)
        let witnessing = witnessing(log, sequencer, witnesses.policy)
        witnesses.become(.down, 1)
        try await log.append(3)
        _ = try await sequencer.step()
        try await witnessing.round()
        #expect(try proofs(log, witnesses).witnessed()?.cosignatures.count == 2)
        try await log.append(3)
        _ = try await sequencer.step()
        witnesses.become(.well, 1)
        log.clock.advance(milliseconds: 10_000)
        try await witnessing.round()
        let seen = try proofs(log, witnesses).witnessed()
        #expect(seen?.cosignatures.count == 3 && seen?.checkpoint.head.size == 6)
        #expect(await witnesses.books[1].size(of: log.identity.origin) == 6)
    }

    @Test("A witness that hangs does not keep the next checkpoint from the others", .timeLimit(.minutes(5)))
    func oneHangs() async throws {
        let log = try await LogFixture()
        let witnesses = try SampleWitnesses(watching: log)
        let sequencer = try await log.sequencer(witnesses: witnesses.policy)
        let witnessing = witnessing(log, sequencer, witnesses.policy)
        witnesses.become(.hangs, 0)
        try await log.append(2)
        _ = try await sequencer.step()
        let round = Task { try await witnessing.round() }
        while try proofs(log, witnesses).witnessed() == nil { try await Task.sleep(for: .milliseconds(5)) }
        // The round still waits for the one that hangs; a newer checkpoint ends it.
        try await log.append(2)
        _ = try await sequencer.step()
        try await round.value
        try await confirmation { confirmed in
            let next = Task { try await witnessing.round() }
            while try proofs(log, witnesses).witnessed()?.checkpoint.head.size != 4 {
                try await Task.sleep(for: .milliseconds(5))
            }
            confirmed()
            next.cancel()
            try? await next.value
        }
    }

    @Test("Without a quorum the city goes on: the log is signed and shown, and the lack is seen")
    func noQuorum() async throws {
        let log = try await LogFixture()
        let witnesses = try SampleWitnesses(watching: log)
        let sequencer = try await log.sequencer(witnesses: witnesses.policy)
        let witnessing = witnessing(log, sequencer, witnesses.policy)
        witnesses.become(.down, 1, 2)
        let receipts = try await log.append(5)
        _ = try await sequencer.step()
        try await witnessing.round()
        log.clock.advance(milliseconds: 45_000)
        let proofs = proofs(log, witnesses)
        #expect(try proofs.checkpoint()?.checkpoint.head.size == 5)
        #expect(try proofs.checkpoint()?.note.signatures.count == 2)
        #expect(try await proofs.proof(of: receipts[4].stream, sequence: 1) != nil)
        let lag = try await proofs.lag(at: log.clock.now())
        #expect(lag.entries == 5 && lag.seconds > 44 && lag.isNotable)
    }

    @Test("A second history of the log is refused by every witness, and raises an alarm")
    func fork() async throws {
        let log = try await LogFixture()
        let witnesses = try SampleWitnesses(watching: log)
        let sequencer = try await log.sequencer(witnesses: witnesses.policy)
        try await log.append(10)
        _ = try await sequencer.step()
        try await witnessing(log, sequencer, witnesses.policy).round()
        let sound = log.directory.witnessedCheckpoint
        for size in [10, 12] {
            let fork = try await LogFixture(keys: log.keys)
            let liar = try await fork.sequencer()
            try await fork.append(size)
            _ = try await liar.step()
            let alarms = WitnessBoard()
            let witnessing = LogWitnessing(
                policy: witnesses.policy, sequencer: liar, directory: fork.directory, board: alarms, time: fork.clock,
                log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            try await witnessing.round()
            #expect(alarms.alarmCount == 3)
            #expect(fork.directory.witnessedCheckpoint == nil)
            await #expect(throws: (any Error).self) { try await fork.sequencer(witnesses: witnesses.policy) }
        }
        #expect(log.directory.witnessedCheckpoint == sound)
    }

    @Test("A database and files from an old backup are not signed over: the witnesses remember")
    func restored() async throws {
        let log = try await LogFixture()
        let witnesses = try SampleWitnesses(watching: log)
        let sequencer = try await log.sequencer(witnesses: witnesses.policy)
        let witnessing = witnessing(log, sequencer, witnesses.policy)
        try await log.append(6)
        _ = try await sequencer.step()
        let backup = log.folder + "/backup"
        try FileManager.default.copyItem(atPath: log.directory.path, toPath: backup)
        let before = String(decoding: try #require(log.directory.checkpoint), as: UTF8.self)
        try await log.append(4)
        _ = try await sequencer.step()
        try await witnessing.round()
        // Both come back as they were: nothing here shows that more was signed.
        try await log.database.write { tx in
            try tx.execute("DELETE FROM event WHERE log_index >= 6")
            try tx.execute("UPDATE log_state SET size = 6, checkpoint = \(before), witnessed = NULL")
        }
        try FileManager.default.removeItem(atPath: log.directory.path)
        try FileManager.default.moveItem(atPath: backup, toPath: log.directory.path)
        await #expect(throws: LogFault.witnessesAreAhead(signed: 10, held: 6)) {
            try await log.sequencer(witnesses: witnesses.policy)
        }
        // Two of three are silent: the third may be one that does not remember, so nothing is signed either.
        witnesses.become(.down, 0, 1, 2)
        let careful = try await log.sequencer(witnesses: witnesses.policy)
        try await log.append(1)
        _ = try await careful.step()
        #expect(try log.proofs.checkpoint()?.checkpoint.head.size == 6)
        witnesses.become(.well, 2)
        log.clock.advance(milliseconds: 5_000)
        try await log.append(1)
        await #expect(throws: LogFault.witnessesAreAhead(signed: 10, held: 6)) { try await careful.step() }
    }

    @Test("A server that starts while witnesses are silent signs as soon as enough of them have answered")
    func clearance() async throws {
        let log = try await LogFixture()
        let witnesses = try SampleWitnesses(watching: log)
        witnesses.become(.down, 0, 1)
        let sequencer = try await log.sequencer(witnesses: witnesses.policy)
        try await log.append(3)
        #expect(try await sequencer.step() == 3)
        #expect(log.directory.checkpoint == nil)
        witnesses.become(.well, 0)
        log.clock.advance(milliseconds: 5_000)
        _ = try await sequencer.step()
        #expect(try log.proofs.checkpoint()?.checkpoint.head.size == 3)
    }

    @Test("Another server on the database shows the witnesses' signatures too")
    func standby() async throws {
        let log = try await LogFixture()
        let witnesses = try SampleWitnesses(watching: log)
        let sequencer = try await log.sequencer(witnesses: witnesses.policy)
        let other = try TileDirectory(path: log.folder + "/other")
        let standby = LogSequencer(
            database: log.database, directory: other, identity: log.identity, time: log.clock,
            witnesses: witnesses.policy)
        #expect(try await standby.start(exclusively: false) == false)
        try await log.append(7)
        _ = try await sequencer.step()
        try await witnessing(log, sequencer, witnesses.policy).round()
        _ = try await standby.round()
        #expect(other.witnessedCheckpoint == log.directory.witnessedCheckpoint)
        #expect(other.checkpoint == log.directory.checkpoint)
    }
}
