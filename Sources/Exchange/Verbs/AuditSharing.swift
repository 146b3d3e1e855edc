package import EventLog
import Kernel
package import Storage

/// 授权对账 — holds every grant to read a department's data, and every request for one, against the events by which named
/// officers gave, refused and revoked them: no field, no item and no day is in the book that nobody granted.
package struct AuditSharing: Sendable {
    private static let terms = ["resource", "item", "fields", "aim", "basis", "starts_on", "ends_on"]
    private static let grants = ViewTable(
        "sharing_grant",
        columns: ["id", "digest", "request", "stream", "granted_at", "revoked_at", "revocation"] + terms, keys: ["id"])
    private static let requests = ViewTable(
        "sharing_request",
        columns: [
            "id", "office", "asked_by", "asked_at", "due_on", "state", "decided_by", "decided_at", "reason", "stream",
        ] + terms, keys: ["id"])

    private let database: any Database
    private let journal: EventJournal

    package init(database: any Database, journal: EventJournal) {
        self.database = database
        self.journal = journal
    }

    /// - Returns: how many grants and requests there are.
    /// - Throws: `ViewDifference` for the first one that does not agree.
    package func callAsFunction() async throws -> Int {
        try await check(Self.grants, by: ExchangeEvents.granted, named: "grant", SharingGrant.says)
            + check(Self.requests, by: ExchangeEvents.asked, named: "request", SharingRequest.says)
    }

    /// Each row has the event of its beginning, and each such event its row.
    private func check(
        _ table: ViewTable, by kind: EventKind, named name: String, _ says: (Row, LoggedEvent, [LoggedEvent]) -> Bool
    ) async throws -> Int {
        // The events first: what begins while the rows are looked at is not missed.
        let begun = try await journal.places(of: .exchange, kind: kind)
        var kept: Set<String> = []
        try await table.forEach(in: database) { row in
            let stream = row.optionalIdentifier("stream", EventStream.self)
            guard let stream, let id = row.optionalIdentifier("id", SharingGrant.self)?.description else {
                throw table.difference(.unknown, stream)
            }
            let events = try await table.events(of: stream, in: journal)
            guard let first = events.first(where: { $0.kind == kind && $0.body[name]?.string == id }) else {
                throw table.difference(.unknown, stream)
            }
            guard says(row, first, events) else { throw table.difference(.otherwise, stream, first) }
            kept.insert(id)
        }
        for place in begun {
            let events = try await table.events(of: place.stream, in: journal)
            guard let event = events.first(where: { $0.sequence == place.sequence }) else { continue }
            guard let id = event.body[name]?.string, kept.contains(id) else {
                throw table.difference(.missing, place.stream, event)
            }
        }
        return kept.count
    }
}

extension SharingGrant {
    /// Whether a row says what the event of the grant says, and stands as what followed.
    fileprivate static func says(_ row: Row, _ granted: LoggedEvent, _ events: [LoggedEvent]) -> Bool {
        let revoked = events.first {
            $0.kind == ExchangeEvents.revoked && $0.body["grant"]?.string == granted.body["grant"]?.string
        }
        let isFromFile = granted.body["request"]?.string == nil
        return SharingTerms.says(row, granted.body["terms"])
            && row.optionalText("digest") == (isFromFile ? SharingTerms(granted.body["terms"])?.digest : nil)
            && row.optionalIdentifier("request", SharingRequest.self)?.description == granted.body["request"]?.string
            && row.optionalInstant("granted_at") == granted.effective
            && row.optionalInstant("revoked_at") == revoked?.effective
            && row.optionalText("revocation") == revoked?.body["reason"]?.string
    }
}

extension SharingRequest {
    fileprivate static func says(_ row: Row, _ asked: LoggedEvent, _ events: [LoggedEvent]) -> Bool {
        let answer = events.first {
            [ExchangeEvents.granted, ExchangeEvents.refused].contains($0.kind)
                && $0.body["request"]?.string == asked.body["request"]?.string
        }
        let state: State = answer.map { $0.kind == ExchangeEvents.granted ? .granted : .refused } ?? .asked
        return SharingTerms.says(row, asked.body["terms"]) && row.optionalText("state") == state.rawValue
            && row.optionalText("office") == asked.body["office"]?.string
            && row.optionalText("due_on") == asked.body["dueOn"]?.string
            && row.optionalText("asked_by") == asked.clerk && row.optionalInstant("asked_at") == asked.effective
            && row.optionalText("decided_by") == answer?.clerk
            && row.optionalInstant("decided_at") == answer?.effective
            && row.optionalText("reason") == answer?.body["reason"]?.string
    }
}

extension LoggedEvent {
    /// The officer who did it.
    var clerk: String? {
        if case .clerk(let id) = actor { id } else { nil }
    }
}

extension SharingTerms {
    /// As an event has them.
    fileprivate init?(_ json: JSON?) {
        guard let json, let resource = json["resource"]?.string, let item = json["item"]?.string,
            let aim = json["aim"]?.string, let basis = json["basis"]?.string,
            let from = json["from"]?.string.flatMap({ CivilDate($0) }),
            let until = json["until"]?.string.flatMap({ CivilDate($0) })
        else { return nil }
        self.init(
            resource: resource, item: item, fields: (json["fields"]?.array ?? []).compactMap(\.string), aim: aim,
            basis: basis, from: from, until: until)
    }

    fileprivate static func says(_ row: Row, _ json: JSON?) -> Bool {
        guard let terms = SharingTerms(json) else { return false }
        return row.optionalText("resource") == terms.resource && row.optionalText("item") == terms.item
            && row.optionalText("fields") == terms.fields.joined(separator: "、")
            && row.optionalText("aim") == terms.aim && row.optionalText("basis") == terms.basis
            && row.optionalText("starts_on") == terms.from.description
            && row.optionalText("ends_on") == terms.until.description
    }
}
