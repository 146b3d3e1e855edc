import Crypto
package import Kernel

/// The key that signs certificates: ECDSA on P-256 with SHA-256 (JOSE `ES256`), in our memory or in a security module.
package struct CertificateSigningKey: Sendable {
    private enum Holder: Sendable {
        case held(P256.Signing.PrivateKey)
        case token(TokenKey)
    }

    private let holder: Holder
    /// RFC 7638 thumbprint of the public key: names it in every certificate.
    package let keyID: String
    /// The public key as a JSON Web Key, for anybody who verifies.
    package let publicJWK: JSON
    /// The public point as X.509 has it: 4 ‖ x ‖ y.
    let publicPoint: [UInt8]

    init(rawKey: [UInt8]) throws(VaultError) {
        do {
            let key = try P256.Signing.PrivateKey(rawRepresentation: rawKey)
            self.init(.held(key), point: Array(key.publicKey.rawRepresentation))
        } catch { throw .keyFile("certificate key") }
    }

    init(token key: TokenKey) { self.init(.token(key), point: key.publicPoint) }

    private init(_ holder: Holder, point: [UInt8]) {
        self.holder = holder
        publicPoint = [4] + point
        let x = Base64URL.text(point[..<32])
        let y = Base64URL.text(point[32...])
        keyID = Base64URL.text(Digest.sha256(Array(#"{"crv":"P-256","kty":"EC","x":"\#(x)","y":"\#(y)"}"#.utf8)))
        publicJWK = [
            "kty": "EC", "crv": "P-256", "x": JSON(x), "y": JSON(y), "kid": JSON(keyID), "use": "sig", "alg": "ES256",
        ]
    }

    /// The 64 bytes r ‖ s.
    /// - Throws: `VaultError.token` where the key is in a security module that does not sign; one in our memory always does.
    package func sign(_ message: [UInt8]) throws(VaultError) -> [UInt8] {
        switch holder {
        case .held(let key):
            guard let signature = try? key.signature(for: message) else {
                preconditionFailure("P-256 signs every message")
            }
            return Array(signature.rawRepresentation)
        case .token(let key): return try key.sign(digest: Digest.sha256(message))
        }
    }
}

/// The key that signs checkpoints: Ed25519, as C2SP signed notes use it.
package struct LogSigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// 32 bytes.
    package let publicKey: [UInt8]

    init(rawKey: [UInt8]) throws(VaultError) {
        do { key = try Curve25519.Signing.PrivateKey(rawRepresentation: rawKey) } catch { throw .keyFile("log key") }
        publicKey = Array(key.publicKey.rawRepresentation)
    }

    /// 见证人的密钥: the key in a witness's own file, which is made where there is none.
    /// - Throws: `VaultError.keyFile` where it is damaged or others may read it.
    package static func witness(file path: String) throws(VaultError) -> LogSigningKey {
        if let json = try SecretFile.read(path) {
            guard let bytes = json["witness"]?.string.flatMap({ Base64URL.bytes($0) }), bytes.count == 32 else {
                throw SecretFile.damaged(path)
            }
            return try LogSigningKey(rawKey: bytes)
        }
        let bytes = Array(Curve25519.Signing.PrivateKey().rawRepresentation)
        try SecretFile.write(["witness": JSON(Base64URL.text(bytes))], to: path)
        return try LogSigningKey(rawKey: bytes)
    }

    package func sign(_ message: [UInt8]) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else {
            preconditionFailure("Ed25519 signs every message")
        }
        return Array(signature)
    }

    package static func isValid(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
