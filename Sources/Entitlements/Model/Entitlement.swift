package import EventLog
package import Kernel
package import Storage
import Vault

/// 待遇: a benefit that a decision has given and that lives on: from when, how much, how often.
package struct Entitlement: Sendable {
    package let id: Identifier<Entitlement>
    /// The item that it rests on, by local code.
    package let item: String
    /// Blind index of the subject's number: one live entitlement per subject and item, whatever account or channel.
    package let subject: [UInt8]
    package let stream: Identifier<EventStream>
    package let amountFen: Int64
    /// `month`, `once`
    package let period: String
    package let startsOn: CivilDate

    package init(
        id: Identifier<Entitlement>, item: String, subject: [UInt8], stream: Identifier<EventStream>, amountFen: Int64,
        period: String, startsOn: CivilDate
    ) {
        self.id = id
        self.item = item
        self.subject = subject
        self.stream = stream
        self.amountFen = amountFen
        self.period = period
        self.startsOn = startsOn
    }

    /// Writes a live entitlement. Throws `StorageError.uniqueViolation` (see `isDuplicate`) where the subject has one.
    package func insert(at now: Instant, in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO entitlement (shard, id, item, subject, stream, state, amount_fen, period, starts_on, created_at)
            VALUES (\(stream.shard), \(id), \(item), \(subject), \(stream), 'live', \(amountFen), \(period), \(startsOn), \(now))
            """)
    }

    /// Whether an error says that the subject already has a live entitlement of this item.
    package static func isDuplicate(_ error: any Error) -> Bool {
        guard case .uniqueViolation(let what)? = error as? StorageError else { return false }
        return what.contains("entitlement_live") || what.contains("entitlement.item")
    }

    /// What a case has given; `nil` where that is nothing.
    package static func given(
        by stream: Identifier<EventStream>, in tx: any ReadTransaction
    ) throws -> Given? {
        let row = try tx.row(
            """
            SELECT amount_fen, period, starts_on, state FROM entitlement
            WHERE shard = \(stream.shard) AND stream = \(stream)
            """)
        guard let row, let startsOn = row.optionalDate("starts_on") else { return nil }
        return Given(
            amountFen: row.integer("amount_fen"), period: row.text("period"), startsOn: startsOn,
            isLive: row.text("state") == "live")
    }

    /// 终止: people ended the decision that it rests on.
    package static func stop(by stream: Identifier<EventStream>, in tx: any WriteTransaction) throws {
        try tx.execute(
            "UPDATE entitlement SET state = 'stopped' WHERE shard = \(stream.shard) AND stream = \(stream)")
    }

    /// 恢复: it had been ended wrongly.
    /// - Returns: whether it lives again; `false` where the subject has another one of the same item meanwhile.
    package static func resume(by stream: Identifier<EventStream>, in tx: any WriteTransaction) throws -> Bool {
        let other = try tx.row(
            """
            SELECT 1 AS one FROM entitlement AS own
            JOIN entitlement AS other ON other.item = own.item AND other.subject = own.subject AND other.state = 'live'
            WHERE own.shard = \(stream.shard) AND own.stream = \(stream) AND other.stream <> own.stream
            """)
        guard other == nil else { return false }
        try tx.execute("UPDATE entitlement SET state = 'live' WHERE shard = \(stream.shard) AND stream = \(stream)")
        return true
    }

    /// A benefit as its subject reads it.
    package struct Given: Sendable {
        package let amountFen: Int64
        /// `month`, `once`
        package let period: String
        package let startsOn: CivilDate
        package let isLive: Bool
    }

    /// The case by which the subject has a live entitlement of this item; `nil` where there is none.
    package static func liveCase(
        item: String, subject: [UInt8], in tx: any ReadTransaction
    ) throws -> Identifier<EventStream>? {
        try tx.row("SELECT stream FROM entitlement WHERE item = \(item) AND subject = \(subject) AND state = 'live'")?
            .identifier("stream")
    }
}

package let entitlementMigrations: [Migration] = [
    Migration(
        "Entitlements", "0001_entitlement",
        [
            """
            CREATE TABLE entitlement (
                shard INTEGER NOT NULL, id BYTEA NOT NULL, item TEXT NOT NULL, subject BYTEA NOT NULL, stream BYTEA NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('live', 'stopped')), amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0),
                period TEXT NOT NULL, starts_on TEXT NOT NULL, created_at BIGINT NOT NULL,
                PRIMARY KEY (shard, id))
            """,
            "CREATE UNIQUE INDEX entitlement_live ON entitlement (item, subject) WHERE state = 'live'",
        ])
]
