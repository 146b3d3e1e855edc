package import EventLog
package import Kernel
import TransparencyLog
package import Vault
package import Web

/// Addresses of certificates: the holder's, and the public check.
package struct CertificateRoutes: Sendable {
    private let store: CertificateStore
    private let presentations: PresentationStore
    private let journal: EventJournal
    private let proofs: LogProofs
    private let vault: KeyVault
    private let time: any TimeSource
    /// Where the public check is reached from outside, e.g. `https://huimin.example`.
    private let origin: String
    private let checks: CheckCertificate
    private let lists: PublishStatusList
    private let press: PrintCertificate
    private let paper: SignPaper
    private let seal: CitySeal

    package init(
        store: CertificateStore, presentations: PresentationStore, journal: EventJournal, proofs: LogProofs,
        checks: CheckCertificate,
        lists: PublishStatusList, press: PrintCertificate, paper: SignPaper, seal: CitySeal, vault: KeyVault,
        time: any TimeSource,
        origin: String
    ) {
        self.store = store
        self.presentations = presentations
        self.journal = journal
        self.proofs = proofs
        self.vault = vault
        self.time = time
        self.origin = origin
        self.checks = checks
        self.lists = lists
        self.press = press
        self.paper = paper
        self.seal = seal
    }

    package var routes: [Route] {
        [
            Route(.get, "/certificates/{id}", .resident(.registered), show),
            Route(.get, "/certificates/{id}/file", .resident(.registered), file),
            Route(.get, "/certificates/{id}/proof", .resident(.registered), proof),
            Route(.get, "/certificates/{id}/pdf", .resident(.registered), document),
            Route(.get, "/.well-known/seal.pem", .everyone, sealCertificates),
            Route(.get, "/v", .everyone, verifyForm), Route(.post, "/v", .everyone, findByNumber),
            Route(.get, "/v/{token}", .everyone, verify),
            Route(.get, "/.well-known/jwks.json", .everyone, keys),
            Route(.get, "/status/{list}", .everyone, statusList),
        ]
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let certificate = try await held(request)
        let presentations = try await presentations.presentations(of: certificate.id, holder: certificate.holder)
        let model = CertificatePage.Model(
            certificate: certificate, verifyURL: origin + SitePath.verify(certificate.token).text,
            code: paper.code(of: certificate),
            deeds: try await journal.events(of: certificate.life).compactMap(CertificateDeed.init),
            presentations: presentations, at: time.now())
        return .page(CertificatePage.render(model, PageContext(request)))
    }

    /// The SD-JWT itself: whoever has it shows as much of it as he likes.
    private func file(_ request: WebRequest) async throws -> WebResponse {
        let certificate = try await held(request)
        var response = WebResponse.bytes(Array(certificate.sdJWT.utf8), type: "application/dc+sd-jwt")
        response.headers.append(
            ("content-disposition", "attachment; filename=\"certificate-\(certificate.number).sd-jwt\""))
        return response
    }

    /// 盖章的 PDF, made anew with each download: it says how the certificate stands now.
    private func document(_ request: WebRequest) async throws -> WebResponse {
        let certificate = try await held(request)
        let deeds = try await journal.events(of: certificate.life).compactMap(CertificateDeed.init)
        var response = WebResponse.bytes(try await press(certificate, deeds: deeds), type: "application/pdf")
        response.headers.append(
            ("content-disposition", "attachment; filename=\"certificate-\(certificate.number).pdf\""))
        return response
    }

    private func sealCertificates(_: WebRequest) async throws -> WebResponse {
        var response = WebResponse.text(try await seal.pem(), type: "application/x-pem-file")
        response.headers.append(Self.openToPages)
        return response
    }

    /// The proof that the issue stands in the public log (C2SP `tlog-proof`).
    private func proof(_ request: WebRequest) async throws -> WebResponse {
        let certificate = try await held(request)
        guard let stream = Identifier<EventStream>(bytes: certificate.stream),
            let (_, proof) = try await proofs.proof(of: stream, sequence: certificate.sequence)
        else { throw CertificateRejections.notLoggedYet }
        return .text(proof.formatted, type: "text/plain; charset=utf-8")
    }

    private func verifyForm(_ request: WebRequest) async throws -> WebResponse {
        .page(VerifyFormPage.render(.init(), PageContext(request)))
    }

    /// By number and check code. What does not fit shows the form again, with the reason and all that was typed.
    private func findByNumber(_ request: WebRequest) async throws -> WebResponse {
        let form = request.form
        do {
            return .redirect(
                .verify(
                    try await checks.token(
                        number: form.text(FormName.certificateNumber), check: form.text(FormName.checkCode))))
        } catch let rejection as Rejection {
            let model = VerifyFormPage.Model(typed: form, problem: rejection)
            return .page(VerifyFormPage.render(model, PageContext(request)), status: rejection.kind.httpStatus)
        }
    }

    private func verify(_ request: WebRequest) async throws -> WebResponse {
        let checked = try await checks(token: request.parameters["token"] ?? "")
        var response = WebResponse.page(
            VerifyPage.render(.init(finding: finding(checked), checkedAt: time.now()), PageContext(request)),
            status: checked == nil ? 404 : 200)
        response.headers.append(("x-robots-tag", "noindex, nofollow"))
        return response
    }

    private func finding(_ checked: CheckedCertificate?) -> VerifyPage.Finding {
        guard let checked else { return .unknown }
        let details = VerifyPage.Details(
            typeName: checked.typeName, issuer: checked.issuer, issuedOn: checked.issuedOn,
            validUntil: checked.validUntil, maskedName: checked.maskedName, standing: checked.standing,
            isSample: checked.isSample)
        let proof = checked.place.map {
            VerifyPage.Proof(index: $0.index, size: $0.size, root: Base64.text($0.root))
        }
        return .known(details, proof)
    }

    private func keys(_: WebRequest) async throws -> WebResponse {
        var response = WebResponse.bytes(
            vault.certificateKeys.publicSet.bytes, type: "application/jwk-set+json", cache: "public, max-age=300")
        response.headers.append(Self.openToPages)
        return response
    }

    private func statusList(_ request: WebRequest) async throws -> WebResponse {
        guard let number = request.parameters["list"].flatMap({ Int64($0) }), let list = try await lists(number) else {
            throw CertificateRejections.noSuchList
        }
        let isKnown = (request.header("if-none-match") ?? "").split(separator: ",")
            .contains { $0.filter { $0 != " " } == list.entityTag }
        var response = WebResponse.bytes(
            list.token, type: "application/statuslist+jwt",
            cache: "public, max-age=\(list.secondsFresh(at: time.now()))")
        if isKnown {
            response = WebResponse(status: 304, headers: response.headers.filter { $0.name == "cache-control" })
        }
        response.headers += [("etag", list.entityTag), Self.openToPages]
        return response
    }

    /// Wallets and verifiers may live in a browser, on pages of others.
    private static let openToPages = (name: "access-control-allow-origin", value: "*")

    private func held(_ request: WebRequest) async throws -> IssuedCertificate {
        guard let resident = request.viewer.resident,
            let id = request.parameters["id"].flatMap({ Identifier<IssuedCertificate>($0) }),
            let certificate = try await store.certificate(id, holder: resident.personID)
        else { throw CertificateRejections.noSuchCertificate }
        return certificate
    }
}
