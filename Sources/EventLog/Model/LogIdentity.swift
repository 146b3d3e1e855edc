package import TransparencyLog
package import Vault

/// Who this log is: its name and key. Published once, then what everybody compares with.
package struct LogIdentity: Sendable {
    package let origin: String
    package let signer: NoteSigner
    package let verifier: NoteVerifier

    /// - Parameter origin: e.g. `huimin.example/log/2026`.
    package init(origin: String, key: LogSigningKey) {
        self.origin = origin
        guard
            let noteKey = NoteKey(
                name: origin, algorithm: .ed25519, publicKey: key.publicKey, hasher: SHA256TreeHasher())
        else { preconditionFailure("\(origin) is no name for a log") }
        signer = NoteSigner(key: noteKey) { key.sign($0) }
        verifier = Self.verifier(noteKey)
    }

    /// What verifies notes of a published key.
    package static func verifier(_ key: NoteKey) -> NoteVerifier {
        NoteVerifier(key: key) { signature, message, publicKey in
            LogSigningKey.isValid(signature, of: message, publicKey: publicKey)
        }
    }

    /// The public key as it is handed out: `<name>+<id>+<key>`.
    package var verifierKey: String { signer.key.verifierKey }

    package var trust: LogTrust { LogTrust(origin: origin, logs: [verifier]) }
}

extension NoteSigner {
    /// Signs as a witness: `cosignature/v1`.
    /// - Parameter name: of the witness, e.g. `civil-affairs.huimin.example/witness`.
    package init?(witness name: String, key: LogSigningKey) {
        guard
            let noteKey = NoteKey(
                name: name, algorithm: .cosignature, publicKey: key.publicKey, hasher: SHA256TreeHasher())
        else { return nil }
        self.init(key: noteKey) { key.sign($0) }
    }
}
