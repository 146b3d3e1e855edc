package import Kernel

/// A JSON Web Signature (RFC 7515) whose signature holds: there is no value of this type without a key that confirmed it.
package struct JSONWebSignature: Sendable {
    package let header: JSON
    package let payload: [UInt8]

    /// Reads the compact form and checks it.
    /// - Parameter keys: a signature that names a key is checked by that one only; keys that travel in the header are
    ///   never used.
    /// - Throws: `Fault`; nothing of the text may be believed then.
    package init(compact: some StringProtocol, keys: JSONWebKeySet) throws(Fault) {
        let parts = compact.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformed }
        try self.init(protected: parts[0], payload: parts[1], signature: parts[2], keys: keys)
    }

    /// Checks the three parts of a signature, as the JSON forms hold them apart.
    package init(
        protected: some StringProtocol, payload: some StringProtocol, signature: some StringProtocol,
        keys: JSONWebKeySet
    ) throws(Fault) {
        guard let headerBytes = Base64URL.bytes(protected), let payloadBytes = Base64URL.bytes(payload),
            let signatureBytes = Base64URL.bytes(signature), !signatureBytes.isEmpty,
            let header = try? JSON.parse(headerBytes), let members = header.members,
            Set(members.map(\.key)).count == members.count
        else { throw .malformed }
        // An extension that must be understood is one that we do not know (§4.1.11); `b64` is among them.
        guard header["crit"] == nil,
            let algorithm = header["alg"]?.string.flatMap(SignatureAlgorithm.init(rawValue:))
        else { throw .unknownAlgorithm }
        let name = header["kid"]?.string
        let signed = Array("\(protected).\(payload)".utf8)
        let isConfirmed = keys.keys.contains { key in
            (name == nil || key.id == nil || key.id == name) && key.isValid(signatureBytes, of: signed, by: algorithm)
        }
        guard isConfirmed else { throw .badSignature }
        self.header = header
        self.payload = payloadBytes
    }

    /// Why a signature is not accepted.
    package enum Fault: String, Error, Sendable {
        case malformed, unknownAlgorithm, badSignature
    }
}

extension CertificateSigningKey {
    /// The compact form of a payload signed with ES256, which names its type and this key.
    /// - Parameter isNamed: whether it names the key; where each byte counts, whoever checks it tries the few that there are.
    package func webSignature(type: String, payload: JSON, isNamed: Bool = true) throws(VaultError) -> String {
        var header: JSON = ["alg": JSON(SignatureAlgorithm.es256.rawValue), "typ": JSON(type)]
        if isNamed { header["kid"] = JSON(keyID) }
        let signed = "\(Base64URL.text(header.bytes)).\(Base64URL.text(payload.bytes))"
        return "\(signed).\(Base64URL.text(try sign(Array(signed.utf8))))"
    }
}
