import Cases
import ECertificates
import EventLog
import Exchange
import FaultVFS
import Identity
import Kernel
import Notify
import Rehearsal
import Server
import Storage
import StorageSQLite

/// The server of a town on a disk that can fail: the product's own parts, put together as its composition does.
struct TownServer: Sendable {
    let database: SQLiteDatabase
    let environment: CaseEnvironment
    let directory: TileDirectory
    let sequencer: LogSequencer
    let outbox: Outbox
    let handlers: [String: Outbox.Handler]
    let clock: TownClock

    /// Starts on what is on the disk.
    /// - Parameter civilAffairs: the department that grants are written back to. It outlives the server.
    init(
        _ town: Town, on disk: PowerDisk, civilAffairs: RehearsalDepartment, clock: TownClock,
        writesBetweenCheckpoints: Int
    ) async throws {
        let (platform, shared) = (town.rehearsal.platform, town.rehearsal.platform.environment)
        self.clock = clock
        database = try SQLiteDatabase(
            path: disk.root + "/huimin.sqlite", writesBetweenCheckpoints: writesBetweenCheckpoints)
        let vault = platform.vault
        let journal = EventJournal(database: database, vault: vault, ids: shared.ids)
        outbox = Outbox(database: database, vault: vault, time: clock)
        environment = CaseEnvironment(
            database: database, vault: vault, journal: journal, outbox: outbox, catalogue: shared.catalogue,
            people: PersonStore(database: database, vault: vault), resolveFacts: shared.resolveFacts,
            issueCertificate: IssueCertificate(
                vault: vault, ids: shared.ids, issuer: platform.origin,
                serials: SerialBlocks(database: database, name: "certificate")),
            certificates: CertificateStore(database: database, vault: vault),
            certificateTypes: shared.certificateTypes, calendar: shared.calendar,
            serials: SerialBlocks(database: database, name: "case.\(shared.division)"), places: shared.places,
            division: shared.division, time: clock, ids: shared.ids)
        handlers =
            CaseEffects(
                environment,
                writeBack: WriteBackGrant(departments: town.departments, connectors: ["民政": civilAffairs], time: clock),
                gateway: SandboxInbox(database: database, vault: vault, time: clock, ids: shared.ids)
            ).handlers
        guard try await KeyMark.agrees(database, vault) else { throw StorageError.unknownSchema("keys") }
        directory = try TileDirectory(path: disk.root + "/log", disk: disk)
        sequencer = LogSequencer(database: database, directory: directory, identity: platform.identity, time: clock)
        guard try await sequencer.start(exclusively: true) else { throw LogFault.leaseLost }
    }

    /// What the workers do beside requests, until nothing is left to do.
    func workOff() async throws {
        while try await outbox.deliverDue(handlers: handlers) > 0 {}
        while try await sequencer.step() > 0 {}
    }
}
