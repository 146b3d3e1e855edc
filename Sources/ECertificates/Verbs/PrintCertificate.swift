package import Kernel
import Paper
import Vault
import Web

/// 盖章的版式文件 — prints a certificate as a sealed PDF: what its type's layout says, the code that leads to the
/// public check and holds the issuer's word, and the
/// city's seal over all of it (PAdES).
package struct PrintCertificate: Sendable {
    private let types: [String: CertificateType]
    private let seal: CitySeal
    private let paper: SignPaper
    private let time: any TimeSource

    /// - Parameter types: by name.
    package init(types: [String: CertificateType], seal: CitySeal, paper: SignPaper, time: any TimeSource) {
        self.types = types
        self.seal = seal
        self.paper = paper
        self.time = time
    }

    /// - Parameter deeds: what officers did with it; notes (加注) are printed.
    /// - Throws: `Rejection` where it cannot be printed here: the font, or a character in every font, is missing.
    package func callAsFunction(_ certificate: IssuedCertificate, deeds: [CertificateDeed]) async throws -> [UInt8] {
        let now = time.now()
        let sheet = CertificatePaper(
            certificate: certificate, layout: types[certificate.typeName]?.layout ?? CertificateLayout(),
            standing: certificate.standing(on: now.civilDate()),
            address: paper.code(of: certificate),
            notes: deeds.filter { $0.act == .annotate }.map { "\($0.at.civilDate()) \($0.reason)" })
        let key = try await seal.key(at: now)
        do {
            let moment = now.iso8601.filter(\.isNumber).prefix(14)
            let signature = PDFSeal(
                name: seal.name, moment: "\(moment)+08'00'", signatureSize: key.signatureSize)
            return try signature.sealed(try sheet.pdf()) { try key.sign($0) }
        } catch let fault as PaperFault { throw PrintRejections.rejection(fault) }
    }
}

extension PrintRejections {
    static func rejection(_ fault: PaperFault) -> Rejection {
        switch fault {
        case .noFont(let family): noFont(family)
        case .noGlyph: noGlyph
        case .notDrawn, .notContinuable: notPrinted
        }
    }
}
