import Foundation
import GRDB
import Storage

/// Our transaction on a GRDB connection. Statements are prepared once for each connection.
struct SQLiteTransaction: WriteTransaction {
    let connection: GRDB.Database

    func rows(_ sql: Storage.SQL) throws -> [Storage.Row] {
        try mappingErrors {
            let statement = try prepared(sql)
            let columns = statement.columnNames
            let cursor = try GRDB.Row.fetchCursor(statement)
            var rows: [Storage.Row] = []
            while let row = try cursor.next() {
                rows.append(Storage.Row(columns: columns, values: row.databaseValues.map(SQLValue.init)))
            }
            return rows
        }
    }

    @discardableResult
    func execute(_ sql: Storage.SQL) throws -> Int {
        try mappingErrors {
            try prepared(sql).execute()
            return connection.changesCount
        }
    }

    private func prepared(_ sql: Storage.SQL) throws -> Statement {
        let statement = try connection.cachedStatement(sql: sql.text(placeholderPrefix: "?"))
        statement.setUncheckedArguments(StatementArguments(sql.parameters.map { $0.databaseValue }))
        return statement
    }

    private func mappingErrors<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw StorageError(error) }
    }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let integer): self = .integer(integer)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob([UInt8](data))
        case .double(let number): self = .text(String(number))
        }
    }

    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let value): Data(value).databaseValue
        case .boolean(let value): value.databaseValue
        }
    }
}
