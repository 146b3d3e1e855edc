package import Kernel
import Storage

/// Events of one class and kind.
package struct EventSort: Hashable, Sendable {
    package let entryClass: EntryClass
    package let kind: EventKind

    package init(_ entryClass: EntryClass, _ kind: EventKind) {
        self.entryClass = entryClass
        self.kind = kind
    }
}

/// Where an event is: its stream, its number within it, and its place in the log where it has one.
package typealias EventPlace = (stream: Identifier<EventStream>, sequence: Int, index: Int?)

extension EventJournal {
    private static let batch = 5_000

    /// Where all events of a kind are, in the order of the log; those that wait for their place come first.
    package func places(of entryClass: EntryClass, kind: EventKind) async throws -> [EventPlace] {
        let sort = EventSort(entryClass, kind)
        if let known = known[sort] { return known }
        return try await indexing([sort]).known[sort] ?? []
    }

    /// A journal that has looked up, in one pass over all events, where those of some kinds are: for who goes through many kinds
    /// in a state that does not change.
    package func indexing(_ sorts: [EventSort]) async throws -> EventJournal {
        let kinds = SQL.list(Set(sorts.map(\.kind.rawValue)).sorted().map { "\($0)" })
        var journal = self
        journal.known = Dictionary(sorts.map { ($0, []) }, uniquingKeysWith: { first, _ in first })
        try await journal.note(
            database.readAtLength { tx in
                try tx.rows("\(Self.columns) WHERE log_index IS NULL AND kind IN (\(kinds))")
            })
        var last: Int64 = -1
        while true {
            let after = last
            let rows = try await database.readAtLength { tx in
                try tx.rows(
                    """
                    \(Self.columns) WHERE log_index > \(after) AND kind IN (\(kinds))
                    ORDER BY log_index LIMIT \(Self.batch)
                    """)
            }
            journal.note(rows)
            guard rows.count == Self.batch, let end = rows.last?.optionalInteger("log_index") else { return journal }
            last = end
        }
    }

    private static let columns: SQL = "SELECT class, kind, stream, sequence, log_index FROM event"

    private mutating func note(_ rows: [Row]) {
        for row in rows {
            guard let number = row.optionalInteger("class").flatMap(UInt8.init(exactly:)),
                let entryClass = EntryClass(rawValue: number), let kind = row.optionalText("kind"),
                let stream = row.optionalIdentifier("stream", EventStream.self),
                let sequence = row.optionalInteger("sequence")
            else { continue }
            let place = (stream, Int(sequence), row.optionalInteger("log_index").map { Int($0) })
            known[EventSort(entryClass, EventKind(rawValue: kind))]?.append(place)
        }
    }
}
