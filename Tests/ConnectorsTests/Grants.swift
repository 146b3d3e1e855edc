import Exchange
import Kernel

/// Grants for tests that are about something else.
enum Grants {
    /// Every field of every resource, to one item on one basis.
    static func everything(of departments: [Department], to item: String, on basis: String) -> [SharingGrant] {
        departments.flatMap(\.resources).map { resource in
            grant(
                SharingTerms(
                    resource: resource.name, item: item, fields: resource.fields.map(\.name), aim: "试验", basis: basis,
                    from: CivilDate(daysSinceEpoch: 0), until: CivilDate(daysSinceEpoch: 100_000)))
        }
    }

    static func grant(_ terms: SharingTerms, revokedAt: Instant? = nil) -> SharingGrant {
        SharingGrant(
            id: Identifier(high: 1, low: 1), terms: terms, request: nil, stream: Identifier(high: 1, low: 1),
            grantedAt: Instant(milliseconds: 0), revokedAt: revokedAt)
    }
}
