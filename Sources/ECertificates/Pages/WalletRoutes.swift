import EventLog
package import Kernel
package import Web

/// Addresses of the wallet: what is in it, and POSTs: have a department's certificate read into it, keep one no longer.
package struct WalletRoutes: Sendable {
    private static let countMax = 100
    private let certificates: ShowableCertificates
    private let imports: ImportCertificate
    private let presentations: PresentationStore
    private let delegation: CertificateDelegation
    private let recordLook: RecordLook
    private let time: any TimeSource

    package init(
        certificates: ShowableCertificates, imports: ImportCertificate, presentations: PresentationStore,
        delegation: CertificateDelegation, recordLook: RecordLook, time: any TimeSource
    ) {
        self.certificates = certificates
        self.imports = imports
        self.presentations = presentations
        self.delegation = delegation
        self.recordLook = recordLook
        self.time = time
    }

    package var routes: [Route] {
        [
            Route(.get, "/certificates", .resident(.registered), wallet),
            Route(.post, "/certificate-imports/{code}", .resident(.registered), read),
            Route(.post, "/certificate-imports/{id}/withdrawal", .resident(.registered), withdraw),
        ]
    }

    private func wallet(_ request: WebRequest) async throws -> WebResponse {
        let (now, person) = (time.now(), try person(request))
        let today = now.civilDate()
        let own = try await certificates.issued.certificates(of: person, limit: Self.countMax)
        let held = try await certificates.imported.certificates(of: person)
        var showings: [Identifier<IssuedCertificate>: [CertificatePresentation]] = [:]
        for certificate in held {
            showings[certificate.id] = try await presentations.presentations(of: certificate.id, holder: person)
        }
        let news = try await imports.news(for: person)
        let model = WalletPage.Model(
            own: own.map { WalletPage.Line($0, on: today) },
            imports: ImportSection(
                held: held, types: imports.types, showings: showings, news: news, now: now),
            family: try await family(of: person, on: today), today: today)
        return .page(WalletPage.render(model, PageContext(request)))
    }

    private func family(
        of person: Identifier<Person>, on today: CivilDate
    ) async throws -> [WalletPage.Family] {
        var family: [WalletPage.Family] = []
        for member in try await delegation.members(person, today) {
            try await recordLook(at: .list(of: member.holder), by: person)
            let issued = try await certificates.issued.certificates(of: member.holder, seenBy: person, on: today)
            let imported = try await certificates.imported.certificates(
                of: member.holder, seenBy: person, on: today)
            family.append(
                .init(member: member, lines: issued.map { WalletPage.Line($0, on: today) }, imported: imported))
        }
        return family
    }

    private func read(_ request: WebRequest) async throws -> WebResponse {
        let (code, person) = (request.parameters["code"] ?? "", try person(request))
        let renewed = try request.form[FormName.renewed].map { typed in
            guard let id = Identifier<IssuedCertificate>(typed) else { throw ImportRejections.notHeld }
            return id
        }
        let terms = request.form[FormName.terms] ?? ""
        let news = try await news(code, agreedTo: terms, renewing: renewed, for: person)
        if let type = imports.types.first(where: { $0.code == code }) {
            try await imports.tell(news, of: type.name, to: person)
        }
        return .redirect(.certificateImports)
    }

    /// What came of it. A page from before a change or a withdrawal leads to where the holder is asked anew.
    private func news(
        _ code: String, agreedTo terms: String, renewing renewed: Identifier<IssuedCertificate>?,
        for person: Identifier<Person>
    ) async throws -> ImportNews {
        do {
            return .came(try await imports(code, agreedTo: terms, renewing: renewed, for: person))
        } catch let rejection as Rejection {
            guard let news = ImportNews(rejection) else { throw rejection }
            return news
        }
    }

    private func withdraw(_ request: WebRequest) async throws -> WebResponse {
        guard let id = request.parameters["id"].flatMap({ Identifier<IssuedCertificate>($0) }) else {
            throw CertificateRejections.noSuchCertificate
        }
        let person = try person(request)
        let withdrawn = try await imports.withdraw(id, by: person)
        try await imports.tell(.withdrawn, of: withdrawn.typeName, to: person)
        return .redirect(.certificateImports)
    }

    private func person(_ request: WebRequest) throws -> Identifier<Person> {
        guard let resident = request.viewer.resident else { throw CertificateRejections.noSuchCertificate }
        return resident.personID
    }
}
