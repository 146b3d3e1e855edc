import Catalog
import Decisions
import ECertificates
import Entitlements
import EventLog
import Exchange
import Flow
import Identity
import Kernel
import Storage
import Vault

/// Everything that one submission writes: prepared before the transaction, written in it.
struct CaseEntry: Sendable {
    let filing: SubmitCase.Filing
    let number: String
    let now: Instant
    private var writer: StreamWriter
    private var file: CaseFile?
    private var parts: GrantParts?
    private var notice: Outbox.PreparedEntry?
    private var disputes: [PreparedDispute] = []
    /// What other cities were told of the applicant.
    private var reads: [DataRead] = []

    init(filing: SubmitCase.Filing, number: String, now: Instant, writer: StreamWriter) {
        self.filing = filing
        self.number = number
        self.now = now
        self.writer = writer
    }

    var events: [LoggedEvent] { writer.appended }
    var certificateID: Identifier<IssuedCertificate>? { parts?.certificateID }
    private var item: ServiceItem { filing.item }
    private var applicant: EventActor { .person(filing.person.id.description) }

    /// 收件 and 受理: everything that is needed is in, so acceptance follows at once.
    mutating func receive() {
        takeIn(by: filing.filer.map { .department($0.city) } ?? applicant)
        writer.append(CaseEvents.accepted, by: .system, at: now, body: ["number": JSON(number)])
    }

    /// 收件
    private mutating func takeIn(by actor: EventActor) {
        var body: JSON = [
            "number": JSON(number), "item": JSON(item.id), "version": JSON(item.version.digest),
            "content": filing.content.json,
        ]
        if let filer = filing.filer { body["filer"] = filer.json }
        writer.append(CaseEvents.received, by: actor, at: now, body: body)
    }

    /// 送往办理地: received here, accepted and decided there.
    mutating func forward(to city: OtherCity, wantsPerson: Bool, in environment: CaseEnvironment) {
        takeIn(by: applicant)
        let terms = environment.otherCities.terms
        func day(_ count: Int) -> CivilDate {
            environment.calendar.adding(workingDays: count, to: now.civilDate()).date
        }
        let (due, pushDue) = (day(terms.push + terms.decide + terms.report), day(terms.push))
        let event = writer.append(
            CaseEvents.forwarded, by: .system, at: now,
            body: [
                "city": JSON(city.name), "division": JSON(city.division), "wantsPerson": JSON(wantsPerson),
                "pushBy": JSON(pushDue.description), "dueOn": JSON(due.description),
            ])
        let asked = item.informationFields.filter { $0.isAskable && filing.content.settledValue($0.name) != nil }
        let household = item.service.crossProvince.map { [$0.decidedBy] } ?? []
        reads = [
            DataRead(
                id: environment.ids.identifier(DataRead.self), resource: "办件", department: city.name,
                fields: ["姓名", "证件号码"] + household + asked.map(\.name),
                purpose: ReadPurpose(
                    item: item.id, caseReference: filing.draft.id.description, basis: item.readingBasis),
                at: now, outcome: DataRead.sentToCity)
        ]
        notice = CaseNotice.forwarded.entry(
            for: event, to: filing.person, item: item, content: filing.content, number: number, due: due,
            in: environment)
        file = CaseFile(
            id: filing.draft.id, number: number, itemID: item.id, itemVersion: item.version.digest,
            applicant: filing.person.id, status: .inReview, stage: nil, office: city.office, receivedAt: now,
            dueOn: due, stageDueOn: pushDue, elsewhere: city.division, updatedAt: now)
    }

    /// Keeps the message by which it came, beside what came of it.
    mutating func keep(_ evidence: CaseEvidence?) {
        guard let evidence, let filer = filing.filer else { return }
        writer.append(evidence.kind, by: .department(filer.city), at: now, body: evidence.body)
    }

    /// 准予: the decision, its certificate, its benefit, and what has to be told to others.
    mutating func grant(_ grant: ItemVerdict.Grant, in environment: CaseEnvironment) async throws {
        let decided = writer.append(
            CaseEvents.granted, by: .rule(item.version.digest), at: now,
            body: [
                "rule": JSON(grant.rule), "reason": JSON(grant.reason), "outputs": grant.outputsJSON,
                "amountFen": grant.amountFen.map { JSON($0) } ?? .null, "trace": grant.trace,
                "traceHash": JSON(grant.traceHash), "engine": JSON(DecisionEngine.version),
                "law": .array(item.bases.map { JSON($0.citation) }),
            ])
        let ground = GrantParts.Ground(
            item: item, person: filing.person, content: filing.content, number: number, amountFen: grant.amountFen,
            receivedAt: filing.filer?.appliedAt ?? now, now: now)
        parts = try await GrantParts(ground, decided: decided, writer: &writer, in: environment)
        file = caseFile(.granted, stage: nil, dueOn: nil, stageDueOn: nil)
    }

    /// 转人工: with every reason, the first stage and the day of the answer.
    mutating func refer(_ reasons: [ReferralReason], trace: JSON, in environment: CaseEnvironment) {
        let open = OpenDisputes(
            environment: environment, item: item, person: filing.person, number: number, now: now)
        disputes = open(filing.content.disputed, of: filing.content.findings, continuing: &writer)
        let stage = item.stages.first
        let due = environment.dueDate(of: item, from: now)
        let stageDue = stage.map { environment.dueDate(of: $0, from: now).date }
        let event = writer.append(
            CaseEvents.referred, by: .rule(item.version.digest), at: now,
            body: [
                "reasons": .array(reasons.map(\.json)), "stage": stage.map { JSON($0.name) } ?? .null,
                "office": stage.map { JSON($0.authority) } ?? .null, "dueOn": JSON(due.date.description),
                "isProvisional": JSON(due.isProvisional), "trace": trace,
                "traceHash": trace == .null ? .null : JSON(Hex.text(Digest.sha256(trace.bytes))),
                "engine": JSON(DecisionEngine.version),
            ])
        notice = CaseNotice.referred.entry(
            for: event, to: filing.person, item: item, content: filing.content, number: number, due: due.date,
            in: environment)
        file = caseFile(.inReview, stage: stage, dueOn: due.date, stageDueOn: stageDue)
    }

    func write(in tx: any WriteTransaction) throws -> CaseFile {
        guard let file else { preconditionFailure("an entry is decided before it is written") }
        try CaseStore.insert(file, in: tx)
        if let opening = filing.opening {
            try DataReadStore.insert(opening.reads, person: filing.person.id, in: tx)
        } else {
            try DraftStore.markSubmitted(filing.draft, at: now, in: tx)
        }
        try DataReadStore.insert(reads, person: filing.person.id, in: tx)
        try writer.write(in: tx)
        try parts?.write(in: tx)
        try notice?.write(in: tx)
        for dispute in disputes { try dispute.write(in: tx) }
        return file
    }

    private func caseFile(
        _ status: CaseStatus, stage: ManualStage?, dueOn: CivilDate?, stageDueOn: CivilDate?
    ) -> CaseFile {
        CaseFile(
            id: filing.draft.id, number: number, itemID: item.id, itemVersion: item.version.digest,
            applicant: filing.person.id, status: status, stage: stage?.name, office: stage?.authority,
            stageIndex: stage == nil ? nil : 0, receivedAt: now, dueOn: dueOn, stageDueOn: stageDueOn, updatedAt: now)
    }
}
