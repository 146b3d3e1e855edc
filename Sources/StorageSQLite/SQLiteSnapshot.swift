import GRDB
import Storage

/// One state of a database file, on a connection of its own whose transaction stays open. Writers go on beside it; their
/// write-ahead log is not begun anew before it ends.
final class SQLiteSnapshot: Storage.Database {
    private let queue: DatabaseQueue

    init(path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { connection in try connection.execute(sql: "PRAGMA cache_size = -16384") }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.unsafeRead { connection in
            // The transaction sees what stood there when it first looked.
            try connection.execute(sql: "BEGIN DEFERRED TRANSACTION")
            _ = try Int.fetchOne(connection, sql: "SELECT COUNT(*) FROM sqlite_master")
        }
    }

    /// Has `body` read one state of the file at `path`.
    static func read<Value: Sendable>(
        _ path: String, _ body: (any Storage.Database) async throws -> Value
    ) async throws -> Value {
        do {
            let snapshot = try SQLiteSnapshot(path: path)
            do {
                let value = try await body(snapshot)
                try snapshot.close()
                return value
            } catch {
                try? snapshot.close()
                throw error
            }
        } catch let error as DatabaseError { throw StorageError(error) }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await queue.unsafeRead { connection in try body(SQLiteTransaction(connection: connection)) }
        } catch let error as DatabaseError { throw StorageError(error) }
    }

    /// It is one already.
    func snapshot<Value: Sendable>(_ body: (any Storage.Database) async throws -> Value) async throws -> Value {
        try await body(self)
    }

    /// - Throws: always: a state that has been is not written to.
    func write<Value: Sendable>(
        _: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        throw StorageError.unavailable("a snapshot is only read")
    }

    var figures: [DatabaseFigure] { [] }

    func close() throws {
        try queue.unsafeRead { connection in try connection.execute(sql: "ROLLBACK") }
        try queue.close()
    }
}
