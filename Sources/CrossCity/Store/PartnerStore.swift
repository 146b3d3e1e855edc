package import Cases
import EventLog
import Kernel
package import Storage
package import Vault

/// What this city has to do with others: cases, messages, keys.
package struct PartnerStore: Sendable {
    let database: any Database
    private let vault: KeyVault

    package init(database: any Database, vault: KeyVault) {
        self.database = database
        self.vault = vault
    }

    /// One case that two cities have to do with.
    struct LinkedCase: Sendable {
        enum Role: String, Sendable {
            /// We took it in.
            case receives
            /// We decide.
            case decides
        }

        let stream: Identifier<EventStream>
        let partner: String
        let reference: String
        let role: Role
        /// The last event that the partner was told of; numbers of the last messages to and from it.
        let told: Int
        let sent: Int
        let heard: Int

        var id: Identifier<CaseFile> { stream.retyped(as: CaseFile.self) }
    }

    /// Written in the transaction of a case that we take in for another city.
    package static func open(_ file: CaseFile, in tx: any WriteTransaction) throws {
        guard let partner = file.elsewhere else { return }
        try insert(
            LinkedCase(
                stream: file.stream, partner: partner, reference: file.id.description, role: .receives, told: 0,
                sent: 0, heard: 0), in: tx)
    }

    /// Throws `StorageError.uniqueViolation` where the partner's case is known already.
    static func insert(_ linked: LinkedCase, in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO partner_case (shard, stream, partner, reference, role, told, sent, heard)
            VALUES (\(linked.stream.shard), \(linked.stream), \(linked.partner), \(linked.reference),
                    \(linked.role.rawValue), \(linked.told), \(linked.sent), \(linked.heard))
            """)
    }

    func linkedCase(_ stream: Identifier<EventStream>) async throws -> LinkedCase? {
        try await database.row(
            "SELECT \(Self.columns) FROM partner_case WHERE shard = \(stream.shard) AND stream = \(stream)"
        ).flatMap(Self.linkedCase)
    }

    /// A case by the number that both cities know it by; a partner finds its own only.
    func linkedCase(_ reference: String, with partner: String) async throws -> LinkedCase? {
        try await database.row(
            "SELECT \(Self.columns) FROM partner_case WHERE partner = \(partner) AND reference = \(reference)"
        ).flatMap(Self.linkedCase)
    }

    private static let columns: SQL = "stream, partner, reference, role, told, sent, heard"

    private static func linkedCase(_ row: Row) -> LinkedCase? {
        LinkedCase.Role(rawValue: row.text("role")).map { role in
            LinkedCase(
                stream: row.identifier("stream"), partner: row.text("partner"), reference: row.text("reference"),
                role: role, told: Int(row.integer("told")), sent: Int(row.integer("sent")),
                heard: Int(row.integer("heard")))
        }
    }

    func seal(_ body: JSON, id: String) -> [UInt8] { vault.seal(body.bytes, at: Self.place(id)) }

    func open(_ sealed: [UInt8], id: String) throws -> JSON {
        try JSON.parse(try vault.open(sealed, at: Self.place(id)))
    }

    private static func place(_ id: String) -> SealedPlace {
        SealedPlace(table: "partner_message", column: "sealed", row: Array(id.utf8))
    }
}
