import Glibc
package import Storage
import Synchronization

/// PostgreSQL through libpq. Several servers may share one database.
///
/// Writes run `SERIALIZABLE`, as if alone, and are run again where others disturbed them; reads see one state.
package final class PostgresDatabase: Database {
    private static let connections = 12
    private static let repeatsMax = 5

    /// How a transaction begins.
    private enum Mode: String {
        case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case write = "BEGIN ISOLATION LEVEL SERIALIZABLE"
    }

    private let pool: PostgresPool
    private let repeats = Atomic<Int>(0)
    /// Writes that are being run again. While there are any, the writes of this process come through one after another
    /// instead of disturbing each other for ever.
    private let disturbed = Atomic<Int>(0)
    private let turn = Mutex(())

    /// - Parameter url: `postgres://user@host:port/database`, or `postgres:///database?host=/folder/of/the/socket`.
    /// - Throws: `StorageError.unavailable` where the server cannot be reached.
    package init(url: String) async throws {
        pool = PostgresPool(url: url, size: Self.connections)
        _ = try await read { tx in try tx.rows("SELECT 1 AS one") }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await run(.read, body)
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await run(.write, body)
    }

    package var figures: [DatabaseFigure] {
        [
            DatabaseFigure(
                name: "postgres_busy", help: "Connections in use.", value: Double(pool.busyCount)),
            DatabaseFigure(
                name: "postgres_waiting", help: "Transactions that wait for a connection.",
                value: Double(pool.waitingCount)),
            DatabaseFigure(
                name: "postgres_repeated", help: "Transactions run again since the start.",
                value: Double(repeats.load(ordering: .relaxed))),
        ]
    }

    package func close() async throws { await pool.close() }

    private func run<Value: Sendable>(
        _ mode: Mode, _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.run { [self] session in try insist(mode, on: session, body) }
        } catch let fault as PostgresFault { throw fault.storageError }
    }

    /// Runs a transaction until it comes through, at most `repeatsMax` times more.
    private func insist<Value: Sendable>(
        _ mode: Mode, on session: PostgresSession, _ body: @Sendable (any WriteTransaction) throws -> Value
    ) throws -> Value {
        var repeated = 0
        var isReconnected = false
        defer { if repeated > 0 { disturbed.subtract(1, ordering: .relaxed) } }
        while true {
            do {
                let mayRunBeside = mode == .read || repeated == 0 && disturbed.load(ordering: .relaxed) == 0
                guard !mayRunBeside else { return try session.transaction(mode.rawValue, body) }
                return try turn.withLock { _ in try session.transaction(mode.rawValue, body) }
            } catch let fault as PostgresFault {
                if case .lost = fault, !isReconnected {
                    // A connection that died in the pool (the server was restarted); nothing had been sent to be kept.
                    isReconnected = true
                    continue
                }
                guard fault.isWorthRepeating, repeated < Self.repeatsMax else { throw fault }
                if repeated == 0 { disturbed.add(1, ordering: .relaxed) }
                repeated += 1
                repeats.add(1, ordering: .relaxed)
                Self.pause(after: repeated)
            }
        }
    }

    /// 1 to 2 ms, then twice as long each time: those that disturbed each other come back at different moments. On the
    /// connection's own thread.
    private static func pause(after repeated: Int) {
        let unit = 1000 << (repeated - 1)
        usleep(UInt32(Int.random(in: unit...2 * unit)))
    }
}
