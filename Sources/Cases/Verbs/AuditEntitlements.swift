import Catalog
import Entitlements
package import EventLog
import Identity
import Kernel
package import Storage
package import Vault

/// 待遇对账 — holds every benefit against the grant that opened it: to whom, how much, how often, from when; and against what people
/// did with the decision since. Terms are those of
/// the very version that the grant names.
package struct AuditEntitlements: Sendable {
    private static let table = ViewTable(
        "entitlement",
        columns: [
            "shard", "id", "item", "subject", "stream", "state", "amount_fen", "period", "starts_on", "created_at",
        ], keys: ["shard", "id"])
    /// The events that make a row.
    package static let begun = [EventSort(.caseEvent, CaseEvents.granted)]

    private let database: any Database
    private let vault: KeyVault
    private let journal: EventJournal
    private let items: PublishedItems
    private let people: PersonStore
    private let cases: CaseStore
    private let decisions: [EventSort]

    /// - Parameter decisions: the kinds of events by which people change what was granted.
    package init(database: any Database, vault: KeyVault, journal: EventJournal, decisions: [EventSort]) {
        self.database = database
        self.vault = vault
        self.journal = journal
        items = PublishedItems(database: database)
        people = PersonStore(database: database, vault: vault)
        cases = CaseStore(database: database)
        self.decisions = decisions
    }

    /// - Returns: how many benefits there are.
    /// - Throws: `ViewDifference` for the first one that does not agree.
    package func callAsFunction() async throws -> Int {
        let granted = try await journal.places(of: .caseEvent, kind: CaseEvents.granted)
        let known = Set(granted.map(\.stream))
        let endings = try await endings()
        var kept: Set<Identifier<EventStream>> = []
        try await Self.table.forEach(in: database) { row in
            let stream = row.optionalIdentifier("stream", EventStream.self)
            // One case gives one benefit.
            guard let stream, row.optionalInteger("shard") == Int64(stream.shard), known.contains(stream),
                kept.insert(stream).inserted
            else { throw Self.table.difference(.unknown, stream, row: row) }
            try await check(row, stream, endings)
        }
        for place in granted where !kept.contains(place.stream) {
            guard let opening = try await opening(place.stream), opening.terms != nil else { continue }
            throw Self.table.difference(.missing, place.stream, opening.granted)
        }
        return kept.count
    }

    /// What people did with the decisions behind benefits.
    private struct Endings {
        /// The cases whose benefit people have ended, by the last of the acts that reached it.
        var known: Set<Identifier<EventStream>> = []
        /// Whether acts were erased with their certificates, so that nobody can say any more which benefits they ended.
        var hasErased = false
    }

    private func endings() async throws -> Endings {
        var last: [Identifier<EventStream>: (at: Instant, change: String)] = [:]
        var endings = Endings()
        for sort in decisions where sort.entryClass == .certificate {
            for place in try await journal.places(of: sort.entryClass, kind: sort.kind) {
                let events = try await Self.table.events(of: place.stream, in: journal)
                if events.isEmpty { endings.hasErased = true }
                guard let event = events.first(where: { $0.sequence == place.sequence }),
                    let change = event.body["change"]?.string, Self.reaching.contains(change),
                    let decision = event.body["decision"]?.string, let dash = decision.lastIndex(of: "-"),
                    let stream = Identifier<EventStream>(String(decision[..<dash])),
                    last[stream].map({ $0.at <= event.recorded }) ?? true
                else { continue }
                last[stream] = (event.recorded, change)
            }
        }
        endings.known = Set(last.filter { $0.value.change != "reinstated" }.keys)
        return endings
    }

    /// What an act does to a decision that its benefit follows.
    private static let reaching = ["cancelled", "revoked", "reinstated"]

    private func check(_ row: Row, _ stream: Identifier<EventStream>, _ endings: Endings) async throws {
        // Of a case that was erased the log still knows that it was granted.
        guard let opening = try await opening(stream) else { return }
        var cells: [String: SQLValue] = [
            "item": opening.item.sqlValue, "amount_fen": opening.amountFen.sqlValue,
            "created_at": opening.granted.effective.sqlValue,
        ]
        let isEnded = endings.known.contains(stream)
        if isEnded || !endings.hasErased || row.optionalText("state") != "stopped" {
            cells["state"] = (isEnded ? "stopped" : "live").sqlValue
        }
        if let terms = opening.terms {
            cells["period"] = terms.period.rawValue.sqlValue
            cells["starts_on"] =
                terms.start.day(
                    appliedOn: opening.appliedAt.civilDate(), decidedOn: opening.granted.effective.civilDate()
                ).sqlValue
        }
        if let applicant = try await cases.applicant(of: stream), let person = try await people.person(applicant) {
            cells["subject"] = vault.blindIndex(.residentID, person.residentID.text).sqlValue
        }
        try Self.table.require(row, says: cells, stream, opening.granted)
    }

    /// What a grant says of the benefit that it opens.
    private struct Opening {
        let granted: LoggedEvent
        let item: String?
        let amountFen: Int?
        let appliedAt: Instant
        /// `nil` where the item pays nothing, or its version was never published here.
        let terms: EntitlementTerms?
    }

    /// `nil` where the events cannot be read any more.
    private func opening(_ stream: Identifier<EventStream>) async throws -> Opening? {
        let events = try await Self.table.events(of: stream, in: journal)
        guard let received = events.first(where: { $0.kind == CaseEvents.received }),
            let granted = events.first(where: { $0.kind == CaseEvents.granted })
        else { return nil }
        let amountFen = granted.body["amountFen"]?.int
        let version = (granted.body["version"] ?? received.body["version"])?.string ?? ""
        let terms = amountFen == nil ? nil : try await item(version)?.outcome.entitlement
        return Opening(
            granted: granted, item: received.body["item"]?.string, amountFen: amountFen,
            appliedAt: CaseFiler(received.body["filer"])?.appliedAt ?? received.effective, terms: terms)
    }

    private func item(_ version: String) async throws -> ServiceItem? {
        do { return try await items.item(version: version) } catch is CatalogueFault {
            throw ViewDifference(table: "item_version", key: version, stream: nil, field: "bytes", kind: .damaged)
        }
    }
}
