import EventLog
import FoundationEssentials
import Kernel
import Storage
import Testing
import TransparencyLog

@Suite("Monitor")
struct MonitorTests {
    private func monitor(_ log: LogFixture, folder: String? = nil) -> LogMonitor {
        LogMonitor(key: log.identity.signer.key, file: log.source(folder))
    }

    @Test("A log that grows is followed from any size to any later one")
    func growth() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        var seen: [Checkpoint] = []
        for size in [1, 2, 250, 3, 300, 1] {
            try await log.append(size)
            _ = try await sequencer.step()
            let sight = try await monitor(log)()
            for old in seen { try await monitor(log).check(sight.latest.checkpoint, continues: old) }
            seen.append(sight.latest.checkpoint)
        }
        #expect(seen.last?.head.size == 557)
    }

    @Test("Another history is named: with fewer, as many and more entries")
    func rewritten() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        try await log.append(20)
        _ = try await sequencer.step()
        let seen = try await monitor(log)().latest.checkpoint
        let cases: [(Int, LogMonitor.Fault)] = [
            (10, .smaller(seen: 20, shown: 10)), (20, .otherRoot(size: 20)), (25, .notConsistent(from: 20, to: 25)),
        ]
        for (size, fault) in cases {
            let other = try await LogFixture(keys: log.keys)
            let liar = try await other.sequencer()
            try await other.append(size)
            _ = try await liar.step()
            let shown = try await monitor(other)().latest.checkpoint
            await #expect(throws: fault) { try await monitor(other).check(shown, continues: seen) }
        }
    }

    @Test("A checkpoint that the log did not sign, or too few witnesses, is not believed")
    func signatures() async throws {
        let log = try await LogFixture()
        let witnesses = try SampleWitnesses(watching: log)
        let sequencer = try await log.sequencer()
        try await log.append(4)
        _ = try await sequencer.step()
        let keys = witnesses.policy.reachable.map(\.contact.key)
        let strict = LogMonitor(key: log.identity.signer.key, witnesses: keys, quorum: 2, file: log.source())
        #expect(try await strict().witnessed == nil)
        let plain = try #require(log.directory.checkpoint)
        try Data(plain).write(to: URL(filePath: log.directory.path + "/checkpoint.witnessed"))
        await #expect(throws: LogMonitor.Fault.tooFewWitnesses(0)) { try await strict() }
        let stranger = try await LogFixture()
        let other = LogMonitor(key: stranger.identity.signer.key, file: log.source())
        await #expect(throws: LogMonitor.Fault.notSigned("checkpoint")) { try await other() }
        let empty = LogMonitor(key: log.identity.signer.key) { _ in nil }
        await #expect(throws: LogMonitor.Fault.noCheckpoint("checkpoint")) { try await empty() }
    }
}
