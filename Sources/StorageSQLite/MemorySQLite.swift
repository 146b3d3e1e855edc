import GRDB
package import Storage

/// SQLite without a file, for simulations and rehearsals: one connection, the same statements and the same refusals, nothing
/// that would last and so nothing to wait for.
///
/// Reads and writes run on the caller's thread, one after another: whoever calls in turn gets the same history each time.
package final class MemorySQLite: Storage.Database {
    private let queue: DatabaseQueue
    private let isSnapshot: Bool

    package convenience init() throws { try self.init(isSnapshot: false) }

    private init(isSnapshot: Bool) throws {
        self.isSnapshot = isSnapshot
        var configuration = Configuration()
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA temp_store = MEMORY")
            try connection.execute(sql: "PRAGMA foreign_keys = ON")
        }
        queue = try DatabaseQueue(configuration: configuration)
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try here { connection in try body(SQLiteTransaction(connection: connection)) }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        guard !isSnapshot else { throw StorageError.unavailable("a snapshot is only read") }
        return try here { connection in
            try connection.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
            do {
                let value = try body(SQLiteTransaction(connection: connection))
                try connection.cachedStatement(sql: "COMMIT").execute()
                return value
            } catch {
                // SQLite has rolled back by itself after some errors; a second ROLLBACK would only hide the first error.
                if connection.isInsideTransaction { try connection.cachedStatement(sql: "ROLLBACK").execute() }
                throw error
            }
        }
    }

    /// Of a copy: there is one connection only.
    package func snapshot<Value: Sendable>(
        _ body: (any Storage.Database) async throws -> Value
    ) async throws -> Value {
        let copy = try MemorySQLite(isSnapshot: true)
        do { try queue.backup(to: copy.queue) } catch let error as DatabaseError { throw StorageError(error) }
        let value = try await body(copy)
        try copy.close()
        return value
    }

    package var figures: [DatabaseFigure] { [] }

    package func close() throws { try queue.close() }

    /// Copies everything into a new file at `path`, for whoever wants to look at it or keep it.
    package func save(to path: String) throws {
        try here { connection in try connection.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    }

    private func here<Value>(_ body: (GRDB.Database) throws -> Value) throws -> Value {
        do { return try queue.inDatabase(body) } catch let error as DatabaseError { throw StorageError(error) }
    }
}
