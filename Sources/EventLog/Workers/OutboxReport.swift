package import Kernel
import Storage

/// What an operator sees of the outbox, and how long it is kept.
extension Outbox {
    /// What was carried out is kept this long, in case a department asks what it was told.
    package static let doneKeptSeconds: Int64 = 7 * 86_400
    /// What failed for good is shown this long; what it said is erased at once.
    package static let failedKeptSeconds: Int64 = 90 * 86_400
    /// Rows erased in one transaction.
    private static let eraseMax = 500

    /// What is stuck, oldest first, then what has failed for good, newest first: for whoever has to settle it.
    package func stuck(limit: Int = 100) async throws -> [StuckEffect] {
        try await database.read { tx in
            let stuck = try tx.rows(
                """
                SELECT delivery_id, kind, attempts, due_at, last_fault FROM outbox
                WHERE state = 'stuck' ORDER BY due_at LIMIT \(limit)
                """)
            let failed = try tx.rows(
                """
                SELECT delivery_id, kind, attempts, last_fault FROM outbox
                WHERE state = 'done' AND last_fault IS NOT NULL ORDER BY settled_at DESC LIMIT \(limit)
                """)
            return (stuck.map { ($0, $0.instant("due_at")) } + failed.map { ($0, nil) }).map { row, nextTry in
                StuckEffect(
                    deliveryID: row.text("delivery_id"), kind: row.text("kind"), attempts: Int(row.integer("attempts")),
                    fault: row.optionalText("last_fault") ?? "", nextTry: nextTry)
            }
        }
    }

    /// How many effects wait and how many are stuck: for the operator.
    package func depth() async throws -> (waiting: Int, stuck: Int) {
        let row = try await database.row(
            """
            SELECT COUNT(*) FILTER (WHERE state = 'waiting') AS waiting, COUNT(*) FILTER (WHERE state = 'stuck') AS stuck
            FROM outbox WHERE state <> 'done'
            """)
        return (Int(row?.optionalInteger("waiting") ?? 0), Int(row?.optionalInteger("stuck") ?? 0))
    }

    /// How many have failed for good, of those that are still shown.
    package func failedCount() async throws -> Int {
        let row = try await database.row(
            "SELECT COUNT(*) AS failed FROM outbox WHERE state = 'done' AND last_fault IS NOT NULL")
        return Int(row?.optionalInteger("failed") ?? 0)
    }

    /// Erases settled entries that nobody needs any more, some at a time: phones and accounts are sealed in them.
    /// - Returns: whether there may be more.
    package func eraseSettled() async throws -> Bool {
        let done = time.now().adding(seconds: -Self.doneKeptSeconds)
        let failed = time.now().adding(seconds: -Self.failedKeptSeconds)
        return try await database.write { tx in
            let erased = [
                try tx.changes(
                    """
                    DELETE FROM outbox WHERE delivery_id IN (
                        SELECT delivery_id FROM outbox
                        WHERE state = 'done' AND last_fault IS NULL AND settled_at < \(done) LIMIT \(Self.eraseMax))
                    """),
                try tx.changes(
                    """
                    DELETE FROM outbox WHERE delivery_id IN (
                        SELECT delivery_id FROM outbox
                        WHERE state = 'done' AND last_fault IS NOT NULL AND settled_at < \(failed) LIMIT \(Self.eraseMax))
                    """),
            ]
            return erased.contains { $0 >= Self.eraseMax }
        }
    }
}

/// An effect that has failed so often, or in such a way, that somebody should look.
package struct StuckEffect: Sendable, Equatable {
    package let deliveryID: String
    package let kind: String
    package let attempts: Int
    /// The code of its last fault.
    package let fault: String
    /// `nil` where it has failed for good.
    package let nextTry: Instant?
}
