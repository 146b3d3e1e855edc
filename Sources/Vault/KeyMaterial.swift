import Crypto
package import Kernel

/// The raw keys, as the key file holds them.
package struct KeyMaterial: Sendable {
    /// Chosen when the keys are made and never changed: indexes are looked up by it.
    package let suite: CipherSuite
    /// By number; the newest seals, all open.
    package private(set) var masters: [UInt8: [UInt8]]
    package let index: [UInt8]
    package let session: [UInt8]
    package private(set) var certificates: [CertificateKeySource]
    package let log: [UInt8]

    /// Fresh keys from the system's random source.
    package static func random(_ ids: some IDSource, suite: CipherSuite = .international) -> KeyMaterial {
        KeyMaterial(
            suite: suite, masters: [1: ids.randomBytes(32)], index: ids.randomBytes(32), session: ids.randomBytes(32),
            certificates: [CertificateKeySource(.held(freshCertificateKey()), signsFrom: Instant(milliseconds: 0))],
            log: Array(Curve25519.Signing.PrivateKey().rawRepresentation))
    }

    private static func freshCertificateKey() -> [UInt8] { Array(P256.Signing.PrivateKey().rawRepresentation) }

    /// 换主密钥: what is sealed from now on is sealed under a new master key; the others open what they have sealed.
    /// - Returns: its number; `nil` where all 255 are used up.
    package mutating func addMaster(_ ids: some IDSource) -> UInt8? {
        guard let newest = masters.keys.max(), newest < .max else { return nil }
        masters[newest + 1] = ids.randomBytes(32)
        return newest + 1
    }

    /// 换证照密钥: another certificate key, published at once, that signs from an instant on.
    /// - Parameter token: where it is; `nil` makes one in the key file.
    package mutating func addCertificateKey(at token: TokenPlace?, signsFrom: Instant) {
        let place = token.map(CertificateKeySource.Place.token) ?? .held(Self.freshCertificateKey())
        certificates.append(CertificateKeySource(place, signsFrom: signsFrom))
    }

    private init(
        suite: CipherSuite, masters: [UInt8: [UInt8]], index: [UInt8], session: [UInt8],
        certificates: [CertificateKeySource], log: [UInt8]
    ) {
        self.suite = suite
        self.masters = masters
        self.index = index
        self.session = session
        self.certificates = certificates
        self.log = log
    }
}

extension KeyMaterial {
    init?(_ json: JSON) {
        func key(_ name: String) -> [UInt8]? { Self.key(json[name]) }
        guard let index = key("index"), let session = key("session"), let log = key("log"),
            let certificates = Self.certificates(json), let members = json["masters"]?.members,
            // Files of before there was a choice name none.
            let suite = CipherSuite(name: json["suite"]?.string ?? CipherSuite.international.name)
        else { return nil }
        var masters: [UInt8: [UInt8]] = [:]
        for member in members {
            guard let id = UInt8(member.key), let bytes = Self.key(member.value) else { return nil }
            masters[id] = bytes
        }
        self.init(
            suite: suite, masters: masters, index: index, session: session, certificates: certificates, log: log)
    }

    /// Files of before keys were changed hold one, under its own name.
    private static func certificates(_ json: JSON) -> [CertificateKeySource]? {
        if let only = key(json["certificate"]) {
            return [CertificateKeySource(.held(only), signsFrom: Instant(milliseconds: 0))]
        }
        guard let entries = json["certificates"]?.array, !entries.isEmpty else { return nil }
        let sources = entries.compactMap { entry -> CertificateKeySource? in
            guard let from = entry["signs_from"]?.int else { return nil }
            let place = key(entry["key"]).map(CertificateKeySource.Place.held) ?? token(entry["token"])
            return place.map { CertificateKeySource($0, signsFrom: Instant(milliseconds: Int64(from))) }
        }
        return sources.count == entries.count ? sources : nil
    }

    private static func token(_ json: JSON?) -> CertificateKeySource.Place? {
        guard let module = json?["module"]?.string, let token = json?["token"]?.string,
            let label = json?["label"]?.string
        else { return nil }
        let point = json?["public_point"]?.string.flatMap { Base64URL.bytes($0) }
        guard point.map({ $0.count == 64 }) ?? true else { return nil }
        return .token(TokenPlace(module: module, token: token, label: label, publicPoint: point))
    }

    private static func key(_ json: JSON?) -> [UInt8]? {
        json?.string.flatMap { Base64URL.bytes($0) }.flatMap { $0.count == 32 ? $0 : nil }
    }

    var json: JSON {
        [
            "suite": JSON(suite.name),
            "masters": .object(
                masters.sorted { $0.key < $1.key }.map { JSON.Member(String($0.key), Self.text($0.value)) }),
            "index": Self.text(index), "session": Self.text(session),
            "certificates": JSON(certificates.map(Self.json)), "log": Self.text(log),
        ]
    }

    private static func json(_ source: CertificateKeySource) -> JSON {
        let place: JSON.Member =
            switch source.place {
            case .held(let bytes): JSON.Member("key", text(bytes))
            case .token(let place):
                JSON.Member("token", json(place))
            }
        return .object([place, JSON.Member("signs_from", JSON(source.signsFrom.milliseconds))])
    }

    private static func json(_ place: TokenPlace) -> JSON {
        var json: JSON = ["module": JSON(place.module), "token": JSON(place.token), "label": JSON(place.label)]
        if let point = place.publicPoint { json["public_point"] = text(point) }
        return json
    }

    private static func text(_ bytes: [UInt8]) -> JSON { JSON(Base64URL.text(bytes)) }
}
