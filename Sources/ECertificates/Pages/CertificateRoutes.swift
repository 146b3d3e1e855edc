package import EventLog
package import Kernel
import TransparencyLog
package import Vault
package import Web

/// Addresses of certificates: the holder's, and the public check.
package struct CertificateRoutes: Sendable {
    private let store: CertificateStore
    private let proofs: LogProofs
    private let vault: KeyVault
    private let time: any TimeSource
    /// Where the public check is reached from outside, e.g. `https://huimin.example`.
    private let origin: String
    private let checks: CheckCertificate
    private let lists: PublishStatusList

    package init(
        store: CertificateStore, proofs: LogProofs, checks: CheckCertificate, lists: PublishStatusList, vault: KeyVault,
        time: any TimeSource, origin: String
    ) {
        self.store = store
        self.proofs = proofs
        self.vault = vault
        self.time = time
        self.origin = origin
        self.checks = checks
        self.lists = lists
    }

    package var routes: [Route] {
        [
            Route(.get, "/certificates/{id}", .resident(.registered), show),
            Route(.get, "/certificates/{id}/file", .resident(.registered), file),
            Route(.get, "/certificates/{id}/proof", .resident(.registered), proof),
            Route(.get, "/v", .everyone, verifyForm), Route(.get, "/v/{token}", .everyone, verify),
            Route(.get, "/.well-known/jwks.json", .everyone, keys),
            Route(.get, "/status/{list}", .everyone, statusList),
        ]
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let certificate = try await held(request)
        let context = PageContext(request)
        let url = origin + SitePath.verify(certificate.token).text
        let sheet = CertificateSheet(
            typeName: certificate.typeName, number: certificate.number, issuer: certificate.authority,
            statement: certificate.statement,
            rows: certificate.fields.map { CertificateSheet.Row($0.label.chinese, $0.value) },
            issuedOn: certificate.issuedOn,
            verifyURL: url, isSample: certificate.isSample, standing: certificate.isRevoked ? .void : .valid)
        let model = CertificatePage.Model(
            id: certificate.id.description, typeName: certificate.typeName, sheet: sheet, verifyURL: url,
            verifyToken: certificate.token, isValid: !certificate.isRevoked)
        return .page(CertificatePage.render(model, context))
    }

    /// The SD-JWT itself: whoever has it shows as much of it as he likes.
    private func file(_ request: WebRequest) async throws -> WebResponse {
        let certificate = try await held(request)
        var response = WebResponse.bytes(Array(certificate.sdJWT.utf8), type: "application/dc+sd-jwt")
        response.headers.append(
            ("content-disposition", "attachment; filename=\"certificate-\(certificate.number).sd-jwt\""))
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
        let context = PageContext(request)
        guard let typed = request.query.text(FormName.verifyToken) else {
            return .page(VerifyFormPage.render(.init(), context))
        }
        // A pasted address will do as well as the token.
        let token = typed.split(separator: "/").last.map(String.init)?.filter { $0 != " " } ?? ""
        guard token.utf8.count == 32, Hex.bytes(token) != nil else {
            let model = VerifyFormPage.Model(token: typed, error: context.say(CertificateRejections.tokenMistyped))
            return .page(VerifyFormPage.render(model, context), status: 422)
        }
        return .redirect(.verify(token.lowercased()))
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
            maskedName: checked.maskedName)
        let proof = checked.place.map {
            VerifyPage.Proof(index: $0.index, size: $0.size, root: Base64.text($0.root))
        }
        return checked.isRevoked ? .void(details, proof) : .valid(details, proof)
    }

    private func keys(_: WebRequest) async throws -> WebResponse {
        let set: JSON = ["keys": [vault.certificateKey.publicJWK]]
        var response = WebResponse.bytes(set.bytes, type: "application/jwk-set+json", cache: "public, max-age=300")
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
