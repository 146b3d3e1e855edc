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
    /// Not now; tried again later.
    case postponed(DeliveryFault)
}

/// Why an effect was not carried out, by what helps against it. The codes within carry no personal data.
package enum DeliveryFault: Error, Sendable, Equatable {
    /// The receiver is down, slow or busy: time helps.
    case unavailable(String)
    /// The receiver does not take it: somebody must settle it with them.
    case refused(String)
    /// The entry cannot be read or is of a kind that nobody knows: only another program helps.
    case broken(String)

    /// As it is kept beside the entry: `unavailable:timedOut`.
    package var code: String {
        switch self {
        case .unavailable(let code): "unavailable:\(code)"
        case .refused(let code): "refused:\(code)"
        case .broken(let code): "broken:\(code)"
        }
    }

    /// Tries until the entry is shown as stuck.
    fileprivate var attemptsUntilStuck: Int {
        switch self {
        case .unavailable: 12
        case .refused: 3
        case .broken: 1
        }
    }
}

/// Effects that wait to be carried out: at least once, idempotent by delivery id, with bounded back-off, visible when stuck.
package struct Outbox: Sendable {
    package typealias Handler = @Sendable (OutboxEntry) async -> DeliveryOutcome

    /// Also for what is stuck: it goes on being tried once an hour.
    private static let longestDelay: Int64 = 3_600_000
    /// Entries taken at once.
    package static let claimMax = 32

    private let database: any Database
    private let vault: KeyVault
    private let time: any TimeSource
    /// How often the claim on entries is renewed while this process is at them, however long that takes.
    private let renewal: Duration

    package init(database: any Database, vault: KeyVault, time: any TimeSource, renewal: Duration = .seconds(10)) {
        self.database = database
        self.vault = vault
        self.time = time
        self.renewal = renewal
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
        let claim = OutboxClaim(database: database, time: time, renewal: renewal)
        let rows = try await claim.take(limit: min(limit, Self.claimMax))
        guard !rows.isEmpty else { return 0 }
        let faulted = await claim.whileKept { () async -> (any Error)? in
            // Side by side: one that is slow holds up no other, and what they write shares a transaction.
            await withTaskGroup(of: (any Error)?.self) { group in
                for row in rows {
                    group.addTask {
                        do { try await deliver(row, handlers) } catch { return error }
                        claim.letGo(row.text("delivery_id"))
                        return nil
                    }
                }
                return await group.reduce(nil) { $0 ?? $1 }
            }
        }
        if let faulted {
            // Due again at once; if that cannot be written either, when the claim has run out.
            try? await claim.giveBack()
            throw faulted
        }
        return rows.count
    }

    private func deliver(_ row: Row, _ handlers: [String: Handler]) async throws {
        let (id, attempts) = (row.text("delivery_id"), Int(row.integer("attempts")))
        // One that does not open must not keep those behind it waiting: it becomes visible as stuck.
        guard let entry = try? self.entry(row) else {
            return try await postpone(id, attempts: attempts, fault: .broken("sealed"))
        }
        // An older program beside a newer one on the same database: the entry is the newer one's.
        switch await handlers[entry.kind]?(entry) ?? .postponed(.broken("unknownKind")) {
        case .done(let record): try await finish(entry, record: record)
        case .postponed(let fault): try await postpone(id, attempts: attempts, fault: fault)
        }
    }

    /// What is stuck, oldest first, for whoever has to settle it.
    package func stuck(limit: Int = 100) async throws -> [StuckEffect] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT delivery_id, kind, attempts, due_at, last_fault FROM outbox
                WHERE state = 'stuck' ORDER BY due_at LIMIT \(limit)
                """
            ).map { row in
                StuckEffect(
                    deliveryID: row.text("delivery_id"), kind: row.text("kind"), attempts: Int(row.integer("attempts")),
                    fault: row.optionalText("last_fault") ?? "", nextTry: row.instant("due_at"))
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

    private func postpone(_ deliveryID: String, attempts tried: Int, fault: DeliveryFault) async throws {
        let attempts = tried + 1
        let isStuck = attempts >= fault.attemptsUntilStuck
        let delay = min(Self.longestDelay, 500 << Int64(min(attempts, 13)))
        let due = time.now().adding(milliseconds: delay)
        try await database.write { tx in
            // Whoever else had it meanwhile has counted its own try: then that stands.
            try tx.execute(
                """
                UPDATE outbox SET attempts = \(attempts), due_at = \(due), state = \(isStuck ? "stuck" : "waiting"),
                                  last_fault = \(fault.code)
                WHERE delivery_id = \(deliveryID) AND attempts = \(tried) AND state <> 'done'
                """)
        }
    }

    private static func place(_ id: String) -> SealedPlace {
        SealedPlace(table: "outbox", column: "sealed", row: Array(id.utf8))
    }
}

/// An effect that has failed so often, or in such a way, that somebody should look.
package struct StuckEffect: Sendable, Equatable {
    package let deliveryID: String
    package let kind: String
    package let attempts: Int
    /// The code of its last fault.
    package let fault: String
    package let nextTry: Instant
}
