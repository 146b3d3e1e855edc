package import EventLog
package import Kernel
package import Storage
package import Vault
import Web

/// 验证 — somebody without an account opens what a holder shows: once, within its minute, for the purpose that the holder chose.
/// Who looked, for what and at which fields is an event of the certificate and a line of the holder's 用数记录.
package struct OpenPresentation: Sendable {
    /// Writes the line that the holder reads under 谁查过我的数据; the register that keeps it is another.
    package typealias KeepRead = @Sendable (ShownCertificate, any WriteTransaction) throws -> Void

    private let certificates: ShowableCertificates
    private let presentations: PresentationStore
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource
    private let keepRead: KeepRead
    private let guesses = GuessLimit(perMinute: 30)

    package init(
        certificates: ShowableCertificates, database: any Database, vault: KeyVault, journal: EventJournal,
        time: any TimeSource, keepRead: @escaping KeepRead
    ) {
        self.certificates = certificates
        presentations = PresentationStore(database: database, vault: vault)
        self.database = database
        self.journal = journal
        self.time = time
        self.keepRead = keepRead
    }

    /// - Parameters:
    ///   - code: as it was typed or scanned.
    ///   - verifier: who looks, as they call themselves; the holder reads it.
    /// - Throws: `Rejection` where something is missing, the code is unknown, used, too old, taken back, or was made for
    ///   another purpose. A code that was tried for another purpose is used up.
    package func callAsFunction(
        code typed: String?, purpose: PresentationPurpose?, verifier: String?
    ) async throws -> ShownCertificate {
        guard let code = typed.flatMap(PresentationCode.init(typed:)) else { throw PresentationRejections.codeMistyped }
        guard let purpose else { throw PresentationRejections.purposeNotNamed }
        guard let verifier, verifier.count <= CertificatePresentation.verifierLengthMax else {
            throw PresentationRejections.verifierMissing
        }
        // Others may show the same certificate at the same moment.
        return try await journal.onFreshReading { try await open(code, purpose, verifier) }
    }

    private func open(
        _ code: PresentationCode, _ purpose: PresentationPurpose, _ verifier: String
    ) async throws -> ShownCertificate {
        let now = time.now()
        let presentation = try await waiting(code, at: now)
        // Whoever shows it for its holder may no longer do so; a department's may have been read anew, and count no more.
        let found = try await certificates.certificate(
            presentation.certificate, seenBy: presentation.presenter, on: now.civilDate())
        guard let certificate = found else { throw try await refusal(of: presentation, on: now.civilDate()) }
        guard certificate.source == nil || certificate.isValid(on: now.civilDate()) else {
            throw PresentationRejections.countsNoMore
        }
        let isAgreed = presentation.purpose == purpose
        let settled = presentation.settled(isAgreed ? .opened : .refused, at: now, by: verifier)
        let shown = ShownCertificate(certificate, by: settled, at: now)
        var writer = try await journal.open(certificate.life)
        writer.append(
            isAgreed ? CertificateEvents.shown : CertificateEvents.notShown, .dataRead, by: .system, at: now,
            body: [
                "presentation": JSON(presentation.id.description), "verifier": JSON(verifier),
                "purpose": JSON(purpose.rawValue),
                "claims": JSON((isAgreed ? shown.fields : []).map { JSON($0.claim) }),
            ])
        let (events, sealed, keepRead) = (writer, SealedPresentation(settled, in: presentations), keepRead)
        try await database.write { [certificates] tx in
            // By a mandate that was revoked since it was read nothing is shown any more.
            guard try certificates.isPresented(by: presentation, on: now.civilDate(), in: tx) else {
                throw PresentationRejections.withdrawn
            }
            guard try sealed.settle(in: tx) else { throw PresentationRejections.used }
            try events.write(in: tx)
            if isAgreed { try keepRead(shown, tx) }
        }
        guard isAgreed else { throw PresentationRejections.otherPurpose }
        return shown
    }

    /// Where its holder has it still, who showed it may no longer; a department's may be no more.
    private func refusal(of presentation: CertificatePresentation, on day: CivilDate) async throws -> Rejection {
        let isHeld = try await certificates.certificate(
            presentation.certificate, seenBy: presentation.holder, on: day)
        return isHeld == nil ? PresentationRejections.countsNoMore : PresentationRejections.withdrawn
    }

    private func waiting(_ code: PresentationCode, at now: Instant) async throws -> CertificatePresentation {
        guard let presentation = try await presentations.presentation(code: code) else {
            guard guesses.allows(at: now) else { throw CertificateRejections.tooManyChecks }
            guesses.countMiss(at: now)
            throw PresentationRejections.unknown
        }
        switch presentation.state {
        case .opened, .refused: throw PresentationRejections.used
        case .withdrawn: throw PresentationRejections.withdrawn
        case .waiting: break
        }
        guard presentation.isOpen(at: now) else { throw PresentationRejections.tooOld }
        return presentation
    }
}

extension ShownCertificate {
    init(_ certificate: ShowableCertificate, by presentation: CertificatePresentation, at now: Instant) {
        let fields = certificate.fields.filter { presentation.claims.contains($0.claim) }
        switch certificate {
        case .issued(let issued):
            let token = SelectiveDisclosureToken.showing(Set(presentation.claims), of: issued.sdJWT)
            self.init(
                presentation: presentation, typeName: issued.typeName, authority: issued.authority,
                isSample: issued.isSample,
                origin: .issued(on: issued.issuedOn, issued.standing(on: now.civilDate()), sdJWT: token),
                fields: fields, openedAt: now)
        case .imported(let imported):
            self.init(
                presentation: presentation, typeName: imported.typeName, authority: imported.authority,
                isSample: imported.isSample, origin: .imported(imported.source), fields: fields, openedAt: now)
        }
    }
}
