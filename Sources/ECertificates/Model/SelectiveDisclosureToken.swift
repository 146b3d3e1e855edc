package import Kernel
package import Vault

/// SD-JWT (RFC 9901): a signed statement whose claims can be shown one by one. Makes them and, with nothing but a public
/// key, checks them.
package enum SelectiveDisclosureToken {
    /// Signs claims with ES256.
    /// - Parameters:
    ///   - open: claims that everybody sees.
    ///   - hidden: claims that are shown only by their disclosures, in the order in which they stand.
    /// - Returns: `<jwt>~<disclosure>~…~`
    package static func sign(
        open: [JSON.Member], hidden: [JSON.Member], key: CertificateSigningKey, ids: some IDSource
    ) -> String {
        let disclosures = hidden.map { member in
            Base64URL.text(
                JSON.array([JSON(Base64URL.text(ids.randomBytes(16))), JSON(member.key), member.value]).bytes)
        }
        // Sorted, so that their order says nothing about the claims'.
        let digests = disclosures.map { Base64URL.text(Digest.sha256(Array($0.utf8))) }.sorted()
        let payload = JSON.object(
            open + [JSON.Member("_sd", .array(digests.map { JSON($0) })), JSON.Member("_sd_alg", "sha-256")])
        return ([jwt(type: "dc+sd-jwt", payload: payload, key: key)] + disclosures + [""]).joined(separator: "~")
    }

    /// The same statement with the disclosures of some claims only: what a holder shows.
    package static func showing(_ claims: Set<String>, of compact: String) -> String {
        let parts = compact.split(separator: "~", omittingEmptySubsequences: false)
        let shown = parts.dropFirst().dropLast().filter { disclosure in
            let name = Base64URL.bytes(disclosure).flatMap { try? JSON.parse($0) }?[1]?.string
            return name.map(claims.contains) ?? false
        }
        return ([parts[0]] + shown + [""]).joined(separator: "~")
    }

    /// A compact JWS with `typ`, `alg` and `kid`.
    static func jwt(type: String, payload: JSON, key: CertificateSigningKey) -> String {
        let header: JSON = ["alg": "ES256", "typ": JSON(type), "kid": JSON(key.keyID)]
        let signed = "\(Base64URL.text(header.bytes)).\(Base64URL.text(payload.bytes))"
        return "\(signed).\(Base64URL.text(key.sign(Array(signed.utf8))))"
    }

    /// The claims of a token: those in the open and those disclosed.
    /// - Throws: `Fault` on anything that a strict verifier must refuse.
    package static func verify(_ compact: String, keys: [CertificateVerifyingKey]) throws(Fault) -> JSON {
        let parts = compact.split(separator: "~", omittingEmptySubsequences: false)
        // A token without key binding ends in "~".
        guard parts.count >= 2, parts.last == "", let token = parts.first else { throw .malformed }
        let payload = try payload(of: String(token), type: "dc+sd-jwt", keys: keys)
        guard payload["_sd_alg"]?.string ?? "sha-256" == "sha-256" else { throw .unknownAlgorithm }
        var unused = Set((payload["_sd"]?.array ?? []).compactMap(\.string))
        var claims = payload.members?.filter { $0.key != "_sd" && $0.key != "_sd_alg" } ?? []
        for disclosure in parts.dropFirst().dropLast() {
            let digest = Base64URL.text(Digest.sha256(Array(disclosure.utf8)))
            guard unused.remove(digest) != nil, let bytes = Base64URL.bytes(disclosure),
                let json = try? JSON.parse(bytes), let array = json.array, array.count == 3, array[0].string != nil,
                let name = array[1].string, name != "_sd", name != "...", !claims.contains(where: { $0.key == name })
            else { throw .disclosureNotSigned }
            claims.append(JSON.Member(name, array[2]))
        }
        return .object(claims)
    }

    /// The payload of a compact JWS whose signature one of the keys confirms.
    static func payload(of token: String, type: String, keys: [CertificateVerifyingKey]) throws(Fault) -> JSON {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let headerBytes = Base64URL.bytes(parts[0]),
            let payloadBytes = Base64URL.bytes(parts[1]),
            let signature = Base64URL.bytes(parts[2]), let header = try? JSON.parse(headerBytes),
            let payload = try? JSON.parse(payloadBytes), payload.members != nil
        else { throw .malformed }
        guard header["alg"]?.string == "ES256", header["crit"] == nil else { throw .unknownAlgorithm }
        guard header["typ"]?.string == type else { throw .wrongType }
        let kid = header["kid"]?.string
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        guard keys.contains(where: { $0.keyID == kid && $0.isValid(signature, of: signed) }) else {
            throw .badSignature
        }
        return payload
    }

    /// Why a token is not accepted.
    package enum Fault: String, Error, Sendable {
        case malformed, unknownAlgorithm, wrongType, badSignature, disclosureNotSigned
    }
}
