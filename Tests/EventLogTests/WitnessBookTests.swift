import EventLog
import FoundationEssentials
import Kernel
import Testing
import TransparencyLog

@Suite("Witness's book")
struct WitnessBookTests {
    /// The request that the log would make.
    private func request(_ log: LogFixture, from oldSize: Int) throws -> WitnessRequest {
        let (checkpoint, note) = try #require(try log.proofs.checkpoint())
        let size = checkpoint.head.size
        let reader = TileReader(hasher: SHA256TreeHasher(), size: size) { log.directory.tile($0) }
        return WitnessRequest(
            oldSize: oldSize, proof: oldSize == size ? [] : try reader.consistencyProof(from: oldSize), note: note)
    }

    @Test("What was signed is remembered by the next process, with the key")
    func reopened() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        let (key, book) = try SampleWitnesses.open(0, watching: log)
        try await log.append(4)
        _ = try await sequencer.step()
        let signature = try await book.cosign(try request(log, from: 0))
        try await log.append(4)
        _ = try await sequencer.step()
        let (sameKey, reopened) = try SampleWitnesses.open(0, watching: log)
        #expect(sameKey == key)
        #expect(await reopened.size(of: log.identity.origin) == 4)
        await #expect(throws: WitnessRefusal.otherSize(last: 4)) {
            try await reopened.cosign(try request(log, from: 0))
        }
        let later = try await reopened.cosign(try request(log, from: 4))
        #expect(later != signature)
        let shown = await reopened.note(file: WitnessBook.digits(log.identity.origin))
        #expect(shown?.signature(of: key) == later)
        #expect(await reopened.note(file: "0") == nil)
    }

    @Test("A damaged book is no empty book: the witness does not start")
    func damaged() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        let (_, book) = try SampleWitnesses.open(0, watching: log)
        try await log.append(4)
        _ = try await sequencer.step()
        _ = try await book.cosign(try request(log, from: 0))
        let file = URL(
            filePath: log.folder + "/witness0/\(WitnessBook.digits(log.identity.origin)).checkpoint")
        let sound = try [UInt8](Data(contentsOf: file))
        for index in stride(from: 0, to: sound.count, by: 7) {
            var changed = sound
            changed[index] ^= 1
            try Data(changed).write(to: file)
            // The line of the log itself is not what this book rests on.
            let before = String(decoding: sound[..<index], as: UTF8.self)
            let isLogLine = before.contains("\n\n") && !before.contains("— w0")
            if !isLogLine { #expect(throws: LogFault.self) { try SampleWitnesses.open(0, watching: log) } }
        }
        try Data(sound.dropLast()).write(to: file)
        #expect(throws: LogFault.self) { try SampleWitnesses.open(0, watching: log) }
    }

    @Test("Where the book cannot be written nothing is signed")
    func fullDisk() async throws {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        let (_, book) = try SampleWitnesses.open(0, watching: log, disk: FullDisk())
        try await log.append(4)
        _ = try await sequencer.step()
        await #expect(throws: LogFault.self) { try await book.cosign(try request(log, from: 0)) }
        #expect(await book.size(of: log.identity.origin) == 0)
    }
}

/// A disk that can be read and not be written.
private struct FullDisk: LogDisk {
    private let disk = MachineDisk()
    func read(_ path: String) -> [UInt8]? { disk.read(path) }
    func write(_ bytes: [UInt8], to path: String) throws(LogFault) { throw .file(path) }
    func rename(_ path: String, to target: String) throws(LogFault) { throw .file(path) }
    func makeFolder(_ path: String) throws(LogFault) -> Bool { try disk.makeFolder(path) }
    func exists(folder: String) -> Bool { disk.exists(folder: folder) }
    func names(in folder: String) -> [String] { disk.names(in: folder) }
    func sync(folder: String) throws(LogFault) { try disk.sync(folder: folder) }
    func remove(_ path: String) {}
    func remove(folder: String) {}
}
