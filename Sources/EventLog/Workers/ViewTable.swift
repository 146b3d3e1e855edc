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
    /// - Throws: `ViewDifference` where a part of a key is missing, which SQLite allows; what `body` throws.
    package func forEach(in database: any Database, _ body: (Row) async throws -> Void) async throws {
        var last: Row?
        while true {
            let rows = try await page(after: last, in: database)
            for row in rows {
                if let missing = keys.first(where: { row[$0] == .null }) {
                    throw ViewDifference(table: name, stream: nil, field: missing, kind: .unknown)
                }
                try await body(row)
            }
            guard rows.count == Self.batch else { return }
            last = rows.last
        }
    }

    /// Holds cells of a row against what its events say of them.
    /// - Throws: `ViewDifference` for the first column that says something else, NULL where there should be nothing included.
    package func require(
        _ row: Row, says cells: [String: SQLValue], _ stream: Identifier<EventStream>?, _ event: LoggedEvent? = nil
    ) throws {
        for (column, value) in cells.sorted(by: { $0.key < $1.key }) where row[column] != value {
            throw difference(.otherwise, stream, event, row: row, field: column)
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
    ///   - row: the row that does not agree, where there is one.
    ///   - field: its column.
    package func difference(
        _ kind: ViewDifference.Kind, _ stream: Identifier<EventStream>?, _ event: LoggedEvent? = nil, row: Row? = nil,
        field: String? = nil
    ) -> ViewDifference {
        ViewDifference(
            table: name, key: row.map(key), stream: stream, sequence: event?.sequence,
            index: event?.logIndex.map { Int($0) }, field: field, kind: kind)
    }

    /// The key of a row, to be read by people. The shard follows from the rest.
    private func key(_ row: Row) -> String {
        keys.filter { $0 != "shard" }.map { column in
            switch row[column] {
            case .blob(let bytes): Identifier<EventStream>(bytes: bytes)?.description ?? Hex.text(bytes)
            case .text(let text): text
            case .integer(let number): String(number)
            case .boolean(let value): String(value)
            case .null: "NULL"
            }
        }.joined(separator: " ")
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
    /// The key of the row; `nil` where there is none.
    package let key: String?
    /// `nil` where the row does not even name one.
    package let stream: Identifier<EventStream>?
    package let sequence: Int?
    /// The place in the log, where there is one.
    package let index: Int?
    /// The column that says something else, where it is one.
    package let field: String?
    package let kind: Kind

    package init(
        table: String, key: String? = nil, stream: Identifier<EventStream>?, sequence: Int? = nil, index: Int? = nil,
        field: String? = nil, kind: Kind
    ) {
        self.table = table
        self.key = key
        self.stream = stream
        self.sequence = sequence
        self.index = index
        self.field = field
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
