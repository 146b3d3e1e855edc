import Cases
import ECertificates
import Kernel
import Web

extension Operation {
    static let imports: [Operation] = [
        Operation(
            method: .get, path: "/certificate-imports", id: "listCertificateImports", group: .certificates,
            summary: Phrase(
                "api.listCertificateImports", zh: "部门数据：从部门读来的证照，和还能读哪些。",
                en: "Departments' own certificates that were read, and what else can be."),
            success: [Success(status: 200, meaning: "All of them.", schema: "CertificateImportList")],
            links: [Link(operation: "withdrawCertificateImport", parameter: "id", pointer: "/held/0/id")],
            handler: { try await $0.listCertificateImports($1) }),
        Operation(
            method: .post, path: "/certificate-imports", id: "importCertificate", group: .certificates,
            summary: Phrase(
                "api.importCertificate", zh: "经本人同意，从部门读取一种证照；带上 terms 发出，就是同意其中写的，查询会留下记录。",
                en:
                    "Read one kind from its department. Sending its `terms` is the consent to them; the read is recorded."
            ),
            body: "CertificateImportRequest",
            success: [Success(status: 200, meaning: "What came of it.", schema: "CertificateImportResult")],
            refusals: [404, 409, 429], handler: { try await $0.importCertificate($1) }),
        Operation(
            method: .post, path: "/certificate-imports/{id}/withdrawal", id: "withdrawCertificateImport",
            group: .certificates,
            summary: Phrase(
                "api.withdrawCertificateImport", zh: "撤回同意，不再保留这份部门数据。",
                en: "Withdraw the consent: it is kept no longer."),
            success: [Success(status: 200, meaning: "Those that are left.", schema: "CertificateImportList")],
            refusals: [404], handler: { try await $0.withdrawCertificateImport($1) }),
    ]
}

extension APIHandlers {
    func listCertificateImports(_ call: APICall) async throws -> WebResponse {
        let held = try await imports.store.certificates(of: call.resident.personID)
        let available = imports.types.map { type -> JSON in
            [
                "code": JSON(type.code), "type": JSON(type.name), "name": sentence(type.title),
                "department": JSON(type.authority), "fields": .array(type.fields.map { JSON($0.name) }),
                "isSensitive": JSON(type.isSensitive), "purpose": sentence(ImportTerms.purposeWords),
                "basis": JSON(type.basis), "freshDays": JSON(type.freshDays), "terms": JSON(type.terms.digest),
            ]
        }
        return .json(["held": .array(held.map(json)), "available": .array(available)])
    }

    func importCertificate(_ call: APICall) async throws -> WebResponse {
        let (code, person) = (call.text("code") ?? "", call.resident.personID)
        let renewed = call.text("renewed").flatMap { Identifier<IssuedCertificate>($0) }
        let outcome = try await imports(
            code, agreedTo: call.text("terms") ?? "", renewing: renewed, for: person)
        let held = try await imports.store.certificates(of: person)
        let certificate = held.first { held in imports.types.contains { $0.code == code && $0.name == held.typeName } }
        return .json(
            JSON.closed([
                "outcome": JSON(outcome.rawValue), "renewed": (renewed?.description).map { JSON($0) },
                "certificate": certificate.map(json),
            ]))
    }

    func withdrawCertificateImport(_ call: APICall) async throws -> WebResponse {
        let id: Identifier<IssuedCertificate> = try call.identifier("id", APIProblems.noSuchCertificate)
        try await imports.withdraw(id, by: call.resident.personID)
        return try await listCertificateImports(call)
    }

    private func json(_ certificate: ImportedCertificate) -> JSON {
        let fields = certificate.fields.map(\.json)
        return JSON.closed([
            "id": JSON(certificate.id.description), "type": JSON(certificate.typeName),
            "standing": JSON(certificate.standing(on: environment.time.now().civilDate()).rawValue),
            "validUntil": certificate.validUntil.map { JSON($0.description) },
            "freshUntil": JSON(certificate.freshUntil.description), "agreedAt": JSON(certificate.agreedAt.iso8601),
            "terms": (certificate.terms?.digest).map { JSON($0) },
            "isSample": JSON(certificate.isSample), "fields": .array(fields), "source": json(certificate.source),
        ])
    }

    func json(_ source: ImportSource) -> JSON {
        JSON.closed([
            "department": JSON(source.department), "resource": JSON(source.resource),
            "grade": JSON(source.grade.rawValue), "readAt": JSON(source.readAt.iso8601),
            "asOf": source.asOf.map { JSON($0.iso8601) },
        ])
    }
}
