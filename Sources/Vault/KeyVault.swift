/// The city's secret keys and what is done with them. One value, made at start, shared by all.
package struct KeyVault: Sendable {
    private let boxes: [UInt8: SecretBox]
    private let current: SecretBox
    private let indexKey: [UInt8]
    /// Of whatever is sealed from now on, under the keys of cases too.
    package let suite: CipherSuite
    private let sessionKey: [UInt8]
    /// Sign certificates (ES256).
    package let certificateKeys: CertificateKeys
    /// Signs checkpoints of the log (Ed25519).
    package let logKey: LogSigningKey

    /// - Parameter tokenPIN: opens the security module, where a certificate key is in one.
    package init(_ keys: KeyMaterial, tokenPIN: String? = nil) throws(VaultError) {
        suite = keys.suite
        boxes = keys.masters.reduce(into: [:]) { boxes, master in
            boxes[master.key] = SecretBox(keyBytes: master.value, keyID: master.key, suite: keys.suite)
        }
        guard let newest = keys.masters.keys.max(), let box = boxes[newest] else { throw .keyFile("no master key") }
        current = box
        indexKey = keys.index
        sessionKey = keys.session
        certificateKeys = try CertificateKeys(keys.certificates, tokenPIN: tokenPIN)
        logKey = try LogSigningKey(rawKey: keys.log)
    }

    /// The numbers of the master keys; the greatest seals.
    package var masterNumbers: [UInt8] { boxes.keys.sorted() }

    /// Seals under the newest master key.
    package func seal(_ plain: [UInt8], at place: SealedPlace) -> [UInt8] { current.seal(plain, at: place) }
    package func seal(_ text: String, at place: SealedPlace) -> [UInt8] { seal(Array(text.utf8), at: place) }

    /// Opens what any master key of this city has sealed.
    package func open(_ sealed: [UInt8], at place: SealedPlace) throws(VaultError) -> [UInt8] {
        guard sealed.count > 1 else { throw .damaged }
        guard let box = boxes[sealed[1]] else { throw .unknownKey(sealed[1]) }
        return try box.open(sealed, at: place)
    }

    package func openText(_ sealed: [UInt8], at place: SealedPlace) throws(VaultError) -> String {
        String(decoding: try open(sealed, at: place), as: UTF8.self)
    }

    /// A stand-in for a value that is looked up exactly (resident id, phone): equal values give equal bytes, and without
    /// the key nobody can try values out. The first byte is the suite whose keyed hash it is.
    package func blindIndex(_ purpose: BlindIndexPurpose, _ value: String) -> [UInt8] {
        [suite.rawValue] + suite.code(of: Array("\(purpose.rawValue)\u{0}\(value)".utf8), key: indexKey).prefix(16)
    }

    /// The form token of a session: proves that a form came from a page that we gave to this session.
    package func formToken(session: [UInt8]) -> String {
        Digest.hmacSHA256(Array("form".utf8) + session, key: sessionKey).prefix(16).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

/// What a blind index is for; the same value under two purposes gives unrelated bytes.
package enum BlindIndexPurpose: String, Sendable {
    case residentID, phone, certificateToken, sessionToken, visitor, certificateNumber, keyMark, presentationCode
    case apiRequest
}
