import Catalog
import ECertificates
import Entitlements
import EventLog
import Exchange
import Flow
import Identity
import Kernel
import Storage

/// Everything that one submission writes: prepared before the transaction, written in it.
struct CaseEntry: Sendable {
    let filing: SubmitCase.Filing
    let number: String
    let now: Instant
    private var writer: StreamWriter
    private var file: CaseFile?
    private var certificate: SealedCertificate?
    private var entitlement: Entitlement?
    private var effects: [Outbox.PreparedEntry] = []

    init(filing: SubmitCase.Filing, number: String, now: Instant, writer: StreamWriter) {
        self.filing = filing
        self.number = number
        self.now = now
        self.writer = writer
    }

    private var item: ServiceItem { filing.item }
    private var applicant: EventActor { .person(filing.person.id.description) }

    /// 收件 and 受理: everything that is needed is in, so acceptance follows at once.
    mutating func receive() {
        if !filing.reads.isEmpty {
            writer.append(
                CaseEvents.factsRead, .dataRead, by: applicant, at: now,
                body: ["item": JSON(item.id), "reads": .array(filing.reads.map(\.json))])
        }
        writer.append(
            CaseEvents.received, by: applicant, at: now,
            body: [
                "number": JSON(number), "item": JSON(item.id), "version": JSON(item.version.digest),
                "content": filing.content.json,
            ])
        writer.append(CaseEvents.accepted, by: .system, at: now, body: ["number": JSON(number)])
    }

    /// 准予: the decision, its certificate, its benefit, and what has to be told to others.
    mutating func grant(_ grant: ItemVerdict.Grant, in environment: CaseEnvironment) async throws {
        let decided = writer.append(
            CaseEvents.granted, by: .rule(item.version.digest), at: now,
            body: [
                "rule": JSON(grant.rule), "reason": JSON(grant.reason), "outputs": grant.outputsJSON,
                "amountFen": grant.amountFen.map { JSON($0) } ?? .null, "trace": grant.trace,
                "traceHash": JSON(grant.traceHash), "law": .array(item.bases.map { JSON($0.citation) }),
            ])
        try await issueCertificate(grant, in: environment)
        if let terms = item.outcome.entitlement, let amountFen = grant.amountFen {
            entitlement = Entitlement(
                id: environment.ids.identifier(Entitlement.self), item: item.id, subject: filing.subject,
                stream: writer.stream, amountFen: Int64(amountFen), period: terms.period.rawValue,
                startsOn: terms.start.day(appliedOn: now.civilDate(), decidedOn: now.civilDate()))
        }
        tellDepartment(grant, decided, environment)
        tellApplicant(decided, environment, granted: true, dueOn: nil)
        file = caseFile(.granted, stage: nil, office: nil, dueOn: nil)
    }

    /// 转人工: with every reason, the first stage and the day of the answer.
    mutating func refer(_ reasons: [ReferralReason], trace: JSON, in environment: CaseEnvironment) {
        let stage = item.stages.first
        let due = environment.dueDate(of: item, from: now)
        let event = writer.append(
            CaseEvents.referred, by: .rule(item.version.digest), at: now,
            body: [
                "reasons": .array(reasons.map(\.json)), "stage": stage.map { JSON($0.name) } ?? .null,
                "office": stage.map { JSON($0.authority) } ?? .null, "dueOn": JSON(due.date.description),
                "isProvisional": JSON(due.isProvisional), "trace": trace,
            ])
        tellApplicant(event, environment, granted: false, dueOn: due.date)
        file = caseFile(.inReview, stage: stage?.name, office: stage?.authority, dueOn: due.date)
    }

    func write(in tx: any WriteTransaction) throws -> CaseFile {
        guard let file else { preconditionFailure("an entry is decided before it is written") }
        try CaseStore.insert(file, in: tx)
        try DraftStore.markSubmitted(file.id, at: now, in: tx)
        try DataReadStore.insert(filing.reads, person: filing.person.id, in: tx)
        try writer.write(in: tx)
        try entitlement?.insert(at: now, in: tx)
        try certificate?.write(in: tx)
        for effect in effects { try effect.write(in: tx) }
        return file
    }

    private mutating func issueCertificate(_ grant: ItemVerdict.Grant, in environment: CaseEnvironment) async throws {
        guard let type = environment.certificateTypes[item.outcome.certificate] else {
            preconditionFailure(
                "no certificate type \(item.outcome.certificate): the catalogue is checked against them at start")
        }
        let prepared = try await environment.issueCertificate(
            type, fields: CertificateContent(filing: filing, grant: grant, number: number, day: now.civilDate()).fields,
            holder: filing.person.id, stream: writer.stream, at: now)
        let event = writer.append(
            CaseEvents.certificateIssued, .certificate, by: .system, at: now, body: prepared.eventBody)
        certificate = environment.certificates.seal(prepared, issuedBy: event)
    }

    private mutating func tellDepartment(
        _ grant: ItemVerdict.Grant, _ decided: EventReceipt, _ environment: CaseEnvironment
    ) {
        guard let resource = item.outcome.writeBack else { return }
        var values: [JSON.Member] = [
            JSON.Member("事件编号", JSON(decided.deliveryID)), JSON.Member("证件号码", JSON(filing.person.residentID.text)),
        ]
        for field in item.informationFields {
            guard let value = filing.content.findings[field.name]?.fact?.value.storedText else { continue }
            for name in Set([field.name, field.source?.field ?? field.name]).sorted() {
                values.append(JSON.Member(name, JSON(value)))
            }
        }
        if let fen = grant.amountFen { values.append(JSON.Member("金额", JSON(YuanText.plain(fen: fen)))) }
        if let entitlement { values.append(JSON.Member("起始日期", JSON(entitlement.startsOn.description))) }
        var seen: Set<String> = []
        let unique = values.filter { seen.insert($0.key).inserted }
        effects.append(
            environment.outbox.prepare(
                CaseEffects.writeBack, for: decided, payload: ["resource": JSON(resource), "values": .object(unique)]))
    }

    private mutating func tellApplicant(
        _ event: EventReceipt, _ environment: CaseEnvironment, granted: Bool, dueOn: CivilDate?
    ) {
        guard let phone = filing.person.phone else { return }
        effects.append(
            environment.outbox.prepare(
                CaseEffects.notice, for: event, suffix: "-notice",
                payload: [
                    "phone": JSON(phone), "granted": JSON(granted), "item": JSON(item.name), "number": JSON(number),
                    "due": JSON(dueOn?.description ?? ""),
                ]))
    }

    private func caseFile(_ status: CaseStatus, stage: String?, office: String?, dueOn: CivilDate?) -> CaseFile {
        CaseFile(
            id: filing.draft.id, number: number, itemID: item.id, itemVersion: item.version.digest,
            applicant: filing.person.id, status: status, stage: stage, office: office, receivedAt: now, dueOn: dueOn,
            updatedAt: now)
    }
}
