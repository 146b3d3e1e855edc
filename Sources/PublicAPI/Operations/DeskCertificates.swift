import Cases
import ECertificates
import Kernel
import Web

extension Operation {
    static let deskCertificates: [Operation] = [
        Operation(
            method: .get, path: "/desk/certificates", id: "findDeskCertificate", group: .desk,
            summary: Phrase(
                "api.findDeskCertificate", zh: "按编号找本机关管理的证照。",
                en: "Find a certificate of the own office by its number."),
            access: .staff,
            query: [.required("number", .text(.free(1...60), example: "GLFT202600000001"), "证照编号")],
            success: [Success(status: 200, meaning: "The certificate.", schema: "DeskCertificate")], refusals: [404],
            links: ["getDeskCertificate", "annotateCertificate", "suspendCertificate", "renewCertificate"].map {
                Link(operation: $0, parameter: "id", pointer: "/id")
            },
            handler: { try await $0.findDeskCertificate($1) }),
        Operation(
            method: .get, path: "/desk/certificates/{id}", id: "getDeskCertificate", group: .desk,
            summary: Phrase(
                "api.getDeskCertificate", zh: "本机关管理的一张证照：状态、办理记录、现在能办什么。",
                en: "A certificate of the own office: how it stands, what was done, what can be done now."),
            access: .staff, success: [Success(status: 200, meaning: "The certificate.", schema: "DeskCertificate")],
            handler: { try await $0.getDeskCertificate($1) }),
        deed("annotation", .annotate, "annotateCertificate", "加注：写一条说明。", "Add a dated line."),
        deed("renewal", .renew, "renewCertificate", "换发，回答是新证照。", "Renew it; the answer is the newer one."),
        deed("suspension", .suspend, "suspendCertificate", "暂停使用，要写法律依据。", "Suspend it, on a ground of law."),
        deed("resumption", .resume, "resumeCertificate", "恢复使用。", "Let it count again."),
        deed("cancellation", .cancel, "cancelCertificate", "注销，要写法律依据。", "Cancel it, on a ground of law."),
        deed("revocation", .revoke, "revokeCertificate", "撤销，要写法律依据。", "Revoke it, on a ground of law."),
        deed(
            "correction", .correct, "correctCertificate", "撤销或者注销错了，由别人纠正，回答是重新签发的证照。",
            "What was ended wrongly is issued anew, by somebody else; the answer is the new one."),
    ]

    private static func deed(
        _ name: String, _ act: CertificateAct, _ id: String, _ chinese: String, _ english: String
    ) -> Operation {
        Operation(
            method: .post, path: "/desk/certificates/{id}/\(name)", id: id, group: .desk,
            summary: Phrase("api.\(id)", zh: chinese, en: english), access: .staff,
            idempotencyKey: .optional, body: act.needsGround ? "CertificateDeedOnGround" : "CertificateDeed",
            success: [Success(status: 200, meaning: "The certificate that goes on.", schema: "DeskCertificate")],
            refusals: [403, 409], handler: { try await $0.actOnCertificate(act, $1) })
    }
}

extension APIHandlers {
    func findDeskCertificate(_ call: APICall) async throws -> WebResponse {
        let number = call.request.query.text("number") ?? ""
        guard let found = try await act.certificate(number: number, for: officer(call)) else {
            throw APIProblems.noSuchDeskCertificate
        }
        return try await json(found, call)
    }

    func getDeskCertificate(_ call: APICall) async throws -> WebResponse {
        let id: Identifier<IssuedCertificate> = try call.identifier("id", APIProblems.noSuchDeskCertificate)
        guard let found = try await act.certificate(id, for: officer(call)) else {
            throw APIProblems.noSuchDeskCertificate
        }
        return try await json(found, call)
    }

    func actOnCertificate(_ act: CertificateAct, _ call: APICall) async throws -> WebResponse {
        let id: Identifier<IssuedCertificate> = try call.identifier("id", APIProblems.noSuchDeskCertificate)
        let next: Identifier<IssuedCertificate>
        do {
            next = try await keys(of: officer(call)).once(call) { receipt in
                try await self.act(
                    act, id, reason: call.words("reason"), ground: call.words("ground"),
                    reach: call.text("reach").flatMap(ActReach.init), by: officer(call), receipt: receipt)
            }
        } catch let rejection as Rejection where rejection.field == FormName.note {
            // The page's name of the field.
            throw Problem(status: 422, reason: rejection.reason, nextStep: rejection.nextStep, field: "reason")
        }
        guard let certificate = try await self.act.certificate(next, for: officer(call)) else {
            throw APIProblems.noSuchDeskCertificate
        }
        return try await json(certificate, call)
    }

    func officer(_ call: APICall) -> Viewer.Staff {
        guard let officer = call.request.viewer.staff else { preconditionFailure("the gate lets only officers in") }
        return officer
    }

    private func json(_ certificate: IssuedCertificate, _ call: APICall) async throws -> WebResponse {
        let standing = certificate.standing(on: environment.time.now().civilDate())
        let deeds = try await act.deeds(of: certificate).map { deed in
            JSON.closed([
                "act": JSON(deed.act.rawValue), "at": JSON(deed.at.iso8601), "officer": JSON(deed.officer),
                "reason": JSON(deed.reason), "ground": deed.ground.map { JSON($0) },
                "reach": deed.reach.map { JSON($0.rawValue) },
            ])
        }
        let possible = act.possible(with: certificate, for: officer(call))
        let grant = try await act.grant(behind: certificate)
        let reaching = possible.filter { act in grant.map { act.needsReach(of: $0) } == true }
        return .json(
            JSON.closed([
                "id": JSON(certificate.id.description), "type": JSON(certificate.typeName),
                "number": JSON(certificate.number), "authority": JSON(certificate.authority),
                "maskedHolder": JSON(certificate.maskedHolderName), "issuedOn": JSON(certificate.issuedOn.description),
                "validUntil": certificate.validUntil.map { JSON($0.description) },
                "state": JSON(standing.kind.rawValue), "stateSince": standing.since.map { JSON($0.description) },
                "predecessor": certificate.predecessor.map { JSON($0.description) },
                "successor": certificate.successor.map { JSON($0.description) },
                "possible": .array(possible.map { JSON($0.rawValue) }),
                "reaching": .array(reaching.map { JSON($0.rawValue) }), "deeds": .array(deeds),
            ]))
    }
}
