import Exchange
import Kernel

/// Grants for tests that are about something else.
enum Grants {
    /// Every field of every resource, to one item on one basis.
    static func everything(of departments: [Department], to item: String, on basis: String) -> [SharingGrant] {
        departments.flatMap(\.resources).map { resource in
            grant(terms(resource.fields.map(\.name), of: resource.name, to: item, on: basis))
        }
    }

    /// One field, or one question of yes or no.
    static func field(_ field: String, of resource: String, to item: String, on basis: String) -> SharingGrant {
        grant(terms([field], of: resource, to: item, on: basis))
    }

    private static func terms(
        _ fields: [String], of resource: String, to item: String, on basis: String
    ) -> SharingTerms {
        SharingTerms(
            resource: resource, item: item, fields: fields, aim: "试验", basis: basis,
            from: CivilDate(daysSinceEpoch: 0), until: CivilDate(daysSinceEpoch: 100_000))
    }

    static func grant(_ terms: SharingTerms, revokedAt: Instant? = nil) -> SharingGrant {
        SharingGrant(
            id: Identifier(high: 1, low: 1), terms: terms, request: nil, stream: Identifier(high: 1, low: 1),
            grantedAt: Instant(milliseconds: 0), revokedAt: revokedAt)
    }
}
