import CPQ
import Storage

/// One connection and the statements that are prepared on it. Opened when it is first used, and again after it was lost.
/// Not `Sendable`: it never leaves the `PostgresLane` that made it.
final class PostgresSession {
    /// More texts than the program has: only a caller that builds statements at run time could exceed it.
    private static let statementsMax = 1000

    private let url: String
    private var connection: OpaquePointer?
    private var statements: [String: String] = [:]

    init(url: String) { self.url = url }
    deinit { close() }

    var isOpen: Bool { connection != nil }

    func close() {
        if let connection { PQfinish(connection) }
        connection = nil
        statements = [:]
    }

    /// Runs `body` between `begin` and `COMMIT`; whatever is thrown leaves nothing behind.
    func transaction<Value>(_ begin: String, _ body: (PostgresTransaction) throws -> Value) throws -> Value {
        try run(begin)
        let value: Value
        do { value = try body(PostgresTransaction(session: self)) } catch {
            // If this fails too, the connection is gone and the server rolls back by itself.
            _ = try? run("ROLLBACK")
            throw error
        }
        try commit()
        return value
    }

    private func commit() throws(PostgresFault) {
        do throws(PostgresFault) {
            guard try run("COMMIT").tag == "COMMIT" else { throw .notCommitted }
        } catch {
            if case .lost = error { throw .commitUnanswered }
            throw error
        }
    }

    func execute(_ sql: SQL) throws(PostgresFault) -> PostgresResult {
        let connection = try opened()
        let parameters = BoundParameters(sql.parameters)
        let name = try prepared(sql, parameters, on: connection)
        let result = parameters.withArrays { values, lengths, formats in
            PQexecPrepared(connection, name, Int32(values.count), values, lengths, formats, 1)
        }
        return try checked(result)
    }

    private func prepared(
        _ sql: SQL, _ parameters: BoundParameters, on connection: OpaquePointer
    ) throws(PostgresFault) -> String {
        let text = sql.text(placeholderPrefix: "$")
        let key = parameters.signature + ":" + text
        if let name = statements[key] { return name }
        if statements.count >= Self.statementsMax {
            try run("DEALLOCATE ALL")
            statements = [:]
        }
        let name = "s\(statements.count)"
        _ = try checked(PQprepare(connection, name, text, Int32(parameters.types.count), parameters.types))
        statements[key] = name
        return name
    }

    /// A statement without parameters or rows.
    @discardableResult
    private func run(_ text: String) throws(PostgresFault) -> PostgresResult {
        try checked(PQexec(try opened(), text))
    }

    private func checked(_ pointer: OpaquePointer?) throws(PostgresFault) -> PostgresResult {
        guard let connection, let pointer else { throw .lost("no answer") }
        let result = PostgresResult(pointer)
        if result.isGood { return result }
        guard PQstatus(connection) == CONNECTION_OK else {
            let message = Self.message(of: connection)
            close()
            throw .lost(message)
        }
        throw PostgresFault(pointer)
    }

    private func opened() throws(PostgresFault) -> OpaquePointer {
        if let connection { return connection }
        guard let opened = huimin_pq_open(url) else { throw .lost("out of memory") }
        guard PQstatus(opened) == CONNECTION_OK else {
            let message = Self.message(of: opened)
            PQfinish(opened)
            throw .lost(message)
        }
        connection = opened
        // One meaning whatever the server's own settings are; a forgotten transaction does not hold rows for ever.
        try run(
            """
            SET client_min_messages = warning; SET TimeZone = 'UTC'; SET synchronous_commit = on;
            SET idle_in_transaction_session_timeout = '30s'; SET lock_timeout = '10s'; SET statement_timeout = '60s'
            """)
        return opened
    }

    private static func message(of connection: OpaquePointer) -> String {
        let text = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        return String(text.split(separator: "\n").first ?? "the connection was lost")
    }
}

/// Our transaction on a session.
struct PostgresTransaction: WriteTransaction {
    let session: PostgresSession

    func rows(_ sql: SQL) throws -> [Row] { try session.execute(sql).rows() }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int { try session.execute(sql).changedRows }
}
