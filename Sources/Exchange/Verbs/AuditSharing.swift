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

    /// The events that make a row.
    package static let begun = [
        EventSort(.exchange, ExchangeEvents.granted), EventSort(.exchange, ExchangeEvents.asked),
    ]

    private let database: any Database
    private let journal: EventJournal

    package init(database: any Database, journal: EventJournal) {
        self.database = database
        self.journal = journal
    }

    /// - Returns: how many grants and requests there are.
    /// - Throws: `ViewDifference` for the first one that does not agree.
    package func callAsFunction() async throws -> Int {
        try await check(Self.grants, by: ExchangeEvents.granted, named: "grant", SharingGrant.cells)
            + check(Self.requests, by: ExchangeEvents.asked, named: "request", SharingRequest.cells)
    }

    /// What a row holds by the event of its beginning and those of its stream; `nil` where that event says nothing.
    private typealias Cells = (LoggedEvent, [LoggedEvent]) -> [String: SQLValue]?

    /// Each row has the event of its beginning, and each such event its row.
    private func check(
        _ table: ViewTable, by kind: EventKind, named name: String, _ cells: Cells
    ) async throws -> Int {
        var kept: Set<String> = []
        try await table.forEach(in: database) { row in
            let stream = row.optionalIdentifier("stream", EventStream.self)
            guard let stream, let id = row.optionalIdentifier("id", SharingGrant.self)?.description else {
                throw table.difference(.unknown, stream, row: row)
            }
            let events = try await table.events(of: stream, in: journal)
            guard let first = events.first(where: { $0.kind == kind && $0.body[name]?.string == id }),
                let said = cells(first, events)
            else { throw table.difference(.unknown, stream, row: row) }
            try table.require(row, says: said, stream, first)
            kept.insert(id)
        }
        for place in try await journal.places(of: .exchange, kind: kind) {
            let events = try await table.events(of: place.stream, in: journal)
            let event = events.first { $0.sequence == place.sequence }
            // No department's grants are ever erased: whoever cannot read one cannot say that its row is gone by right.
            guard let event, let id = event.body[name]?.string, kept.contains(id) else {
                throw table.difference(.missing, place.stream, event)
            }
        }
        return kept.count
    }
}

extension SharingGrant {
    /// What the event of the grant says, and how it stands by what followed.
    fileprivate static func cells(_ granted: LoggedEvent, _ events: [LoggedEvent]) -> [String: SQLValue]? {
        let revoked = events.first {
            $0.kind == ExchangeEvents.revoked && $0.body["grant"]?.string == granted.body["grant"]?.string
        }
        guard let terms = SharingTerms(granted.body["terms"]) else { return nil }
        let request = granted.body["request"]?.string
        return terms.cells.merging(
            [
                "digest": (request == nil ? terms.digest : nil).sqlValue,
                "request": request.flatMap { Identifier<SharingRequest>($0) }.sqlValue,
                "granted_at": granted.effective.sqlValue, "revoked_at": (revoked?.effective).sqlValue,
                "revocation": (revoked?.body["reason"]?.string).sqlValue,
            ]) { $1 }
    }
}

extension SharingRequest {
    fileprivate static func cells(_ asked: LoggedEvent, _ events: [LoggedEvent]) -> [String: SQLValue]? {
        let answer = events.first {
            [ExchangeEvents.granted, ExchangeEvents.refused].contains($0.kind)
                && $0.body["request"]?.string == asked.body["request"]?.string
        }
        let state: State = answer.map { $0.kind == ExchangeEvents.granted ? .granted : .refused } ?? .asked
        return SharingTerms(asked.body["terms"])?.cells.merging(
            [
                "state": state.rawValue.sqlValue, "office": (asked.body["office"]?.string).sqlValue,
                "due_on": (asked.body["dueOn"]?.string).sqlValue, "asked_by": asked.clerk.sqlValue,
                "asked_at": asked.effective.sqlValue, "decided_by": (answer?.clerk).sqlValue,
                "decided_at": (answer?.effective).sqlValue, "reason": (answer?.body["reason"]?.string).sqlValue,
            ]) { $1 }
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

    fileprivate var cells: [String: SQLValue] {
        [
            "resource": resource.sqlValue, "item": item.sqlValue, "fields": fields.joined(separator: "、").sqlValue,
            "aim": aim.sqlValue, "basis": basis.sqlValue, "starts_on": from.sqlValue, "ends_on": until.sqlValue,
        ]
    }
}
