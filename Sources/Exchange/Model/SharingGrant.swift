package import EventLog
package import Kernel

/// 共享授权 — a department lets one item read some fields of a resource: least fields, dated, revocable.
package struct SharingGrant: Sendable {
    package let id: Identifier<SharingGrant>
    package let terms: SharingTerms
    /// The request that it answers; `nil` for those that the city wrote down.
    package let request: Identifier<SharingRequest>?
    package let stream: Identifier<EventStream>
    package let grantedAt: Instant
    /// 撤回.
    package let revokedAt: Instant?
    package let revocationReason: String?

    package init(
        id: Identifier<SharingGrant>, terms: SharingTerms, request: Identifier<SharingRequest>?,
        stream: Identifier<EventStream>, grantedAt: Instant, revokedAt: Instant? = nil, revocationReason: String? = nil
    ) {
        self.id = id
        self.terms = terms
        self.request = request
        self.stream = stream
        self.grantedAt = grantedAt
        self.revokedAt = revokedAt
        self.revocationReason = revocationReason
    }

    /// Whether it lets this field be read for this purpose on this day: item, legal basis and days are those of the grant,
    /// and the read is for a case (at sign-in, where parents are asked for, and with the person's own consent, there is none).
    package func allows(_ address: FactAddress, for purpose: ReadPurpose, on day: CivilDate) -> Bool {
        revokedAt == nil && terms.from <= day && day <= terms.until && terms.resource == address.resource
            && terms.item == purpose.item && terms.basis == purpose.basis && terms.fields.contains(address.field)
            && (purpose.caseReference != nil || ReadPurpose.withoutCase.contains(purpose.item))
    }
}

/// 授权簿 — the grants by which reads are checked. What no grant allows is refused.
package struct GrantBook: Sendable {
    private let byItem: [String: [SharingGrant]]

    package init(_ grants: [SharingGrant]) { byItem = Dictionary(grouping: grants, by: \.terms.item) }

    /// Nothing is granted.
    package static let empty = GrantBook([])

    package func allows(_ address: FactAddress, for purpose: ReadPurpose, on day: CivilDate) -> Bool {
        byItem[purpose.item]?.contains { $0.allows(address, for: purpose, on: day) } == true
    }
}
