import Cases
import Catalog
import ECertificates
import EventLog
import Exchange
import Identity
import Kernel
import Portal
import PublicAPI
import Storage
import Web

/// 委托 — mandates, joined with the population register that knows parents, with the certificates and cases that they let somebody
/// see, and with the register in which people read who has.
struct Mandates: Sendable {
    let store: MandateStore
    let give: GiveMandate
    let settle: SettleMandate
    let actForChild: ActForChild
    let use: UseMandate
    /// Showing certificates for others.
    let delegation: CertificateDelegation

    init(_ platform: Platform) {
        let (database, vault, journal) = (platform.database, platform.vault, platform.journal)
        let (people, time, ids) = (platform.people, platform.time, platform.ids)
        let store = MandateStore(database: database, vault: vault)
        let use = UseMandate(mandates: store, journal: journal)
        let gate = ParentageReading(resolveFacts: platform.environment.resolveFacts)
        self.store = store
        self.use = use
        give = GiveMandate(
            mandates: store, people: people, database: database, journal: journal, time: time, ids: ids)
        settle = SettleMandate(mandates: store, people: people, database: database, journal: journal, time: time)
        actForChild = ActForChild(
            mandates: store, people: people, database: database, vault: vault, journal: journal,
            gate: ParentageGate { await gate($0) }, time: time, ids: ids)
        let environment = platform.environment
        delegation = CertificateDelegation(
            members: { agent, day in
                try await store.inForce(for: agent, .certificates, on: day).compactMap(
                    CertificateDelegation.Member.init)
            },
            prepare: { certificate, agent, now in
                let prepared = try await use(
                    .showedCertificate, for: certificate.holder, type: certificate.typeName,
                    about: certificate.typeName, by: agent, at: now)
                let name = prepared.mandate.agent.name
                let notice = try await environment.notice(of: name, showing: certificate, for: prepared.event)
                let read = DataRead(
                    id: ids.identifier(DataRead.self), agent: name, deed: .showedCertificate,
                    about: certificate.typeName, at: now)
                return CertificateDelegation.Use(agentName: name) { tx in
                    try prepared.write(in: tx)
                    try DataReadStore.insert([read], person: certificate.holder, in: tx)
                    try notice?.write(in: tx)
                }
            },
            look: { sight, agent, now in
                guard let prepared = try await use.look(at: sight, by: agent, at: now) else { return nil }
                let name = prepared.mandate.agent.name
                let read = DataRead(
                    id: ids.identifier(DataRead.self), agent: name, deed: sight.deed, about: sight.about, at: now)
                return CertificateDelegation.Use(agentName: name) { tx in
                    try prepared.write(in: tx)
                    try DataReadStore.insert([read], person: sight.holder, in: tx)
                }
            })
    }

    /// The rule by which certificates of others are read.
    static let certificates: CertificateDelegation.Rule = { agent, day in
        MandateStore.covers("certificate.holder", type: "certificate.type", by: agent, .certificates, on: day)
    }

    /// The same for departments' own. Who gave a mandate for all certificates did not think of what departments have: only one
    /// that names the kind is for it.
    static let importedCertificates: CertificateDelegation.Rule = { agent, day in
        MandateStore.covers(
            "certificate.holder", type: "certificate.type", isNamed: true, by: agent, .certificates, on: day)
    }
}

extension Mandates {
    /// Their addresses.
    func routes(_ platform: Platform) -> [Route] {
        let (environment, time) = (platform.environment, platform.time)
        return MandateRoutes(
            mandates: store, people: platform.people, give: give, settle: settle, actForChild: actForChild,
            journal: platform.journal,
            heldTypes: { person in
                let issued = try await environment.certificates.certificates(of: person).map(\.typeName)
                let imported = try await environment.imports.certificates(of: person).map(\.typeName)
                return Set(issued + imported).sorted()
            }, time: time
        ).routes + FamilyRoutes(environment: environment, mandates: store, use: use).routes
    }

    /// What the interface for programs works with.
    var forPrograms: MandateDesk {
        MandateDesk(store: store, give: give, settle: settle, actForChild: actForChild, use: use)
    }
}

extension UseMandate {
    fileprivate func look(
        at sight: CertificateDelegation.Sight, by agent: Identifier<Person>, at now: Instant
    ) async throws -> Prepared? {
        switch sight {
        case .certificate(let certificate):
            try await look(
                sight.deed, at: certificate.id.description, for: certificate.holder, type: certificate.typeName,
                about: sight.about, by: agent, at: now)
        case .list(let holder):
            try await look(sight.deed, at: sight.deed.rawValue, for: holder, about: nil, by: agent, at: now)
        }
    }
}

extension CertificateDelegation.Sight {
    fileprivate var deed: MandateDeed.Kind {
        switch self {
        case .certificate: .sawCertificate
        case .list: .sawCertificates
        }
    }

    /// As the holder reads it.
    fileprivate var about: String {
        switch self {
        case .certificate(let certificate): certificate.typeName
        case .list: "证照清单"
        }
    }
}

extension CertificateDelegation.Member {
    fileprivate init?(_ mandate: Mandate) {
        guard let holder = mandate.principal.person else { return nil }
        self.init(
            holder: holder, name: mandate.principal.name, isChild: mandate.origin == .parent, until: mandate.until)
    }
}

/// Asks the population register who the parents of somebody are, as the exchange allows it.
private struct ParentageReading: Sendable {
    private static let name = FactAddress(resource: "人口信息", field: "姓名")
    private static let parents = ["父亲证件号码", "母亲证件号码"].map { FactAddress(resource: "家庭关系", field: $0) }
    private static let purpose = ReadPurpose(
        item: ReadPurpose.parentage, caseReference: nil, basis: "中华人民共和国民法典第二十三条、第二十七条")
    let resolveFacts: ResolveFacts

    func callAsFunction(_ child: ResidentID) async -> ParentageGate.Reading {
        let sheet = await resolveFacts(Set([Self.name] + Self.parents), about: child, for: Self.purpose)
        // A record that is stale, wrong or contradicts itself says nothing of who the parents are.
        let isAnswered = sheet.findings.values.allSatisfy { finding in
            switch finding {
            case .known, .unknown(.notRecorded), .unknown(.empty): true
            case .unknown: false
            }
        }
        return ParentageGate.Reading(
            name: sheet.findings[Self.name]?.fact?.value.storedText,
            parents: Self.parents.compactMap { sheet.findings[$0]?.fact }.compactMap {
                ResidentID($0.value.storedText)
            },
            isAnswered: isAnswered,
            record: { person in { tx in try DataReadStore.insert(sheet.reads, person: person, in: tx) } })
    }
}
