import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// 草稿: an application that is being filled in. Its id becomes the case's, so that submitting twice, going back or a second
/// tab cannot make two cases.
package struct Draft: Sendable {
    package let id: Identifier<CaseFile>
    package let applicant: Identifier<Person>
    package let itemID: String
    package let itemVersion: String
    package let createdAt: Instant
    package let updatedAt: Instant
    package let content: DraftContent
    package let isSubmitted: Bool
}

extension Draft {
    /// The same draft with other content. Its time is its revision: it always rises.
    func changed(to content: DraftContent, itemVersion: String? = nil, at now: Instant) -> Draft {
        Draft(
            id: id, applicant: applicant, itemID: itemID, itemVersion: itemVersion ?? self.itemVersion,
            createdAt: createdAt, updatedAt: max(now, updatedAt.adding(milliseconds: 1)), content: content,
            isSubmitted: isSubmitted)
    }
}

/// Somebody else wrote the draft since it was read.
struct DraftChanged: Error {}

/// Drafts, sealed; a person has one open draft of an item.
package struct DraftStore: Sendable {
    private let database: any Database
    private let vault: KeyVault

    package init(database: any Database, vault: KeyVault) {
        self.database = database
        self.vault = vault
    }

    /// A draft of this person; nobody else's.
    package func draft(_ id: Identifier<CaseFile>, of person: Identifier<Person>) async throws -> Draft? {
        let row = try await database.row(
            "SELECT \(Self.columns) FROM draft WHERE shard = \(id.shard) AND id = \(id) AND applicant = \(person)")
        return try row.map(draft)
    }

    package func openDraft(of person: Identifier<Person>, item: String) async throws -> Draft? {
        let row = try await database.row(
            "SELECT \(Self.columns) FROM draft WHERE applicant = \(person) AND item = \(item) AND state = 'open'")
        return try row.map(draft)
    }

    /// All open drafts of a person, the oldest first.
    package func openDrafts(of person: Identifier<Person>) async throws -> [Draft] {
        try await database.rows(
            "SELECT \(Self.columns) FROM draft WHERE applicant = \(person) AND state = 'open' ORDER BY created_at, id"
        ).map(draft)
    }

    /// Writes a draft over the one that was read. Throws `DraftChanged` where another tab, or the background saving of what
    /// is typed, was first: the caller reads again and applies its change to what is there now, so that none is lost.
    static func update(_ draft: Draft, over before: Draft, sealed: [UInt8], in tx: any WriteTransaction) throws {
        let changed = try tx.changes(
            """
            UPDATE draft SET sealed = \(sealed), item_version = \(draft.itemVersion), updated_at = \(draft.updatedAt)
            WHERE shard = \(draft.id.shard) AND id = \(draft.id) AND applicant = \(draft.applicant) AND state = 'open'
              AND updated_at = \(before.updatedAt)
            """)
        if changed == 0 { throw DraftChanged() }
    }

    func seal(_ content: DraftContent, id: Identifier<CaseFile>) -> [UInt8] {
        vault.seal(content.json.bytes, at: Self.place(id))
    }

    static func hasOpenDraft(of person: Identifier<Person>, item: String, in tx: any ReadTransaction) throws -> Bool {
        try tx.row("SELECT 1 AS one FROM draft WHERE applicant = \(person) AND item = \(item) AND state = 'open'")
            != nil
    }

    /// Throws `StorageError.uniqueViolation` where the person has an open draft of the item already.
    static func insert(_ draft: Draft, sealed: [UInt8], in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO draft (shard, id, applicant, item, item_version, state, sealed, created_at, updated_at)
            VALUES (\(draft.id.shard), \(draft.id), \(draft.applicant), \(draft.itemID), \(draft.itemVersion),
                    'open', \(sealed), \(draft.createdAt), \(draft.updatedAt))
            """)
    }

    /// Closes the draft that was assessed: throws `DraftChanged` where it is not the one that is there now.
    static func markSubmitted(_ draft: Draft, at now: Instant, in tx: any WriteTransaction) throws {
        let changed = try tx.changes(
            """
            UPDATE draft SET state = 'submitted', updated_at = \(now)
            WHERE shard = \(draft.id.shard) AND id = \(draft.id) AND state = 'open' AND updated_at = \(draft.updatedAt)
            """)
        if changed == 0 { throw DraftChanged() }
    }

    private static let columns: SQL = "id, applicant, item, item_version, state, sealed, created_at, updated_at"

    private func draft(_ row: Row) throws -> Draft {
        let id = row.identifier("id", CaseFile.self)
        let json = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
        guard let content = DraftContent(json) else { throw VaultError.damaged }
        return Draft(
            id: id, applicant: row.identifier("applicant"), itemID: row.text("item"),
            itemVersion: row.text("item_version"), createdAt: row.instant("created_at"),
            updatedAt: row.instant("updated_at"), content: content, isSubmitted: row.text("state") == "submitted")
    }

    private static func place(_ id: Identifier<CaseFile>) -> SealedPlace {
        SealedPlace(table: "draft", column: "sealed", row: id.bytes)
    }
}
