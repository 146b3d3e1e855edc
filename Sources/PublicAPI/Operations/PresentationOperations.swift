import ECertificates
import Kernel
import Web

extension Operation {
    static let presentations: [Operation] = [
        Operation(
            method: .post, path: "/presentations", id: "showCertificate", group: .certificates,
            summary: Phrase(
                "api.showCertificate", zh: "出示一张证照：选定内容和用途，得到一个一分钟内有效、只能用一次的码。",
                en: "Show a certificate: choose what and for what, and get a code that is good for a minute and once."),
            idempotencyKey: .optional, body: "PresentationRequest",
            success: [Success(status: 201, meaning: "The code waits to be opened.", schema: "Presentation")],
            refusals: [404, 409],
            links: [Link(operation: "getPresentation", parameter: "id", pointer: "/id")],
            handler: { try await $0.showCertificate($1) }),
        Operation(
            method: .get, path: "/presentations/{id}", id: "getPresentation", group: .certificates,
            summary: Phrase(
                "api.getPresentation", zh: "一次出示怎么样了：谁看过，什么时候。", en: "What became of a showing: who looked, and when."),
            success: [Success(status: 200, meaning: "The showing.", schema: "Presentation")],
            handler: { try await $0.getPresentation($1) }),
        Operation(
            method: .post, path: "/presentation-openings", id: "openPresentation", group: .certificates,
            summary: Phrase(
                "api.openPresentation", zh: "验证人凭出示码查看持有人同意给看的内容，不用登录。",
                en: "A verifier opens what a holder shows by its code, without an account."),
            access: .everyone, body: "PresentationOpening",
            success: [Success(status: 200, meaning: "What the holder chose.", schema: "ShownCertificate")],
            refusals: [403, 404, 410, 429], handler: { try await $0.lookAtPresentation($1) }),
    ]
}

extension APIHandlers {
    func showCertificate(_ call: APICall) async throws -> WebResponse {
        guard let id = call.text("certificate").flatMap({ Identifier<IssuedCertificate>($0) }) else {
            throw APIProblems.noSuchCertificate
        }
        let person = call.resident.personID
        let shown = try await keys(of: call.resident).once(call) { receipt in
            try await present(
                id, purpose: call.text("purpose").flatMap(PresentationPurpose.init(rawValue:)),
                claims: (call.body["claims"]?.array ?? []).compactMap(\.string), by: person, receipt: receipt
            ).id
        }
        guard let presentation = try await presentations.presentation(shown, of: person) else {
            throw APIProblems.noSuchPresentation
        }
        return .json(json(presentation), status: 201, location: "/api/v1/presentations/\(presentation.id)")
    }

    func getPresentation(_ call: APICall) async throws -> WebResponse {
        let id: Identifier<CertificatePresentation> = try call.identifier("id", APIProblems.noSuchPresentation)
        guard let presentation = try await presentations.presentation(id, of: call.resident.personID) else {
            throw APIProblems.noSuchPresentation
        }
        return .json(json(presentation))
    }

    func lookAtPresentation(_ call: APICall) async throws -> WebResponse {
        let shown = try await openPresentation(
            code: call.text("code"), purpose: call.text("purpose").flatMap(PresentationPurpose.init(rawValue:)),
            verifier: call.words("verifier"))
        let fields = shown.fields.map(\.json)
        let rest = JSON.closed([
            "type": JSON(shown.typeName), "issuer": JSON(shown.authority), "isSample": JSON(shown.isSample),
            "purpose": JSON(shown.presentation.purpose.rawValue),
            "presenter": shown.presentation.presenterName.map { JSON($0) }, "fields": .array(fields),
            "openedAt": JSON(shown.openedAt.iso8601),
        ])
        return .json(.object((rest.members ?? []) + (json(shown.origin).members ?? [])))
    }

    /// What only a certificate that was issued here has, a department's data have not: no program takes the one for the other.
    private func json(_ origin: ShownCertificate.Origin) -> JSON {
        switch origin {
        case .issued(let day, let standing, let sdJWT):
            .closed([
                "issuedOn": JSON(day.description), "isValid": JSON(standing.isValid),
                "state": JSON(standing.kind.rawValue), "stateSince": standing.since.map { JSON($0.description) },
                "credential": JSON(sdJWT),
            ])
        case .imported(let source): ["source": json(source)]
        }
    }

    private func json(_ presentation: CertificatePresentation) -> JSON {
        JSON.closed([
            "id": JSON(presentation.id.description), "certificate": JSON(presentation.certificate.description),
            "purpose": JSON(presentation.purpose.rawValue),
            "claims": .array(presentation.claims.map { JSON($0) }), "code": JSON(presentation.code.text),
            "expiresAt": JSON(presentation.expiresAt.iso8601), "state": JSON(presentation.state.rawValue),
            "settledAt": presentation.settledAt.map { JSON($0.iso8601) },
            "verifier": presentation.verifier.map { JSON($0) },
            "presenter": presentation.presenterName.map { JSON($0) },
        ])
    }
}
