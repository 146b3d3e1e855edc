import CPQ
import Storage

/// What PostgreSQL or the way to it said instead of an answer.
enum PostgresFault: Error, Equatable {
    /// The server refused a statement. `rule` is the constraint or column that refused it, where the server names one.
    case refused(state: String, rule: String, message: String)
    /// The connection was lost before `COMMIT` was sent: nothing has happened.
    case lost(String)
    /// The server took longer than we wait, and the connection was cut: nothing has happened.
    case overdue
    /// The answer to `COMMIT` was lost: it may or may not have happened.
    case commitUnanswered
    /// A closure passed over a refused statement: PostgreSQL has rolled the transaction back.
    case notCommitted

    /// Reads what a failed result says.
    init(_ result: OpaquePointer) {
        func field(_ code: Int32) -> String { PQresultErrorField(result, code).map { String(cString: $0) } ?? "" }
        let isCatalogue = field(DiagnosticField.schema) == "pg_catalog"
        let rule = field(DiagnosticField.constraint)
        self = .refused(
            state: isCatalogue ? Self.schemaRace : field(DiagnosticField.state),
            rule: rule.isEmpty ? field(DiagnosticField.column) : rule, message: field(DiagnosticField.message))
    }

    /// Two processes changing the schema at once meet in the catalogue; the second finds the work done when it looks again.
    private static let schemaRace = "42P07"

    /// Whether the same transaction may well succeed when it is run again.
    var isWorthRepeating: Bool {
        switch self {
        case .refused(let state, _, _): ["40001", "40P01", Self.schemaRace].contains(state)
        case .lost, .overdue, .commitUnanswered, .notCommitted: false
        }
    }

    var storageError: StorageError {
        switch self {
        case .refused(let state, let rule, let message):
            switch state.prefix(2) {
            case "23" where state == "23505": .uniqueViolation(rule)
            case "23": .constraintViolation(rule)
            case "22", "42", "0A": .constraintViolation("\(state) \(message)")
            default: .unavailable("\(state) \(message)")
            }
        case .lost(let message): .unavailable(message)
        case .overdue: .unavailable("no answer in time")
        case .commitUnanswered: .unavailable("the answer to COMMIT was lost")
        case .notCommitted: .constraintViolation("a refused statement was passed over")
        }
    }
}

/// Codes of `PQresultErrorField` (character constants in C).
private enum DiagnosticField {
    static let state = code("C"), message = code("M"), schema = code("s"), column = code("c"), constraint = code("n")
    private static func code(_ letter: Unicode.Scalar) -> Int32 { Int32(letter.value) }
}
