package import Storage
import Synchronization

/// PostgreSQL through libpq. Several servers may share one database.
///
/// The writes of this process share transactions on one connection (`WriteGroups`). They run `SERIALIZABLE`, as if alone, and
/// are run again where other servers disturbed them; reads see one state, on connections that cannot write.
package final class PostgresDatabase: Database {
    private static let readers = 11

    private let url: String
    private let access: Access
    private let pool: PostgresPool
    private let writer: PostgresLane
    private let groups: WriteGroups
    private let repeats = PostgresRepeats()

    /// What a database is opened for.
    package enum Access: Sendable {
        case readAndWrite
        /// The connection for writing is never opened; on the others the server itself refuses to write.
        case readOnly
    }

    /// - Parameters:
    ///   - url: `postgres://user@host:port/database`, or `postgres:///database?host=/folder/of/the/socket`.
    ///   - access: what it is opened for.
    /// - Throws: `StorageError.unavailable` where the server cannot be reached.
    package convenience init(url: String, access: Access = .readAndWrite) async throws {
        self.init(url: url, access: access, readers: Self.readers, patience: nil)
        _ = try await rows("SELECT 1 AS one")
    }

    /// Somebody else's database: reached when it is first needed, by few connections, and never waited for without end.
    /// - Parameter patience: how long a transaction may take until its connection is cut.
    package convenience init(ofOthers url: String, readers: Int, patience: Duration) {
        self.init(url: url, access: .readAndWrite, readers: readers, patience: patience)
    }

    private init(url: String, access: Access, readers: Int, patience: Duration?) {
        self.url = url
        self.access = access
        pool = PostgresPool(url: url, size: readers, patience: patience)
        let writer = PostgresLane(url: url, purpose: .writing, name: "writer", patience: patience)
        self.writer = writer
        groups = WriteGroups { [repeats] work in
            writer.async { session in work(PostgresWriter(session: session, repeats: repeats)) }
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await look { session in try session.transaction(body) }
    }

    package func rows(_ sql: SQL) async throws -> [Row] {
        try await look { session in try session.ask(sql).rows() }
    }

    package func snapshot<Value: Sendable>(_ body: (any Database) async throws -> Value) async throws -> Value {
        let snapshot: PostgresSnapshot
        do { snapshot = try await PostgresSnapshot(url: url) } catch let fault as PostgresFault {
            throw fault.storageError
        }
        do {
            let value = try await body(snapshot)
            await snapshot.close()
            return value
        } catch {
            await snapshot.close()
            throw error
        }
    }

    /// - Throws: `StorageError.unavailable` where it was opened for reading only.
    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        guard access == .readAndWrite else { throw StorageError.unavailable("opened for reading only") }
        do { return try await groups.submit(body) } catch let fault as PostgresFault { throw fault.storageError }
    }

    /// How many writes shared a transaction so far.
    package var groupStatistics: GroupStatistics { groups.statistics }

    package var figures: [DatabaseFigure] {
        groupStatistics.figures + [
            DatabaseFigure(
                name: "postgres_busy", help: "Connections in use by readers.", value: Double(pool.busyCount)),
            DatabaseFigure(
                name: "postgres_waiting", help: "Reads that wait for a connection.", value: Double(pool.waitingCount)),
            DatabaseFigure(
                name: "postgres_repeated", help: "Transactions run again since the start.",
                value: Double(repeats.count.load(ordering: .relaxed))),
        ]
    }

    package func close() async throws {
        await writer.close()
        await pool.close()
    }

    /// Looks again where the connection had died since it was last used (the server was restarted).
    private func look<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresSession) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.run { session in
                do { return try body(session) } catch PostgresFault.lost { return try body(session) }
            }
        } catch let fault as PostgresFault { throw fault.storageError }
    }
}
