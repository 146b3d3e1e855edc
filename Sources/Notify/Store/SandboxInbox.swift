package import Kernel
package import Storage
package import Vault

/// A message that would have gone out.
package struct Message: Sendable, Equatable {
    package let id: Identifier<Message>
    /// The phone it went to.
    package let recipient: String
    package let text: String
    package let sentAt: Instant
}

/// 沙箱收件箱: stands in for the SMS carrier where a city runs with `--demo`; its page shows what would have been sent.
package struct SandboxInbox: MessageGateway {
    /// Messages older than this are forgotten.
    private static let retentionSeconds: Int64 = 3600
    private let database: any Database
    private let vault: KeyVault
    private let time: any TimeSource
    private let ids: any IDSource

    package init(database: any Database, vault: KeyVault, time: any TimeSource, ids: any IDSource) {
        self.database = database
        self.vault = vault
        self.time = time
        self.ids = ids
    }

    package func send(_ message: OutgoingMessage, to phone: String) async throws(MessageFault) {
        do { try await keep(message.text, for: phone) } catch { throw .unreachable }
    }

    private func keep(_ text: String, for phone: String) async throws {
        let id = ids.identifier(Message.self)
        let now = time.now()
        let json: JSON = ["to": JSON(phone), "text": JSON(text)]
        let sealed = vault.seal(json.bytes, at: Self.place(id))
        // Identifiers rise with time: the first one of that moment parts old from new, without a look at every message.
        let oldest = Identifier<Message>(
            at: now.adding(seconds: -Self.retentionSeconds), randomHigh: 0, randomLow: 0)
        try await database.write { tx in
            try tx.execute("DELETE FROM sandbox_message WHERE id < \(oldest)")
            try tx.execute("INSERT INTO sandbox_message (id, sealed, sent_at) VALUES (\(id), \(sealed), \(now))")
        }
    }

    /// The newest messages first.
    package func newest(_ limit: Int = 20) async throws -> [Message] {
        let rows = try await database.rows(
            "SELECT id, sealed, sent_at FROM sandbox_message ORDER BY id DESC LIMIT \(limit)")
        return try rows.map { row in
            let id = row.identifier("id", Message.self)
            let json = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
            return Message(
                id: id, recipient: json["to"]?.string ?? "", text: json["text"]?.string ?? "",
                sentAt: row.instant("sent_at"))
        }
    }

    private static func place(_ id: Identifier<Message>) -> SealedPlace {
        SealedPlace(table: "sandbox_message", column: "sealed", row: id.bytes)
    }
}

package let notifyMigrations: [Migration] = [
    Migration(
        "Notify", "0001_sandbox_message",
        [
            "CREATE TABLE sandbox_message (id BYTEA PRIMARY KEY, sealed BYTEA NOT NULL, sent_at BIGINT NOT NULL)"
        ])
]
