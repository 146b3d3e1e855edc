import EventLog
import Foundation
package import Kernel
import Server
import Storage
import TransparencyLog
import Vault

/// `bench log`: places for events that wait in a database; then a log of millions of entries: how long it takes to grow,
/// how large it is, how fast it proves.
package struct LogBench: Sendable {
    package struct Settings: Sendable {
        /// Events that wait for their places.
        package var events = 100_000
        /// Entries of the large log.
        package var entries = 10_000_000
        package var proofs = 20_000
        /// An empty one, on the disk to be measured.
        package var folder: String

        package init(folder: String) { self.folder = folder }
    }

    /// As the sequencer takes them.
    private static let batch = LogSequencer.batchMax
    private static let eventsOfCase = 6

    let settings: Settings
    let time: any TimeSource
    let ids: any IDSource
    private let say: @Sendable (String) -> Void

    package init(
        _ settings: Settings, time: any TimeSource, ids: any IDSource, say: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        self.time = time
        self.ids = ids
        self.say = say
    }

    /// - Throws: `BenchFault` where what was written does not verify.
    package func callAsFunction() async throws -> LogReport {
        let vault = try KeyVault(KeyMaterial.random(ids))
        let identity = LogIdentity(origin: "bench.huimin.example/log", key: vault.logKey)
        say("\(settings.events) events wait for their places …")
        let sequencing = try await sequence(vault, identity)
        say("a log of \(settings.entries) entries …")
        let directory = try TileDirectory(path: settings.folder + "/large")
        let growth = try grow(directory, identity)
        say("proofs …")
        let database = try await self.database("empty")
        let proofs = LogProofs(database: database, directory: directory, identity: identity)
        return LogReport(
            events: settings.events, sequencing: sequencing, growth: growth, proofs: try prove(proofs, identity))
    }

    /// Real events in a real database, until all have their places, tiles and a signed checkpoint.
    private func sequence(_ vault: KeyVault, _ identity: LogIdentity) async throws -> LogReport.Sequencing {
        let database = try await self.database("events")
        let journal = EventJournal(database: database, vault: vault, ids: ids)
        var written = 0
        while written < settings.events {
            let cases = min(200, (settings.events - written + Self.eventsOfCase - 1) / Self.eventsOfCase)
            let writers = (0..<cases).map { _ in caseOfSixEvents(journal) }
            try await database.write { tx in for writer in writers { try writer.write(in: tx) } }
            written += cases * Self.eventsOfCase
        }
        let directory = try TileDirectory(path: settings.folder + "/log")
        let sequencer = LogSequencer(database: database, directory: directory, identity: identity, time: time)
        guard try await sequencer.start(exclusively: true) else { throw BenchFault("the log has another sequencer") }
        let (began, cpu) = (ContinuousClock.now, ProcessFigures.ownCPUSeconds)
        while try await sequencer.step() > 0 {}
        let seconds = began.duration(to: .now).seconds
        let used = ProcessFigures.ownCPUSeconds - cpu
        try await verify(written, database, directory)
        return LogReport.Sequencing(entries: written, seconds: seconds, cpuSeconds: used, floor: try floor(written))
    }

    private func database(_ name: String) async throws -> any Database {
        let folder = "\(settings.folder)/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = try await Server.Settings(data: folder).openDatabase()
        try await database.migrate(storageMigrations + eventLogMigrations, at: time.now())
        return database
    }

    private func caseOfSixEvents(_ journal: EventJournal) -> StreamWriter {
        var writer = journal.begin(ids.identifier(EventStream.self))
        for number in 1...Self.eventsOfCase {
            writer.append(
                "bench.event", by: .system, at: time.now(),
                body: ["number": JSON(number), "text": JSON(String(repeating: "惠", count: 80))])
        }
        return writer
    }

    /// The tree recomputed from the rows alone must be the one that was signed.
    private func verify(_ count: Int, _ database: any Database, _ directory: TileDirectory) async throws {
        var tree = CompactTree(hasher: SHA256TreeHasher())
        let rows = try await database.readAtLength { tx in
            try tx.rows("SELECT commitment FROM event ORDER BY log_index").map { $0.blob("commitment") }
        }
        for commitment in rows {
            tree.append(leaf: tree.hasher.leaf(LogEntry(.caseEvent, commitment: commitment).bytes))
        }
        guard let bytes = directory.checkpoint,
            let signed = Checkpoint(text: try SignedNote(parsing: bytes).text), signed.head == tree.head,
            tree.size == count
        else { throw BenchFault("what was signed is not what stands in the database") }
    }

    /// What no log could do without: two hashes an entry, and for each batch its bytes on disk.
    private func floor(_ count: Int) throws -> Double {
        let hasher = SHA256TreeHasher()
        let began = ContinuousClock.now
        var tree = CompactTree(hasher: hasher)
        let entry = LogEntry(.caseEvent, commitment: Array(repeating: 7, count: 32)).bytes
        let disk = MachineDisk()
        let bytes = [UInt8](repeating: 7, count: Self.batch * (entry.count + 2 + treeHashByteCount))
        for number in 0..<count {
            tree.append(leaf: hasher.leaf(entry))
            if number % Self.batch == 0 { try disk.write(bytes, to: settings.folder + "/floor") }
        }
        return began.duration(to: .now).seconds
    }

    private func grow(_ directory: TileDirectory, _ identity: LogIdentity) throws -> [LogReport.Mark] {
        var files = try LogFiles(directory: directory, upTo: nil)
        var (marks, began, signed) = ([LogReport.Mark](), ContinuousClock.now, Checkpoint?.none)
        let step = max(1, settings.entries / 10)
        var commitment = SplitMix(seed: 1)
        for mark in 1...10 {
            let target = mark == 10 ? settings.entries : mark * step
            while files.size < target {
                let count = min(Self.batch, target - files.size)
                try files.append((0..<count).map { _ in LogEntry(.caseEvent, commitment: commitment.next32()).bytes })
            }
            signed = try sign(files, after: signed, identity, directory)
            marks.append(
                LogReport.Mark(
                    entries: files.size, seconds: began.duration(to: .now).seconds, bytes: size(of: directory.path)))
            began = .now
        }
        return marks
    }

    private func sign(
        _ files: LogFiles, after last: Checkpoint?, _ identity: LogIdentity, _ directory: TileDirectory
    ) throws -> Checkpoint {
        guard let checkpoint = Checkpoint(origin: identity.origin, head: files.head) else {
            throw BenchFault("no checkpoint over \(files.size) entries")
        }
        let note = try checkpoint.signed(
            after: last, proof: try files.consistencyProof(from: last?.head.size ?? 0), hasher: SHA256TreeHasher(),
            by: [identity.signer], at: time.now())
        try directory.writeCheckpoint(note)
        return checkpoint
    }

    /// Proofs of entries anywhere, each with the checkpoint read and its signature checked, as a page or a program asks.
    private func prove(_ proofs: LogProofs, _ identity: LogIdentity) throws -> LogReport.Proofs {
        var dice = SplitMix(seed: 2)
        var milliseconds: [Double] = []
        var made: [LogProof] = []
        for _ in 0..<settings.proofs {
            let index = Int(dice.next() % UInt64(settings.entries))
            let began = ContinuousClock.now
            guard let proof = try proofs.proof(at: index) else { throw BenchFault("no proof of entry \(index)") }
            milliseconds.append(began.duration(to: .now).seconds * 1000)
            if made.count < 1000 { made.append(proof) }
        }
        try check(made, identity)
        milliseconds.sort()
        return LogReport.Proofs(
            count: milliseconds.count, p50Milliseconds: milliseconds[milliseconds.count / 2],
            p99Milliseconds: milliseconds[milliseconds.count * 99 / 100])
    }

    /// The entries are drawn from one seed, so that those proved can be told again.
    private func check(_ proofs: [LogProof], _ identity: LogIdentity) throws {
        let wanted = Dictionary(grouping: proofs, by: \.index)
        let hasher = SHA256TreeHasher()
        var commitment = SplitMix(seed: 1)
        for index in 0..<settings.entries {
            let bytes = commitment.next32()
            for proof in wanted[index] ?? [] {
                let leaf = hasher.leaf(LogEntry(.caseEvent, commitment: bytes).bytes)
                do { try proof.verify(leaf: leaf, trust: identity.trust, hasher: hasher) } catch {
                    throw BenchFault("the proof of entry \(index) does not hold: \(error)")
                }
            }
        }
    }

    private func size(of folder: String) -> Int {
        let files = FileManager.default.enumerator(
            at: URL(filePath: folder), includingPropertiesForKeys: [.fileSizeKey])
        return
            (files?.compactMap { ($0 as? URL).flatMap { try? $0.resourceValues(forKeys: [.fileSizeKey]).fileSize } }
            ?? []).reduce(0, +)
    }
}

/// Random numbers from a seed (SplitMix64), fast enough not to be measured.
private struct SplitMix {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 32 bytes.
    mutating func next32() -> [UInt8] {
        (0..<4).flatMap { _ in withUnsafeBytes(of: next()) { Array($0) } }
    }
}
