package import EventLog
import Kernel
package import Web

/// Addresses of 核验包: the holder takes it; anybody has it checked by his own browser.
package struct BundleRoutes: Sendable {
    private let store: CertificateStore
    private let journal: EventJournal
    private let proofs: LogProofs

    package init(store: CertificateStore, journal: EventJournal, proofs: LogProofs) {
        self.store = store
        self.journal = journal
        self.proofs = proofs
    }

    package var routes: [Route] {
        [
            Route(.get, "/certificates/{id}/bundle", .resident(.registered), bundle),
            Route(.get, "/v/file", .everyone, verifyFile),
        ]
    }

    private func bundle(_ request: WebRequest) async throws -> WebResponse {
        guard let id = request.parameters["id"].flatMap({ Identifier<IssuedCertificate>($0) }),
            let holder = request.viewer.resident?.personID,
            let certificate = try await store.certificate(id, holder: holder)
        else { throw CertificateRejections.noSuchCertificate }
        guard let stream = Identifier<EventStream>(bytes: certificate.stream),
            let (_, proof) = try await proofs.proof(of: stream, sequence: certificate.sequence),
            let issue = try await journal.opening(of: stream, sequence: certificate.sequence)
        else { throw CertificateRejections.notLoggedYet }
        let bundle = CertificateBundle(token: certificate.sdJWT, issue: issue, proof: proof)
        var response = WebResponse.bytes(bundle.json.bytes, type: "application/json")
        response.headers.append(
            ("content-disposition", "attachment; filename=\"certificate-\(certificate.number).json\""))
        return response
    }

    private func verifyFile(_ request: WebRequest) async throws -> WebResponse {
        .page(VerifyFilePage.render(PageContext(request)))
    }
}
