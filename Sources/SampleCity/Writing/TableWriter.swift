import Crypto
import Storage
import StorageSQLite

/// A table of a department's own database.
struct DepartmentTable {
    let name: String
    /// Statements that make the table and its indexes.
    let schema: [String]
    /// The columns that rows give, in their order.
    let columns: [String]

    /// The insert statement around the parameters, so that the text is put together once.
    var insertPieces: [String] {
        let first = "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES ("
        return [first] + Array(repeating: ", ", count: columns.count - 1) + [")"]
    }
}

/// Writes many rows in few transactions and keeps a digest of all that was written.
struct TableWriter {
    private static let rowsPerTransaction = 4000

    let table: DepartmentTable
    private let database: SQLiteDatabase
    private let pieces: [String]
    private var waiting: [[SQLValue]] = []
    private(set) var rowCount = 0
    private(set) var digest = SHA256()

    init(_ table: DepartmentTable, in database: SQLiteDatabase) async throws {
        self.table = table
        self.database = database
        pieces = table.insertPieces
        waiting.reserveCapacity(Self.rowsPerTransaction)
        try await database.write { transaction in
            for statement in table.schema { try transaction.execute(SQL(pieces: [statement], parameters: [])) }
        }
    }

    mutating func append(_ row: [SQLValue]) async throws {
        waiting.append(row)
        rowCount += 1
        digest.update(row)
        if waiting.count >= Self.rowsPerTransaction { try await flush() }
    }

    /// Writes what is waiting. To be called after the last row.
    mutating func flush() async throws {
        let rows = waiting
        waiting.removeAll(keepingCapacity: true)
        guard !rows.isEmpty else { return }
        try await database.write { [pieces] transaction in
            for row in rows { try transaction.execute(SQL(pieces: pieces, parameters: row)) }
        }
    }
}

extension SHA256 {
    /// Adds a row, each value closed by a byte that stands in no text.
    mutating func update(_ row: [SQLValue]) {
        var bytes: [UInt8] = []
        for value in row {
            switch value {
            case .text(let text): bytes += text.utf8
            case .integer(let number): bytes += String(number).utf8
            case .boolean(let flag): bytes.append(flag ? 1 : 0)
            case .blob(let blob): bytes += blob
            case .null: bytes.append(0xFE)
            }
            bytes.append(0xFF)
        }
        update(data: bytes)
    }
}
