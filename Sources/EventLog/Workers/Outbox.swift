package import Kernel
package import Storage
package import Vault

/// One effect on the outside world that was decided in a transaction and is carried out after it.
package struct OutboxEntry: Sendable {
    /// The event that caused it: the receiver recognises a repeated delivery by it.
    package let deliveryID: String
    package let kind: String
    package let stream: Identifier<EventStream>
    package let attempts: Int
    package let payload: JSON
}

/// How a delivery went.
package enum DeliveryOutcome: Sendable {
    /// Carried out. `record` writes what became known (an acknowledgement) in the transaction that ends the entry.
    case done(record: @Sendable (any WriteTransaction) throws -> Void)
    /// Not now; tried again later. The fault carries no personal data.
    case postponed(fault: String)
}

/// Effects that wait to be carried out: at least once, idempotent by delivery id, with bounded back-off, visible when stuck.
package struct Outbox: Sendable {
    package typealias Handler = @Sendable (OutboxEntry) async -> DeliveryOutcome

    /// Tries until an entry is shown as stuck; it goes on being tried once an hour.
    private static let attemptsUntilStuck = 12
    private static let longestDelay: Int64 = 3_600_000
    /// Entries taken at once, and for how long: another process passes them over meanwhile, and finds them due again if
    /// this one dies or takes longer. Delivery is at least once: receivers know a repeated one by its id.
    package static let claimMax = 8
    private static let claimMilliseconds: Int64 = 30_000

    private let database: any Database
    private let vault: KeyVault
    private let time: any TimeSource

    package init(database: any Database, vault: KeyVault, time: any TimeSource) {
        self.database = database
        self.vault = vault
        self.time = time
    }

    /// Seals an entry before the transaction that adds it.
    package func prepare(_ kind: String, for receipt: EventReceipt, suffix: String = "", payload: JSON) -> PreparedEntry
    {
        let id = receipt.deliveryID + suffix
        return PreparedEntry(
            deliveryID: id, kind: kind, stream: receipt.stream, due: receipt.recorded,
            sealed: vault.seal(payload.bytes, at: Self.place(id)))
    }

    /// An entry ready to be written.
    package struct PreparedEntry: Sendable {
        package let deliveryID: String
        let kind: String
        let stream: Identifier<EventStream>
        let due: Instant
        let sealed: [UInt8]

        package func write(in tx: any WriteTransaction) throws {
            try tx.execute(
                """
                INSERT INTO outbox (delivery_id, kind, stream, due_at, attempts, state, sealed)
                VALUES (\(deliveryID), \(kind), \(stream), \(due), 0, 'waiting', \(sealed))
                ON CONFLICT (delivery_id) DO NOTHING
                """)
        }
    }

    /// Carries out what is due, oldest first.
    /// - Returns: how many entries were tried; 0 means that nothing is due.
    package func deliverDue(limit: Int = Outbox.claimMax, handlers: [String: Handler]) async throws -> Int {
        let rows = try await claimDue(limit: min(limit, Self.claimMax))
        for (index, row) in rows.enumerated() {
            // One that does not open must not keep those behind it waiting: it becomes visible as stuck.
            guard let entry = try? self.entry(row) else {
                try await postpone(row.text("delivery_id"), attempts: Int(row.integer("attempts")), fault: "sealed")
                continue
            }
            do {
                // An older program beside a newer one on the same database: the entry is the newer one's.
                switch await handlers[entry.kind]?(entry) ?? .postponed(fault: "unknownKind") {
                case .done(let record): try await finish(entry, record: record)
                case .postponed(let fault): try await postpone(entry.deliveryID, attempts: entry.attempts, fault: fault)
                }
            } catch {
                // Due again at once; if that cannot be written either, when the claim has run out.
                try? await giveBack(rows[index...])
                throw error
            }
        }
        return rows.count
    }

    private func claimDue(limit: Int) async throws -> [Row] {
        let now = time.now()
        let due = try await database.read { tx in
            try tx.rows(
                """
                SELECT delivery_id, kind, stream, attempts, sealed, due_at FROM outbox
                WHERE state <> 'done' AND due_at <= \(now) ORDER BY due_at LIMIT \(limit)
                """)
        }
        guard !due.isEmpty else { return [] }
        return try await database.write { tx in
            try due.filter { row in
                try tx.execute(
                    """
                    UPDATE outbox SET due_at = \(now.adding(milliseconds: Self.claimMilliseconds))
                    WHERE delivery_id = \(row.text("delivery_id")) AND due_at = \(row.integer("due_at")) AND state <> 'done'
                    """) == 1
            }
        }
    }

    private func giveBack(_ rows: ArraySlice<Row>) async throws {
        try await database.write { tx in
            for row in rows {
                try tx.execute(
                    """
                    UPDATE outbox SET due_at = \(row.integer("due_at"))
                    WHERE delivery_id = \(row.text("delivery_id")) AND state <> 'done'
                    """)
            }
        }
    }

    /// How many effects wait and how many are stuck: for the operator.
    package func depth() async throws -> (waiting: Int, stuck: Int) {
        let row = try await database.read { tx in
            try tx.row(
                """
                SELECT COUNT(*) FILTER (WHERE state = 'waiting') AS waiting, COUNT(*) FILTER (WHERE state = 'stuck') AS stuck
                FROM outbox WHERE state <> 'done'
                """)
        }
        return (Int(row?.optionalInteger("waiting") ?? 0), Int(row?.optionalInteger("stuck") ?? 0))
    }

    private func entry(_ row: Row) throws -> OutboxEntry {
        let id = row.text("delivery_id")
        let payload = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
        return OutboxEntry(
            deliveryID: id, kind: row.text("kind"), stream: row.identifier("stream"),
            attempts: Int(row.integer("attempts")), payload: payload)
    }

    private func finish(_ entry: OutboxEntry, record: @escaping @Sendable (any WriteTransaction) throws -> Void)
        async throws
    {
        try await database.write { tx in
            // Another process may have finished it meanwhile: then what it recorded stands.
            let changed = try tx.execute(
                """
                UPDATE outbox SET state = 'done', attempts = attempts + 1, last_fault = NULL
                WHERE delivery_id = \(entry.deliveryID) AND state <> 'done'
                """)
            if changed == 1 { try record(tx) }
        }
    }

    private func postpone(_ deliveryID: String, attempts tried: Int, fault: String) async throws {
        let attempts = tried + 1
        let delay = min(Self.longestDelay, 500 << Int64(min(attempts, 13)))
        let due = time.now().adding(milliseconds: delay)
        let state = attempts >= Self.attemptsUntilStuck ? "stuck" : "waiting"
        try await database.write { tx in
            try tx.execute(
                """
                UPDATE outbox SET attempts = \(attempts), due_at = \(due), state = \(state), last_fault = \(fault)
                WHERE delivery_id = \(deliveryID) AND state <> 'done'
                """)
        }
    }

    private static func place(_ id: String) -> SealedPlace {
        SealedPlace(table: "outbox", column: "sealed", row: Array(id.utf8))
    }
}
