import GRDB
import GRDBSQLite
import Storage

/// Our transaction on a GRDB connection. Statements are prepared once for each connection.
///
/// Values are bound and read through SQLite's own interface: GRDB's general conversions cost as much as the statements, and
/// there are some thirty in a grant.
struct SQLiteTransaction: WriteTransaction {
    let connection: GRDB.Database

    func rows(_ sql: Storage.SQL) throws -> [Storage.Row] {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement.sqliteStatement) }
        let columns = statement.columnNames
        var rows: [Storage.Row] = []
        while try step(statement) {
            let values = (0..<Int32(columns.count)).map { SQLValue(statement.sqliteStatement, column: $0) }
            rows.append(Storage.Row(columns: columns, values: values))
        }
        return rows
    }

    func execute(_ sql: Storage.SQL) throws {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement.sqliteStatement) }
        while try step(statement) {}
    }

    func changes(_ sql: Storage.SQL) throws -> Int {
        try execute(sql)
        return connection.changesCount
    }

    /// - Returns: whether there is a row.
    private func step(_ statement: Statement) throws(StorageError) -> Bool {
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            // The extended code, which a plain step may not give.
            let extended = sqlite3_extended_errcode(connection.sqliteConnection)
            let message = sqlite3_errmsg(connection.sqliteConnection).map { String(cString: $0) }
            throw StorageError(
                DatabaseError(
                    resultCode: ResultCode(rawValue: extended & 0xFF == code & 0xFF ? extended : code),
                    message: message))
        }
    }

    private func prepared(_ sql: Storage.SQL) throws -> Statement {
        do {
            let statement = try connection.cachedStatement(sql: sql.text(placeholderPrefix: "?"))
            sqlite3_reset(statement.sqliteStatement)
            for (index, value) in sql.parameters.enumerated() {
                try value.bind(to: statement.sqliteStatement, at: Int32(index + 1))
            }
            return statement
        } catch let error as DatabaseError { throw StorageError(error) }
    }
}

extension SQLValue {
    /// SQLite makes a copy: the value may be gone when the statement runs.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    fileprivate func bind(to statement: OpaquePointer, at index: Int32) throws(StorageError) {
        let code =
            switch self {
            case .null: sqlite3_bind_null(statement, index)
            case .integer(let value): sqlite3_bind_int64(statement, index, value)
            case .boolean(let value): sqlite3_bind_int64(statement, index, value ? 1 : 0)
            case .text(let value):
                // The empty text has no address of its own, and none would be NULL.
                value.isEmpty
                    ? sqlite3_bind_text(statement, index, "", 0, Self.copied) : bind(value, to: statement, at: index)
            case .blob(let value):
                value.withUnsafeBytes { bytes in
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(statement, index, 0)
                        : sqlite3_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count), Self.copied)
                }
            }
        guard code == SQLITE_OK else { throw .unavailable("a value could not be bound: \(code)") }
    }

    private func bind(_ text: String, to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { characters in
                sqlite3_bind_text(statement, index, characters.baseAddress, Int32(characters.count), Self.copied)
            }
        }
    }

    fileprivate init(_ statement: OpaquePointer, column: Int32) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
        case SQLITE_NULL: self = .null
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            guard count > 0, let bytes = sqlite3_column_blob(statement, column) else {
                self = .blob([])
                return
            }
            self = .blob([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
        default:
            // Also a floating-point number, which no table of ours holds: as its text.
            guard let text = sqlite3_column_text(statement, column) else {
                self = .text("")
                return
            }
            let count = Int(sqlite3_column_bytes(statement, column))
            self = .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        }
    }
}
