import EventLog
import FoundationEssentials
import Kernel
import Storage
import Testing
import TransparencyLog

@Suite("Sequencer and public log")
struct SequencerTests {
    @Test("Every event is proved, in batches larger and smaller than a tile", arguments: [1, 255, 256, 257, 600])
    func proofs(count: Int) async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        let receipts = try await log.append(count)
        #expect(try await sequencer.step() == count)
        #expect(try await sequencer.step() == 0)
        #expect(try await log.audit().size == count)
        for receipt in receipts.enumerated().filter({ $0.offset % 37 == 0 || $0.offset == count - 1 }).map(\.element) {
            let found = try await log.proofs.proof(of: receipt.stream, sequence: receipt.sequence)
            let (entry, proof) = try #require(found)
            #expect(entry == LogEntry(.caseEvent, commitment: receipt.commitment))
            #expect(try log.proofs.verified(entry, proof)?.size == count)
            let wrong = LogEntry(.certificate, commitment: receipt.commitment)
            #expect((try? log.proofs.verified(wrong, proof)) == nil)
        }
    }

    @Test("More than one batch waits: all get places without gaps, in the order of their recording")
    func batches() async throws {
        let log = try await LogFixture()
        let receipts = try await log.append(1_100)
        let sequencer = try await log.sequencer()
        #expect(try await sequencer.step() == 1_024)
        #expect(try await sequencer.step() == 76)
        let rows = try await log.database.read { tx in
            try tx.rows("SELECT stream, log_index FROM event ORDER BY log_index").map {
                ($0.identifier("stream", EventStream.self), $0.integer("log_index"))
            }
        }
        #expect(rows.map(\.1) == Array(0..<1_100))
        #expect(rows.map(\.0) == receipts.map(\.stream))
        #expect(try await log.audit().size == 1_100)
    }

    /// What a process that died may have left behind of a step.
    enum Left: CaseIterable {
        case places, placesAndTiles, all
    }

    @Test("A new process goes on where another died", arguments: Left.allCases)
    func restart(_ left: Left) async throws {
        let log = try await LogFixture()
        try await log.append(300)
        _ = try await log.sequencer().step()
        let before = try #require(log.directory.checkpoint)
        try await log.append(300)
        _ = try await log.sequencer().step()
        if left != .all {
            // The signature was not made: neither here nor there.
            let text = String(decoding: before, as: UTF8.self)
            try await log.database.write { tx in try tx.execute("UPDATE log_state SET checkpoint = \(text)") }
            try Data(before).write(to: URL(filePath: log.directory.path + "/checkpoint"))
        }
        if left == .places {
            for name in try log.files(below: log.directory.path) where name.contains("/002") || name.hasSuffix(".p/88")
            {
                try FileManager.default.removeItem(atPath: log.directory.path + "/" + name)
            }
        }
        let successor = try await log.sequencer()
        #expect(try await successor.step() == 0)
        #expect(try await log.audit().size == 600)
        try await log.append(5)
        #expect(try await successor.step() == 5)
        #expect(try await log.audit().size == 605)
    }

    @Test("A disk that refuses a file does not put the tree and the entries apart")
    func refusedFile() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        try await log.append(3)
        _ = try await sequencer.step()
        // Where the tiles of hashes should go there is a file, so that bundles can be written and tiles cannot.
        let (tiles, aside) = (log.directory.path + "/tile/0", log.directory.path + "/aside")
        try FileManager.default.moveItem(atPath: tiles, toPath: aside)
        try Data("in the way".utf8).write(to: URL(filePath: tiles))
        try await log.append(3)
        await #expect(throws: LogFault.self) { try await sequencer.step() }
        try FileManager.default.removeItem(atPath: tiles)
        try FileManager.default.moveItem(atPath: aside, toPath: tiles)
        try await log.append(3)
        _ = try await sequencer.step()
        #expect(try await log.audit().size == 9)
    }

    @Test("A database from an old backup is never signed over")
    func restored() async throws {
        let log = try await LogFixture()
        try await log.append(10)
        _ = try await log.sequencer().step()
        try await log.database.write { tx in
            try tx.execute("UPDATE event SET log_index = NULL WHERE log_index >= 6")
            try tx.execute("UPDATE log_state SET size = 6, checkpoint = NULL")
        }
        await #expect(throws: LogFault.databaseIsBehind(signed: 10, held: 6)) { try await log.sequencer() }
        #expect(try await log.audit().size == 10)
    }

    @Test("Tiles that do not give the signed tree stop the sequencer")
    func foreignTiles() async throws {
        let log = try await LogFixture()
        try await log.append(10)
        _ = try await log.sequencer().step()
        let path = log.directory.path + "/tile/0/000.p/10"
        var bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        bytes[40] ^= 1
        try Data(bytes).write(to: URL(filePath: path))
        await #expect(throws: LogFault.tilesDisagree) { try await log.sequencer() }
    }

    @Test("Two sequencers: the later one takes over, the earlier one can no longer sign")
    func lease() async throws {
        let log = try await LogFixture()
        let first = try await log.sequencer()
        try await log.append(1)
        _ = try await first.step()
        let waiting = LogSequencer(
            database: log.database, directory: log.directory, identity: log.identity, time: log.clock)
        #expect(try await waiting.start(exclusively: false) == false)
        log.clock.advance(milliseconds: 20_000)
        #expect(try await waiting.start(exclusively: false) == true)
        try await log.append(1)
        await #expect(throws: LogFault.leaseLost) { try await first.step() }
        #expect(try await waiting.step() == 1)
        #expect(try await log.audit().size == 2)
    }

    @Test("Any change of any file of the log is found by the audit")
    func anyEdit() async throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Seeded(seed)
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        try await log.append(300)
        _ = try await sequencer.step()
        let copy = log.folder + "/copy"
        try FileManager.default.copyItem(atPath: log.directory.path, toPath: copy)
        // Partial files of earlier sizes belong to no tree that is signed now; here is only one size.
        let files = try log.files(below: copy)
        #expect(files.count >= 5)
        for round in 0..<60 {
            let name = files[round % files.count]
            let path = URL(filePath: copy + "/" + name)
            let sound = try [UInt8](Data(contentsOf: path))
            var changed = sound
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                changed[Int.random(in: 0..<changed.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            case 1: changed.removeLast(Int.random(in: 1...changed.count, using: &random))
            default: changed.swapAt(0, changed.count - 1)
            }
            guard changed != sound else { continue }
            try Data(changed).write(to: path)
            let found = try? await log.audit(folder: copy)
            #expect(found == nil, "seed \(seed), round \(round): \(name) changed unseen")
            try Data(sound).write(to: path)
        }
        #expect(try await log.audit(folder: copy).size == 300)
    }

    @Test("Who watches a stream is told when it has grown, whoever wrote it")
    func tail() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        let tail = LogTail(database: log.database)
        try await tail.poll()
        let receipts = try await log.append(2)
        let growth = tail.growth(of: receipts[0].stream)
        #expect(tail.watcherCount == 1)
        _ = try await sequencer.step()
        try await tail.poll()
        var iterator = growth.makeAsyncIterator()
        #expect(await iterator.next() != nil)
        tail.finish()
        #expect(await iterator.next() == nil)
        #expect(tail.watcherCount == 0)
    }
}
