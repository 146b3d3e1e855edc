import Cases
import EventLog
import Kernel
package import Web

/// Addresses of other cities: what they say and what they may know of our keys; and what our residents get of theirs.
package struct PartnerRoutes: Sendable {
    /// A report with a certificate has some kilobytes.
    private static let messageBytesMax = 1 << 18
    private let environment: CaseEnvironment
    private let receive: ReceiveMessage
    private let signature: CitySignature

    init(_ environment: CaseEnvironment, receive: ReceiveMessage, signature: CitySignature) {
        self.environment = environment
        self.receive = receive
        self.signature = signature
    }

    package var routes: [Route] {
        [
            Route(.post, "/partner/v1/messages", .partner, take), Route(.get, "/partner/v1/keys", .everyone, keys),
            Route(.get, "/partner/openapi.json", .everyone) { _ in
                .text(PartnerDocument.json.indentedText, type: "application/vnd.oai.openapi+json;version=3.1")
            }, Route(.get, "/cases/{id}/certificate", .resident(.registered), certificate),
        ]
    }

    private func take(_ request: WebRequest) async throws -> WebResponse {
        guard request.body.count <= Self.messageBytesMax else { throw PartnerProblems.malformed }
        let receipt = try await receive(String(decoding: request.body, as: UTF8.self))
        return .bytes(Array(receipt.utf8), type: "application/jose")
    }

    private func keys(_ request: WebRequest) async throws -> WebResponse {
        .bytes(try KeyAnnouncement.make(signature).bytes, type: "application/jose+json")
    }

    /// 办理地的证照, as that city signed it: who holds its published keys can check it.
    private func certificate(_ request: WebRequest) async throws -> WebResponse {
        guard let resident = request.viewer.resident,
            let id = request.parameters["id"].flatMap({ Identifier<CaseFile>($0) }),
            let file = try await environment.cases.caseFile(id, of: resident.personID)
        else { throw PartnerProblems.unknownCase }
        let reports = try await environment.journal.events(of: file.stream).compactMap(CaseReport.init)
        guard let token = reports.last(where: { $0.certificate != nil })?.certificate else {
            throw PartnerProblems.unknownCase
        }
        var response = WebResponse.bytes(Array(token.utf8), type: "application/dc+sd-jwt")
        response.headers.append(("content-disposition", "attachment; filename=\"certificate-\(file.number).sdjwt\""))
        return response
    }
}
