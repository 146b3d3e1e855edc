package import Kernel
package import Storage
import Vault

/// 视图的表 — a table whose rows follow from events, so that each can be held against what its events say. Whoever changes a row
/// behind the city's back changes what somebody may do; the events, which the public log binds, stay as they are.
package struct ViewTable: Sendable {
    private static let batch = 200

    package let name: String
    private let selection: SQL
    private let order: SQL
    private let keys: [String]

    /// - Parameters:
    ///   - keys: the columns of its primary key, among `columns`.
    package init(_ name: String, columns: [String], keys: [String]) {
        self.name = name
        self.keys = keys
        selection = SQL(pieces: ["SELECT \(columns.joined(separator: ", ")) FROM \(name)"], parameters: [])
        order = SQL(pieces: [keys.joined(separator: ", ")], parameters: [])
    }

    /// Every row, in the order of its key, however many there are. Cells are to be read with care: who changes a database does
    /// not keep to the types of its columns.
    package func forEach(in database: any Database, _ body: (Row) async throws -> Void) async throws {
        var last: Row?
        while true {
            let rows = try await page(after: last, in: database)
            for row in rows { try await look(at: row, in: database, body) }
            guard rows.count == Self.batch else { return }
            last = rows.last
        }
    }

    /// Beside a running server row and events may have gone on between the one reading and the other: a row that does not agree
    /// is read again before it is said.
    private func look(
        at row: Row, in database: any Database, _ body: (Row) async throws -> Void
    ) async throws {
        do { try await body(row) } catch is ViewDifference {
            let place = SQL.list(keys.map { "\(row[$0])" })
            let again = try await database.row("\(selection) WHERE (\(order)) = (\(place))")
            if let again { try await body(again) }
        }
    }

    private func page(after last: Row?, in database: any Database) async throws -> [Row] {
        let (selection, order, keys) = (selection, order, keys)
        return try await database.readAtLength { tx in
            guard let last else { return try tx.rows("\(selection) ORDER BY \(order) LIMIT \(Self.batch)") }
            let place = SQL.list(keys.map { "\(last[$0])" })
            return try tx.rows("\(selection) WHERE (\(order)) > (\(place)) ORDER BY \(order) LIMIT \(Self.batch)")
        }
    }

    /// - Parameters:
    ///   - stream: whose events should say what the row says.
    ///   - event: the event that says otherwise, where it is one.
    package func difference(
        _ kind: ViewDifference.Kind, _ stream: Identifier<EventStream>?, _ event: LoggedEvent? = nil
    ) -> ViewDifference {
        ViewDifference(
            table: name, stream: stream, sequence: event?.sequence, index: event?.logIndex.map { Int($0) }, kind: kind)
    }

    /// The events that a row should follow from.
    /// - Throws: `ViewDifference` where they cannot be read.
    package func events(
        of stream: Identifier<EventStream>, in journal: EventJournal
    ) async throws -> [LoggedEvent] {
        do { return try await journal.events(of: stream) } catch is VaultError { throw difference(.unknown, stream) }
    }
}

/// 视图的不符之处 — the first row of such a table that does not say what its events say.
package struct ViewDifference: Error, Equatable {
    package let table: String
    /// `nil` where the row does not even name one.
    package let stream: Identifier<EventStream>?
    package let sequence: Int?
    /// The place in the log, where there is one.
    package let index: Int?
    package let kind: Kind

    package init(
        table: String, stream: Identifier<EventStream>?, sequence: Int? = nil, index: Int? = nil, kind: Kind
    ) {
        self.table = table
        self.stream = stream
        self.sequence = sequence
        self.index = index
        self.kind = kind
    }

    package enum Kind: String, Sendable {
        /// The events say that there is a row, and there is none.
        case missing
        /// No event says that there is such a row.
        case unknown
        /// What is sealed in it does not open.
        case damaged
        /// It says something else than its events.
        case otherwise
    }
}
