package import EventLog
import Kernel
package import Storage
import Web

/// 办件对账 — holds every case that is kept against its events: whose it is, under which rules, how it stands, and whose turn
/// it is. The applicant's column is the permission to see it, the office's the permission to work on it.
package struct AuditCases: Sendable {
    private static let table = ViewTable(
        "case_file",
        columns: [
            "shard", "id", "number", "item", "item_version", "applicant", "status", "stage", "office", "stage_index",
            "handler", "corrections", "received_at", "due_on", "review", "elsewhere",
        ], keys: ["shard", "id"])
    /// The events that make a row.
    package static let begun = [EventSort(.caseEvent, CaseEvents.received)]

    private let database: any Database
    private let journal: EventJournal

    package init(database: any Database, journal: EventJournal) {
        self.database = database
        self.journal = journal
    }

    /// - Returns: how many cases there are.
    /// - Throws: `ViewDifference` for the first one that does not agree.
    package func callAsFunction() async throws -> Int {
        let received = try await journal.places(of: .caseEvent, kind: CaseEvents.received)
        let known = Set(received.map(\.stream))
        var kept: Set<Identifier<EventStream>> = []
        try await Self.table.forEach(in: database) { row in
            let stream = row.optionalIdentifier("id", EventStream.self)
            guard let stream, row.optionalInteger("shard") == Int64(stream.shard), known.contains(stream) else {
                throw Self.table.difference(.unknown, stream, row: row)
            }
            let events = try await Self.table.events(of: stream, in: journal)
            // Of a case that was erased the log still knows that it was received.
            if let history = CaseHistory(events) {
                try Self.table.require(row, says: history.cells, stream, events.last)
            }
            kept.insert(stream)
        }
        if let lost = received.first(where: { !kept.contains($0.stream) }) {
            throw ViewDifference(
                table: Self.table.name, stream: lost.stream, sequence: lost.sequence, index: lost.index, kind: .missing)
        }
        return kept.count
    }
}
