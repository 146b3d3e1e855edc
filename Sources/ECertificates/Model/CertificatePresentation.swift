package import Kernel
package import Web

/// 亮证 — one showing of a certificate: which claims, for what, until when, and what became of it.
package struct CertificatePresentation: Sendable {
    /// How long a code is good, in seconds.
    package static let lifetimeSeconds: Int64 = 60
    /// How long the name of a verifier may be, in characters.
    package static let verifierLengthMax = 60

    package let id: Identifier<CertificatePresentation>
    package let certificate: Identifier<IssuedCertificate>
    /// What was shown, by its type; `nil` of those from before it was kept. A department's may be kept no longer than this.
    package let typeName: String?
    package let holder: Identifier<Person>
    /// Who shows it: the holder, or somebody whom the holder lets.
    package let presenter: Identifier<Person>
    /// The name of whoever shows it for its holder.
    package let presenterName: String?
    package let purpose: PresentationPurpose
    /// The claims that leave; nothing else does.
    package let claims: [String]
    /// Their names, in the same order; empty where `typeName` is missing.
    package let labels: [Phrase]
    package let code: PresentationCode
    package let createdAt: Instant
    package let expiresAt: Instant
    package let state: State
    /// When it was opened, refused or taken back.
    package let settledAt: Instant?
    /// Who looked, as they called themselves.
    package let verifier: String?

    /// The raw values stand in the database and in the interface and are never renamed.
    package enum State: String, Sendable, CaseIterable {
        case waiting
        /// Somebody has looked: the code is used up.
        case opened
        /// Somebody wanted it for another purpose: the code is used up all the same.
        case refused
        /// The holder took it back.
        case withdrawn
    }

    package func isOpen(at now: Instant) -> Bool { state == .waiting && now < expiresAt }
}

/// 用途 — for what a certificate is shown. Holder and verifier each name it; only where they name the same does the verifier
/// see anything. The raw values are those of the interface and are never renamed.
package enum PresentationPurpose: String, Sendable, CaseIterable {
    case identity, service, benefit, employment, housing, travel, other

    package var words: Phrase {
        switch self {
        case .identity: PresentationCopy.forIdentity
        case .service: PresentationCopy.forService
        case .benefit: PresentationCopy.forBenefit
        case .employment: PresentationCopy.forEmployment
        case .housing: PresentationCopy.forHousing
        case .travel: PresentationCopy.forTravel
        case .other: PresentationCopy.forOther
        }
    }
}

/// What a verifier gets of a presentation: what its holder chose, and how the certificate stands now.
package struct ShownCertificate: Sendable {
    package let presentation: CertificatePresentation
    package let typeName: String
    package let authority: String
    package let isSample: Bool
    package let origin: Origin
    /// The chosen ones, in the certificate's order.
    package let fields: [CertificateField]
    package let openedAt: Instant

    /// Who stands behind it.
    package enum Origin: Sendable {
        /// It was issued here: `sdJWT` has the disclosures of the chosen fields and no other.
        case issued(on: CivilDate, CertificateStanding, sdJWT: String)
        /// 部门数据: a department says so; nothing of it is signed by us.
        case imported(ImportSource)
    }
}
