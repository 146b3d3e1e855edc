package import EventLog
import Kernel
package import Storage

/// 公钥对账 — holds the keys that are believed of other cities against the events by which they came to be: whose signature stands
/// for a city is what that city announced last, vouched for by a key that was believed before.
package struct AuditPartnerKeys: Sendable {
    private static let table = ViewTable(
        "partner_key", columns: ["partner", "key_id", "jwk", "announced_at", "stream"], keys: ["partner", "key_id"])
    /// The events that make a row.
    package static let begun = [EventSort(.exchange, PartnerEvents.keysBelieved)]

    private let database: any Database
    private let journal: EventJournal

    package init(database: any Database, journal: EventJournal) {
        self.database = database
        self.journal = journal
    }

    /// - Returns: how many keys there are.
    /// - Throws: `ViewDifference` for the first one that does not agree.
    package func callAsFunction() async throws -> Int {
        let believed = try await believed()
        var kept: [String: Set<String>] = [:]
        try await Self.table.forEach(in: database) { row in
            let partner = row.optionalText("partner") ?? ""
            if let event = believed[partner] {
                try Self.check(row, event)
            } else if row["announced_at"] != 0.sqlValue {
                // Of an earlier release there is no event; what it kept is not believed before it is announced anew.
                throw Self.table.difference(.unknown, row.optionalIdentifier("stream"), row: row)
            }
            kept[partner, default: []].insert(row.optionalText("key_id") ?? "")
        }
        for (partner, event) in believed.sorted(by: { $0.key < $1.key }) {
            let named = Set((event.body["keys"]?.array ?? []).compactMap { $0["kid"]?.string })
            guard named == kept[partner] else { throw Self.table.difference(.missing, event.stream, event) }
        }
        return kept.values.reduce(0) { $0 + $1.count }
    }

    private static func check(_ row: Row, _ event: LoggedEvent) throws {
        let key = (event.body["keys"]?.array ?? []).first { $0["kid"]?.string == row.optionalText("key_id") }
        guard let key else { throw table.difference(.unknown, event.stream, event, row: row) }
        try table.require(
            row,
            says: [
                "jwk": String(decoding: key.bytes, as: UTF8.self).sqlValue, "stream": event.stream.sqlValue,
                "announced_at": (event.body["announcedAt"]?.int).sqlValue,
            ], event.stream, event)
    }

    /// The newest announcement of each partner. Two servers that meet a partner at once may each have begun a stream.
    private func believed() async throws -> [String: LoggedEvent] {
        let places = try await journal.places(of: .exchange, kind: PartnerEvents.keysBelieved)
        var newest: [String: LoggedEvent] = [:]
        for stream in Set(places.map(\.stream)).sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
            for event in try await Self.table.events(of: stream, in: journal) {
                guard let partner = event.body["partner"]?.string else { continue }
                let (at, before) = (
                    event.body["announcedAt"]?.int ?? 0, newest[partner]?.body["announcedAt"]?.int ?? -1
                )
                // Of two of one second the later one replaced the earlier.
                if at > before || at == before && event.recorded >= newest[partner]?.recorded ?? event.recorded {
                    newest[partner] = event
                }
            }
        }
        return newest
    }
}
