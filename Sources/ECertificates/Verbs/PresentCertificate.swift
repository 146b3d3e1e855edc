package import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// 亮证 — the holder shows a certificate: chooses for what and which parts of it, and gets a code that opens these once,
/// within a minute, for this purpose. That it was shown is an event of the certificate.
package struct PresentCertificate: Sendable {
    private let certificates: ShowableCertificates
    private let presentations: PresentationStore
    private let delegation: CertificateDelegation
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource
    private let ids: any IDSource

    package init(
        certificates: ShowableCertificates, delegation: CertificateDelegation, database: any Database, vault: KeyVault,
        journal: EventJournal, time: any TimeSource, ids: any IDSource
    ) {
        self.certificates = certificates
        presentations = PresentationStore(database: database, vault: vault)
        self.delegation = delegation
        self.database = database
        self.journal = journal
        self.time = time
        self.ids = ids
    }

    /// - Parameters:
    ///   - claims: what may be seen; at least one.
    ///   - presenter: its holder, or somebody whom the holder lets; the latter's name goes with it.
    ///   - receipt: is written in the transaction of the showing.
    /// - Throws: `Rejection` where something is missing, or the certificate is not valid today.
    package func callAsFunction(
        _ id: Identifier<IssuedCertificate>, purpose: PresentationPurpose?, claims: [String],
        by presenter: Identifier<Person>, receipt: StepReceipt<CertificatePresentation>? = nil
    ) async throws -> CertificatePresentation {
        try await journal.onFreshReading { try await show(id, purpose, claims, by: presenter, receipt) }
    }

    private func show(
        _ id: Identifier<IssuedCertificate>, _ purpose: PresentationPurpose?, _ claims: [String],
        by presenter: Identifier<Person>, _ receipt: StepReceipt<CertificatePresentation>?
    ) async throws -> CertificatePresentation {
        let now = time.now()
        guard let certificate = try await certificates.certificate(id, seenBy: presenter, on: now.civilDate()) else {
            throw CertificateRejections.noSuchCertificate
        }
        guard certificate.isValid(on: now.civilDate()) else { throw PresentationRejections.notValid }
        guard let purpose else { throw PresentationRejections.purposeMissing }
        let known = certificate.fields.map(\.claim)
        let chosen = known.filter(claims.contains)
        guard !chosen.isEmpty, claims.allSatisfy(known.contains) else { throw PresentationRejections.claimsMissing }
        let use =
            presenter == certificate.holder ? nil : try await delegation.prepare(certificate, presenter, now)
        let presentation = CertificatePresentation(
            id: ids.identifier(CertificatePresentation.self), certificate: id, typeName: certificate.typeName,
            holder: certificate.holder, presenter: presenter, presenterName: use?.agentName, purpose: purpose,
            claims: chosen, labels: certificate.fields.filter { chosen.contains($0.claim) }.map(\.label),
            code: PresentationCode(ids), createdAt: now,
            expiresAt: now.adding(seconds: CertificatePresentation.lifetimeSeconds), state: .waiting, settledAt: nil,
            verifier: nil)
        var writer = try await journal.open(certificate.life)
        writer.append(
            CertificateEvents.presented, .dataRead, by: .person(presenter.description), at: now,
            body: presentation.terms)
        let (events, sealed) = (writer, SealedPresentation(presentation, in: presentations))
        try await database.write { tx in
            try sealed.insert(in: tx)
            try events.write(in: tx)
            try use?.write(tx)
            try receipt?(presentation.id, tx)
        }
        return presentation
    }

    /// 收回 — nobody can open it any more.
    /// - Throws: `Rejection` where it is somebody else's; one that is settled already stays as it is.
    package func withdraw(_ id: Identifier<CertificatePresentation>, by person: Identifier<Person>) async throws {
        try await journal.onFreshReading { try await takeBack(id, by: person) }
    }

    private func takeBack(_ id: Identifier<CertificatePresentation>, by person: Identifier<Person>) async throws {
        guard let presentation = try await presentations.presentation(id, of: person) else {
            throw PresentationRejections.noSuchPresentation
        }
        guard presentation.state == .waiting else { return }
        let now = time.now()
        let settled = presentation.settled(.withdrawn, at: now)
        var writer = try await journal.open(presentation.certificate.retyped(as: EventStream.self))
        writer.append(
            CertificateEvents.withdrawn, .dataRead, by: .person(person.description), at: now,
            body: ["presentation": JSON(id.description)])
        let (events, sealed) = (writer, SealedPresentation(settled, in: presentations))
        try await database.write { tx in
            guard try sealed.settle(in: tx) else { return }
            try events.write(in: tx)
        }
    }
}

extension CertificatePresentation {
    /// What its holder agreed to, as the event holds it.
    var terms: JSON {
        var terms: JSON = [
            "presentation": JSON(id.description), "purpose": JSON(purpose.rawValue),
            "claims": JSON(claims.map { JSON($0) }), "expiresAt": JSON(expiresAt.milliseconds),
        ]
        terms["presenter"] = presenterName.map { JSON($0) }
        return terms
    }

    func settled(_ state: State, at now: Instant, by verifier: String? = nil) -> CertificatePresentation {
        CertificatePresentation(
            id: id, certificate: certificate, typeName: typeName, holder: holder, presenter: presenter,
            presenterName: presenterName, purpose: purpose, claims: claims, labels: labels, code: code,
            createdAt: createdAt, expiresAt: expiresAt, state: state,
            settledAt: now, verifier: verifier)
    }
}
