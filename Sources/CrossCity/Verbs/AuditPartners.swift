import Cases
package import EventLog
import Identity
import Kernel
package import Storage
package import Vault
import Web

/// 通办对账 — holds what is kept of the talk between two cities against the events of the case, each of which is the signed message
/// itself: nothing counts as heard that did not come, nothing as told that was not signed for, no decision stands here that
/// the other city has not told.
package struct AuditPartners: Sendable {
    private static let cases = ViewTable(
        "partner_case",
        columns: ["shard", "stream", "partner", "reference", "role", "told", "sent", "heard"],
        keys: ["shard", "stream"])
    private static let messages = ViewTable(
        "partner_message", columns: ["partner", "direction", "id"], keys: ["partner", "direction", "id"])
    private static let files = ViewTable("case_file", columns: ["shard", "id"], keys: ["shard", "id"])

    /// The events that make a row.
    package static let begun = [
        EventSort(.caseEvent, CaseEvents.forwarded), EventSort(.caseEvent, CaseEvents.messageReceived),
    ]

    private let database: any Database
    private let store: PartnerStore
    private let journal: EventJournal
    private let people: PersonStore

    package init(database: any Database, vault: KeyVault, journal: EventJournal) {
        self.database = database
        store = PartnerStore(database: database, vault: vault)
        self.journal = journal
        people = PersonStore(database: database, vault: vault)
    }

    /// - Returns: how many cases two cities have to do with.
    /// - Throws: `ViewDifference` for the first row that does not agree.
    package func callAsFunction() async throws -> Int {
        var begun: [EventPlace] = []
        for sort in Self.begun { begun += try await journal.places(of: sort.entryClass, kind: sort.kind) }
        var kept: Set<Identifier<EventStream>> = []
        let known = Set(begun.map(\.stream))
        try await Self.cases.forEach(in: database) { row in kept.insert(try await check(row, known)) }
        try await checkStrays()
        for place in begun where !kept.contains(place.stream) {
            throw ViewDifference(
                table: Self.cases.name, stream: place.stream, sequence: place.sequence, index: place.index,
                kind: .missing)
        }
        return kept.count
    }

    private func checkStrays() async throws {
        let stray = try await database.readAtLength { tx in
            try tx.row(
                """
                SELECT stream FROM partner_message WHERE NOT EXISTS (
                    SELECT 1 FROM partner_case
                    WHERE partner_case.shard = partner_message.shard AND partner_case.stream = partner_message.stream)
                LIMIT 1
                """)
        }
        if let stray { throw Self.messages.difference(.unknown, stray.optionalIdentifier("stream")) }
    }

    /// - Parameter known: the streams of which the log knows that two cities have to do with them.
    /// - Returns: the stream of the case.
    private func check(
        _ row: Row, _ known: Set<Identifier<EventStream>>
    ) async throws -> Identifier<EventStream> {
        let stream = row.optionalIdentifier("stream", EventStream.self)
        guard let stream, row.optionalInteger("shard") == Int64(stream.shard) else {
            throw Self.cases.difference(.unknown, stream)
        }
        let events = try await Self.cases.events(of: stream, in: journal)
        guard let last = events.last else {
            // A case that was erased says nothing any more, but the log still knows that it crossed.
            guard known.contains(stream) else { throw Self.cases.difference(.unknown, stream) }
            return stream
        }
        guard let history = PartnerHistory(events) else { throw Self.cases.difference(.unknown, stream) }
        let rows = try await messages(of: stream)
        let out = rows.filter { $0.optionalText("direction") == "out" }
        guard let told = row.optionalInteger("told"), 0...Int64(last.sequence) ~= told,
            row.optionalText("partner") == history.partner, row.optionalText("reference") == history.reference,
            row.optionalText("role") == history.role.rawValue, row.optionalInteger("sent") == Int64(out.count),
            row.optionalInteger("heard") == Int64(history.heard.count)
        else { throw Self.cases.difference(.otherwise, stream, last) }
        try check(rows.filter { $0.optionalText("direction") == "in" }, heard: history, stream)
        try check(out, told: history, upTo: Int(told), stream)
        try await checkFile(history, stream, last)
        return stream
    }

    private func messages(of stream: Identifier<EventStream>) async throws -> [Row] {
        try await database.rows(
            """
            SELECT partner, direction, id, shard, number, kind, digest, sealed, state, case_number FROM partner_message
            WHERE stream = \(stream) ORDER BY direction, number
            """)
    }

    /// What came: every message once, as it was signed.
    private func check(_ rows: [Row], heard history: PartnerHistory, _ stream: Identifier<EventStream>) throws {
        for row in rows {
            guard let crossing = history.heard.first(where: { row.optionalText("id") == $0.message.id }) else {
                throw Self.messages.difference(.unknown, stream)
            }
            guard row.says(crossing.message, in: stream), row.optionalText("partner") == crossing.message.sender,
                row.optionalText("state") == "done", row.optionalText("case_number") == history.caseNumber
            else { throw Self.messages.difference(.otherwise, stream, crossing.event) }
        }
        guard rows.count == history.heard.count else { throw Self.messages.difference(.missing, stream) }
    }

    /// What we tell: numbers without a gap, each message as it was signed where it has crossed, and nothing left out.
    private func check(
        _ rows: [Row], told history: PartnerHistory, upTo told: Int, _ stream: Identifier<EventStream>
    ) throws {
        var (counts, outcomes) = ([CityMessage.Kind: Int](), 0)
        for (offset, row) in rows.enumerated() {
            let id = "\(stream)-\(offset + 1)"
            guard row.optionalText("id") == id, row.optionalInteger("number") == Int64(offset + 1),
                let kind = row.optionalText("kind").flatMap(CityMessage.Kind.init(rawValue:)),
                row.optionalText("partner") == history.partner, row.optionalInteger("shard") == Int64(stream.shard)
            else { throw Self.messages.difference(.unknown, stream) }
            let crossing = (history.sent + history.refused).last { $0.message.id == id }
            let isAsSigned = crossing.map { row.says($0.message, in: stream) } ?? true
            let state = row.optionalText("state") ?? ""
            guard isAsSigned, history.states(of: id, told: told).contains(state) else {
                throw Self.messages.difference(.otherwise, stream, crossing?.event)
            }
            counts[kind, default: 0] += 1
            guard kind == .report else { continue }
            let body =
                state == "done" ? crossing?.message.body : try? store.open(row.optionalBlob("sealed") ?? [], id: id)
            guard let steps = body?["steps"]?.array else { throw Self.messages.difference(.damaged, stream) }
            outcomes += PartnerHistory.outcomes(
                steps.compactMap { $0["kind"]?.string.map(EventKind.init(rawValue:)) })
        }
        let isComplete =
            switch history.role {
            case .receives:
                [CityMessage.Kind.application, .correction, .question].allSatisfy {
                    counts[$0, default: 0] == history.owed($0, upTo: told)
                }
            case .decides: outcomes == history.owed(.report, upTo: told)
            }
        guard isComplete else { throw Self.messages.difference(.missing, stream) }
    }

    /// A case that another city decides stands as that city has told.
    private func checkFile(
        _ history: PartnerHistory, _ stream: Identifier<EventStream>, _ last: LoggedEvent
    ) async throws {
        let row = try await database.row(
            """
            SELECT shard, id, number, status, elsewhere, applicant FROM case_file
            WHERE shard = \(stream.shard) AND id = \(stream)
            """
        )
        guard let row else { throw Self.files.difference(.missing, stream, last) }
        let elsewhere = history.role == .receives ? history.partner : nil
        var cells = ["number": history.caseNumber.sqlValue, "elsewhere": elsewhere.sqlValue]
        cells["status"] = history.status?.sqlValue
        try Self.files.require(row, says: cells, stream, last)
        // Whom the other city applied for is named in its message by the number; of our own applicants we know who came.
        guard let number = history.applicant else { return }
        let person = row.optionalIdentifier("applicant", Person.self) ?? Identifier(high: 0, low: 0)
        guard try await people.person(person)?.residentID.text == number else {
            throw Self.files.difference(.otherwise, stream, last, row: row, field: "applicant")
        }
    }
}

extension Row {
    /// Whether a row of messages is about this one, and about what it said.
    fileprivate func says(_ message: CityMessage, in stream: Identifier<EventStream>) -> Bool {
        optionalInteger("shard") == Int64(stream.shard) && optionalText("id") == message.id
            && optionalInteger("number") == Int64(message.number) && optionalText("kind") == message.kind.rawValue
            && optionalBlob("digest") == message.digest
    }
}
