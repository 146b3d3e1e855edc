package import EventLog
import Kernel
package import Storage

/// 回写对账记录的核对 — holds the record of what departments have acknowledged, and of what comparisons have found, against the
/// events of the cases: nobody makes a write-back or an open finding disappear in silence.
package struct AuditWriteBacks: Sendable {
    private static let records = ViewTable(
        "write_back",
        columns: ["delivery_id", "resource", "stream", "sequence", "number", "acknowledged_at", "redeliveries"],
        keys: ["delivery_id"])
    private static let findings = ViewTable(
        "write_back_finding",
        columns: [
            "id", "delivery_id", "resource", "kind", "stream", "found_at", "state", "settled_by", "settled_at",
        ], keys: ["id"])

    private let database: any Database
    private let journal: EventJournal
    private let decisions: [EventSort]

    /// - Parameter decisions: the kinds of events by which people change what a department was told.
    package init(database: any Database, journal: EventJournal, decisions: [EventSort]) {
        self.database = database
        self.journal = journal
        self.decisions = decisions
    }

    /// - Returns: how many write-backs were acknowledged.
    /// - Throws: `ViewDifference` for the first row that does not agree.
    package func callAsFunction() async throws -> Int {
        // The events first: what begins while the rows are looked at is not missed.
        var begun: [(stream: Identifier<EventStream>, sequence: Int, index: Int?)] = []
        for kind in WriteBackFinding.Kind.allCases {
            begun += try await journal.places(of: .exchange, kind: ExchangeEvents.found(kind))
        }
        let told =
            try await journal.places(of: .caseEvent, kind: ExchangeEvents.writtenBack)
            + journal.places(of: .exchange, kind: ExchangeEvents.writeBackCorrected)
        var kept: Set<String> = []
        let acknowledged = Dictionary(grouping: told, by: \.stream).mapValues { Set($0.map(\.sequence)) }
        try await Self.records.forEach(in: database) { row in kept.insert(try await check(row, acknowledged)) }
        for place in told { try await checkTold(place.stream, place.sequence, kept) }
        var found: Set<String> = []
        let compared = Set(begun.map(\.stream))
        try await Self.findings.forEach(in: database) { row in found.insert(try await checkFinding(row, compared)) }
        for place in begun { try await checkFound(place.stream, place.sequence, found) }
        try await AuditCorrections(database: database, journal: journal, kinds: decisions)()
        return kept.count
    }

    /// - Parameter acknowledged: where in each stream the log knows of an acknowledgement.
    /// - Returns: under which key the department was told.
    private func check(_ row: Row, _ acknowledged: [Identifier<EventStream>: Set<Int>]) async throws -> String {
        let stream = row.optionalIdentifier("stream", EventStream.self)
        guard let stream, let key = row.optionalText("delivery_id") else {
            throw Self.records.difference(.unknown, stream)
        }
        let events = try await Self.records.events(of: stream, in: journal)
        guard !events.isEmpty else {
            // A case that was erased says nothing any more, but the log still knows where it spoke; of one that never was it
            // knows nothing.
            let sequence = row.optionalInteger("sequence").map { Int($0) } ?? 0
            guard acknowledged[stream]?.contains(sequence) == true else {
                throw Self.records.difference(.unknown, stream)
            }
            return key
        }
        guard let told = events.first(where: { row.optionalInteger("sequence") == Int64($0.sequence) }),
            [ExchangeEvents.writtenBack, ExchangeEvents.writeBackCorrected].contains(told.kind),
            told.body["delivery"]?.string ?? key == key
        else { throw Self.records.difference(.unknown, stream) }
        let again = events.filter { $0.kind == ExchangeEvents.redelivered && $0.body["delivery"]?.string == key }
        let last = again.last ?? told
        guard row.optionalText("resource") == told.body["resource"]?.string,
            row.optionalText("number") == last.body["acknowledgement"]?.string,
            row.optionalInteger("redeliveries") == Int64(again.count),
            // A record that was taken over from an event of an earlier release has the time at which that was written.
            [last.effective, last.recorded].contains(row.optionalInstant("acknowledged_at"))
        else { throw Self.records.difference(.otherwise, stream, last) }
        return key
    }

    /// Every acknowledgement has its record. Those of earlier releases did not say under which key; they get theirs when it is
    /// compared.
    private func checkTold(
        _ stream: Identifier<EventStream>, _ sequence: Int, _ kept: Set<String>
    ) async throws {
        let events = try await Self.records.events(of: stream, in: journal)
        guard let event = events.first(where: { $0.sequence == sequence }), let key = event.body["delivery"]?.string
        else { return }
        guard kept.contains(key) else { throw Self.records.difference(.missing, stream, event) }
    }

    /// - Parameter compared: the streams in which the log knows of a finding.
    /// - Returns: the finding's identifier.
    private func checkFinding(_ row: Row, _ compared: Set<Identifier<EventStream>>) async throws -> String {
        let stream = row.optionalIdentifier("stream", EventStream.self)
        guard let stream, let id = row.optionalIdentifier("id", WriteBackFinding.self)?.description else {
            throw Self.findings.difference(.unknown, stream)
        }
        let events = try await Self.findings.events(of: stream, in: journal)
        guard !events.isEmpty else {
            guard compared.contains(stream) else { throw Self.findings.difference(.unknown, stream) }
            return id
        }
        let about = events.filter { $0.body["finding"]?.string == id || Self.overtakes($0, id) }
        guard let first = about.first, let kind = Self.kind(of: first) else {
            throw Self.findings.difference(.unknown, stream)
        }
        let end = about.dropFirst().first { Self.state(of: id, after: $0) != nil }
        let states: [WriteBackFinding.State] =
            end.flatMap { Self.state(of: id, after: $0) }.map { [$0] } ?? [.open, .redelivering]
        guard row.optionalText("kind") == kind.rawValue,
            row.optionalText("resource") == first.body["resource"]?.string,
            row.optionalText("delivery_id") == first.body["delivery"]?.string,
            row.optionalInstant("found_at") == first.effective,
            states.map(\.rawValue).contains(row.optionalText("state") ?? ""),
            row.optionalText("settled_by") == end?.clerk, row.optionalInstant("settled_at") == end?.effective
        else { throw Self.findings.difference(.otherwise, stream, end ?? first) }
        return id
    }

    private static func kind(of event: LoggedEvent) -> WriteBackFinding.Kind? {
        WriteBackFinding.Kind.allCases.first { ExchangeEvents.found($0) == event.kind }
    }

    /// What an event makes of a finding; `nil` where it settles none.
    private static func state(of id: String, after event: LoggedEvent) -> WriteBackFinding.State? {
        switch event.kind {
        case ExchangeEvents.found(.uncorrected): overtakes(event, id) ? .overtaken : nil
        case ExchangeEvents.agreed: .agreed
        case ExchangeEvents.redelivered: .redelivered
        case ExchangeEvents.findingAnswered:
            event.body["outcome"]?.string.flatMap(AnswerWriteBackFinding.Outcome.init(rawValue:))?.state
        default: nil
        }
    }

    /// 并入后一条: a later task takes the place of a finding.
    private static func overtakes(_ event: LoggedEvent, _ id: String) -> Bool {
        event.body["overtakes"]?.array?.contains { $0.string == id } == true
    }

    /// Every event that found something has its finding.
    private func checkFound(
        _ stream: Identifier<EventStream>, _ sequence: Int, _ found: Set<String>
    ) async throws {
        let events = try await Self.findings.events(of: stream, in: journal)
        guard let event = events.first(where: { $0.sequence == sequence }) else { return }
        guard let id = event.body["finding"]?.string, found.contains(id) else {
            throw Self.findings.difference(.missing, stream, event)
        }
    }
}
