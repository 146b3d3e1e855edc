/// Where the truth is kept: one SQL text on SQLite and on PostgreSQL.
///
/// Closures are synchronous: no network call can hide in a transaction. A write closure **may run more than once** and
/// has no effect but through its transaction; ids, times, decisions, ciphertexts and signatures are made before it.
package protocol Database: Sendable {
    /// Reads one consistent state of little: some rows by their keys.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value

    /// Reads one consistent state of much: counts, lists, the work of workers. Where `read` stays on the thread of the request,
    /// this one does not, so that nobody else's request waits behind it.
    func readAtLength<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value

    /// 快照 — has `body` read one and the same state, in as many reads as it likes, while others go on writing. What is replaced
    /// meanwhile has to be kept for it: it is not for requests.
    func snapshot<Value: Sendable>(_ body: (any Database) async throws -> Value) async throws -> Value

    /// The rows of one statement that reads, which needs no transaction around it.
    func rows(_ sql: SQL) async throws -> [Row]

    /// Runs `body` in a transaction and returns after it is durable. Serializable: as if alone.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value

    /// How it is doing, for the operator.
    var figures: [DatabaseFigure] { get }

    /// Ends all connections, after the work that is on them.
    func close() async throws
}

/// One figure for the operator, e.g. how many writes share a transaction.
package struct DatabaseFigure: Sendable, Equatable {
    /// Lower case with underscores; the program puts its own name before it.
    package let name: String
    package let help: String
    package let value: Double

    package init(name: String, help: String, value: Double) {
        self.name = name
        self.help = help
        self.value = value
    }
}

extension Database {
    package func readAtLength<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value { try await read(body) }

    package func rows(_ sql: SQL) async throws -> [Row] { try await read { tx in try tx.rows(sql) } }

    /// The first row of one statement that reads, or none.
    package func row(_ sql: SQL) async throws -> Row? { try await rows(sql).first }
}

package protocol ReadTransaction {
    func rows(_ sql: SQL) throws -> [Row]
}

extension ReadTransaction {
    /// The first row, or none.
    package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }
}

package protocol WriteTransaction: ReadTransaction {
    /// Runs a statement. That it was refused may be learned as late as at the end of the transaction: several travel to the
    /// database together.
    func execute(_ sql: SQL) throws

    /// Runs a statement and says how many rows it changed.
    func changes(_ sql: SQL) throws -> Int
}

/// What a database can answer besides rows.
package enum StorageError: Error, Sendable, Equatable {
    /// A unique index refused the row. The index or columns as the database names them.
    case uniqueViolation(String)
    /// Another constraint (`CHECK`, `NOT NULL`, foreign key) refused the row: a mistake of ours.
    case constraintViolation(String)
    /// The database could not be reached or stayed locked: try again later.
    case unavailable(String)
    /// The data directory is in use by another `huimin serve`.
    case locked(String)
    /// The file was written by a newer or a foreign program.
    case unknownSchema(String)
}
