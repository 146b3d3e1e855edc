import Crypto
package import Kernel

/// The raw keys, as the key file holds them. A city that has a key service replaces this file by its own source.
package struct KeyMaterial: Sendable {
    /// Chosen when the keys are made and never changed: indexes are looked up by it.
    package let suite: CipherSuite
    package let masters: [UInt8: [UInt8]]
    package let index: [UInt8]
    package let session: [UInt8]
    package let certificate: [UInt8]
    package let log: [UInt8]

    /// Fresh keys from the system's random source.
    package static func random(_ ids: some IDSource, suite: CipherSuite = .international) -> KeyMaterial {
        KeyMaterial(
            suite: suite, masters: [1: ids.randomBytes(32)], index: ids.randomBytes(32), session: ids.randomBytes(32),
            certificate: Array(P256.Signing.PrivateKey().rawRepresentation),
            log: Array(Curve25519.Signing.PrivateKey().rawRepresentation))
    }

    /// Reads the key file, or makes one where there is none: readable by its owner only.
    /// - Parameter suite: of keys that are made; those that there are keep theirs.
    /// - Throws: `VaultError.keyFile` where it is damaged or others may read it.
    package static func file(
        _ path: String, ids: some IDSource, suite: CipherSuite = .international
    ) throws(VaultError) -> KeyMaterial {
        if let json = try SecretFile.read(path) {
            guard let existing = KeyMaterial(json) else { throw SecretFile.damaged(path) }
            return existing
        }
        let fresh = random(ids, suite: suite)
        try SecretFile.write(fresh.json, to: path)
        return fresh
    }

    private init(
        suite: CipherSuite, masters: [UInt8: [UInt8]], index: [UInt8], session: [UInt8], certificate: [UInt8],
        log: [UInt8]
    ) {
        self.suite = suite
        self.masters = masters
        self.index = index
        self.session = session
        self.certificate = certificate
        self.log = log
    }

    private init?(_ json: JSON) {
        func key(_ name: String) -> [UInt8]? {
            guard let bytes = json[name]?.string.flatMap({ Base64URL.bytes($0) }), bytes.count == 32 else { return nil }
            return bytes
        }
        guard let index = key("index"), let session = key("session"), let certificate = key("certificate"),
            let log = key("log"), let members = json["masters"]?.members,
            // Files of before there was a choice name none.
            let suite = CipherSuite(name: json["suite"]?.string ?? CipherSuite.international.name)
        else { return nil }
        var masters: [UInt8: [UInt8]] = [:]
        for member in members {
            guard let id = UInt8(member.key), let bytes = member.value.string.flatMap({ Base64URL.bytes($0) }),
                bytes.count == 32
            else { return nil }
            masters[id] = bytes
        }
        self.init(
            suite: suite, masters: masters, index: index, session: session, certificate: certificate, log: log)
    }

    private var json: JSON {
        [
            "suite": JSON(suite.name),
            "masters": .object(
                masters.sorted { $0.key < $1.key }.map { JSON.Member(String($0.key), JSON(Base64URL.text($0.value))) }),
            "index": JSON(Base64URL.text(index)), "session": JSON(Base64URL.text(session)),
            "certificate": JSON(Base64URL.text(certificate)), "log": JSON(Base64URL.text(log)),
        ]
    }
}
