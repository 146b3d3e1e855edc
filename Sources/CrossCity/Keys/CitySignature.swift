package import Kernel
package import Vault

/// 签名 — what this city signs for other cities, and what it believes of theirs: typed, for one receiver, for five minutes.
package struct CitySignature: Sendable {
    /// `typ` of each kind of signature, so that none can stand for another, nor for a certificate.
    package enum Purpose: String, Sendable {
        case message = "huimin-message+jwt"
        case receipt = "huimin-receipt+jwt"
        case keys = "huimin-keys+jwt"
    }

    /// For so long a signature is believed after it was made; clocks may differ by as much.
    static let lifetimeSeconds: Int64 = 300

    let vault: KeyVault
    /// Our own.
    let division: String
    let time: any TimeSource

    package init(vault: KeyVault, division: String, time: any TimeSource) {
        self.vault = vault
        self.division = division
        self.time = time
    }

    package func sign(_ claims: [JSON.Member], _ purpose: Purpose, to receiver: String) throws -> String {
        let now = time.now()
        let seconds = now.milliseconds / 1000
        let payload = JSON.object(
            [
                .init("iss", JSON(division)), .init("aud", JSON(receiver)), .init("iat", JSON(Int(seconds))),
                .init("exp", JSON(Int(seconds + Self.lifetimeSeconds))),
            ] + claims)
        let parts = try Self.parts(payload, purpose, key: vault.certificateKeys.signing(at: now))
        return "\(parts.protected).\(Base64URL.text(payload.bytes)).\(parts.signature)"
    }

    /// - Throws: `Problem` with why it is not believed.
    func open(_ compact: String, _ purpose: Purpose, from sender: String, keys: JSONWebKeySet) throws -> JSON {
        let signature: JSONWebSignature
        do throws(JSONWebSignature.Fault) { signature = try JSONWebSignature(compact: compact, keys: keys) } catch {
            throw error == .malformed ? PartnerProblems.malformed : PartnerProblems.badSignature
        }
        guard signature.header["typ"]?.string == purpose.rawValue, let claims = try? JSON.parse(signature.payload)
        else {
            throw PartnerProblems.malformed
        }
        guard claims["iss"]?.string == sender, claims["aud"]?.string == division else {
            throw PartnerProblems.wrongAudience
        }
        let now = time.now().milliseconds / 1000
        guard let issued = claims["iat"]?.int, let end = claims["exp"]?.int, issued > 0, end > issued,
            Int64(issued) <= now + Self.lifetimeSeconds, Int64(end) > now, Int64(end - issued) <= Self.lifetimeSeconds
        else { throw PartnerProblems.notNow }
        return claims
    }

    /// Whose word a message claims to be, before anything of it is believed.
    static func claimedSender(_ compact: String) -> String? {
        let parts = compact.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = Base64URL.bytes(parts[1]) else { return nil }
        return (try? JSON.parse(payload))?["iss"]?.string
    }

    static func parts(
        _ payload: JSON, _ purpose: Purpose, key: CertificateSigningKey
    ) throws -> (protected: String, signature: String) {
        let header: JSON = ["alg": "ES256", "kid": JSON(key.keyID), "typ": JSON(purpose.rawValue)]
        let protected = Base64URL.text(header.bytes)
        let signature = try key.sign(Array("\(protected).\(Base64URL.text(payload.bytes))".utf8))
        return (protected, Base64URL.text(signature))
    }
}
