/// A statement whose interpolated values are parameters, never text: injection is impossible by construction.
///
///     try tx.row("SELECT status FROM case_file WHERE id = \(caseID)")
///
/// One text serves both databases: it is rendered with `?1` for SQLite and `$1` for PostgreSQL.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The text between the parameters; one more than there are parameters.
    package private(set) var pieces: [String]
    package private(set) var parameters: [SQLValue]

    package init(stringLiteral text: String) {
        pieces = [text]
        parameters = []
    }

    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        parameters = stringInterpolation.parameters
    }

    /// A statement that is known at run time only, such as a migration or a department's own query. Its parameters stand
    /// between the pieces.
    package init(pieces: [String], parameters: [SQLValue]) {
        precondition(pieces.count == parameters.count + 1, "a statement has one more piece than parameters")
        self.pieces = pieces
        self.parameters = parameters
    }

    /// Parts one after another, as the rows of a `VALUES` list.
    package static func list(_ parts: [SQL]) -> SQL {
        guard var joined = parts.first else { preconditionFailure("a list has at least one part") }
        for part in parts.dropFirst() { joined = "\(joined), \(part)" }
        return joined
    }

    /// The text with placeholders, e.g. `prefix` `"?"` gives `?1`, `?2` …
    package func text(placeholderPrefix prefix: String) -> String {
        guard !parameters.isEmpty else { return pieces[0] }
        var text = pieces[0]
        for index in 1..<pieces.count {
            text += prefix
            text += String(index)
            text += pieces[index]
        }
        return text
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [String] = [""]
        var parameters: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount + 1)
            parameters.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { pieces[pieces.count - 1] += literal }

        package mutating func appendInterpolation(_ value: some SQLBindable) {
            parameters.append(value.sqlValue)
            pieces.append("")
        }

        /// A part of a statement, with its own parameters.
        package mutating func appendInterpolation(_ part: SQL) {
            pieces[pieces.count - 1] += part.pieces[0]
            pieces += part.pieces.dropFirst()
            parameters += part.parameters
        }
    }
}
