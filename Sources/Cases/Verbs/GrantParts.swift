import Catalog
import ECertificates
import Entitlements
import EventLog
import Exchange
import Identity
import Kernel
import Storage

/// What a grant brings with it, whoever decided: the certificate, the benefit, the word to the department and to the person.
/// Prepared before the transaction, written in it.
struct GrantParts: Sendable {
    /// What the grant rests on.
    struct Ground: Sendable {
        let item: ServiceItem
        let person: PersonProfile
        let content: DraftContent
        let number: String
        /// For one period; `nil` where the item pays nothing.
        let amountFen: Int?
        /// When the application came in: what a benefit counts from (起: 申请日, 申请当月).
        let receivedAt: Instant
        let now: Instant
    }

    let ground: Ground
    private(set) var certificateID: Identifier<IssuedCertificate>?
    private var certificate: SealedCertificate?
    private var entitlement: Entitlement?
    private var effects: [Outbox.PreparedEntry] = []

    /// - Parameter decided: the event of the decision, already in `writer`.
    init(
        _ ground: Ground, decided: EventReceipt, writer: inout StreamWriter, in environment: CaseEnvironment
    ) async throws {
        self.ground = ground
        try await issueCertificate(&writer, environment)
        openEntitlement(writer.stream, environment)
        tellDepartment(decided, environment)
        if let notice = CaseNotice.granted.entry(
            for: decided, to: ground.person, item: ground.item, content: ground.content, number: ground.number,
            in: environment)
        {
            effects.append(notice)
        }
    }

    func write(in tx: any WriteTransaction) throws {
        try entitlement?.insert(at: ground.now, in: tx)
        try certificate?.write(in: tx)
        for effect in effects { try effect.write(in: tx) }
    }

    private mutating func issueCertificate(_ writer: inout StreamWriter, _ environment: CaseEnvironment) async throws {
        guard let type = environment.certificateTypes[ground.item.outcome.certificate] else {
            // Of what is in force the types are checked at start; a case may rest on an earlier version.
            throw CaseRejections.noCertificateType
        }
        let prepared = try await environment.issueCertificate(
            type, fields: CertificateContent(ground: ground).fields, holder: ground.person.id, stream: writer.stream,
            at: ground.now)
        let event = writer.append(
            CaseEvents.certificateIssued, .certificate, by: .system, at: ground.now, body: prepared.eventBody)
        certificateID = prepared.id
        certificate = environment.certificates.seal(prepared, issuedBy: event)
    }

    private mutating func openEntitlement(_ stream: Identifier<EventStream>, _ environment: CaseEnvironment) {
        guard let terms = ground.item.outcome.entitlement, let amountFen = ground.amountFen else { return }
        entitlement = Entitlement(
            id: environment.ids.identifier(Entitlement.self), item: ground.item.id,
            subject: environment.subject(ground.person.residentID), stream: stream, amountFen: Int64(amountFen),
            period: terms.period.rawValue, startsOn: ground.startsOn(terms))
    }

    private mutating func tellDepartment(_ decided: EventReceipt, _ environment: CaseEnvironment) {
        guard let resource = ground.item.outcome.writeBack else { return }
        var values: [JSON.Member] = [
            JSON.Member("事件编号", JSON(decided.deliveryID)), JSON.Member("证件号码", JSON(ground.person.residentID.text)),
        ]
        for field in ground.item.informationFields {
            guard let value = ground.content.settledValue(field.name) else { continue }
            for name in Set([field.name, field.source?.field ?? field.name]).sorted() {
                values.append(JSON.Member(name, JSON(value)))
            }
        }
        if let fen = ground.amountFen { values.append(JSON.Member("金额", JSON(YuanText.plain(fen: fen)))) }
        if let entitlement { values.append(JSON.Member("起始日期", JSON(entitlement.startsOn.description))) }
        var seen: Set<String> = []
        let unique = values.filter { seen.insert($0.key).inserted }
        effects.append(
            environment.outbox.prepare(
                CaseEffects.writeBack, for: decided, receiver: resource,
                payload: [
                    "resource": JSON(resource), "handedOver": JSON(decided.recorded.milliseconds),
                    "values": .object(unique),
                ]))
    }
}

extension GrantParts.Ground {
    /// The first day of the benefit.
    func startsOn(_ terms: EntitlementTerms) -> CivilDate {
        terms.start.day(appliedOn: receivedAt.civilDate(), decidedOn: now.civilDate())
    }
}
