package import EventLog
package import Kernel
package import TransparencyLog
package import Vault

/// 核验包 — a certificate with all that proves it, in one file: the signed token, the event of its issue laid open, and the
/// proof that this event stands in the public log. Whoever has it and the published keys needs nobody's word.
package struct CertificateBundle: Sendable {
    private static let format = "huimin/certificate-bundle@v1"
    /// The member of the issue's event that holds the digest of what the issuer signed.
    static let signedDigest = "signed_sha256"

    private let token: String
    private let issue: EventOpening
    private let proof: LogProof

    /// - Parameters:
    ///   - token: the SD-JWT, or as much of it as is shown.
    ///   - issue: the event that says that it was issued.
    package init(token: String, issue: EventOpening, proof: LogProof) {
        self.token = token
        self.issue = issue
        self.proof = proof
    }

    /// Reads a file. `nil` where it is no bundle.
    package init?(_ json: JSON) {
        guard json["format"]?.string == Self.format, let token = json["sd_jwt"]?.string,
            let salt = json["issue"]?["salt"]?.string.flatMap({ Base64URL.bytes($0) }),
            let bytes = json["issue"]?["event"]?.string.flatMap({ Base64URL.bytes($0) }),
            let issue = EventOpening(salt: salt, bytes: bytes),
            let proof = (json["proof"]?.string).flatMap({ try? LogProof(parsing: Array($0.utf8)) })
        else { return nil }
        self.init(token: token, issue: issue, proof: proof)
    }

    package var json: JSON {
        [
            "format": JSON(Self.format), "sd_jwt": JSON(token),
            "issue": ["salt": JSON(Base64URL.text(issue.salt)), "event": JSON(Base64URL.text(issue.bytes))],
            "proof": JSON(proof.formatted),
        ]
    }

    /// What it proves.
    package struct Proven: Sendable {
        package let claims: JSON
        /// Its entry in the log, and the checkpoint over it.
        package let index: Int
        package let checkpoint: Checkpoint
        package let signers: [NoteKey]
    }

    /// Convinces a reader who believes only the keys that he gives.
    /// - Parameter binding: for whom its holder must have shown it.
    package func verify(
        _ keys: JSONWebKeySet, _ trust: LogTrust, binding: KeyBinding? = nil
    ) throws(Fault) -> Proven {
        let claims: JSON
        do { claims = try SelectiveDisclosureToken.verify(token, keys: keys, binding: binding) } catch {
            throw .token(error)
        }
        guard issue.kind == CertificateEvents.issued, isOfIssue else { throw .otherIssue }
        do throws(LogProofError) {
            let (checkpoint, signatures) = try proof.verify(
                leaf: issue.leaf(of: .certificate), trust: trust, hasher: SHA256TreeHasher())
            return Proven(
                claims: claims, index: proof.index, checkpoint: checkpoint, signers: signatures.map(\.key))
        } catch { throw .log(error) }
    }

    /// Issues of before the digest of the signed part was written down name that of the whole token.
    private var isOfIssue: Bool {
        if let digest = issue.body[Self.signedDigest]?.string { return digest == Self.digest(signedPartOf: token) }
        return issue.body["sha256"]?.string == Hex.text(Digest.sha256(Array(token.utf8)))
    }

    /// The digest of the issuer's part of a token, in hexadecimal digits.
    static func digest(signedPartOf token: String) -> String {
        Hex.text(Digest.sha256(Array(token.prefix { $0 != "~" }.utf8)))
    }

    /// Why it does not convince.
    package enum Fault: Error, Sendable, Equatable {
        case token(SelectiveDisclosureToken.Fault)
        /// The event is not the issue of this certificate.
        case otherIssue
        case log(LogProofError)
    }
}
