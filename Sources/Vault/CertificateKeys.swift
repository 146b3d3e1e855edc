package import Kernel

/// Where a certificate key is and from when it signs, as the key file says it.
package struct CertificateKeySource: Sendable {
    package enum Place: Sendable, Equatable {
        /// In the key file: 32 bytes.
        case held([UInt8])
        /// 密码机: in a security module that it never leaves.
        case token(TokenPlace)
    }

    package let place: Place
    /// Until then it is only published, so that verifiers who keep the key set for a while know it when it signs.
    package let signsFrom: Instant

    package init(_ place: Place, signsFrom: Instant) {
        self.place = place
        self.signsFrom = signsFrom
    }
}

/// The certificate keys of a city. One signs; those before it and the next one are published with it, so that what they
/// have signed stays valid and what the next one signs is valid at once.
package struct CertificateKeys: Sendable {
    private let keys: [(key: CertificateSigningKey, signsFrom: Instant)]

    /// - Parameter tokenPIN: opens security modules, where a key is in one.
    init(_ sources: [CertificateKeySource], tokenPIN: String?) throws(VaultError) {
        var keys: [(key: CertificateSigningKey, signsFrom: Instant)] = []
        for source in sources {
            let key =
                switch source.place {
                case .held(let bytes): try CertificateSigningKey(rawKey: bytes)
                case .token(let place): try CertificateSigningKey(token: TokenKey(place, pin: tokenPIN))
                }
            keys.append((key, source.signsFrom))
        }
        guard !keys.isEmpty else { throw .keyFile("no certificate key") }
        self.keys = keys.sorted { $0.signsFrom < $1.signsFrom }
    }

    /// The key that signs at an instant: the last one that has begun to; the first where none has yet.
    package func signing(at now: Instant) -> CertificateSigningKey {
        (keys.last { $0.signsFrom <= now } ?? keys[0]).key
    }

    /// Lets the key that signs now, and those that are to sign later, sign once: what is wrong with a security module is heard of
    /// before anybody waits for a certificate. Those that only verify need no module.
    /// - Throws: `VaultError.token` with what an operator can do.
    package func check(at now: Instant) throws(VaultError) {
        let signing = signing(at: now).keyID
        for (key, from) in keys where from > now || key.keyID == signing {
            let signature = try key.sign([])
            guard (try? JSONWebKey(key.publicJWK))?.isValid(signature, of: [], by: .es256) == true else {
                throw .token("the key in the module is another than \(key.keyID), which was added")
            }
        }
    }

    /// Each of them, the newest first: also those that sign no certificates any more vouch for the others.
    package var all: [CertificateSigningKey] { keys.reversed().map(\.key) }

    /// All public keys as a JSON Web Key Set (RFC 7517), the newest first.
    package var publicSet: JSON { ["keys": JSON(keys.reversed().map(\.key.publicJWK))] }

    /// What checks whatever any of them has signed.
    package var verifying: JSONWebKeySet { JSONWebKeySet(keys.compactMap { try? JSONWebKey($0.key.publicJWK) }) }

    /// Key id and first signing instant of each, the oldest first.
    package var schedule: [(keyID: String, signsFrom: Instant)] { keys.map { ($0.key.keyID, $0.signsFrom) } }
}
