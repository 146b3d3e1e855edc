import GRDB
package import Storage

/// A database file of somebody else, opened for reading only, e.g. a department's own.
package final class ReadOnlySQLite: Sendable {
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
}
