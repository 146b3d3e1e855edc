package import Kernel
package import Storage
import Synchronization
package import Vault

/// One effect on the outside world that was decided in a transaction and is carried out after it.
package struct OutboxEntry: Sendable {
    /// The event that caused it: the receiver recognises a repeated delivery by it.
    package let deliveryID: String
    package let kind: String
    package let stream: Identifier<EventStream>
    /// Tries that came to an end.
    package let attempts: Int
    /// Tries of which nobody knows whether they carried it out: they ended in doubt, or their process died over them.
    package let doubts: Int
    package let payload: JSON
}

/// How a delivery went.
package enum DeliveryOutcome: Sendable {
    /// Carried out. `record` writes what became known (an acknowledgement) in the transaction that ends the entry.
    case done(record: @Sendable (any WriteTransaction) throws -> Void)
    /// Not now; tried again later.
    case postponed(DeliveryFault)
    /// It is not its turn: something goes before it, by this code. Asked again after so long, or when it is woken; no try.
    case notYet(String, again: Duration = .seconds(60))
    /// Never again, by this code: settled, and shown to whoever runs the city.
    case failed(String)
}

/// Why an effect was not carried out, by what helps against it. The codes within carry no personal data.
package enum DeliveryFault: Error, Sendable, Equatable {
    /// The receiver is down, slow or busy: time helps.
    case unavailable(String)
    /// The receiver does not take it: somebody must settle it with them.
    case refused(String)
    /// Perhaps carried out: only a receiver that knows a repeated one by its id, or bears one, should get it again.
    case doubtful(String)
    /// The entry cannot be read or is of a kind that nobody knows: only another program helps.
    case broken(String)

    /// As it is kept beside the entry: `unavailable:timedOut`.
    package var code: String {
        switch self {
        case .unavailable(let code): "unavailable:\(code)"
        case .refused(let code): "refused:\(code)"
        case .doubtful(let code): "doubtful:\(code)"
        case .broken(let code): "broken:\(code)"
        }
    }

    /// Tries until the entry is shown as stuck.
    fileprivate var attemptsUntilStuck: Int {
        switch self {
        case .unavailable, .doubtful: 12
        case .refused: 3
        case .broken: 1
        }
    }
}

/// Effects that wait to be carried out: at least once, idempotent by delivery id, with bounded back-off, visible when stuck.
///
/// Each kind and receiver has a lane of its own: one that is slow holds up nobody but those who wait for the same.
package struct Outbox: Sendable {
    package typealias Handler = @Sendable (OutboxEntry) async -> DeliveryOutcome

    /// Also for what is stuck: it goes on being tried once an hour.
    private static let longestDelay: Int64 = 3_600_000
    /// Entries of a lane that are taken at once.
    package static let claimMax = 32

    let database: any Database
    private let vault: KeyVault
    let time: any TimeSource
    /// How often the claim on entries is renewed while this process is at them, however long that takes.
    private let renewal: Duration

    package init(database: any Database, vault: KeyVault, time: any TimeSource, renewal: Duration = .seconds(10)) {
        self.database = database
        self.vault = vault
        self.time = time
        self.renewal = renewal
    }

    /// Seals an entry before the transaction that adds it.
    /// - Parameter receiver: who is to take it, where a kind has several; told apart, none waits for another.
    package func prepare(
        _ kind: String, for receipt: EventReceipt, suffix: String = "", receiver: String? = nil, payload: JSON
    ) -> PreparedEntry {
        let id = receipt.deliveryID + suffix
        return PreparedEntry(
            deliveryID: id, kind: kind, lane: receiver.map { "\(kind) \($0)" } ?? kind, stream: receipt.stream,
            due: receipt.recorded, sealed: vault.seal(payload.bytes, at: Self.place(id)))
    }

    /// An entry ready to be written.
    package struct PreparedEntry: Sendable {
        package let deliveryID: String
        let kind: String
        let lane: String
        let stream: Identifier<EventStream>
        let due: Instant
        let sealed: [UInt8]

        package func write(in tx: any WriteTransaction) throws {
            try tx.execute(
                """
                INSERT INTO outbox (delivery_id, kind, lane, stream, due_at, attempts, doubts, state, sealed)
                VALUES (\(deliveryID), \(kind), \(lane), \(stream), \(due), 0, 0, 'waiting', \(sealed))
                ON CONFLICT (delivery_id) DO NOTHING
                """)
        }
    }

    /// Carries out what comes due, each lane for itself, until the task is cancelled.
    /// - Parameters:
    ///   - pause: between two looks at what is due.
    ///   - report: is told what went wrong in a round; what was not ended is tried again.
    package func run(
        pause: Duration, handlers: [String: Handler], report: @escaping @Sendable (any Error) -> Void
    ) async {
        let busy = BusyLanes()
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    for lane in try await dueLanes() where busy.enter(lane) {
                        group.addTask {
                            do {
                                while !Task.isCancelled, try await deliver(lane, Self.claimMax, handlers) > 0 {}
                            } catch {
                                report(error)
                            }
                            busy.leave(lane)
                        }
                    }
                } catch { report(error) }
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// Carries out what is due now, of each lane the oldest.
    /// - Returns: how many entries were tried; 0 means that nothing is due.
    package func deliverDue(limit: Int = Outbox.claimMax, handlers: [String: Handler]) async throws -> Int {
        let lanes = try await dueLanes()
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for lane in lanes { group.addTask { try await deliver(lane, limit, handlers) } }
            return try await group.reduce(0, +)
        }
    }

    /// The lanes that wait for something, found by steps through their index: a long one costs no more than a short one.
    package func dueLanes() async throws -> [String] {
        let now = time.now()
        return try await database.read { tx in
            try tx.rows(
                """
                WITH RECURSIVE lanes (lane) AS (
                    SELECT MIN(lane) FROM outbox WHERE state <> 'done'
                    UNION ALL
                    SELECT (SELECT MIN(lane) FROM outbox WHERE state <> 'done' AND lane > lanes.lane) FROM lanes
                    WHERE lanes.lane IS NOT NULL)
                SELECT lane FROM lanes WHERE lane IS NOT NULL AND EXISTS (
                    SELECT 1 FROM outbox WHERE state <> 'done' AND outbox.lane = lanes.lane AND due_at <= \(now))
                """
            ).map { $0.text("lane") }
        }
    }

    /// Carries out the oldest entries of one lane that are due.
    /// - Returns: how many were tried.
    package func deliver(_ lane: String, _ limit: Int, _ handlers: [String: Handler]) async throws -> Int {
        let claim = OutboxClaim(database: database, time: time, renewal: renewal)
        let rows = try await claim.take(from: lane, limit: min(limit, Self.claimMax))
        guard !rows.isEmpty else { return 0 }
        let faulted = await claim.whileKept { () async -> (any Error)? in
            // Side by side: what they write shares a transaction.
            await withTaskGroup(of: (any Error)?.self) { group in
                for row in rows {
                    group.addTask {
                        // What could not be ended in any way stays taken until the claim has run out: it may be carried out.
                        defer { claim.letGo(row.text("delivery_id")) }
                        do { try await deliver(row, of: claim, handlers) } catch { return error }
                        return nil
                    }
                }
                return await group.reduce(nil) { $0 ?? $1 }
            }
        }
        if let faulted { throw faulted }
        return rows.count
    }

    private func deliver(_ row: Row, of claim: OutboxClaim, _ handlers: [String: Handler]) async throws {
        // One that does not open must not keep those behind it waiting: it becomes visible as stuck.
        guard let entry = try? self.entry(row) else {
            return try await postpone(row, of: claim, fault: .broken("sealed"))
        }
        // An older program beside a newer one on the same database: the entry is the newer one's.
        switch await handlers[entry.kind]?(entry) ?? .postponed(.broken("unknownKind")) {
        case .done(let record):
            do { try await finish(entry, record: record) } catch {
                // Carried out, and only its end is not written: a try like others, or it would be one without end.
                try await postpone(row, of: claim, fault: .doubtful("end"))
                throw error
            }
        case .postponed(let fault): try await postpone(row, of: claim, fault: fault)
        case .notYet(let code, let delay): try await letWait(row, of: claim, code: code, delay)
        case .failed(let code): try await fail(row, of: claim, code: code)
        }
    }

    private func entry(_ row: Row) throws -> OutboxEntry {
        let id = row.text("delivery_id")
        let payload = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
        return OutboxEntry(
            deliveryID: id, kind: row.text("kind"), stream: row.identifier("stream"),
            attempts: Int(row.integer("attempts")), doubts: Int(row.integer("doubts")), payload: payload)
    }

    private func finish(_ entry: OutboxEntry, record: @escaping @Sendable (any WriteTransaction) throws -> Void)
        async throws
    {
        let now = time.now()
        try await database.write { tx in
            // Another process may have finished it meanwhile: then what it recorded stands.
            let changed = try tx.changes(
                """
                UPDATE outbox SET state = 'done', attempts = attempts + 1, last_fault = NULL, settled_at = \(now)
                WHERE delivery_id = \(entry.deliveryID) AND state <> 'done'
                """)
            if changed == 1 { try record(tx) }
        }
    }

    private func postpone(_ row: Row, of claim: OutboxClaim, fault: DeliveryFault) async throws {
        let attempts = Int(row.integer("attempts")) + 1
        let isStuck = attempts >= fault.attemptsUntilStuck
        let delay = min(Self.longestDelay, 500 << Int64(min(attempts, 13)))
        let due = time.now().adding(milliseconds: delay)
        // Whoever takes an entry counts a doubt; what is known now settles it.
        var doubts = row.integer("doubts")
        if case .doubtful = fault { doubts += 1 }
        try await claim.end(row) { [doubts] tx, mine in
            try tx.execute(
                """
                UPDATE outbox SET attempts = \(attempts), due_at = \(due), state = \(isStuck ? "stuck" : "waiting"),
                                  last_fault = \(fault.code), doubts = \(doubts)
                WHERE \(mine)
                """)
        }
    }

    private func letWait(_ row: Row, of claim: OutboxClaim, code: String, _ delay: Duration) async throws {
        let due = time.now().adding(seconds: delay.components.seconds)
        let doubts = row.integer("doubts")
        try await claim.end(row) { tx, mine in
            try tx.execute(
                """
                UPDATE outbox SET due_at = \(due), last_fault = \("turn:" + code), doubts = \(doubts) WHERE \(mine)
                """)
        }
    }

    /// What waits for its turn is due now: what went before it has ended. One that is being looked at is looked at again.
    package static func wake(_ deliveryIDs: [String], at now: Instant, in tx: any WriteTransaction) throws {
        for id in deliveryIDs {
            try tx.execute(
                """
                UPDATE outbox SET due_at = \(now)
                WHERE delivery_id = \(id) AND state = 'waiting' AND due_at > \(now)
                """)
        }
    }

    private func fail(_ row: Row, of claim: OutboxClaim, code: String) async throws {
        let now = time.now()
        // Nobody sends it any more: what it said, and to whom, is of no use.
        try await claim.end(row) { tx, mine in
            try tx.execute(
                """
                UPDATE outbox SET state = 'done', attempts = attempts + 1, last_fault = \(code), settled_at = \(now),
                                  sealed = \([UInt8]())
                WHERE \(mine)
                """)
        }
    }

    private static func place(_ id: String) -> SealedPlace {
        SealedPlace(table: "outbox", column: "sealed", row: Array(id.utf8))
    }
}

/// Lanes that somebody of this process is at.
private final class BusyLanes: Sendable {
    private let lanes = Mutex<Set<String>>([])
    func enter(_ lane: String) -> Bool { lanes.withLock { $0.insert(lane).inserted } }
    func leave(_ lane: String) { lanes.withLock { _ = $0.remove(lane) } }
}
