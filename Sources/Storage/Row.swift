package import Kernel

/// One row of a result. A column that is not in the statement, or holds another type, is a mistake of ours and stops
/// the process: what may be absent is asked for with the `optional` forms.
package struct Row: Sendable {
    private let columns: [String]
    private let values: [SQLValue]

    package init(columns: [String], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    package subscript(column: String) -> SQLValue {
        guard let index = columns.firstIndex(of: column) else {
            preconditionFailure("no column \(column) among \(columns)")
        }
        return values[index]
    }

    package var columnNames: [String] { columns }

    package func optionalInteger(_ column: String) -> Int64? {
        switch self[column] {
        case .integer(let value): value
        case .boolean(let value): value ? 1 : 0
        default: nil
        }
    }

    package func optionalText(_ column: String) -> String? {
        if case .text(let value) = self[column] { value } else { nil }
    }

    package func optionalBlob(_ column: String) -> [UInt8]? {
        if case .blob(let value) = self[column] { value } else { nil }
    }

    package func integer(_ column: String) -> Int64 { required(optionalInteger(column), column) }
    package func text(_ column: String) -> String { required(optionalText(column), column) }
    package func blob(_ column: String) -> [UInt8] { required(optionalBlob(column), column) }
    package func boolean(_ column: String) -> Bool { integer(column) != 0 }

    package func instant(_ column: String) -> Instant { Instant(milliseconds: integer(column)) }
    package func optionalInstant(_ column: String) -> Instant? {
        optionalInteger(column).map(Instant.init(milliseconds:))
    }
    package func date(_ column: String) -> CivilDate { required(optionalDate(column), column) }
    package func optionalDate(_ column: String) -> CivilDate? { optionalText(column).flatMap { CivilDate($0) } }

    package func identifier<Subject>(_ column: String, _: Subject.Type = Subject.self) -> Identifier<Subject> {
        required(optionalIdentifier(column), column)
    }

    package func optionalIdentifier<Subject>(_ column: String, _: Subject.Type = Subject.self) -> Identifier<Subject>? {
        optionalBlob(column).flatMap { Identifier(bytes: $0) }
    }

    private func required<Value>(_ value: Value?, _ column: String) -> Value {
        guard let value else { preconditionFailure("column \(column) holds \(self[column])") }
        return value
    }
}
