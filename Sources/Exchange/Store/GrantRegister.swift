package import Kernel
package import Storage
import Synchronization

/// The grants in the database, and in memory the book by which each read is checked. Until it has been read nothing is
/// granted.
package final class GrantRegister: Sendable {
    private let database: any Database
    private let current = Mutex(GrantBook.empty)

    package init(database: any Database) { self.database = database }

    package var book: GrantBook { current.withLock { $0 } }

    /// Reads the grants again: after one was given or revoked here, and from time to time for what other servers did.
    package func reload() async throws {
        let book = GrantBook(try await grants().filter { $0.revokedAt == nil })
        current.withLock { $0 = book }
    }

    /// All grants, the newest first.
    package func grants() async throws -> [SharingGrant] {
        try await database.rows("SELECT \(Self.columns) FROM sharing_grant ORDER BY id DESC").map(SharingGrant.init)
    }

    package func grant(_ id: Identifier<SharingGrant>) async throws -> SharingGrant? {
        try await database.row("SELECT \(Self.columns) FROM sharing_grant WHERE id = \(id)").map(SharingGrant.init)
    }

    /// Terms that were granted once, revoked or not, by their digest.
    func digests() async throws -> Set<String> {
        Set(try await database.rows("SELECT digest FROM sharing_grant").compactMap { $0.optionalText("digest") })
    }

    static func insert(_ grant: SharingGrant, in tx: any WriteTransaction) throws {
        let terms = grant.terms
        try tx.execute(
            """
            INSERT INTO sharing_grant
                (id, digest, resource, item, fields, aim, basis, starts_on, ends_on, request, stream, granted_at)
            VALUES (\(grant.id), \((grant.request == nil ? terms.digest : nil).sqlValue), \(terms.resource), \(terms.item),
                    \(terms.fields.joined(separator: "、")), \(terms.aim), \(terms.basis), \(terms.from), \(terms.until),
                    \(grant.request.sqlValue), \(grant.stream), \(grant.grantedAt))
            """)
    }

    /// - Returns: whether it was in force until now.
    static func revoke(
        _ id: Identifier<SharingGrant>, reason: String, at now: Instant, in tx: any WriteTransaction
    ) throws -> Bool {
        try tx.changes(
            """
            UPDATE sharing_grant SET revoked_at = \(now), revocation = \(reason)
            WHERE id = \(id) AND revoked_at IS NULL
            """) == 1
    }

    private static let columns: SQL = """
        id, resource, item, fields, aim, basis, starts_on, ends_on, request, stream, granted_at, revoked_at, revocation
        """
}

extension SharingGrant {
    fileprivate init(_ row: Row) {
        self.init(
            id: row.identifier("id"), terms: SharingTerms(row), request: row.optionalIdentifier("request"),
            stream: row.identifier("stream"), grantedAt: row.instant("granted_at"),
            revokedAt: row.optionalInstant("revoked_at"), revocationReason: row.optionalText("revocation"))
    }
}

extension SharingTerms {
    /// Of a row that holds them: a grant or a request.
    init(_ row: Row) {
        self.init(
            resource: row.text("resource"), item: row.text("item"),
            fields: row.text("fields").split(separator: "、").map(String.init), aim: row.text("aim"),
            basis: row.text("basis"), from: row.date("starts_on"), until: row.date("ends_on"))
    }
}
