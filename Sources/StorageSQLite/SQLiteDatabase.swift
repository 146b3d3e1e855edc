import GRDB
package import Storage

/// SQLite in WAL mode with `synchronous=FULL`. One connection writes and checkpoints; all others only read.
///
/// Concurrent writes share one transaction and one sync (`WriteGroups`). Debian's SQLite 3.40 can corrupt a database whose
/// WAL is reset by two connections at once, hence the single writer that also checkpoints, and automatic checkpoints off.
package final class SQLiteDatabase: Storage.Database {
    private let pool: DatabasePool
    private let groups: WriteGroups

    /// Opens or creates the file at `path`.
    /// - Parameter writesBetweenCheckpoints: how many writes the write-ahead log gathers before it is moved into the file: a
    ///   page moved once for many writes costs less, a longer log slows readers.
    package init(path: String, writesBetweenCheckpoints: Int = 1024) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA temp_store = MEMORY")
            // The upper pages of the indexes of some hundred thousand cases; the default of 2 MB is read over and over.
            try connection.execute(sql: "PRAGMA cache_size = -16384")
            try connection.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try connection.execute(sql: "PRAGMA foreign_keys = ON")
        }
        configuration.busyMode = .timeout(5)
        pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { connection in
            // DatabasePool.init sets NORMAL, which may lose the last transactions when power fails.
            try connection.execute(sql: "PRAGMA synchronous = FULL")
            let level = try Int.fetchOne(connection, sql: "PRAGMA synchronous")
            precondition(level == 2, "SQLite refused synchronous=FULL")
        }
        let checkpoints = CheckpointRhythm(writesBetween: writesBetweenCheckpoints)
        groups = WriteGroups { [pool] work in
            pool.asyncWriteWithoutTransaction { connection in
                work(SQLiteWriter(connection: connection, checkpoints: checkpoints))
            }
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try mappingErrors { try readHere(body) }
    }

    package func readAtLength<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await mappingErrors {
            // Its connection is given back on the connection's own thread. `pool.read` gives it back when the caller goes on:
            // where all threads that could go on wait for a connection in `readHere`, that is never.
            try await withCheckedThrowingContinuation { continuation in
                pool.asyncRead { connection in
                    continuation.resume(
                        with: Result { try body(SQLiteTransaction(connection: try connection.get())) })
                }
            }
        }
    }

    package func snapshot<Value: Sendable>(
        _ body: (any Storage.Database) async throws -> Value
    ) async throws -> Value {
        try await SQLiteSnapshot.read(pool.path, body)
    }

    /// On the caller's own thread: a look at a few rows is sooner done than handed to another thread and back.
    private func readHere<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) throws -> Value {
        try pool.read { connection in try body(SQLiteTransaction(connection: connection)) }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await mappingErrors { try await groups.submit(body) }
    }

    /// How many writes shared a transaction so far: a figure for metrics and benchmarks.
    package var groupStatistics: GroupStatistics { groups.statistics }

    package var figures: [DatabaseFigure] { groupStatistics.figures }

    /// Moves the write-ahead log into the file and closes all connections. While somebody else still reads an older state, the
    /// log stays as it is: the next who opens the file finds it.
    package func close() throws {
        do {
            try pool.writeWithoutTransaction { connection in
                // Who reads at this moment may finish; for who reads for minutes a server that ends does not wait.
                try connection.execute(sql: "PRAGMA busy_timeout = 500")
                _ = try connection.checkpoint(.truncate)
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {}
        try pool.close()
    }

    private func mappingErrors<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw StorageError(error) }
    }

    private func mappingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let error as DatabaseError { throw StorageError(error) }
    }
}

extension StorageError {
    /// SQLite's codes in our words.
    init(_ error: DatabaseError) {
        let message = error.message ?? "\(error.resultCode)"
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: self = .uniqueViolation(message)
        default:
            self = error.resultCode == .SQLITE_CONSTRAINT ? .constraintViolation(message) : .unavailable(message)
        }
    }
}
