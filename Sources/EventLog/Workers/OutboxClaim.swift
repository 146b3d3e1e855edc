import Kernel
import Storage
import Synchronization

/// Some entries of the outbox that one process has taken. Their `due_at` is the claim: whoever took them knows its value, and
/// only where it still stands are they renewed or postponed, so that nobody gives away what another has taken meanwhile.
final class OutboxClaim: Sendable {
    /// For how long entries are taken: another process passes them over meanwhile. Where the one that took them dies, they are
    /// due again when this has run out. Delivery is at least once: receivers know a repeated one by its id.
    private static let milliseconds: Int64 = 30_000

    private struct Held {
        /// What stands beside the entries, and what a renewal under way is about to write there.
        var stamp: Instant
        var coming: Instant
        var ids: Set<String> = []
    }

    private let database: any Database
    private let time: any TimeSource
    private let renewal: Duration
    private let held: Mutex<Held>

    init(database: any Database, time: any TimeSource, renewal: Duration) {
        self.database = database
        self.time = time
        self.renewal = renewal
        let stamp = time.now().adding(milliseconds: Self.milliseconds)
        held = Mutex(Held(stamp: stamp, coming: stamp))
    }

    /// Takes what is due in a lane, oldest first. From now on nobody knows how far it got, unless its end is written.
    func take(from lane: String, limit: Int) async throws -> [Row] {
        let now = time.now()
        let stamp = held.withLock { $0.stamp }
        let due = try await database.rows(
            """
            SELECT delivery_id, kind, stream, attempts, doubts, sealed, due_at FROM outbox
            WHERE state <> 'done' AND lane = \(lane) AND due_at <= \(now) ORDER BY due_at LIMIT \(limit)
            """)
        guard !due.isEmpty else { return [] }
        let seen = SQL.list(due.map { "(\($0.text("delivery_id")), \($0.integer("due_at")))" })
        let ours = try await database.write { tx in
            try tx.rows(
                """
                UPDATE outbox SET due_at = \(stamp), doubts = doubts + 1
                WHERE (delivery_id, due_at) IN (VALUES \(seen)) AND state <> 'done' RETURNING delivery_id
                """)
        }
        let ids = Set(ours.map { $0.text("delivery_id") })
        let taken = due.filter { ids.contains($0.text("delivery_id")) }
        held.withLock { $0.ids = ids }
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

    /// An entry that has ended is no longer ours to renew.
    func letGo(_ deliveryID: String) { held.withLock { _ = $0.ids.remove(deliveryID) } }

    /// Writes how a try ended. What another has taken meanwhile is that one's: then nothing is written.
    /// - Parameter body: is given the condition under which the entry is still ours.
    func end(_ row: Row, _ body: @escaping @Sendable (any WriteTransaction, SQL) throws -> Void) async throws {
        let (id, tried) = (row.text("delivery_id"), row.integer("attempts"))
        try await database.write { [self] tx in
            let (stamp, coming) = held.withLock { ($0.stamp, $0.coming) }
            try body(
                tx,
                """
                delivery_id = \(id) AND attempts = \(tried) AND due_at IN (\(stamp), \(coming)) AND state <> 'done'
                """)
        }
    }

    private func renew() async throws {
        let stamp = time.now().adding(milliseconds: Self.milliseconds)
        let (old, ids) = held.withLock { held in
            held.coming = stamp
            return (held.stamp, held.ids.sorted())
        }
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
