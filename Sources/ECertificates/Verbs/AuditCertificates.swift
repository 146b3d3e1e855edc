package import EventLog
package import Kernel
package import Storage
package import Vault

/// 证照对账 — holds every certificate that is kept against the event of its issue, which the public log proves.
package struct AuditCertificates: Sendable {
    private static let batch = 200

    private let database: any Database
    private let vault: KeyVault
    private let journal: EventJournal

    package init(database: any Database, vault: KeyVault, journal: EventJournal) {
        self.database = database
        self.vault = vault
        self.journal = journal
    }

    /// The first certificate that does not agree.
    package struct Difference: Error, Equatable {
        package let stream: Identifier<EventStream>?
        package let sequence: Int?
        package let index: Int?
        package let kind: Kind
    }

    /// What does not agree.
    package enum Kind: String, Sendable {
        /// The event says that a certificate was issued, and none is kept.
        case missing
        /// A certificate is kept that no event issued.
        case unknown
        /// What is kept does not open.
        case damaged
        /// It is not the certificate that was issued: number, type, text or look-up were changed.
        case otherCertificate
        /// Its state, its last day or its links are not what the events say.
        case otherState
    }

    /// - Returns: how many certificates there are.
    package func callAsFunction() async throws -> Int {
        var (count, last, kept) = (0, nil as (Int, [UInt8])?, Set<[UInt8]>())
        while true {
            let rows = try await page(after: last)
            for row in rows {
                let place = try await check(row)
                guard kept.insert(place).inserted else { throw Self.difference(row, nil, .unknown) }
                count += 1
            }
            guard let end = rows.last, rows.count == Self.batch, let id = end.optionalBlob("id") else { break }
            last = (Int(end.optionalInteger("shard") ?? 0), id)
        }
        try await compare(kept)
        return count
    }

    private func page(after last: (Int, [UInt8])?) async throws -> [Row] {
        try await database.readAtLength { tx in
            let columns: SQL =
                """
                SELECT shard, id, stream, sequence, type, number_index, token_index, status_list, status_index, issued_at,
                       state, state_since, valid_until, predecessor, successor, sealed FROM certificate
                """
            guard let last else { return try tx.rows("\(columns) ORDER BY shard, id LIMIT \(Self.batch)") }
            return try tx.rows(
                "\(columns) WHERE (shard, id) > (\(last.0), \(last.1)) ORDER BY shard, id LIMIT \(Self.batch)")
        }
    }

    /// - Returns: the place of the event that issued it.
    private func check(_ row: Row) async throws -> [UInt8] {
        guard let stream = row.optionalBlob("stream").flatMap({ Identifier<EventStream>(bytes: $0) }),
            let sequence = row.optionalInteger("sequence").map({ Int($0) }),
            let id = row.optionalBlob("id").flatMap({ Identifier<IssuedCertificate>(bytes: $0) }),
            row.optionalInteger("shard") == Int64(stream.shard)
        else { throw Self.difference(row, nil, .unknown) }
        guard let events = try? await journal.events(of: stream) else { throw Self.difference(row, nil, .unknown) }
        // A stream that was erased says nothing any more but that it issued a certificate, which is looked at in the end.
        guard !events.isEmpty else { return Self.place(stream, sequence) }
        guard let event = events.first(where: { $0.sequence == sequence }),
            event.body["certificate"]?.string == id.description
        else { throw Self.difference(row, nil, .unknown) }
        guard let sealed = row.optionalBlob("sealed"),
            let opened = try? vault.open(sealed, at: CertificateStore.place(id)), let body = try? JSON.parse(opened)
        else { throw Self.difference(row, event, .damaged) }
        guard isIssued(body, row, event) else { throw Self.difference(row, event, .otherCertificate) }
        guard try await stands(row, id, issuedBy: event) else { throw Self.difference(row, event, .otherState) }
        return Self.place(stream, sequence)
    }

    private func isIssued(_ body: JSON, _ row: Row, _ event: LoggedEvent) -> Bool {
        guard let text = body["sdJWT"]?.string, let number = body["number"]?.string,
            let token = body["token"]?.string, let claims = Self.claims(of: text)
        else { return false }
        let status = claims["status"]?["status_list"]
        return event.body["sha256"]?.string == Hex.text(Digest.sha256(Array(text.utf8)))
            && event.body["number"]?.string == number && event.body["type"]?.string == row.optionalText("type")
            && row.optionalBlob("number_index") == vault.blindIndex(.certificateNumber, number)
            && row.optionalBlob("token_index") == vault.blindIndex(.certificateToken, token)
            && status?["idx"]?.int.map { Int64($0) } == row.optionalInteger("status_index")
            && row.optionalInteger("status_list").flatMap { status?["uri"]?.string?.hasSuffix("/status/\($0)") } == true
            && row.optionalInteger("issued_at").map { $0 / 1000 } == claims["iat"]?.int.map { Int64($0) }
    }

    /// Whether it stands as the events of its life say.
    private func stands(
        _ row: Row, _ id: Identifier<IssuedCertificate>, issuedBy event: LoggedEvent
    ) async throws -> Bool {
        let life = try await journal.events(of: id.retyped(as: EventStream.self))
        let (state, since) = CertificateState.after(life)
        let successor = life.last { CertificateAct(event: $0.kind)?.issues == true }?.body["successor"]?.string
        return row.optionalText("state") == state.rawValue && row.optionalInstant("state_since") == since
            && row.optionalText("valid_until") == event.body["validUntil"]?.string
            && row.optionalIdentifier("predecessor", IssuedCertificate.self)?.description
                == event.body["predecessor"]?.string
            && row.optionalIdentifier("successor", IssuedCertificate.self)?.description == successor
    }

    /// What is open to everybody in a certificate, without its disclosures.
    private static func claims(of sdJWT: String) -> JSON? {
        let parts = sdJWT.split(separator: "~").first?.split(separator: ".") ?? []
        return parts.count == 3 ? Base64URL.bytes(String(parts[1])).flatMap { try? JSON.parse($0) } : nil
    }

    /// Every event that issued a certificate has one, and every certificate has such an event.
    private func compare(_ kept: Set<[UInt8]>) async throws {
        var unissued = kept
        for place in try await journal.places(of: .certificate, kind: CertificateEvents.issued)
        where unissued.remove(Self.place(place.stream, place.sequence)) == nil {
            throw Difference(stream: place.stream, sequence: place.sequence, index: place.index, kind: .missing)
        }
        guard let stray = unissued.first else { return }
        throw Difference(
            stream: Identifier(bytes: stray.prefix(16)), sequence: nil, index: nil, kind: .unknown)
    }

    private static func place(_ stream: Identifier<EventStream>, _ sequence: Int) -> [UInt8] {
        stream.bytes + Array(String(sequence).utf8)
    }

    private static func difference(_ row: Row, _ event: LoggedEvent?, _ kind: Kind) -> Difference {
        Difference(
            stream: row.optionalBlob("stream").flatMap { Identifier(bytes: $0) },
            sequence: row.optionalInteger("sequence").map { Int($0) }, index: event?.logIndex.map { Int($0) },
            kind: kind)
    }
}
