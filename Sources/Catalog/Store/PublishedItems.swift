package import EventLog
package import Kernel
package import Storage
import Synchronization

/// 已发布的版本 — every version of every definition that was ever in force here, byte for byte: a case is shown and decided
/// under the version that it was filed under, whatever has become of the file.
package final class PublishedItems: Sendable {
    private let database: any Database
    /// Versions that were read back, by digest: a version never changes.
    private let known = Mutex<[String: ServiceItem]>([:])
    /// What the check says of an edition of a version: it says the same for ever.
    private let findings = Mutex<[CheckedEdition: [RulesFinding]]>([:])

    package init(database: any Database) { self.database = database }

    /// The definition as it was under a version; `nil` where that was never published here.
    /// - Throws: `CatalogueFault.damagedVersion` where its bytes are not what they were.
    package func item(version digest: String) async throws -> ServiceItem? {
        if let item = known.withLock({ $0[digest] }) { return item }
        let row = try await database.row("SELECT bytes FROM item_version WHERE digest = \(digest)")
        guard let bytes = row?.blob("bytes") else { return nil }
        guard ItemVersion(of: bytes).digest == digest, let item = ServiceItem(published: bytes) else {
            throw CatalogueFault.damagedVersion(digest)
        }
        known.withLock { $0[digest] = item }
        return item
    }

    /// 规则表查过了 — what the check of the rules says, in the edition of a day. Searched once for each edition, on the first
    /// day that was asked for; its counter-examples stand on that day.
    package func rulesFindings(of item: ServiceItem, on day: CivilDate) -> [RulesFinding] {
        let edition = CheckedEdition(version: item.version.digest, from: item.rulesEdition(on: day)?.from)
        if let kept = findings.withLock({ $0[edition] }) { return kept }
        let found = item.rulesFindings(on: day)
        findings.withLock { $0[edition] = found }
        return found
    }

    /// The definition of a version as it was written; `nil` where it was never published here.
    package func text(version digest: String) async throws -> String? {
        let row = try await database.row("SELECT bytes FROM item_version WHERE digest = \(digest)")
        return row.map { String(decoding: $0.blob("bytes"), as: UTF8.self) }
    }

    /// 事项的经过 — the stream with what happened to an item: published, ended, compared with changed rules; `nil` where the city
    /// never had it.
    package func stream(of id: String) async throws -> Identifier<EventStream>? {
        try await database.read { tx in
            try tx.row(
                "SELECT stream FROM item_publication WHERE item = \(id) ORDER BY sequence DESC LIMIT 1"
            )?.identifier("stream")
        }
    }

    /// The newest version of an item, in force or not; `nil` where the city never had it.
    package func newest(_ id: String) async throws -> ServiceItem? {
        let row = try await database.row(
            "SELECT digest FROM item_publication WHERE item = \(id) ORDER BY sequence DESC LIMIT 1")
        guard let digest = row?.text("digest") else { return nil }
        return try await item(version: digest)
    }

    /// 停办的事项 — what stood at `/s/<slug>` until it ended, and when it did.
    package func withdrawn(slug: String) async throws -> (item: ServiceItem, at: Instant)? {
        let rows = try await database.rows(
            """
            SELECT item, digest, published_at FROM item_publication AS last
            WHERE is_withdrawn = 1
              AND sequence = (SELECT MAX(sequence) FROM item_publication WHERE item = last.item)
            ORDER BY item
            """)
        for row in rows {
            guard let item = try await item(version: row.text("digest")), item.slug == slug else { continue }
            return (item, row.instant("published_at"))
        }
        return nil
    }
}

extension ServiceItem {
    /// A version that was published once. It was checked then; today's checks and sources are not asked.
    package init?(published bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self),
            let root = YAMLReader.read(text, file: "").root
        else { return nil }
        let source = ItemSource(root: root, known: KnownSources([]))
        guard let item = source.reader.item(rules: source.rules?.rules, version: ItemVersion(of: bytes)) else {
            return nil
        }
        self = item
    }
}

/// One edition of the rules of one version.
private struct CheckedEdition: Hashable {
    let version: String
    let from: CivilDate?
}

/// The tables of published versions. A version stands once, by its content; which version was in force when is a list of
/// publications, since an earlier version may come into force again.
package let catalogMigrations: [Migration] = [
    Migration(
        "Catalog", "0001_item_version",
        [
            """
            CREATE TABLE item_version (
                digest TEXT PRIMARY KEY, item TEXT NOT NULL, bytes BYTEA NOT NULL, published_at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE item_publication (
                item TEXT NOT NULL, sequence INTEGER NOT NULL, digest TEXT NOT NULL, stream BYTEA NOT NULL,
                published_at BIGINT NOT NULL,
                PRIMARY KEY (item, sequence))
            """,
        ]),
    Migration(
        "Catalog", "0002_withdrawal",
        ["ALTER TABLE item_publication ADD COLUMN is_withdrawn INTEGER NOT NULL DEFAULT 0"]),
]
