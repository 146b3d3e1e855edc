package import Catalog
import Decisions
package import EventLog
import Kernel
package import Storage
import Vault
import Web

/// 自动决定的档案 — every decision that the rules ever made here, read back from the events of the cases.
package struct DecisionArchive: Sendable {
    /// How many cases are looked up at once.
    private static let pageSize = 200
    private let database: any Database
    private let journal: EventJournal
    private let items: PublishedItems

    package init(database: any Database, journal: EventJournal, items: PublishedItems) {
        self.database = database
        self.journal = journal
        self.items = items
    }

    package init(_ environment: CaseEnvironment) {
        self.init(database: environment.database, journal: environment.journal, items: environment.items)
    }

    /// Hands over every decision, case by case; cases that people decide from the start have none.
    /// - Parameters:
    ///   - item: only cases of the item with this code.
    ///   - unreadable: told the number of a case whose decision cannot be read any more; the others follow all the same.
    package func forEach(
        item: String? = nil, unreadable: (String) -> Void = { _ in }, _ body: (DecidedCase) async throws -> Void
    ) async throws {
        var last: Identifier<CaseFile>?
        while true {
            let page = try await page(after: last, item: item)
            for line in page { try await hand(line, unreadable, body) }
            guard page.count == Self.pageSize else { return }
            last = page.last?.id
        }
    }

    /// The same of the cases of an item that were received last, the newest first.
    package func forEach(
        newest count: Int, item: String, _ body: (DecidedCase) async throws -> Void
    ) async throws {
        let query: SQL = """
            \(Self.lines) WHERE item = \(item) ORDER BY received_at DESC, shard DESC, id DESC LIMIT \(count)
            """
        for line in try await lines(query) { try await hand(line, { _ in }, body) }
    }

    /// How many cases of an item there are.
    package func caseCount(item: String) async throws -> Int {
        try await database.readAtLength { tx in
            Int(try tx.row("SELECT COUNT(*) AS n FROM case_file WHERE item = \(item)")?.integer("n") ?? 0)
        }
    }

    private func hand(
        _ line: Line, _ unreadable: (String) -> Void, _ body: (DecidedCase) async throws -> Void
    ) async throws {
        try Task.checkCancellation()
        switch try await decided(line) {
        case .none: break
        case .unreadable: unreadable(line.number)
        case .read(let decided): try await body(decided)
        }
    }

    /// A hit with an amount that could not be paid went to a person as `noRule`, whatever the trace of the table says.
    private static func outcome(_ event: LoggedEvent, _ trace: JSON) -> DecisionOutcome {
        let reasons = (event.body["reasons"]?.array ?? []).compactMap(ReferralReason.init)
        let isUnmet = reasons.contains { if case .noRule = $0 { true } else { false } }
        return isUnmet ? .referred : DecisionOutcome(verdict: trace["verdict"]) ?? .referred
    }

    /// What the rules granted, also where a doubt of another kind sent the case to a person.
    private static func amountFen(_ outcome: DecisionOutcome, of item: ServiceItem) -> Int? {
        guard let name = item.outcome.entitlement?.amountOutput,
            let yuan = outcome[output: name]?.numberText.flatMap({ Decimal128($0) })
        else { return nil }
        return MoneyText.fen(yuan: yuan)
    }

    private struct Line: Sendable {
        let id: Identifier<CaseFile>
        let number: String
        let item: String
        let version: String
        let applicant: Identifier<Person>
    }

    private func page(after last: Identifier<CaseFile>?, item: String?) async throws -> [Line] {
        var sql: SQL = "\(Self.lines) WHERE 1 = 1"
        if let last { sql = "\(sql) AND (shard > \(last.shard) OR (shard = \(last.shard) AND id > \(last)))" }
        if let item { sql = "\(sql) AND item = \(item)" }
        return try await lines("\(sql) ORDER BY shard, id LIMIT \(Self.pageSize)")
    }

    private static let lines: SQL = "SELECT id, number, item, item_version, applicant FROM case_file"

    private func lines(_ query: SQL) async throws -> [Line] {
        try await database.readAtLength { tx in
            try tx.rows(query).map { row in
                Line(
                    id: row.identifier("id"), number: row.text("number"), item: row.text("item"),
                    version: row.text("item_version"), applicant: row.identifier("applicant"))
            }
        }
    }

    private enum Finding {
        /// People decide it.
        case none
        case unreadable
        case read(DecidedCase)
    }

    private func decided(_ line: Line) async throws -> Finding {
        let events = try await journal.events(of: line.id.retyped(as: EventStream.self))
        guard let event = events.first(where: { [CaseEvents.granted, CaseEvents.referred].contains($0.kind) }),
            case .rule = event.actor, let trace = event.body["trace"], trace != .null
        else { return .none }
        guard let received = events.first(where: { $0.kind == CaseEvents.received }),
            let content = received.body["content"].flatMap({ DraftContent($0) }),
            let application = trace["applicationDay"]?.string.flatMap({ CivilDate($0) }),
            let determination = trace["determinationDay"]?.string.flatMap({ CivilDate($0) }),
            let version = try? await items.item(version: line.version)
        else { return .unreadable }
        // What the rules do not read is nobody's business here (个人信息保护法第六条).
        let needed = Set(version.rules?.factNames ?? [])
        let stored = StoredDecision(
            number: line.number, item: line.item, version: line.version, engine: event.body["engine"]?.int ?? 0,
            applicationDay: application, determinationDay: determination,
            facts: content.knownFacts(of: version).filter { needed.contains($0.key) },
            // A day before all standards were in force has no verdict in its trace: nobody's rules could say yes.
            outcome: Self.outcome(event, trace),
            traceHash: event.body["traceHash"]?.string ?? Hex.text(Digest.sha256(trace.bytes)))
        return .read(
            DecidedCase(
                decision: stored, applicant: line.applicant, content: content,
                amountFen: Self.amountFen(stored.outcome, of: version)))
    }
}
