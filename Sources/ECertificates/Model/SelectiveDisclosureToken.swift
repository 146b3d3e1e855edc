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
    ) throws(VaultError) -> String {
        let claims = DisclosableClaim.object(
            open.map { .init($0.key, .value($0.value), isHidden: false) }
                + hidden.map { .init($0.key, .value($0.value), isHidden: true) })
        return try sign(claims, key: key, ids: ids)
    }

    /// Signs claims of any shape with ES256.
    package static func sign(
        _ claims: DisclosableClaim, key: CertificateSigningKey, ids: some IDSource
    ) throws(VaultError) -> String {
        var (payload, disclosures) = SelectiveDisclosure.conceal(claims) { Base64URL.text(ids.randomBytes(16)) }
        payload[SelectiveDisclosure.algorithmKey] = JSON(SelectiveDisclosure.algorithm)
        let token = try key.webSignature(type: "dc+sd-jwt", payload: payload)
        return ([token] + disclosures + [""]).joined(separator: "~")
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

    /// The claims of a token: those in the open and those disclosed.
    /// - Parameter binding: for whom its holder must have shown it; `nil` for a token that nobody in particular was shown.
    /// - Throws: `Fault` on anything that a strict verifier must refuse.
    package static func verify(
        _ compact: String, keys: JSONWebKeySet, binding: KeyBinding? = nil
    ) throws(Fault) -> JSON {
        let parts = compact.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count >= 2, let token = parts.first, let proof = parts.last else { throw .malformed }
        let payload = try payload(of: String(token), type: "dc+sd-jwt", keys: keys)
        let claims = try SelectiveDisclosure.reveal(payload, by: parts.dropFirst().dropLast().map(String.init))
        // A token without key binding ends in "~".
        switch (proof.isEmpty, binding) {
        case (true, nil): return claims
        case (true, _): throw .notBound
        case (false, nil): throw .boundToOther
        case (false, let binding?):
            try binding.check(String(proof), shown: compact.dropLast(proof.count), by: claims)
            return claims
        }
    }

    /// The compact form of a token in one of the JSON forms (RFC 9901 §8): flattened, or general with one signature. Earlier
    /// drafts had the disclosures and the holder's proof beside the payload; there they are found as well.
    /// - Throws: `malformed` where it is neither.
    package static func compact(_ json: JSON) throws(Fault) -> String {
        let signatures = json["signatures"]?.array ?? [json]
        guard signatures.count == 1, let signature = signatures.first, let payload = json["payload"]?.string,
            let protected = signature["protected"]?.string, let value = signature["signature"]?.string
        else { throw .malformed }
        let holder = signature["header"] ?? json
        let disclosures = (holder["disclosures"]?.array ?? []).map(\.string)
        guard !disclosures.contains(nil) else { throw .malformed }
        let token = "\(protected).\(payload).\(value)"
        let proof = holder["kb_jwt"]?.string ?? ""
        return ([token] + disclosures.compactMap { $0 } + [proof]).joined(separator: "~")
    }

    /// The payload of a compact JWS of a type, signed with ES256 by one of the keys.
    static func payload(of token: String, type: String, keys: JSONWebKeySet) throws(Fault) -> JSON {
        let signature: JSONWebSignature
        do { signature = try JSONWebSignature(compact: token, keys: keys) } catch { throw Fault(error) }
        guard signature.header["alg"]?.string == SignatureAlgorithm.es256.rawValue else { throw .unknownAlgorithm }
        guard signature.header["typ"]?.string == type else { throw .wrongType }
        guard let payload = try? JSON.parse(signature.payload), payload.members != nil else { throw .malformed }
        return payload
    }

    /// Why a token is not accepted.
    package enum Fault: String, Error, Sendable {
        case malformed, unknownAlgorithm, wrongType, badSignature, disclosureNotSigned
        /// Its holder did not sign that it is shown to us.
        case notBound
        /// Shown to somebody else, or at another time.
        case boundToOther

        init(_ fault: JSONWebSignature.Fault) {
            self =
                switch fault {
                case .malformed: .malformed
                case .unknownAlgorithm: .unknownAlgorithm
                case .badSignature: .badSignature
                }
        }
    }
}
