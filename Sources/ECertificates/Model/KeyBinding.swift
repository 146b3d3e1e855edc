import Kernel
import Vault

/// To whom and for what a token is shown: its holder's signature over both (RFC 9901 §4.3), so that who was shown it
/// cannot show it on.
package struct KeyBinding: Sendable {
    /// Who asked: an address or a name that it chose.
    package let audience: String
    /// What it asked with, never twice.
    package let nonce: String

    package init(audience: String, nonce: String) {
        self.audience = audience
        self.nonce = nonce
    }

    /// - Parameters:
    ///   - proof: the `kb+jwt` at the end of a token.
    ///   - shown: the token before it, its last `~` included.
    ///   - claims: hold the holder's key (`cnf`).
    func check(
        _ proof: String, shown: some StringProtocol, by claims: JSON
    ) throws(SelectiveDisclosureToken.Fault) {
        guard var jwk = claims["cnf"]?["jwk"] else { throw .notBound }
        // It is the only key that may have signed, whatever it is called.
        jwk["kid"] = nil
        guard let key = try? JSONWebKey(jwk) else { throw .notBound }
        let payload = try SelectiveDisclosureToken.payload(of: proof, type: "kb+jwt", keys: [key])
        guard payload["iat"]?.int != nil, payload["sd_hash"]?.string == SelectiveDisclosure.digest(shown),
            payload["aud"]?.string == audience, payload["nonce"]?.string == nonce
        else { throw .boundToOther }
    }
}
