import FoundationEssentials
import Identity
import Kernel
import Scratch
import Storage
import StorageSQLite
import Synchronization
import Vault
import Web

/// Sign-in alone, on a database of its own, with a register and a carrier in memory. `server()` is another process on it.
final class IdentityFixture: Sendable {
    struct Sent: Equatable {
        let phone: String
        let code: String
    }

    private struct State {
        var register: [String: RegisterReading] = [:]
        var sent: [Sent] = []
        var records: [String] = []
        var isRecordFailing = false
        var reports = 0
        var asked = 0
    }

    static let number = "339902194305010010"
    static let phone = "19900001001"

    private let scratch: ScratchFolder
    let folder: String
    let database: any Database
    let vault: KeyVault
    let clock = Clock()
    private let state = Mutex(State())

    init() async throws {
        scratch = ScratchFolder("sign-in")
        folder = scratch.path
        vault = try KeyVault(KeyMaterial.random(RandomIDs()))
        database = try SQLiteDatabase(path: folder + "/huimin.sqlite")
        try await database.migrate(storageMigrations + identityMigrations, at: clock.now())
        register(Self.number, .found(name: "王秀英", phone: Self.phone))
    }

    var people: PersonStore { PersonStore(database: database, vault: vault) }
    var sent: [Sent] { state.withLock { $0.sent } }
    var records: [String] { state.withLock { $0.records } }
    /// How often the register was asked.
    var asked: Int { state.withLock { $0.asked } }
    var reports: Int { state.withLock { $0.reports } }

    func register(_ number: String, _ answer: RegisterAnswer, outcome: String = "answered") {
        state.withLock { [now = clock.now()] in
            $0.register[number] = RegisterReading(answer: answer, outcome: outcome, at: now)
        }
    }

    /// From now on the line under "who has read my data" cannot be written.
    func failRecords() { state.withLock { $0.isRecordFailing = true } }

    /// Sign-in as one server of several does it: nothing but the database is shared.
    func server(canSendCodes: Bool = true) -> SignIn {
        SignIn(
            database: database, vault: vault, people: people,
            sessions: SessionStore(database: database, vault: vault, people: people),
            gates: gates(canSendCodes), time: clock, ids: RandomIDs())
    }

    func staffServer(canSendCodes: Bool = true) -> StaffSignIn {
        let staff = StaffRegister([
            StaffPost(id: "JD01", name: "周敏", office: "街道", title: "受理员", phone: "15499990101")
        ])
        return StaffSignIn(
            database: database, vault: vault, staff: staff,
            sessions: SessionStore(database: database, vault: vault, people: people, staff: staff),
            gates: gates(canSendCodes), time: clock, ids: RandomIDs())
    }

    private func gates(_ canSendCodes: Bool) -> IdentityGates {
        IdentityGates(
            register: { number in
                let now = self.clock.now()
                return self.state.withLock {
                    $0.asked += 1
                    return $0.register[number.text]
                        ?? RegisterReading(answer: .notFound, outcome: "notRecorded", at: now)
                }
            },
            record: { _, outcome, at in
                { _ in
                    try self.state.withLock { state in
                        if state.isRecordFailing { throw StorageError.constraintViolation("data_read") }
                        state.records.append("\(outcome)@\(at.milliseconds)")
                    }
                }
            },
            sendCode: { phone, code, _ in self.state.withLock { $0.sent.append(Sent(phone: phone, code: code)) } },
            canSendCodes: canSendCodes, report: { _ in self.state.withLock { $0.reports += 1 } })
    }

    /// Rows of a table, without their contents: what somebody who only watches the size of things would see.
    func count(_ table: String) async throws -> Int {
        try await database.read { tx in
            try tx.rows(SQL(pieces: ["SELECT 1 AS one FROM \(table)"], parameters: [])).count
        }
    }
}

final class Clock: TimeSource {
    private let instant = Mutex(Instant(milliseconds: 1_795_233_600_000))
    func now() -> Instant { instant.withLock { $0 } }
    func advance(seconds: Int64) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
}

struct RandomIDs: IDSource {
    func identifier<Subject>(_: Subject.Type) -> Identifier<Subject> {
        Identifier(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
    }
    func randomBytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0 ... .max) } }
}
