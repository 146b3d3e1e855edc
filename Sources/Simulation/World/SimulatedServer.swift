import Cases
import EventLog
import Exchange
import FoundationEssentials
import Kernel
import Logging
import Server
import Storage
import StorageSQLite
import Vault

/// 服务进程 — the server of a simulated city: the product's own composition on a stage that outlives it. It can end at any
/// moment and begin again.
final class SimulatedServer {
    let clock: VirtualClock
    let life: ProcessLife
    let database: StageDatabase
    let disk: MemoryDisk
    let departments: [String: SimulatedDepartment]
    let partner: SimulatedPartner
    private let store: MemorySQLite
    private let city: CityFolder
    private let cityPath: String
    private let ids: SeededIDs
    private let folder: String
    private var running: Running?

    private struct Running {
        let platform: Platform
        let gate: RequestGate
        let sequencer: LogSequencer
    }

    /// - Parameters:
    ///   - cityPath: where the city's definitions lie.
    ///   - folder: an empty one, for the keys and the lock.
    init(
        city: CityFolder, at cityPath: String, folder: String, seed: UInt64, clock: VirtualClock, life: ProcessLife,
        departments: [String: SimulatedDepartment], partner: SimulatedPartner, fault: PlantedFault?
    ) throws {
        self.partner = partner
        self.city = city
        self.cityPath = cityPath
        self.folder = folder
        self.clock = clock
        self.life = life
        self.departments = departments
        store = try MemorySQLite()
        database = StageDatabase(store, life: life, fault: fault)
        disk = MemoryDisk(life: life)
        ids = SeededIDs(seed: seed, clock: clock)
    }

    /// What is running. Asked for between `begin` and the end of the year only.
    var platform: Platform { present.platform }
    var environment: CaseEnvironment { platform.environment }
    var gate: RequestGate { present.gate }

    private var present: Running {
        guard let running else { preconditionFailure("the server was not begun") }
        return running
    }

    /// Begins a process on what is there; the one before has ended.
    func begin() async throws {
        // Its lock falls with it.
        running = nil
        life.begin()
        let platform = try await Platform(
            settings: Settings(city: cityPath, data: folder, origin: "https://huimin.example", isDemo: true),
            departmentAddresses: [:], demoPeople: [],
            log: Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() },
            clock: clock, sources: departments,
            stage: PlatformStage(
                city: city, database: database, ids: ids, disk: disk, partners: try partner.register()),
            partnerLink: partner)
        let sequencer = LogSequencer(
            database: platform.database, directory: platform.directory, identity: platform.identity, time: clock)
        guard try await sequencer.start(exclusively: true) else { throw LogFault.leaseLost }
        partner.meet(platform.vault.certificateKeys.verifying)
        running = Running(platform: platform, gate: platform.gate(), sequencer: sequencer)
    }

    /// Robs the store of what a planted fault takes from it.
    func loosen(_ sql: SQL) async throws { try await database.inner.write { tx in try tx.execute(sql) } }

    /// 留存 — writes what the server leaves into an empty folder: a data folder that a server of today or of later days can be
    /// started on.
    func keep(at target: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: target, withIntermediateDirectories: true)
        try store.save(to: target + "/huimin.sqlite")
        try files.copyItem(atPath: folder + "/keys.json", toPath: target + "/keys.json")
        for (path, bytes) in disk.files(below: platform.directory.path) {
            let file = URL(filePath: "\(target)/log/\(path)")
            try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
    }

    /// Carries out what is due, one after another, so that the same seed meets the same moments.
    /// - Returns: how many entries were tried.
    func deliverDue() async throws -> Int {
        let handlers = platform.handlers
        var tried = 0
        for lane in try await platform.outbox.dueLanes().sorted() {
            while case let count = try await platform.outbox.deliver(lane, 1, handlers), count > 0 { tried += count }
        }
        return tried
    }

    /// Gives all that waits its place, and signs.
    func sequence() async throws -> Int {
        var added = 0
        while case let count = try await present.sequencer.step(), count > 0 { added += count }
        return added
    }

    /// Compares what departments were told with what they hold, each resource whose turn it is.
    func reconcile() async throws -> Int {
        var compared = 0
        while try await platform.reconcile() { compared += 1 }
        return compared
    }

    func retain() async throws { while try await Retention(platform)() {} }
}
