import EventLog
import FoundationEssentials
import Kernel
import Scratch
import Storage
import StorageSQLite
import Synchronization
import TransparencyLog
import Vault

/// A database, keys and a tile folder of their own, with a clock that is moved by hand.
final class LogFixture: Sendable {
    private let scratch: ScratchFolder
    let folder: String
    let database: any Database
    let keys: KeyMaterial
    let vault: KeyVault
    let clock = ManualClock()
    let ids = RandomIDs()
    let identity: LogIdentity
    let directory: TileDirectory

    /// - Parameter keys: of another fixture, for a second history of the same log.
    init(keys: KeyMaterial? = nil) async throws {
        scratch = ScratchFolder("log")
        folder = scratch.path
        self.keys = keys ?? KeyMaterial.random(ids)
        vault = try KeyVault(self.keys)
        database = try SQLiteDatabase(path: folder + "/huimin.sqlite")
        identity = LogIdentity(origin: "huimin.example/log/test", key: vault.logKey)
        directory = try TileDirectory(path: folder + "/log")
        try await database.migrate(storageMigrations + eventLogMigrations, at: clock.now())
    }

    var journal: EventJournal { EventJournal(database: database, vault: vault, ids: ids) }
    var outbox: Outbox { Outbox(database: database, vault: vault, time: clock) }
    var proofs: LogProofs { LogProofs(database: database, directory: directory, identity: identity) }

    /// A sequencer as a new process would make it, started.
    func sequencer(exclusively: Bool = true, witnesses: WitnessPolicy = .nobody) async throws -> LogSequencer {
        let sequencer = LogSequencer(
            database: database, directory: directory, identity: identity, time: clock, witnesses: witnesses)
        guard try await sequencer.start(exclusively: exclusively) else { throw LogFault.leaseLost }
        return sequencer
    }

    /// Streams with one event each.
    @discardableResult
    func append(_ count: Int) async throws -> [EventReceipt] {
        var receipts: [EventReceipt] = []
        for number in 0..<count {
            clock.advance(milliseconds: 1)
            var writer = journal.begin(ids.identifier(EventStream.self))
            receipts.append(writer.append("case.received", by: .system, at: clock.now(), body: ["n": JSON(number)]))
            try await database.write { [writer] tx in try writer.write(in: tx) }
        }
        return receipts
    }

    /// Some streams with a few events each.
    func appendStreams(_ count: Int, events: Int) async throws {
        for _ in 0..<count {
            var writer = journal.begin(ids.identifier(EventStream.self))
            for number in 0..<events {
                clock.advance(milliseconds: 1)
                writer.append("case.received", by: .system, at: clock.now(), body: ["n": JSON(number)])
            }
            try await database.write { [writer] tx in try writer.write(in: tx) }
        }
    }

    /// The audit that the city runs: the log, and the database against it.
    func auditAll(of database: (any Database)? = nil) async throws -> EventAudit.Summary {
        let events = EventAudit(database: database ?? self.database, vault: vault)
        let head = try await LogAudit(key: identity.signer.key, file: source())(entries: { first, entries in
            try await events.compare(entries, from: first)
        })
        return try await events.checkStreams(signed: head.size)
    }

    /// Reads the files of a copy of the log.
    func source(_ folder: String? = nil) -> LogAudit.Source {
        let root = folder ?? directory.path
        return { name in try? [UInt8](Data(contentsOf: URL(filePath: root + "/" + name))) }
    }

    /// The audit that anybody can run with the log's files and its key.
    func audit(folder: String? = nil) async throws -> TreeHead {
        let root = folder ?? directory.path
        return try await LogAudit(key: identity.signer.key) { name in
            try? [UInt8](Data(contentsOf: URL(filePath: root + "/" + name)))
        }()
    }

    /// All files of the log but unfinished ones, below `root`.
    func files(below root: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root).sorted().filter { name in
            var isFolder = false
            return FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder) && !isFolder
        }
    }
}

final class ManualClock: TimeSource {
    private let instant = Mutex(Instant(milliseconds: 1_795_000_000_000))
    func now() -> Instant { instant.withLock { $0 } }
    func advance(milliseconds: Int64) { instant.withLock { $0 = $0.adding(milliseconds: milliseconds) } }
}

struct RandomIDs: IDSource {
    func identifier<Subject>(_: Subject.Type) -> Identifier<Subject> {
        Identifier(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
    }
    func randomBytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0 ... .max) } }
}

/// SplitMix64: the same seed gives the same run everywhere.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
