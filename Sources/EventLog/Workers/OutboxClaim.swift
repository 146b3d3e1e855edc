import Kernel
import Storage
import Synchronization

/// Some entries of the outbox that one process has taken. Their `due_at` is the claim: whoever took them knows its value, and
/// only where it still stands are they renewed or given back, so that nobody gives away what another has taken meanwhile.
final class OutboxClaim: Sendable {
    /// For how long entries are taken: another process passes them over meanwhile. Where the one that took them dies, they are
    /// due again when this has run out. Delivery is at least once: receivers know a repeated one by its id.
    private static let milliseconds: Int64 = 30_000

    private struct Held {
        var stamp: Instant
        /// When each was due before it was taken.
        var due: [String: Int64] = [:]
    }

    private let database: any Database
    private let time: any TimeSource
    private let renewal: Duration
    private let held: Mutex<Held>

    init(database: any Database, time: any TimeSource, renewal: Duration) {
        self.database = database
        self.time = time
        self.renewal = renewal
        held = Mutex(Held(stamp: time.now().adding(milliseconds: Self.milliseconds)))
    }

    /// Takes what is due, oldest first.
    func take(limit: Int) async throws -> [Row] {
        let now = time.now()
        let stamp = held.withLock { $0.stamp }
        let due = try await database.read { tx in
            try tx.rows(
                """
                SELECT delivery_id, kind, stream, attempts, sealed, due_at FROM outbox
                WHERE state <> 'done' AND due_at <= \(now) ORDER BY due_at LIMIT \(limit)
                """)
        }
        guard !due.isEmpty else { return [] }
        let taken = try await database.write { tx in
            try due.filter { row in
                try tx.execute(
                    """
                    UPDATE outbox SET due_at = \(stamp)
                    WHERE delivery_id = \(row.text("delivery_id")) AND due_at = \(row.integer("due_at"))
                      AND state <> 'done'
                    """) == 1
            }
        }
        held.withLock { held in
            held.due = taken.reduce(into: [:]) { $0[$1.text("delivery_id")] = $1.integer("due_at") }
        }
        return taken
    }

    /// Runs `body` and meanwhile renews the claim before it can run out.
    func whileKept<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask { await body() }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: self.renewal)
                    // A renewal that fails is tried again before the claim runs out.
                    if !Task.isCancelled { try? await self.renew() }
                }
                return nil
            }
            while true {
                guard let ended = await group.next() else { preconditionFailure("the body ends with a value") }
                guard let value = ended else { continue }
                group.cancelAll()
                return value
            }
        }
    }

    /// An entry that was finished or postponed is no longer ours to renew.
    func letGo(_ deliveryID: String) { held.withLock { _ = $0.due.removeValue(forKey: deliveryID) } }

    /// What was not carried out is due again as it was.
    func giveBack() async throws {
        let held = held.withLock { $0 }
        try await database.write { tx in
            for (id, due) in held.due {
                try tx.execute(
                    """
                    UPDATE outbox SET due_at = \(due)
                    WHERE delivery_id = \(id) AND due_at = \(held.stamp) AND state <> 'done'
                    """)
            }
        }
    }

    private func renew() async throws {
        let (old, ids) = held.withLock { ($0.stamp, $0.due.keys.sorted()) }
        let stamp = time.now().adding(milliseconds: Self.milliseconds)
        guard !ids.isEmpty else { return }
        try await database.write { tx in
            for id in ids {
                try tx.execute(
                    "UPDATE outbox SET due_at = \(stamp) WHERE delivery_id = \(id) AND due_at = \(old) AND state <> 'done'"
                )
            }
        }
        held.withLock { $0.stamp = stamp }
    }
}
