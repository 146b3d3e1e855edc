package import EventLog
package import Kernel
package import Storage
package import Vault
import Web

/// 委托对账 — holds every mandate that is kept against its own events, which the public log binds: who may act for whom, by which
/// powers and until when is what both sides have said, and nothing else. A mandate that was ended stays ended.
package struct AuditMandates: Sendable {
    private static let table = ViewTable(
        "mandate",
        columns: [
            "id", "origin", "principal", "agent", "addressee_index", "state", "first_day", "last_day", "created_at",
            "settled_at", "sealed",
        ], keys: ["id"])
    private static let powerTable = ViewTable(
        "mandate_power", columns: ["mandate", "power", "certificate_type"],
        keys: ["mandate", "power", "certificate_type"])

    /// The events that make a row.
    package static let begun = [
        EventSort(.mandate, MandateEvents.offered), EventSort(.mandate, MandateEvents.established),
    ]

    private let database: any Database
    private let journal: EventJournal
    private let mandates: MandateStore
    private let people: PersonStore
    private let time: any TimeSource

    package init(database: any Database, vault: KeyVault, journal: EventJournal, time: any TimeSource) {
        self.database = database
        self.journal = journal
        mandates = MandateStore(database: database, vault: vault)
        people = PersonStore(database: database, vault: vault)
        self.time = time
    }

    /// - Returns: how many mandates there are.
    /// - Throws: `ViewDifference` for the first one that does not agree.
    package func callAsFunction() async throws -> Int {
        var kept: Set<Identifier<EventStream>> = []
        try await Self.table.forEach(in: database) { row in kept.insert(try await check(row)) }
        for sort in Self.begun {
            for place in try await journal.places(of: sort.entryClass, kind: sort.kind)
            where !kept.contains(place.stream) { try await checkErased(place.stream) }
        }
        try await checkStrayPowers()
        return kept.count
    }

    /// - Returns: the mandate's stream.
    private func check(_ row: Row) async throws -> Identifier<EventStream> {
        guard let id = row.optionalIdentifier("id", Mandate.self) else {
            throw Self.table.difference(.unknown, nil, row: row)
        }
        let stream = id.retyped(as: EventStream.self)
        let events = try await Self.table.events(of: stream, in: journal)
        // There is none without its events: a mandate whose stream was erased is one that nobody can prove.
        guard let history = MandateHistory(events) else { throw Self.table.difference(.unknown, stream, row: row) }
        guard let terms = mandates.terms(row.optionalBlob("sealed") ?? [], of: id) else {
            throw Self.table.difference(.damaged, stream, row: row, field: "sealed")
        }
        let last = events.last { $0.kind != MandateEvents.used }
        var cells = history.cells
        cells["addressee_index"] = mandates.addressee(terms.agent.residentID, terms.agent.name).sqlValue
        try Self.table.require(row, says: cells, stream, last)
        guard try await isOf(terms, row, history) else {
            throw Self.table.difference(.otherwise, stream, last, row: row, field: "sealed")
        }
        guard try await powers(of: id) == history.powers else {
            throw Self.powerTable.difference(.otherwise, stream, events.first)
        }
        return stream
    }

    /// Whether what is sealed says the same as the first event, and the persons are those of the sealed numbers.
    private func isOf(_ terms: MandateStore.SealedTerms, _ row: Row, _ history: MandateHistory) async throws -> Bool {
        let said = history.terms
        guard terms.body["powers"] == said["powers"], terms.body["certificateTypes"] == said["certificateTypes"],
            said["principal"]?.string == terms.principal.name, said["agent"]?.string == terms.agent.name,
            let principal = row.optionalIdentifier("principal", Person.self),
            try await number(of: principal) == terms.principal.residentID
        else { return false }
        guard let agent = row.optionalIdentifier("agent", Person.self) else { return true }
        return try await number(of: agent) == terms.agent.residentID
    }

    private func number(of person: Identifier<Person>) async throws -> ResidentID? {
        do { return try await people.person(person)?.residentID } catch is VaultError { return nil }
    }

    private func powers(of id: Identifier<Mandate>) async throws -> Set<MandatePowerRow> {
        let rows = try await database.rows(
            "SELECT power, certificate_type FROM mandate_power WHERE mandate = \(id)")
        return Set(
            rows.map {
                MandatePowerRow(
                    power: $0.optionalText("power") ?? "", type: $0.optionalText("certificate_type") ?? "-")
            })
    }

    private func checkStrayPowers() async throws {
        let stray = try await database.readAtLength { tx in
            try tx.row(
                """
                SELECT mandate FROM mandate_power WHERE NOT EXISTS (
                    SELECT 1 FROM mandate WHERE mandate.id = mandate_power.mandate) LIMIT 1
                """)
        }
        if let stray { throw Self.powerTable.difference(.unknown, stray.optionalIdentifier("mandate")) }
    }

    /// Only offers that nobody answered are erased, when they are old.
    private func checkErased(_ stream: Identifier<EventStream>) async throws {
        let events = try await Self.table.events(of: stream, in: journal)
        guard let history = MandateHistory(events) else { return }
        guard history.isErased(at: time.now()) else {
            throw Self.table.difference(.missing, stream, events.last)
        }
    }
}

extension MandateHistory {
    /// What the open columns of its row hold.
    fileprivate var cells: [String: SQLValue] {
        var cells: [String: SQLValue] = [
            "origin": origin.rawValue.sqlValue, "state": state.rawValue.sqlValue, "agent": agent.sqlValue,
            "first_day": (terms["from"]?.string).sqlValue, "last_day": (terms["until"]?.string).sqlValue,
            "created_at": createdAt.sqlValue, "settled_at": settledAt.sqlValue,
        ]
        // Whose mother it is the events of an earlier release do not say.
        cells["principal"] = principal?.sqlValue
        return cells
    }
}
