package import Cases
import Catalog
import Connectors
package import CrossCity
import ECertificates
import Entitlements
package import EventLog
package import Exchange
import Feedback
import Flow
package import Identity
package import Kernel
package import Logging
package import Notify
import PublicAPI
import Retrieval
package import Storage
import StorageSQLite
import TransparencyLog
package import Vault
import Web

/// The whole platform, built by hand, top to bottom. Nothing is found by name at run time.
package struct Platform: Sendable {
    let settings: Settings
    package let city: CityFolder
    let log: Logger
    let time: any TimeSource
    let ids: any IDSource
    package let database: any Database
    let lock: DirectoryLock
    package let vault: KeyVault
    package let identity: LogIdentity
    package let directory: TileDirectory
    package let witnesses: WitnessPolicy
    package let witnessBoard = WitnessBoard()
    package let journal: EventJournal
    package let outbox: Outbox
    package let tail: LogTail
    package let people: PersonStore
    package let sessions: SessionStore
    package let inbox: SandboxInbox
    /// Sends codes where a carrier does.
    let courier: CodeCourier?
    package let grants: GrantRegister
    let quota: ReadQuota
    /// What sources answered since it was last written.
    let tally = SourceTally()
    package let environment: CaseEnvironment
    package let effects: CaseEffects
    /// What other cities and we have to do with each other.
    package let crossCity: CrossCityOffice
    let partners: PartnerRegister
    /// Compares what departments were told with what they hold, and tells them again what they have lost.
    package let reconcile: ReconcileWriteBacks
    private let redeliver: RedeliverWriteBack
    private let correct: CorrectWriteBack
    /// By department.
    let connectors: [String: any SourceConnector]
    let checkSources: CheckSources
    package let signIn: SignIn
    let staffSignIn: StaffSignIn
    let demoPeople: [DemoAccount]
    package let origin: String

    /// Every step of every register's schema, in the order of the floors.
    static let migrations: [Migration] =
        storageMigrations + eventLogMigrations + identityMigrations + mandateMigrations + exchangeMigrations
        + catalogMigrations
        + certificateMigrations
        + entitlementMigrations + notifyMigrations + caseMigrations + feedbackMigrations + apiMigrations
        + partnerMigrations

    /// - Parameters:
    ///   - departmentAddresses: addresses that replace those of the descriptions, by department.
    ///   - clock: the machine's clock where none is given.
    ///   - sources: connectors that stand in for those of the descriptions, by department; rehearsals and tests give them.
    ///   - stage: what stands in for the machine underneath; simulations give it.
    ///   - partnerLink: the way to other cities that stands in for the network; rehearsals give it.
    package init(
        settings: Settings, departmentAddresses: [String: String], demoPeople: [DemoAccount], log: Logger,
        clock: (any TimeSource)? = nil, sources: [String: any SourceConnector] = [:], stage: PlatformStage? = nil,
        partnerLink: (any PartnerLink)? = nil
    ) async throws {
        self.settings = settings
        self.log = log
        self.demoPeople = demoPeople
        time = clock ?? SystemTime()
        ids = stage?.ids ?? SystemIDs(time: time, shards: settings.isDatabaseShared ? .spread : .byTheMinute)
        city = try stage?.city ?? CityFolder(path: settings.city)
        try Folder.make(settings.data)
        lock = try DirectoryLock(path: settings.data + "/lock")
        vault = try CityKeys(data: settings.data).vaultOrNew(ids, suite: settings.suite, at: time.now())
        if let stage { database = stage.database } else { database = try await settings.openDatabase() }
        try await database.migrate(Self.migrations, at: time.now())
        guard try await KeyMark.agrees(database, vault) else { throw StartupError.foreignKeys(settings.data) }
        partners = stage?.partners ?? city.partners
        identity = LogIdentity(origin: city.logName, key: vault.logKey)
        directory = try TileDirectory(path: settings.data + "/log", disk: stage?.disk ?? MachineDisk())
        witnesses = try city.witnesses.policy(settings.witnesses)
        journal = EventJournal(database: database, vault: vault, ids: ids)
        outbox = Outbox(database: database, vault: vault, time: time)
        tail = LogTail(database: database)
        people = PersonStore(database: database, vault: vault)
        sessions = SessionStore(database: database, vault: vault, people: people, staff: city.staff)
        inbox = SandboxInbox(database: database, vault: vault, time: time, ids: ids)
        let gateway = settings.carrier.gateway(inbox, time: time)
        courier = gateway is SandboxInbox ? nil : CodeCourier(gateway: gateway, log: log)
        origin =
            settings.origin ?? "http://\(settings.host == "0.0.0.0" ? "localhost" : settings.host):\(settings.port)"

        let registry = ConnectorRegistry(
            dataDirectory: settings.departments, addresses: departmentAddresses, time: time, ids: ids)
        var connectors: [String: any SourceConnector] = [:]
        for department in city.departments {
            connectors[department.name] =
                try sources[department.name]
                ?? city.described(department) { try registry.connector(for: department) }
        }
        self.connectors = connectors
        checkSources = CheckSources(departments: city.departments, connectors: connectors, time: time)
        let items = settings.city + "/items"
        try await PublishItems(database: database, journal: journal, time: time, ids: ids)(city.catalogue) {
            try DefinitionFolder.definitions(at: items)
        }
        try await PublishResources(database: database, journal: journal, time: time, ids: ids)(city.resources)
        let grants = GrantRegister(database: database)
        self.grants = grants
        try await AdoptGrants(database: database, register: grants, journal: journal, time: time, ids: ids)(
            city.grants, providers: city.providers)
        for use in city.ungranted(by: grants.book, on: time.now().civilDate()) {
            log.warning(
                "an item reads what no grant allows it: its applicants are asked, or a person checks",
                metadata: ["item": "\(use.item)", "resource": "\(use.resource)"])
        }
        for type in city.ungrantedImports(by: grants.book, on: time.now().civilDate()) {
            log.warning(
                "a certificate is to be read with consent, and no grant allows all of it: it is not read",
                metadata: ["certificate": "\(type.name)", "resource": "\(type.resource)"])
        }
        let quota = ReadQuota(database: database)
        self.quota = quota
        let resolveFacts = ResolveFacts(
            departments: city.departments, connectors: connectors, grants: { grants.book },
            mayAsk: { (resource, day) async throws(SourceFault) in try await quota.take(resource, on: day) },
            tally: tally, time: time, ids: ids, log: log)
        var environment = CaseEnvironment(
            database: database, vault: vault, journal: journal, outbox: outbox, catalogue: city.catalogue,
            people: people,
            resolveFacts: resolveFacts,
            issueCertificate: IssueCertificate(
                vault: vault, ids: ids, issuer: origin,
                serials: SerialBlocks(database: database, name: IssueCertificate.serialSeries)),
            certificates: CertificateStore(database: database, vault: vault, delegation: Mandates.certificates),
            certificateTypes: city.certificateTypes,
            calendar: city.calendar, serials: SerialBlocks(database: database, name: "case.\(city.division)"),
            places: city.places, division: city.division,
            offices: city.staff.offices.isEmpty ? nil : city.staff.offices, time: time, ids: ids)
        environment.importedTypes = city.importedTypes
        environment.importDelegation = Mandates.importedCertificates
        environment.recheckDaysMax = city.sharingTimes.recheckDays
        environment.otherCities = partners.otherCities(opened: PartnerStore.open)
        self.environment = environment
        crossCity = CrossCityOffice(
            environment, store: PartnerStore(database: database, vault: vault), register: partners,
            link: partnerLink ?? HTTPPartner())
        let writeBack = WriteBackGrant(departments: city.departments, connectors: connectors, time: time)
        effects = CaseEffects(environment, writeBack: writeBack, gateway: GuardedGateway(gateway, time: time))
        redeliver = RedeliverWriteBack(writeBack: writeBack, database: database, journal: journal, time: time)
        correct = CorrectWriteBack(
            departments: city.departments, writeBack: writeBack, database: database, journal: journal, vault: vault,
            time: time, ids: ids)
        reconcile = ReconcileWriteBacks(
            departments: city.departments, connectors: connectors, database: database, journal: journal,
            outbox: outbox, vault: vault, time: time, ids: ids, log: log)
        let gates = IdentityGates(
            population: PopulationGate(resolveFacts: resolveFacts, ids: ids, time: time), gateway: gateway,
            courier: courier, log: log)
        signIn = SignIn(
            database: database, vault: vault, people: people, sessions: sessions, gates: gates, time: time, ids: ids)
        staffSignIn = StaffSignIn(
            database: database, vault: vault, staff: city.staff, sessions: sessions, gates: gates, time: time, ids: ids)
    }
}

extension Platform {
    /// What carries out the effects of cases.
    package var handlers: [String: Outbox.Handler] {
        effects.handlers.merging(crossCity.send.handlers) { _, new in new }
            .merging(redeliver.handlers) { _, new in new }.merging(correct.handlers) { _, new in new }
    }

    /// 岗位 of the city, by office, a line each: name, number, office and title.
    package var staffLines: [String] { city.staff.all.map { "\($0.name)  \($0.id)  \($0.office)　\($0.title)" } }
}

/// An account with which a demo city can be tried out.
package struct DemoAccount: Sendable {
    package let name: String
    package let residentID: String
    /// What applying as this person shows.
    package let shows: Phrase

    package init(name: String, residentID: String, shows: Phrase) {
        self.name = name
        self.residentID = residentID
        self.shows = shows
    }
}
