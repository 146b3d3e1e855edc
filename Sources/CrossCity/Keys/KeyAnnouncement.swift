package import Kernel
import Vault

/// 公布的公钥 — a city's keys, signed with every one of them: who knows one knows all. So a key may change while nobody looks.
package enum KeyAnnouncement {
    /// As `/partner/v1/keys` gives it: a JWS in the general JSON form (RFC 7515 §7.2.1).
    package static func make(_ signature: CitySignature) throws -> JSON {
        let keys = signature.vault.certificateKeys
        let payload: JSON = [
            "iss": JSON(signature.division), "iat": JSON(Int(signature.time.now().milliseconds / 1000)),
            "keys": keys.publicSet["keys"] ?? .array([]),
        ]
        let signatures = try keys.all.map { key -> JSON in
            let parts = try CitySignature.parts(payload, .keys, key: key)
            return ["protected": JSON(parts.protected), "signature": JSON(parts.signature)]
        }
        return ["payload": JSON(Base64URL.text(payload.bytes)), "signatures": .array(signatures)]
    }

    /// The keys that a city announces.
    struct Announced: Sendable {
        let keys: [JSON]
        /// In seconds of 1970: an older announcement never takes the place of a newer one.
        let at: Int
    }

    /// - Parameters:
    ///   - known: keys of the city that we believe already.
    ///   - pins: thumbprints of the first ones.
    /// - Returns: `nil` where no such key vouches for it, or it is of a day to come: no later one would take its place.
    static func read(
        _ json: JSON, of division: String, known: [JSON], pins: Set<String>, at now: Instant
    ) -> Announced? {
        guard let text = json["payload"]?.string, let bytes = Base64URL.bytes(text),
            let payload = try? JSON.parse(bytes), payload["iss"]?.string == division,
            let at = payload["iat"]?.int, Int64(at) <= now.milliseconds / 1000 + CitySignature.lifetimeSeconds,
            let keys = payload["keys"]?.array,
            // A key bears its own thumbprint as its name, so that the name cannot be another's.
            keys.allSatisfy({ $0["kid"]?.string != nil && JSONWebKey.thumbprint($0) == $0["kid"]?.string })
        else { return nil }
        let vouching = known + keys.filter { pins.contains($0["kid"]?.string ?? "") }
        let set = JSONWebKeySet(vouching.compactMap { try? JSONWebKey($0) })
        let isVouched = (json["signatures"]?.array ?? []).contains { member in
            guard let protected = member["protected"]?.string, let signature = member["signature"]?.string,
                let verified = try? JSONWebSignature(
                    protected: protected, payload: text, signature: signature, keys: set)
            else { return false }
            return verified.header["typ"]?.string == CitySignature.Purpose.keys.rawValue
        }
        return isVouched && !keys.isEmpty ? Announced(keys: keys, at: at) : nil
    }
}
