package import EventLog
import Kernel
package import Storage
package import Vault
import Web

/// 归集对账 — holds what is kept of departments' own certificates against the readings to which their holders agreed: nothing is
/// kept that nobody agreed to, nothing that was withdrawn, and what is kept is what was read then.
package struct AuditImports: Sendable {
    private static let table = ViewTable(
        "imported_certificate", columns: ["id", "holder", "type", "agreed_at", "read_at", "sealed"], keys: ["id"])
    /// The events that make a row.
    package static let begun = [EventSort(.dataRead, ImportEvents.read)]

    private let database: any Database
    private let journal: EventJournal
    private let store: ImportStore

    package init(database: any Database, vault: KeyVault, journal: EventJournal) {
        self.database = database
        self.journal = journal
        store = ImportStore(database: database, vault: vault)
    }

    /// - Returns: how many there are.
    /// - Throws: `ViewDifference` for the first one that does not agree.
    package func callAsFunction() async throws -> Int {
        let read = Set(try await journal.places(of: .dataRead, kind: ImportEvents.read).map(\.stream))
        var kept: Set<Identifier<EventStream>> = []
        try await Self.table.forEach(in: database) { row in
            let stream = row.optionalIdentifier("id", EventStream.self)
            guard let stream, read.contains(stream) else { throw Self.table.difference(.unknown, stream, row: row) }
            try await check(row, stream)
            kept.insert(stream)
        }
        for stream in read.subtracting(kept).sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
            let events = try await Self.table.events(of: stream, in: journal)
            if let reading = Self.reading(events) { throw Self.table.difference(.missing, stream, reading) }
        }
        return kept.count
    }

    private func check(_ row: Row, _ stream: Identifier<EventStream>) async throws {
        let events = try await Self.table.events(of: stream, in: journal)
        // Of a stream that was erased the log still knows that something was read.
        guard !events.isEmpty else { return }
        guard let reading = Self.reading(events), case .person(let holder) = reading.actor else {
            throw Self.table.difference(.unknown, stream, row: row)
        }
        try Self.table.require(
            row,
            says: [
                "holder": Identifier<Person>(holder).sqlValue, "type": (reading.body["type"]?.string).sqlValue,
            ], stream, reading)
        guard row.optionalInstant("agreed_at") != nil, row.optionalInstant("read_at") != nil,
            row.optionalBlob("sealed") != nil, let held = try? store.imported(row)
        else { throw Self.table.difference(.damaged, stream, reading, row: row, field: "sealed") }
        // Readings of an earlier release do not say what was kept.
        guard let digest = reading.body[ImportEvents.kept]?.string, digest != held.digest else { return }
        throw Self.table.difference(.otherwise, stream, reading, row: row, field: Self.field(of: row, held, reading))
    }

    /// Which column it is: what was read last was kept at that very moment, the rest is sealed.
    private static func field(of row: Row, _ held: ImportedCertificate, _ reading: LoggedEvent) -> String {
        if held.agreedAt > reading.effective { return "agreed_at" }
        return held.source.readAt > reading.effective ? "read_at" : "sealed"
    }

    /// The reading after which something is kept; `nil` where nothing is, or it was removed since.
    private static func reading(_ events: [LoggedEvent]) -> LoggedEvent? {
        events.reduce(nil) { before, event in
            switch event.kind {
            case ImportEvents.removed: nil
            case ImportEvents.read where isKept(event): event
            default: before
            }
        }
    }

    private static func isKept(_ event: LoggedEvent) -> Bool {
        event.body[ImportEvents.kept] != nil || event.body["outcome"]?.string == ImportOutcome.read.rawValue
    }
}
