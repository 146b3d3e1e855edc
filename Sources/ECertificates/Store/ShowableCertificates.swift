import Kernel
import Storage
import Web

/// 证照柜 — both kinds behind one question: which certificate may this person see and show on a day?
package struct ShowableCertificates: Sendable {
    let issued: CertificateStore
    let imported: ImportStore

    package init(issued: CertificateStore, imported: ImportStore) {
        self.issued = issued
        self.imported = imported
    }

    /// One's own, or that of somebody who lets this person see it.
    func certificate(
        _ id: Identifier<IssuedCertificate>, seenBy person: Identifier<Person>, on day: CivilDate
    ) async throws -> ShowableCertificate? {
        if let found = try await issued.certificate(id, seenBy: person, on: day) { return .issued(found) }
        return try await imported.certificate(id, seenBy: person, on: day).map(ShowableCertificate.imported)
    }

    /// Whether whoever presents it may do so on this day, in the transaction that shows it.
    func isPresented(
        by presentation: CertificatePresentation, on day: CivilDate, in tx: any ReadTransaction
    ) throws -> Bool {
        try issued.isPresented(by: presentation, on: day, in: tx)
            || imported.isPresented(by: presentation, on: day, in: tx)
    }
}
