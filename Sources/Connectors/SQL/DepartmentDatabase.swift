import Exchange
import Storage

/// 部门数据库 — a department's own database, of whatever make: opened when it is first needed and again after it failed.
protocol DepartmentDatabase: Sendable {
    /// Where it is, for those who look after it; without anything secret.
    var place: String { get }

    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws(SourceFault) -> Value

    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws(SourceFault) -> Value

    /// What is asked for a department's own statement: the statement, or one around it that makes its columns readable.
    func asking(_ statement: SQL, for columns: [String]) -> SQL

    /// Gives no row, and fails where the statement does not give one of the columns.
    func probing(_ statement: SQL, for columns: [String]) -> SQL
}

extension SQL {
    /// The statement as the table of another one.
    func asTable(of before: String, _ after: String) -> SQL {
        var pieces = pieces
        pieces[0] = before + "(" + pieces[0]
        // On a line of its own: the statement may end with a comment.
        pieces[pieces.count - 1] += "\n)" + after
        return SQL(pieces: pieces, parameters: parameters)
    }
}
