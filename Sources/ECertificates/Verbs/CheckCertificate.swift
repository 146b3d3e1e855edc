package import EventLog
package import Kernel
import TransparencyLog

/// 核验 — opens a certificate by its public token, for the page and for programs alike; wrong tokens are counted together.
package struct CheckCertificate: Sendable {
    private let store: CertificateStore
    private let proofs: LogProofs
    private let time: any TimeSource
    private let guesses = GuessLimit(perMinute: 30)

    package init(store: CertificateStore, proofs: LogProofs, time: any TimeSource) {
        self.store = store
        self.proofs = proofs
        self.time = time
    }

    /// What a stranger may learn; `nil` where no certificate has this token.
    /// - Throws: `Rejection` where too many wrong tokens were tried.
    package func callAsFunction(token: String) async throws -> CheckedCertificate? {
        // A real certificate opens however many others guess: somebody's bad tokens must not shut out a good one.
        guard let certificate = try await store.certificate(token: token) else {
            guard guesses.allows(at: time.now()) else { throw CertificateRejections.tooManyChecks }
            guesses.countMiss(at: time.now())
            return nil
        }
        return try await checked(certificate)
    }

    /// 凭编号和校验码 — for those who have paper and no scanner.
    /// - Parameter typed: the check code, the public token, or the address of the check.
    /// - Returns: the token under which the check is reached.
    /// - Throws: `Rejection` where one is missing, or the two belong to no certificate.
    package func token(number: String?, check typed: String?) async throws -> String {
        let last = typed?.split(separator: "/").last.map(String.init) ?? ""
        if last.utf8.count == 32, Hex.bytes(last) != nil { return last.lowercased() }
        guard let number else { throw CertificateRejections.numberMissing }
        guard let code = CheckCode(typed: last) else { throw CertificateRejections.checkCodeMistyped }
        guard let certificate = try await store.certificate(number: number, check: code) else {
            guard guesses.allows(at: time.now()) else { throw CertificateRejections.tooManyChecks }
            guesses.countMiss(at: time.now())
            throw CertificateRejections.notAgreeing
        }
        return certificate.token
    }

    private func checked(_ certificate: IssuedCertificate) async throws -> CheckedCertificate {
        CheckedCertificate(
            typeName: certificate.typeName, issuer: certificate.authority, issuedOn: certificate.issuedOn,
            validUntil: certificate.validUntil, maskedName: PersonalName.masked(certificate.holderName),
            standing: certificate.standing(on: time.now().civilDate()), isSample: certificate.isSample,
            place: try await place(certificate))
    }

    /// Proved anew for this very check, not read from a note that it once was.
    private func place(_ certificate: IssuedCertificate) async throws -> CheckedCertificate.LogPlace? {
        guard let stream = Identifier<EventStream>(bytes: certificate.stream),
            let (entry, proof) = try await proofs.proof(of: stream, sequence: certificate.sequence),
            let head = try proofs.verified(entry, proof)
        else { return nil }
        return CheckedCertificate.LogPlace(index: Int64(proof.index), size: Int64(head.size), root: head.root)
    }
}

/// What the public check tells: no id number, no account, no amount.
package struct CheckedCertificate: Sendable {
    package let typeName: String
    package let issuer: String
    package let issuedOn: CivilDate
    package let validUntil: CivilDate?
    package let maskedName: String
    package let standing: CertificateStanding
    package let isSample: Bool
    /// Where the public log holds its issue; `nil` while it is not under a checkpoint yet.
    package let place: LogPlace?

    /// A place in the log's tree of a size and root.
    package struct LogPlace: Sendable {
        package let index: Int64
        package let size: Int64
        package let root: [UInt8]
    }
}
