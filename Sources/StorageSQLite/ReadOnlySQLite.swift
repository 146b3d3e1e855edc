import GRDB
package import Storage

/// A database file that somebody else writes, opened for reading only: a department's own, or ours beside a running server.
/// It never checkpoints: that is the writer's business alone.
package final class ReadOnlySQLite: Storage.Database {
    private let queue: DatabaseQueue

    package init(path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(1)
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await queue.read { connection in try body(SQLiteTransaction(connection: connection)) }
        } catch let error as DatabaseError { throw StorageError(error) }
    }

    package func snapshot<Value: Sendable>(
        _ body: (any Storage.Database) async throws -> Value
    ) async throws -> Value {
        try await SQLiteSnapshot.read(queue.path, body)
    }

    /// - Throws: always: what is opened for reading is not written to.
    package func write<Value: Sendable>(
        _: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        throw StorageError.unavailable("opened for reading only")
    }

    package var figures: [DatabaseFigure] { [] }

    package func close() throws { try queue.close() }
}
