package import Catalog
import Decisions
package import EventLog
import Kernel
import Web
package import Storage
import Vault

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
    /// - Parameter item: only cases of the item with this code.
    package func forEach(item: String? = nil, _ body: (DecidedCase) async throws -> Void) async throws {
        var last: Identifier<CaseFile>?
        while true {
            let page = try await page(after: last, item: item)
            for line in page {
                if let decided = try await decided(line) { try await body(decided) }
            }
            guard page.count == Self.pageSize else { return }
            last = page.last?.id
        }
    }

    private struct Line: Sendable {
        let id: Identifier<CaseFile>
        let number: String
        let item: String
        let version: String
        let applicant: Identifier<Person>
    }

    private func page(after last: Identifier<CaseFile>?, item: String?) async throws -> [Line] {
        var sql: SQL = "SELECT id, number, item, item_version, applicant FROM case_file WHERE 1 = 1"
        if let last { sql = "\(sql) AND (shard > \(last.shard) OR (shard = \(last.shard) AND id > \(last)))" }
        if let item { sql = "\(sql) AND item = \(item)" }
        let query: SQL = "\(sql) ORDER BY shard, id LIMIT \(Self.pageSize)"
        return try await database.readAtLength { tx in
            try tx.rows(query).map { row in
                Line(
                    id: row.identifier("id"), number: row.text("number"), item: row.text("item"),
                    version: row.text("item_version"), applicant: row.identifier("applicant"))
            }
        }
    }

    private func decided(_ line: Line) async throws -> DecidedCase? {
        let events = try await journal.events(of: line.id.retyped(as: EventStream.self))
        guard let received = events.first(where: { $0.kind == CaseEvents.received }),
            let content = received.body["content"].flatMap({ DraftContent($0) }),
            let event = events.first(where: { [CaseEvents.granted, CaseEvents.referred].contains($0.kind) }),
            case .rule = event.actor, let trace = event.body["trace"], trace != .null,
            let application = trace["applicationDay"]?.string.flatMap({ CivilDate($0) }),
            let determination = trace["determinationDay"]?.string.flatMap({ CivilDate($0) }),
            let version = try await items.item(version: line.version)
        else { return nil }
        // What the rules do not read is nobody's business here (个人信息保护法第六条).
        let needed = Set(version.rules?.factNames ?? [])
        return DecidedCase(
            decision: StoredDecision(
                number: line.number, item: line.item, version: line.version, engine: event.body["engine"]?.int ?? 0,
                applicationDay: application, determinationDay: determination,
                facts: content.knownFacts(of: version).filter { needed.contains($0.key) },
                // A day before all standards were in force has no verdict in its trace: nobody's rules could say yes.
                outcome: DecisionOutcome(verdict: trace["verdict"]) ?? .referred,
                traceHash: event.body["traceHash"]?.string ?? Hex.text(Digest.sha256(trace.bytes))),
            applicant: line.applicant, content: content)
    }
}
