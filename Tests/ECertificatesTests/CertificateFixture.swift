import ECertificates
import EventLog
import FoundationEssentials
import Kernel
import Scratch
import Storage
import StorageSQLite
import Synchronization
import Vault
import Web

/// Certificates alone, on a database of its own. `issuer()` is one of several processes on it.
final class CertificateFixture: Sendable {
    static let origin = "https://huimin.example"

    private let scratch: ScratchFolder
    let folder: String
    let database: any Database
    let vault: KeyVault
    let clock = Clock()
    let holder: Identifier<Person> = RandomIDs().identifier(Person.self)

    init() async throws {
        scratch = ScratchFolder("certificates")
        folder = scratch.path
        vault = try KeyVault(KeyMaterial.random(RandomIDs()))
        database = try SQLiteDatabase(path: folder + "/huimin.sqlite")
        try await database.migrate(storageMigrations + eventLogMigrations + certificateMigrations, at: clock.now())
    }

    var store: CertificateStore { CertificateStore(database: database, vault: vault) }
    var verifyingKey: JSONWebKey? { vault.certificateKeys.verifying.keys.first }

    /// A type as the sample city has it.
    static let type = CertificateType(
        name: "高龄津贴核准通知书", englishName: "Notice", slug: "senior-allowance", authority: "惠民市民政局（示例）",
        authorityCode: "11339900MB0000019C", typeCode: "1100001009001", statement: "准予{holder_name}自{starts_on}起领取。",
        isSample: true)

    /// The same for a year.
    static let yearly = CertificateType(
        name: type.name, englishName: type.englishName, slug: type.slug, authority: type.authority,
        authorityCode: type.authorityCode, typeCode: type.typeCode, statement: type.statement, isSample: true,
        validMonths: 12)

    func issuer() -> IssueCertificate {
        IssueCertificate(
            vault: vault, ids: RandomIDs(), issuer: Self.origin,
            serials: SerialBlocks(database: database, name: IssueCertificate.serialSeries))
    }

    func lists() -> PublishStatusList {
        PublishStatusList(store: store, database: database, vault: vault, origin: Self.origin, time: clock)
    }

    /// Issues a certificate and keeps it.
    func issue(
        by issuer: IssueCertificate, to name: String = "王秀英", as type: CertificateType = CertificateFixture.type
    ) async throws -> IssuedCertificate {
        let now = clock.now()
        var writer = EventJournal(database: database, vault: vault, ids: RandomIDs()).begin(
            RandomIDs().identifier(EventStream.self))
        let prepared = try await issuer(
            type,
            fields: [
                CertificateField(claim: "holder_name", label: Phrase("t", zh: "持证人", en: "Holder"), value: name),
                CertificateField(claim: "starts_on", label: Phrase("t", zh: "起", en: "From"), value: "2026-11-01"),
            ], holder: holder, stream: writer.stream, at: now)
        let event = writer.append("certificate.issued", .certificate, by: .system, at: now, body: prepared.eventBody)
        let sealed = store.seal(prepared, issuedBy: event)
        try await database.write { [writer] tx in
            try writer.write(in: tx)
            try sealed.write(in: tx)
        }
        guard let issued = try await store.certificate(prepared.id, holder: holder) else { throw VaultError.damaged }
        return issued
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
