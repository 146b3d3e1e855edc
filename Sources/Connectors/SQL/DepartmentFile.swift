import Exchange
import Storage
import StorageSQLite
import Synchronization

/// A department's SQLite file. Opened when it is first needed and again after it failed, so that a file that comes
/// later, or comes back, is found. One connection reads; one writes and checkpoints, only where something is written
/// back.
final class DepartmentFile: DepartmentDatabase {
    private let path: String
    private let reader = Mutex<ReadOnlySQLite?>(nil)
    private let writer = Mutex<SQLiteDatabase?>(nil)

    init(path: String) { self.path = path }

    var place: String { path }

    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws(SourceFault) -> Value {
        do {
            return try await openReader().read(body)
        } catch {
            throw fault(of: error)
        }
    }

    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws(SourceFault) -> Value {
        do {
            // Opening for writing would create a file that is not there: the reader finds that out first.
            _ = try openReader()
            return try await openWriter().write(body)
        } catch {
            throw fault(of: error)
        }
    }

    func asking(_ statement: SQL, for columns: [String]) -> SQL { statement }

    func probing(_ statement: SQL, for columns: [String]) -> SQL {
        // In brackets a name that is no column is an error; in quotes SQLite would take it for a text.
        let names = columns.isEmpty ? "1" : columns.map { "[\($0)]" }.joined(separator: ", ")
        return statement.asTable(of: "SELECT \(names) FROM ", " LIMIT 0")
    }

    private func openReader() throws -> ReadOnlySQLite {
        try reader.withLock { reader in
            if let reader { return reader }
            let opened = try ReadOnlySQLite(path: path)
            reader = opened
            return opened
        }
    }

    private func openWriter() throws -> SQLiteDatabase {
        try writer.withLock { writer in
            if let writer { return writer }
            let opened = try SQLiteDatabase(path: path)
            writer = opened
            return opened
        }
    }

    /// The fault in the words of the exchange.
    private func fault(of error: any Error) -> SourceFault {
        switch error {
        case is CancellationError: return .timedOut
        case StorageError.uniqueViolation, StorageError.constraintViolation: return .refused("constraint")
        case StorageError.unavailable(let message)
        where message.hasPrefix("no such") || message.hasSuffix("syntax error"):
            return .malformed(message)
        default:
            reader.withLock { $0 = nil }
            return .unreachable
        }
    }
}
