package import EventLog
package import Kernel
package import Storage
package import Web

/// 证照办理 — suspends, resumes, cancels, revokes, renews or annotates a certificate: by a named officer of the office that
/// looks after its type. Event, state and notice are written in one transaction; the status list follows from the state.
package struct ActOnCertificate: Sendable {
    /// Prepares the message to the holder, with what was done; how people are reached is another register's
    /// business. `nil` where no phone is known.
    package typealias Notice =
        @Sendable (IssuedCertificate, Phrase, EventReceipt) async throws -> Outbox.PreparedEntry?

    private let store: CertificateStore
    private let issue: IssueCertificate
    private let types: [String: CertificateType]
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource
    private let notice: Notice
    private let consequence: ActConsequence

    /// - Parameter types: by name.
    package init(
        store: CertificateStore, issue: IssueCertificate, types: [String: CertificateType], database: any Database,
        journal: EventJournal, time: any TimeSource, notice: @escaping Notice,
        consequence: ActConsequence
    ) {
        self.store = store
        self.issue = issue
        self.types = types
        self.database = database
        self.journal = journal
        self.time = time
        self.notice = notice
        self.consequence = consequence
    }

    /// The certificate that an officer may look at: by number, or by id.
    package func certificate(number: String, for officer: Viewer.Staff) async throws -> IssuedCertificate? {
        try await store.certificate(number: number, ofTypes: typesOf(officer))
    }

    package func certificate(
        _ id: Identifier<IssuedCertificate>, for officer: Viewer.Staff
    ) async throws -> IssuedCertificate? {
        try await store.certificate(id, ofTypes: typesOf(officer))
    }

    /// What this officer may do with a certificate now: those who look after its type everything; those of its issuing authority
    /// correct what was ended wrongly.
    package func possible(
        with certificate: IssuedCertificate, for officer: Viewer.Staff
    ) -> [CertificateAct] {
        allowed(with: certificate).filter { mayTake($0, certificate, officer) }
    }

    /// What the law lets anybody do with a certificate now.
    package func allowed(with certificate: IssuedCertificate) -> [CertificateAct] {
        certificate.possibleActs(on: time.now().civilDate())
    }

    private func mayTake(
        _ act: CertificateAct, _ certificate: IssuedCertificate, _ officer: Viewer.Staff
    ) -> Bool {
        guard let type = types[certificate.typeName] else { return false }
        return type.keeper == officer.office || (act == .correct && type.authority == officer.office)
    }

    /// The decision behind it; `nil` where the certificate is all that there is.
    package func grant(behind certificate: IssuedCertificate) async throws -> CertifiedGrant? {
        try await consequence.grant(certificate)
    }

    /// What officers did with a certificate, in order.
    package func deeds(of certificate: IssuedCertificate) async throws -> [CertificateDeed] {
        try await journal.events(of: certificate.life).compactMap(CertificateDeed.init)
    }

    /// - Parameters:
    ///   - reason: for the holder; of a note (加注) its words.
    ///   - ground: the law, where there has to be one.
    ///   - reach: how far it reaches, where there is a decision behind the certificate that it can end or suspend.
    ///   - receipt: is written in the transaction of the act, with what is returned.
    /// - Returns: the certificate that the page goes on with: the newer one where one was issued.
    /// - Throws: `Rejection` where the certificate is none of this office, something is missing, or it cannot be done now.
    @discardableResult
    package func callAsFunction(
        _ act: CertificateAct, _ id: Identifier<IssuedCertificate>, reason: String?, ground: String?,
        reach: ActReach? = nil, by officer: Viewer.Staff, receipt: StepReceipt<IssuedCertificate>? = nil
    ) async throws -> Identifier<IssuedCertificate> {
        guard let reason else { throw ActRejections.reasonMissing }
        if act.needsGround, ground == nil { throw ActRejections.groundMissing }
        // Somebody else may have written in the certificate's stream meanwhile: a look of a verifier, a colleague's note.
        return try await journal.onFreshReading { try await self.act(act, id, reason, ground, reach, officer, receipt) }
    }

    private func act(
        _ act: CertificateAct, _ id: Identifier<IssuedCertificate>, _ reason: String, _ ground: String?,
        _ reach: ActReach?, _ officer: Viewer.Staff, _ receipt: StepReceipt<IssuedCertificate>?
    ) async throws -> Identifier<IssuedCertificate> {
        guard let certificate = try await certificate(id, for: officer), mayTake(act, certificate, officer) else {
            throw ActRejections.notYours
        }
        let now = time.now()
        guard certificate.possibleActs(on: now.civilDate()).contains(act) else { throw ActRejections.notNow }
        if act == .correct { try await requireOther(than: officer, with: certificate) }
        var deed = Deed(act: act, certificate: certificate, reason: reason, ground: ground, officer: officer)
        let grant = try await consequence.grant(certificate)
        if let grant, act.needsReach(of: grant) {
            guard let reach else { throw ActRejections.reachMissing }
            guard act.reaches(of: grant).contains(reach) else { throw ActRejections.suspendedDecision }
            deed.reach = reach
        }
        deed.follow(grant)
        var newer: Renewal?
        if act.issues { newer = try await renewal(of: certificate, act, by: officer, at: now) }
        deed.successor = newer?.id
        var writer = try await journal.open(certificate.life)
        let event = writer.append(act.event, .certificate, by: .clerk(officer.id), at: now, body: deed.body)
        let message = try await notice(certificate, deed.news, event)
        var follow: (@Sendable (any WriteTransaction) throws -> Void)?
        if let taken = deed.taken(event) { follow = try await consequence.follow(taken) }
        let (events, done, issued, consequences) = (writer, deed, newer, follow)
        try await database.write { tx in
            guard try done.write(at: event.recorded, in: tx) else { throw ActRejections.notNow }
            try events.write(in: tx)
            try issued?.events.write(in: tx)
            try issued?.certificate.write(in: tx)
            try message?.write(in: tx)
            try receipt?(done.successor ?? id, tx)
            try consequences?(tx)
        }
        return deed.successor ?? id
    }

    /// Nobody corrects what he has done himself.
    private func requireOther(than officer: Viewer.Staff, with certificate: IssuedCertificate) async throws {
        let last = try await deeds(of: certificate).last { $0.act.changesState }
        guard last?.clerk != officer.id else { throw ActRejections.sameOfficer }
    }

    /// 换发、纠正 — a certificate of the same type with the same contents, its issue the first event of its own stream. A corrected
    /// one counts as long as the one that was ended wrongly.
    private func renewal(
        of certificate: IssuedCertificate, _ act: CertificateAct, by officer: Viewer.Staff, at now: Instant
    ) async throws -> Renewal {
        guard let type = types[certificate.typeName] else { throw ActRejections.notYours }
        let prepared = try await issue(
            renewing: certificate, as: type, keepingTerm: act == .correct, at: now)
        var writer = journal.begin(prepared.stream)
        let event = writer.append(
            CertificateEvents.issued, .certificate, by: .clerk(officer.id), at: now, body: prepared.eventBody)
        return Renewal(id: prepared.id, certificate: store.seal(prepared, issuedBy: event), events: writer)
    }

    private func typesOf(_ officer: Viewer.Staff) -> [String] {
        types.values.filter { $0.keeper == officer.office || $0.authority == officer.office }.map(\.name).sorted()
    }
}

/// The newer certificate, with the event of its issue.
private struct Renewal: Sendable {
    let id: Identifier<IssuedCertificate>
    let certificate: SealedCertificate
    let events: StreamWriter
}

/// What is written of an act.
private struct Deed: Sendable {
    let act: CertificateAct
    let certificate: IssuedCertificate
    let reason: String
    let ground: String?
    let officer: Viewer.Staff
    var successor: Identifier<IssuedCertificate>?
    /// How far it reaches, where the officer had to say so.
    var reach: ActReach?
    /// What it does to the decision.
    private(set) var change: (grant: CertifiedGrant, change: GrantChange)?

    init(
        act: CertificateAct, certificate: IssuedCertificate, reason: String, ground: String?, officer: Viewer.Staff
    ) {
        self.act = act
        self.certificate = certificate
        self.reason = reason
        self.ground = ground
        self.officer = officer
    }

    mutating func follow(_ grant: CertifiedGrant?) {
        guard let grant, let change = act.change(of: grant, reach) else { return }
        self.change = (grant, change)
    }

    /// What a message to the holder says.
    var news: Phrase { change.map { $0.change.news(of: act, isBenefit: $0.grant.isBenefit) } ?? act.news }

    func taken(_ event: EventReceipt) -> TakenAct? {
        change.map {
            TakenAct(grant: $0.grant, change: $0.change, reason: reason, ground: namedGround, event: event)
        }
    }

    /// The law, where there has to be one.
    var namedGround: String? { act.needsGround ? ground : nil }

    var body: JSON {
        var body: JSON = [
            "certificate": JSON(certificate.id.description), "number": JSON(certificate.number),
            "reason": JSON(reason), "officer": JSON("\(officer.office) \(officer.name)"),
        ]
        body["ground"] = namedGround.map { JSON($0) }
        if act.isAdverse {
            body["reconsiderationDays"] = JSON(CertificateRemedy.reconsiderationDays)
            body["litigationMonths"] = JSON(CertificateRemedy.litigationMonths)
        }
        body["reach"] = reach.map { JSON($0.rawValue) }
        if let change {
            // By these members the departments' corrections and the benefit are held against this event.
            body["decision"] = JSON(change.grant.key)
            body["change"] = JSON(change.change.rawValue)
            body["told"] = change.grant.resource.map { JSON($0) }
        }
        body["successor"] = successor.map { JSON($0.description) }
        return body
    }

    /// - Returns: whether the certificate still stood as it did when the officer decided.
    func write(at moment: Instant, in tx: any WriteTransaction) throws -> Bool {
        let state = act.state(after: certificate.state)
        let since = act.changesState ? moment : certificate.stateSince
        return try tx.changes(
            """
            UPDATE certificate SET state = \(state.rawValue), state_since = \(since.sqlValue),
                successor = \(successor.sqlValue)
            WHERE id = \(certificate.id) AND state = \(certificate.state.rawValue) AND successor IS NULL
            """) == 1
    }
}
