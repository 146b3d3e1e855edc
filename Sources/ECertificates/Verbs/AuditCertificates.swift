package import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// 证照对账 — holds every certificate that is kept against the event of its issue, which the public log proves, and against those
/// of its life: what it states, whose it is, how it stands.
package struct AuditCertificates: Sendable {
    /// Whose case a stream holds; `nil` where it holds none.
    package typealias Applicant = @Sendable (Identifier<EventStream>) async throws -> Identifier<Person>?

    private static let table = ViewTable(
        "certificate",
        columns: [
            "shard", "id", "stream", "sequence", "holder", "type", "number_index", "token_index", "status_list",
            "status_index", "issued_at", "state", "state_since", "valid_until", "predecessor", "successor", "sealed",
        ], keys: ["shard", "id"])
    /// The events that make a row.
    package static let begun = [EventSort(.certificate, CertificateEvents.issued)]

    private let database: any Database
    private let vault: KeyVault
    private let journal: EventJournal
    private let applicant: Applicant

    package init(
        database: any Database, vault: KeyVault, journal: EventJournal, applicant: @escaping Applicant
    ) {
        self.database = database
        self.vault = vault
        self.journal = journal
        self.applicant = applicant
    }

    /// Where a certificate was issued.
    private struct Place: Hashable {
        let stream: Identifier<EventStream>
        let sequence: Int
    }

    /// - Returns: how many certificates there are.
    /// - Throws: `ViewDifference` for the first one that does not agree.
    package func callAsFunction() async throws -> Int {
        let issued = try await journal.places(of: .certificate, kind: CertificateEvents.issued)
        let known = Set(issued.map { Place(stream: $0.stream, sequence: $0.sequence) })
        var kept: Set<Place> = []
        try await Self.table.forEach(in: database) { row in
            let place = try await check(row)
            // Of a stream that was erased the log still knows that it issued one here; of no other place does it.
            guard known.contains(place), kept.insert(place).inserted else {
                throw Self.table.difference(.unknown, place.stream, row: row)
            }
        }
        for place in issued where !kept.contains(Place(stream: place.stream, sequence: place.sequence)) {
            throw ViewDifference(
                table: Self.table.name, stream: place.stream, sequence: place.sequence, index: place.index,
                kind: .missing)
        }
        return kept.count
    }

    /// - Returns: the place of the event that issued it.
    private func check(_ row: Row) async throws -> Place {
        let stream = row.optionalIdentifier("stream", EventStream.self)
        guard let stream, let sequence = row.optionalInteger("sequence").map({ Int($0) }),
            let id = row.optionalIdentifier("id", IssuedCertificate.self),
            row.optionalInteger("shard") == Int64(stream.shard)
        else { throw Self.table.difference(.unknown, stream, row: row) }
        let events = try await Self.table.events(of: stream, in: journal)
        let issue = events.first { $0.sequence == sequence }
        guard issue?.body["certificate"]?.string == id.description || events.isEmpty else {
            throw Self.table.difference(.unknown, stream, row: row)
        }
        if let issue { try checkIssue(row, id, issue) }
        try await checkHolder(row, stream, issue)
        // Its own life stands in a stream of its own, with a key of its own.
        try await checkLife(row, id)
        return Place(stream: stream, sequence: sequence)
    }

    /// What it states, and by what it is found, is what was issued.
    private func checkIssue(_ row: Row, _ id: Identifier<IssuedCertificate>, _ issue: LoggedEvent) throws {
        func differs(_ kind: ViewDifference.Kind) -> ViewDifference {
            Self.table.difference(kind, issue.stream, issue, row: row, field: "sealed")
        }
        guard let sealed = row.optionalBlob("sealed"),
            let opened = try? vault.open(sealed, at: CertificateStore.place(id)), let body = try? JSON.parse(opened),
            let text = body["sdJWT"]?.string, let number = body["number"]?.string, let token = body["token"]?.string,
            let claims = Self.claims(of: text)
        else { throw differs(.damaged) }
        guard issue.body["sha256"]?.string == Hex.text(Digest.sha256(Array(text.utf8))),
            issue.body["number"]?.string == number
        else { throw differs(.otherwise) }
        let status = claims["status"]?["status_list"]
        let list = status?["uri"]?.string?.split(separator: "/").last.flatMap { Int64($0) }
        try Self.table.require(
            row,
            says: [
                "type": (issue.body["type"]?.string).sqlValue,
                "number_index": vault.blindIndex(.certificateNumber, number).sqlValue,
                "token_index": vault.blindIndex(.certificateToken, token).sqlValue,
                "status_index": (status?["idx"]?.int).sqlValue, "status_list": list.sqlValue,
                "valid_until": (issue.body["validUntil"]?.string).sqlValue,
                "predecessor": Self.identifier(issue.body["predecessor"]).sqlValue,
                "issued_at": issue.effective.sqlValue,
            ], issue.stream, issue)
        guard claims["iat"]?.int.map({ Int64($0) }) == issue.effective.milliseconds / 1000 else {
            throw differs(.otherwise)
        }
    }

    /// Whose it is: the applicant's of the case that it comes from, or the holder's of the one that it replaced.
    private func checkHolder(_ row: Row, _ stream: Identifier<EventStream>, _ issue: LoggedEvent?) async throws {
        let holder: Identifier<Person>?
        if let predecessor = row.optionalIdentifier("predecessor", IssuedCertificate.self) {
            holder = try await database.row("SELECT holder FROM certificate WHERE id = \(predecessor)")?
                .optionalIdentifier("holder")
        } else {
            holder = try await applicant(stream)
        }
        try Self.table.require(row, says: ["holder": holder.sqlValue], stream, issue)
    }

    /// How it stands by the events of its life.
    private func checkLife(_ row: Row, _ id: Identifier<IssuedCertificate>) async throws {
        let stream = id.retyped(as: EventStream.self)
        let life = try await Self.table.events(of: stream, in: journal)
        let (state, since) = CertificateState.after(life)
        let successor = life.last { CertificateAct(event: $0.kind)?.issues == true }?.body["successor"]
        let last = life.last { CertificateAct(event: $0.kind) != nil }
        try Self.table.require(
            row,
            says: [
                "state": state.rawValue.sqlValue, "state_since": since.sqlValue,
                "successor": Self.identifier(successor).sqlValue,
            ], row.optionalIdentifier("stream"), last)
    }

    private static func identifier(_ json: JSON?) -> Identifier<IssuedCertificate>? {
        json?.string.flatMap { Identifier($0) }
    }

    /// What is open to everybody in a certificate, without its disclosures.
    private static func claims(of sdJWT: String) -> JSON? {
        let parts = sdJWT.split(separator: "~").first?.split(separator: ".") ?? []
        return parts.count == 3 ? Base64URL.bytes(String(parts[1])).flatMap { try? JSON.parse($0) } : nil
    }
}
