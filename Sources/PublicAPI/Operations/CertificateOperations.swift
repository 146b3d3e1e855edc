import Cases
import ECertificates
import EventLog
import Kernel
import TransparencyLog
import Web

extension Operation {
    /// Every operation, in the order of the document.
    static let all: [Operation] =
        services + session + drafts + cases + certificates + presentations + imports + mandates + reads + deskSession
        + deskReading
        + deskSteps + deskCertificates + sharing + writeBacks

    static let certificates: [Operation] = [
        Operation(
            method: .get, path: "/certificates", id: "listCertificates", group: .certificates,
            summary: Phrase("api.listCertificates", zh: "自己的证照，新的在前。", en: "One's own certificates, newest first."),
            query: [
                .optional("limit", .integer(1...100, example: 20), "20 where it is missing."),
                .optional("after", .text(.identifier), "The id of the last one that you have."),
            ],
            success: [Success(status: 200, meaning: "A page of the list.", schema: "CertificateList")], refusals: [404],
            links: ["getCertificate", "getCertificateFile", "getCertificateProof"].map {
                Link(operation: $0, parameter: "id", pointer: "/certificates/0/id")
            },
            handler: { try await $0.listCertificates($1) }),
        Operation(
            method: .get, path: "/certificates/{id}", id: "getCertificate", group: .certificates,
            summary: Phrase("api.getCertificate", zh: "一张证照的内容。", en: "What a certificate says."),
            success: [Success(status: 200, meaning: "The certificate.", schema: "Certificate")],
            links: [Link(operation: "verifyCertificate", parameter: "token", pointer: "/token")],
            handler: { try await $0.getCertificate($1) }),
        Operation(
            method: .get, path: "/certificates/{id}/file", id: "getCertificateFile", group: .certificates,
            summary: Phrase(
                "api.getCertificateFile", zh: "证照文件（SD-JWT VC）。", en: "The certificate itself (SD-JWT VC)."),
            success: [
                Success(status: 200, meaning: "In compact form, with all disclosures.", type: "application/dc+sd-jwt")
            ],
            handler: { try await $0.getCertificateFile($1) }),
        Operation(
            method: .get, path: "/certificates/{id}/document", id: "getCertificateDocument", group: .certificates,
            summary: Phrase(
                "api.getCertificateDocument", zh: "盖章的 PDF（PAdES）。", en: "The certificate as a sealed PDF (PAdES)."),
            success: [Success(status: 200, meaning: "As it stands now.", type: "application/pdf")],
            handler: { try await $0.getCertificateDocument($1) }),
        Operation(
            method: .get, path: "/certificates/{id}/proof", id: "getCertificateProof", group: .certificates,
            summary: Phrase(
                "api.getCertificateProof", zh: "签发已入公开日志的证明（C2SP tlog-proof）。",
                en: "The proof that its issue stands in the public log."),
            success: [Success(status: 200, meaning: "A C2SP tlog-proof.", type: "text/plain")],
            handler: { try await $0.getCertificateProof($1) }),
        Operation(
            method: .get, path: "/verification/{token}", id: "verifyCertificate", group: .certificates,
            summary: Phrase("api.verifyCertificate", zh: "凭核验码核验一张证照。", en: "Check a certificate by its public token."),
            access: .everyone,
            success: [Success(status: 200, meaning: "What a stranger may know.", schema: "Verification")],
            refusals: [429], handler: { try await $0.verifyCertificate($1) }),
        Operation(
            method: .get, path: "/log/checkpoint", id: "getCheckpoint", group: .log,
            summary: Phrase(
                "api.getCheckpoint", zh: "公开日志最新的签名检查点。", en: "The newest signed checkpoint of the public log."),
            access: .everyone, success: [Success(status: 200, meaning: "The checkpoint.", schema: "Checkpoint")],
            handler: { try await $0.getCheckpoint($1) }),
    ]
}

extension APIHandlers {
    func listCertificates(_ call: APICall) async throws -> WebResponse {
        let (holder, limit) = (call.resident.personID, call.number("limit") ?? 20)
        var found: [IssuedCertificate]
        if let after = call.request.query["after"] {
            guard let id = Identifier<IssuedCertificate>(after),
                let last = try await environment.certificates.certificate(id, holder: holder)
            else { throw APIProblems.noSuchCertificate }
            found = try await environment.certificates.certificates(of: holder, after: last, limit: limit + 1)
        } else {
            found = try await environment.certificates.certificates(of: holder, limit: limit + 1)
        }
        let hasMore = found.count > limit
        found = Array(found.prefix(limit))
        var json: JSON = ["certificates": .array(found.map { .object(summary($0)) })]
        if hasMore, let last = found.last { json["next"] = JSON(last.id.description) }
        return .json(json)
    }

    func getCertificate(_ call: APICall) async throws -> WebResponse {
        let certificate = try await held(call)
        let fields = certificate.fields.map(\.json)
        let details: JSON = [
            "nationalID": JSON(certificate.nationalID), "statement": JSON(certificate.statement),
            "fields": .array(fields), "token": JSON(certificate.token),
            "checkCode": JSON(certificate.checkCode.text),
        ]
        return .json(.object(summary(certificate) + (details.members ?? [])))
    }

    /// Whoever has the file shows as much of it as he likes.
    func getCertificateFile(_ call: APICall) async throws -> WebResponse {
        .bytes(Array(try await held(call).sdJWT.utf8), type: "application/dc+sd-jwt")
    }

    func getCertificateDocument(_ call: APICall) async throws -> WebResponse {
        let certificate = try await held(call)
        let events = try await environment.journal.events(of: certificate.id.retyped(as: EventStream.self))
        return .bytes(
            try await press(certificate, deeds: events.compactMap(CertificateDeed.init)), type: "application/pdf")
    }

    func getCertificateProof(_ call: APICall) async throws -> WebResponse {
        let certificate = try await held(call)
        guard let stream = Identifier<EventStream>(bytes: certificate.stream),
            let (_, proof) = try await proofs.proof(of: stream, sequence: certificate.sequence)
        else { throw APIProblems.notLoggedYet }
        return .text(proof.formatted)
    }

    func verifyCertificate(_ call: APICall) async throws -> WebResponse {
        guard let checked = try await checks(token: call.parameter("token")) else {
            throw APIProblems.noSuchCertificate
        }
        let place = checked.place.map { place -> JSON in
            ["index": JSON(place.index), "size": JSON(place.size), "root": JSON(Hex.text(place.root))]
        }
        var response = WebResponse.json(
            JSON.closed([
                "isValid": JSON(checked.standing.isValid), "state": JSON(checked.standing.kind.rawValue),
                "stateSince": checked.standing.since.map { JSON($0.description) },
                "validUntil": checked.validUntil.map { JSON($0.description) }, "type": JSON(checked.typeName),
                "issuer": JSON(checked.issuer),
                "issuedOn": JSON(checked.issuedOn.description), "maskedName": JSON(checked.maskedName),
                "isSample": JSON(checked.isSample), "log": place,
            ]))
        response.headers.append(("x-robots-tag", "noindex, nofollow"))
        return response
    }

    func getCheckpoint(_: APICall) async throws -> WebResponse {
        guard let (checkpoint, note) = try proofs.checkpoint() else { throw APIProblems.notLoggedYet }
        return .json([
            "origin": JSON(checkpoint.origin), "size": JSON(checkpoint.head.size),
            "root": JSON(Hex.text(checkpoint.head.root)), "note": JSON(note.formatted),
        ])
    }

    private func held(_ call: APICall) async throws -> IssuedCertificate {
        let id: Identifier<IssuedCertificate> = try call.identifier("id", APIProblems.noSuchCertificate)
        guard let certificate = try await environment.certificates.certificate(id, holder: call.resident.personID)
        else {
            throw APIProblems.noSuchCertificate
        }
        return certificate
    }

    func summary(_ certificate: IssuedCertificate) -> [JSON.Member] {
        let standing = certificate.standing(on: environment.time.now().civilDate())
        let json = JSON.closed([
            "id": JSON(certificate.id.description), "type": JSON(certificate.typeName),
            "number": JSON(certificate.number), "authority": JSON(certificate.authority),
            "issuedAt": JSON(certificate.issuedAt.iso8601), "isValid": JSON(standing.isValid),
            "state": JSON(standing.kind.rawValue), "stateSince": standing.since.map { JSON($0.description) },
            "validUntil": certificate.validUntil.map { JSON($0.description) },
            "isSample": JSON(certificate.isSample),
        ])
        return json.members ?? []
    }
}

extension CertificateField {
    /// As every operation that tells fields tells them.
    var json: JSON { ["claim": JSON(claim), "label": sentence(label), "value": JSON(value)] }
}
