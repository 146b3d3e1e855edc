package import EventLog
import Kernel
package import Storage
package import Vault
import Web

/// 亮证对账 — holds every showing against the events of its certificate: what its holder agreed to, until when, and whether anybody
/// has looked. A code that was used up or taken back opens nothing again.
package struct AuditPresentations: Sendable {
    /// In the order of certificates, each of which is read once.
    private static let table = ViewTable(
        "presentation",
        columns: [
            "certificate", "id", "holder", "presenter", "code_index", "purpose", "created_at", "expires_at", "state",
            "settled_at", "sealed",
        ], keys: ["certificate", "id"])
    /// The events that make a row.
    package static let begun = [EventSort(.dataRead, CertificateEvents.presented)]

    private let database: any Database
    private let vault: KeyVault
    private let journal: EventJournal
    private let store: PresentationStore

    package init(database: any Database, vault: KeyVault, journal: EventJournal) {
        self.database = database
        self.vault = vault
        self.journal = journal
        store = PresentationStore(database: database, vault: vault)
    }

    /// What is known of the certificate that is looked at.
    private struct Certificate {
        let stream: Identifier<EventStream>
        let events: [LoggedEvent]
        /// `nil` where it is gone: its holder took back the consent to have it read.
        let holder: Identifier<Person>?
    }

    /// - Returns: how many showings there are.
    /// - Throws: `ViewDifference` for the first one that does not agree.
    package func callAsFunction() async throws -> Int {
        let presented = try await journal.places(of: .dataRead, kind: CertificateEvents.presented)
        let known = Dictionary(grouping: presented, by: \.stream)
        var (count, kept) = (0, [Identifier<EventStream>: Set<String>]())
        var current: Certificate?
        try await Self.table.forEach(in: database) { row in
            let stream = row.optionalIdentifier("certificate", EventStream.self)
            guard let stream, known[stream] != nil,
                let id = row.optionalIdentifier("id", CertificatePresentation.self)
            else { throw Self.table.difference(.unknown, stream, row: row) }
            if current?.stream != stream { current = try await certificate(stream) }
            if let current { try check(row, id, current) }
            kept[stream, default: []].insert(id.description)
            count += 1
        }
        // Streams whose rows are as many as their events need not be opened again.
        for (stream, places) in known where places.count > kept[stream, default: []].count {
            let events = try await Self.table.events(of: stream, in: journal)
            let missing = events.first { event in
                event.kind == CertificateEvents.presented
                    && kept[stream, default: []].contains(event.body["presentation"]?.string ?? "") == false
            }
            if let missing { throw Self.table.difference(.missing, stream, missing) }
        }
        return count
    }

    private func certificate(_ stream: Identifier<EventStream>) async throws -> Certificate {
        let row = try await database.row(
            """
            SELECT holder FROM certificate WHERE id = \(stream)
            UNION ALL SELECT holder FROM imported_certificate WHERE id = \(stream)
            """)
        return Certificate(
            stream: stream, events: try await Self.table.events(of: stream, in: journal),
            holder: row?.optionalIdentifier("holder"))
    }

    private func check(
        _ row: Row, _ id: Identifier<CertificatePresentation>, _ certificate: Certificate
    ) throws {
        let (stream, events) = (certificate.stream, certificate.events)
        // Of a stream that was erased the log still knows that there were showings.
        guard !events.isEmpty else { return }
        let about = events.filter { $0.body["presentation"]?.string == id.description }
        guard let agreed = about.first(where: { $0.kind == CertificateEvents.presented }),
            case .person(let actor) = agreed.actor, let presenter = Identifier<Person>(actor)
        else { throw Self.table.difference(.unknown, stream, row: row) }
        let end = about.first { Self.state(after: $0) != nil }
        let state = end.flatMap { Self.state(after: $0) } ?? .waiting
        var cells: [String: SQLValue] = [
            "presenter": presenter.sqlValue, "purpose": (agreed.body["purpose"]?.string).sqlValue,
            "created_at": agreed.effective.sqlValue, "state": state.rawValue.sqlValue,
            "expires_at": (agreed.body["expiresAt"]?.int).sqlValue,
        ]
        // Whoever shows a certificate without being named beside it is its holder.
        let holder = certificate.holder ?? (agreed.body["presenter"] == nil ? presenter : nil)
        cells["holder"] = holder?.sqlValue
        // A withdrawal of an earlier release was written down a moment after it took place.
        if state != .withdrawn { cells["settled_at"] = (end?.effective).sqlValue }
        try Self.table.require(row, says: cells, stream, end ?? agreed)
        if state == .withdrawn, !Self.isJustBefore(row.optionalInstant("settled_at"), end?.effective) {
            throw Self.table.difference(.otherwise, stream, end, row: row, field: "settled_at")
        }
        try checkSealed(row, agreed, end)
    }

    private func checkSealed(_ row: Row, _ agreed: LoggedEvent, _ end: LoggedEvent?) throws {
        func differs(_ kind: ViewDifference.Kind, _ field: String) -> ViewDifference {
            Self.table.difference(kind, agreed.stream, agreed, row: row, field: field)
        }
        guard row.optionalIdentifier("holder", Person.self) != nil else { throw differs(.damaged, "holder") }
        guard row.optionalBlob("sealed") != nil, let showing = try? store.presentation(row) else {
            throw differs(.damaged, "sealed")
        }
        guard JSON(showing.claims.map { JSON($0) }) == agreed.body["claims"],
            showing.presenterName == agreed.body["presenter"]?.string,
            showing.verifier == end?.body["verifier"]?.string
        else { throw differs(.otherwise, "sealed") }
        guard row.optionalBlob("code_index") == store.index(showing.code) else {
            throw differs(.otherwise, "code_index")
        }
    }

    private static func state(after event: LoggedEvent) -> CertificatePresentation.State? {
        switch event.kind {
        case CertificateEvents.shown: .opened
        case CertificateEvents.notShown: .refused
        case CertificateEvents.withdrawn: .withdrawn
        default: nil
        }
    }

    private static func isJustBefore(_ moment: Instant?, _ later: Instant?) -> Bool {
        guard let moment, let later else { return false }
        return (0...10_000).contains(later.milliseconds - moment.milliseconds)
    }
}
