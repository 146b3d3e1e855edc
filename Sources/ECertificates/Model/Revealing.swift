import Kernel

/// Puts disclosed claims into the places where their digests stand (RFC 9901 §7.1 step 3).
struct Revealing {
    /// By digest; what is used leaves.
    private(set) var unused: [String: [JSON]] = [:]
    private var met: Set<String> = []

    /// - Throws: `malformed` where a disclosure is no list of a salt, a name and a value or of a salt and a value, or stands
    ///   there twice.
    init(_ disclosures: [String]) throws(SelectiveDisclosureToken.Fault) {
        for disclosure in disclosures {
            guard let bytes = Base64URL.bytes(disclosure), let parts = (try? JSON.parse(bytes))?.array,
                parts.count == 2 || parts.count == 3, parts[0].string != nil,
                unused.updateValue(parts, forKey: SelectiveDisclosure.digest(disclosure)) == nil
            else { throw .malformed }
        }
    }

    mutating func claims(of json: JSON) throws(SelectiveDisclosureToken.Fault) -> JSON {
        if let members = json.members { return .object(try self.members(of: members)) }
        if let elements = json.array { return .array(try self.elements(of: elements)) }
        return json
    }

    private mutating func members(
        of members: [JSON.Member]
    ) throws(SelectiveDisclosureToken.Fault) -> [JSON.Member] {
        var claims: [JSON.Member] = []
        for member in members where member.key != SelectiveDisclosure.digestsKey {
            guard member.key != SelectiveDisclosure.elementKey else { throw .malformed }
            claims.append(JSON.Member(member.key, try self.claims(of: member.value)))
        }
        for digest in try digests(among: members) {
            guard let parts = try take(digest) else { continue }
            guard parts.count == 3, let name = parts[1].string, name != SelectiveDisclosure.digestsKey,
                name != SelectiveDisclosure.elementKey, !claims.contains(where: { $0.key == name })
            else { throw .disclosureNotSigned }
            claims.append(JSON.Member(name, try self.claims(of: parts[2])))
        }
        return claims
    }

    private mutating func elements(of elements: [JSON]) throws(SelectiveDisclosureToken.Fault) -> [JSON] {
        var claims: [JSON] = []
        for element in elements {
            guard let digest = element[SelectiveDisclosure.elementKey] else {
                claims.append(try self.claims(of: element))
                continue
            }
            guard let digest = digest.string, element.members?.count == 1 else { throw .malformed }
            guard let parts = try take(digest) else { continue }
            guard parts.count == 2 else { throw .disclosureNotSigned }
            claims.append(try self.claims(of: parts[1]))
        }
        return claims
    }

    private func digests(among members: [JSON.Member]) throws(SelectiveDisclosureToken.Fault) -> [String] {
        guard let list = members.first(where: { $0.key == SelectiveDisclosure.digestsKey })?.value else { return [] }
        guard let digests = list.array?.map(\.string), !digests.contains(nil) else { throw .malformed }
        return digests.compactMap { $0 }
    }

    /// - Throws: `malformed` where one digest stands in two places: the claim would be shown twice.
    private mutating func take(_ digest: String) throws(SelectiveDisclosureToken.Fault) -> [JSON]? {
        guard met.insert(digest).inserted else { throw .malformed }
        return unused.removeValue(forKey: digest)
    }
}
