package import Kernel
import Vault

/// A claim before it is signed: what of it can be left out by whoever holds it (SD-JWT, RFC 9901 §4.2).
package indirect enum DisclosableClaim: Sendable {
    /// Shown as a whole.
    case value(JSON)
    case object([Member])
    case array([Element])

    /// A named part. One that is hidden is shown only by its disclosure.
    package struct Member: Sendable {
        package let key: String
        package let claim: DisclosableClaim
        package let isHidden: Bool

        package init(_ key: String, _ claim: DisclosableClaim, isHidden: Bool) {
            self.key = key
            self.claim = claim
            self.isHidden = isHidden
        }
    }

    /// One of a list.
    package struct Element: Sendable {
        package let claim: DisclosableClaim
        package let isHidden: Bool

        package init(_ claim: DisclosableClaim, isHidden: Bool) {
            self.claim = claim
            self.isHidden = isHidden
        }
    }
}

/// One step on the way to a claim.
package enum ClaimStep: Hashable, Sendable {
    case name(String)
    /// Its place among all elements of a list, the hidden ones too.
    case index(Int)
}

/// The digests in the place of hidden claims, and back: what is signed shows nothing but digests, and a claim is believed
/// only where its digest was signed.
package enum SelectiveDisclosure {
    static let digestsKey = "_sd"
    static let elementKey = "..."
    static let algorithmKey = "_sd_alg"
    static let algorithm = "sha-256"

    /// - Parameter salt: 128 random bits as text, another one for each disclosure (§9.3).
    /// - Returns: the payload to sign, without `_sd_alg`, and the disclosures, those within others first.
    package static func conceal(
        _ claim: DisclosableClaim, salt: () -> String
    ) -> (payload: JSON, disclosures: [String]) {
        switch claim {
        case .value(let value): return (value, [])
        case .object(let members): return conceal(members, salt)
        case .array(let elements): return conceal(elements, salt)
        }
    }

    private static func conceal(
        _ members: [DisclosableClaim.Member], _ salt: () -> String
    ) -> (payload: JSON, disclosures: [String]) {
        var shown: [JSON.Member] = []
        var digests: [String] = []
        var disclosures: [String] = []
        for member in members {
            let (value, inner) = conceal(member.claim, salt: salt)
            disclosures += inner
            guard member.isHidden else {
                shown.append(JSON.Member(member.key, value))
                continue
            }
            let disclosure = Base64URL.text(JSON.array([JSON(salt()), JSON(member.key), value]).bytes)
            disclosures.append(disclosure)
            digests.append(digest(disclosure))
        }
        // Sorted, so that their order says nothing about the claims'.
        if !digests.isEmpty { shown.append(JSON.Member(digestsKey, .array(digests.sorted().map { JSON($0) }))) }
        return (.object(shown), disclosures)
    }

    private static func conceal(
        _ elements: [DisclosableClaim.Element], _ salt: () -> String
    ) -> (payload: JSON, disclosures: [String]) {
        var disclosures: [String] = []
        let values = elements.map { element -> JSON in
            let (value, inner) = conceal(element.claim, salt: salt)
            disclosures += inner
            guard element.isHidden else { return value }
            let disclosure = Base64URL.text(JSON.array([JSON(salt()), value]).bytes)
            disclosures.append(disclosure)
            return .object([JSON.Member(elementKey, JSON(digest(disclosure)))])
        }
        return (.array(values), disclosures)
    }

    /// The claims of a payload that the disclosures show; what nobody shows leaves no trace.
    /// - Throws: `SelectiveDisclosureToken.Fault` on anything that a strict verifier must refuse (§7.1).
    package static func reveal(
        _ payload: JSON, by disclosures: [String]
    ) throws(SelectiveDisclosureToken.Fault) -> JSON {
        guard payload[algorithmKey]?.string ?? algorithm == algorithm else { throw .unknownAlgorithm }
        var revealing = try Revealing(disclosures)
        var claims = try revealing.claims(of: payload)
        guard revealing.unused.isEmpty else { throw .disclosureNotSigned }
        claims[algorithmKey] = nil
        return claims
    }

    /// 出示 — the disclosures that show what was chosen, with those in which they lie: a claim within a hidden one can only
    /// be shown together with it.
    /// - Parameter isChosen: asked for every hidden claim by its path; a claim that is left out is not shown even where
    ///   something within it was chosen.
    package static func chosen(
        of payload: JSON, from disclosures: [String], where isChosen: ([ClaimStep]) -> Bool
    ) -> [String] {
        var byDigest: [String: String] = [:]
        for disclosure in disclosures { byDigest[digest(disclosure)] = disclosure }
        var shown: [String] = []
        func take(_ digest: JSON, at path: (JSON) -> [ClaimStep], from position: Int) {
            guard let disclosure = digest.string.flatMap({ byDigest.removeValue(forKey: $0) }),
                let parts = Base64URL.bytes(disclosure).flatMap({ try? JSON.parse($0) })?.array,
                parts.count == position + 1, isChosen(path(parts[1]))
            else { return }
            shown.append(disclosure)
            walk(parts[position], path(parts[1]))
        }
        func walk(_ json: JSON, _ path: [ClaimStep]) {
            for member in json.members ?? [] where member.key != digestsKey {
                walk(member.value, path + [.name(member.key)])
            }
            for digest in json[digestsKey]?.array ?? [] {
                take(digest, at: { path + [.name($0.string ?? "")] }, from: 2)
            }
            for (index, element) in (json.array ?? []).enumerated() {
                if let digest = element[elementKey] {
                    take(digest, at: { _ in path + [.index(index)] }, from: 1)
                } else {
                    walk(element, path + [.index(index)])
                }
            }
        }
        walk(payload, [])
        return shown
    }

    /// What a digest in a payload is taken of.
    static func digest(_ disclosure: some StringProtocol) -> String {
        Base64URL.text(Digest.sha256(Array(disclosure.utf8)))
    }
}
