package import Kernel
import Synchronization
package import Vault
import Web

/// 纸上的签名 — what the code on paper says for itself, signed by the issuer: enough to tell, with nothing but the published keys
/// and no network, whether a sheet is genuine. How the certificate stands today it cannot say. It stands behind the `#` of the
/// public check's address, so that whoever scans it with a network comes there, and no server is ever sent it.
package struct PaperStatement: Sendable, Equatable {
    private static let type = "paper+jwt"
    /// How much of the key's name is told: enough to find it among those that are published.
    private static let keyNameLength = 8

    /// 证照编号
    package let number: String
    package let typeName: String
    package let maskedHolder: String
    package let issuedOn: CivilDate
    /// The last day; `nil` for ever (长期).
    package let validUntil: CivilDate?
    package let checkCode: String
    /// The beginning of the name of the key that signed.
    package let keyName: String

    /// The address in the code: the public check, and behind it the statement.
    static func address(
        of certificate: IssuedCertificate, origin: String, key: CertificateSigningKey
    ) throws(VaultError) -> String {
        let address = origin + SitePath.verify(certificate.token).text
        var payload: JSON = [
            "n": JSON(certificate.number), "t": JSON(certificate.typeName), "h": JSON(certificate.maskedHolderName),
            "d": JSON(certificate.issuedOn.description), "c": JSON(certificate.checkCode.text),
            "k": JSON(String(key.keyID.prefix(keyNameLength))),
        ]
        payload["u"] = certificate.validUntil.map { JSON($0.description) }
        return "\(address)#\(try key.webSignature(type: type, payload: payload, isNamed: false))"
    }

    /// Reads what was scanned, or only what stands behind its `#`.
    /// - Returns: `nil` where the text is of another kind; nothing is said of it then.
    /// - Throws: `SelectiveDisclosureToken.Fault` where it is one, and not signed by any of the keys.
    package init?(
        scanned text: String, keys: JSONWebKeySet
    ) throws(SelectiveDisclosureToken.Fault) {
        let token = text.split(separator: "#", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        guard let head = token.split(separator: ".").first.flatMap({ Base64URL.bytes($0) }),
            (try? JSON.parse(head))?["typ"]?.string == Self.type
        else { return nil }
        let payload = try SelectiveDisclosureToken.payload(of: token, type: Self.type, keys: keys)
        guard let number = payload["n"]?.string, let typeName = payload["t"]?.string,
            let holder = payload["h"]?.string, let issuedOn = payload["d"]?.string.flatMap({ CivilDate($0) }),
            let checkCode = payload["c"]?.string, let keyName = payload["k"]?.string
        else { throw .malformed }
        self.number = number
        self.typeName = typeName
        maskedHolder = holder
        self.issuedOn = issuedOn
        if let last = payload["u"] {
            guard let day = last.string.flatMap({ CivilDate($0) }) else { throw .malformed }
            validUntil = day
        } else {
            validUntil = nil
        }
        self.checkCode = checkCode
        self.keyName = keyName
    }
}

/// 签在纸上 — makes the codes of printed certificates.
package struct SignPaper: Sendable {
    private let keys: CertificateKeys
    private let origin: String
    private let time: any TimeSource
    private let made = MadeCodes()

    /// - Parameter origin: where the public check is reached from outside.
    package init(keys: CertificateKeys, origin: String, time: any TimeSource) {
        self.keys = keys
        self.origin = origin
        self.time = time
    }

    /// What the code on a sheet holds. One that does not count today is not signed for, and where the security module is silent
    /// the code leads to the public check all the same. A certificate that is looked at again is not signed for again.
    package func code(of certificate: IssuedCertificate) -> String {
        let now = time.now()
        let plain = origin + SitePath.verify(certificate.token).text
        guard certificate.standing(on: now.civilDate()).isValid else { return plain }
        let key = keys.signing(at: now)
        let place = MadeCodes.Place(certificate: certificate.id, validUntil: certificate.validUntil, key: key.keyID)
        return made.code(at: place) { try? PaperStatement.address(of: certificate, origin: origin, key: key) } ?? plain
    }
}

/// Codes that were made already: what they say depends on the certificate, its term and the key alone.
private final class MadeCodes: Sendable {
    /// So many are kept, each of less than a kilobyte.
    private static let countMax = 4096

    struct Place: Hashable {
        let certificate: Identifier<IssuedCertificate>
        let validUntil: CivilDate?
        let key: String
    }

    private let codes = Mutex<[Place: String]>([:])

    /// - Parameter make: `nil` where it cannot be made now, which is not kept.
    func code(at place: Place, make: () -> String?) -> String? {
        if let known = codes.withLock({ $0[place] }) { return known }
        guard let code = make() else { return nil }
        codes.withLock { codes in
            if codes.count >= Self.countMax { codes.removeAll() }
            codes[place] = code
        }
        return code
    }
}
