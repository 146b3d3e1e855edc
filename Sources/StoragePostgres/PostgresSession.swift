import CPQ
import Storage

/// One connection and the statements that are prepared on it. Opened when it is first used, and again after it was lost.
/// Not `Sendable`: it never leaves the `PostgresLane` that made it.
///
/// Statements are sent without waiting for the answers to earlier ones (libpq's pipeline mode): where nothing is read, a
/// whole transaction is one message there and one back.
final class PostgresSession {
    /// What a connection is for. The server enforces it.
    enum Purpose: String {
        case reading = "SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on"
        case writing = "SET default_transaction_isolation = 'serializable'"
        /// One state is looked at for long, and thought about in between.
        case snapshot = """
            SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on;
            SET idle_in_transaction_session_timeout = '10min'; SET statement_timeout = '10min'
            """
    }

    /// An answer that is still to come.
    private enum Awaited {
        case statement
        /// The mark up to which the server passes over everything after a refused statement.
        case mark
    }

    private struct StatementKey: Hashable {
        let pieces: [String]
        let types: [Oid]
    }

    /// More texts than the program has: only a caller that builds statements at run time could exceed it.
    private static let statementsMax = 1000
    /// Their answers fit into the socket's buffers: neither side ever waits for the other to read.
    private static let unansweredMax = 64

    private let url: String
    private let purpose: Purpose
    /// 北京时间: what `CURRENT_DATE` means in the statements of others; our own never ask.
    private let timeZone: String
    private let line: PostgresLine
    private var connection: OpaquePointer?
    private var statements: [StatementKey: String] = [:]
    private var awaited: [Awaited] = []

    init(url: String, purpose: Purpose, line: PostgresLine, isOthers: Bool) {
        timeZone = isOthers ? "Asia/Shanghai" : "UTC"
        self.url = url
        self.purpose = purpose
        self.line = line
    }

    deinit { close() }

    func close() {
        line.close()
        if let connection { PQfinish(connection) }
        connection = nil
        statements = [:]
        awaited = []
    }

    /// Runs `body` in a transaction; whatever is thrown leaves nothing behind.
    func transaction<Value>(_ body: (PostgresTransaction) throws -> Value) throws -> Value {
        try send("BEGIN")
        // A connection that has died unseen is found out before anything is sent that might be kept.
        if purpose == .writing { try settle() }
        do {
            let value = try body(PostgresTransaction(session: self))
            try send("COMMIT")
            switch purpose {
            // Nothing depends on the end of a transaction that has only read: its answer is taken before the next one's.
            case .reading, .snapshot: mark()
            case .writing: try commit()
            }
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    /// Begins a transaction that stays open; it sees what stood there when it first looked.
    func begin() throws {
        try send("BEGIN")
        _ = try ask("SELECT 1 AS one")
    }

    /// Runs `body` in the transaction that was begun. A connection that was lost since is not opened anew: it would see another
    /// state.
    func goOn<Value>(_ body: (PostgresTransaction) throws -> Value) throws -> Value {
        guard connection != nil else { throw PostgresFault.lost("the state that was read is gone") }
        return try body(PostgresTransaction(session: self))
    }

    private func commit() throws(PostgresFault) {
        do throws(PostgresFault) {
            guard try settle()?.tag == "COMMIT" else { throw .notCommitted }
        } catch {
            switch error {
            case .lost, .overdue: throw .commitUnanswered
            default: throw error
            }
        }
    }

    /// If this fails too, the connection is gone and the server rolls back by itself.
    private func rollBack() {
        guard let connection else { return }
        _ = try? settle()
        guard PQtransactionStatus(connection) != PQTRANS_IDLE else { return }
        _ = try? send("ROLLBACK")
        _ = try? settle()
    }

    /// Runs a statement and gives its answer.
    func ask(_ sql: SQL) throws(PostgresFault) -> PostgresResult {
        try send(sql)
        guard let result = try settle() else { throw .lost("no answer") }
        return result
    }

    /// Sends a statement. That it was refused is learned with the next answer that is waited for.
    func send(_ sql: SQL) throws(PostgresFault) {
        if awaited.count >= Self.unansweredMax { try settle() }
        let connection = try opened()
        let parameters = BoundParameters(sql.parameters)
        let name = try prepared(sql, parameters, on: connection)
        let sent = parameters.withArrays { values, lengths, formats in
            PQsendQueryPrepared(connection, name, Int32(values.count), values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost(connection) }
        awaited.append(.statement)
    }

    private func prepared(
        _ sql: SQL, _ parameters: BoundParameters, on connection: OpaquePointer
    ) throws(PostgresFault) -> String {
        let key = StatementKey(pieces: sql.pieces, types: parameters.types)
        if let name = statements[key] { return name }
        // What was sent before is answered first, so that a refusal is known for the one or for the other.
        try settle()
        let name = "s\(statements.count)"
        guard statements.count < Self.statementsMax else {
            statements = [:]
            _ = try ask("DEALLOCATE ALL")
            return try prepared(sql, parameters, on: connection)
        }
        let text = sql.text(placeholderPrefix: "$")
        guard PQsendPrepare(connection, name, text, Int32(parameters.types.count), parameters.types) == 1 else {
            throw lost(connection)
        }
        awaited.append(.statement)
        try settle()
        statements[key] = name
        return name
    }

    /// Sends what was kept back, with the mark up to which it stands or falls.
    private func mark() {
        guard let connection, let last = awaited.last, last == .statement else { return }
        // Where it cannot be sent, the next answer that is waited for says that the connection is lost.
        if PQpipelineSync(connection) == 1 { awaited.append(.mark) }
    }

    /// Waits for all answers that are to come, and gives the last.
    /// - Throws: the first refusal among them.
    @discardableResult
    private func settle() throws(PostgresFault) -> PostgresResult? {
        mark()
        var last: PostgresResult?
        var fault: PostgresFault?
        let expected = awaited
        for answer in expected {
            guard let connection else { throw .lost("no answer") }
            guard let pointer = PQgetResult(connection) else { throw lost(connection) }
            let result = PostgresResult(pointer)
            guard PQstatus(connection) == CONNECTION_OK else { throw lost(connection) }
            guard answer == .statement else { continue }
            if result.isGood { last = result } else if fault == nil { fault = PostgresFault(pointer) }
            while let more = PQgetResult(connection) { PQclear(more) }
        }
        awaited = []
        if let fault { throw fault }
        return last
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
        line.open(PQsocket(opened))
        // One meaning whatever the server's own settings are; a forgotten transaction does not hold rows for ever.
        let result = PQexec(
            opened,
            """
            SET client_min_messages = warning; SET TimeZone = '\(timeZone)'; SET DateStyle = 'ISO, YMD';
            SET synchronous_commit = on;
            SET idle_in_transaction_session_timeout = '30s'; SET lock_timeout = '10s'; SET statement_timeout = '60s';
            \(purpose.rawValue)
            """)
        guard let result else { throw lost(opened) }
        let answer = PostgresResult(result)
        guard answer.isGood else {
            let fault = PostgresFault(result)
            close()
            throw fault
        }
        guard PQenterPipelineMode(opened) == 1 else { throw lost(opened) }
        return opened
    }

    private func lost(_ connection: OpaquePointer) -> PostgresFault {
        let message = Self.message(of: connection)
        close()
        return line.isCut ? .overdue : .lost(message)
    }

    private static func message(of connection: OpaquePointer) -> String {
        let text = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        return String(text.split(separator: "\n").first ?? "the connection was lost")
    }
}

/// Our transaction on a session.
struct PostgresTransaction: WriteTransaction {
    let session: PostgresSession

    func rows(_ sql: SQL) throws -> [Row] { try session.ask(sql).rows() }
    func execute(_ sql: SQL) throws { try session.send(sql) }
    func changes(_ sql: SQL) throws -> Int { try session.ask(sql).changedRows }
}
