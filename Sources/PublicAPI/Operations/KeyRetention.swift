package import Kernel
package import Storage

/// 幂等键的保存期限 — for how long a key stands for what it was used for first.
package enum KeyRetention {
    /// Longer than any client repeats a request whose answer was lost.
    package static let keptSeconds: Int64 = 30 * 86_400
    /// Rows of a table erased in one transaction.
    package static let eraseMax = 500

    /// Erases keys and answers that are older, some at a time.
    /// - Returns: whether there may be more.
    package static func eraseOld(in database: any Database, at now: Instant) async throws -> Bool {
        let oldest = now.adding(seconds: -keptSeconds)
        return try await database.write { tx in
            let erased = [
                try tx.changes(
                    """
                    DELETE FROM api_key WHERE (person, key_index) IN (
                        SELECT person, key_index FROM api_key WHERE created_at < \(oldest) LIMIT \(eraseMax))
                    """),
                try tx.changes(
                    """
                    DELETE FROM api_answer WHERE (caller, key_index) IN (
                        SELECT caller, key_index FROM api_answer WHERE created_at < \(oldest) LIMIT \(eraseMax))
                    """),
            ]
            return erased.contains { $0 >= eraseMax }
        }
    }
}
