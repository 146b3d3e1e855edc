package import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// Certificates by id, holder, case and public token. What a certificate says is sealed.
package struct CertificateStore: Sendable {
    private let database: any Database
    private let vault: KeyVault
    private let delegation: CertificateDelegation.Rule

    /// - Parameter delegation: who may see certificates of others.
    package init(
        database: any Database, vault: KeyVault,
        delegation: @escaping CertificateDelegation.Rule = CertificateDelegation.noRule
    ) {
        self.database = database
        self.vault = vault
        self.delegation = delegation
    }

    /// Seals a certificate before its transaction.
    package func seal(_ certificate: PreparedCertificate, issuedBy event: EventReceipt) -> SealedCertificate {
        let body: JSON = [
            "number": JSON(certificate.number), "nationalID": JSON(certificate.nationalID),
            "authority": JSON(certificate.type.authority), "sample": JSON(certificate.type.isSample),
            "statement": JSON(certificate.statement), "token": JSON(Hex.text(certificate.token)),
            "sdJWT": JSON(certificate.sdJWT),
            "fields": .array(certificate.fields.map(\.sealedJSON)),
        ]
        return SealedCertificate(
            certificate: certificate, sequence: event.sequence,
            tokenIndex: vault.blindIndex(.certificateToken, Hex.text(certificate.token)),
            numberIndex: vault.blindIndex(.certificateNumber, certificate.number),
            sealed: vault.seal(body.bytes, at: Self.place(certificate.id)))
    }

    /// A certificate of this holder; nobody else's.
    package func certificate(
        _ id: Identifier<IssuedCertificate>, holder: Identifier<Person>
    ) async throws -> IssuedCertificate? {
        let row = try await database.row(
            "SELECT \(Self.columns) FROM certificate WHERE id = \(id) AND holder = \(holder)")
        return try row.map(issued)
    }

    /// A certificate of this person, or of somebody who lets this person see it on a day.
    package func certificate(
        _ id: Identifier<IssuedCertificate>, seenBy person: Identifier<Person>, on day: CivilDate
    ) async throws -> IssuedCertificate? {
        let row = try await database.row(
            """
            SELECT \(Self.columns) FROM certificate
            WHERE id = \(id) AND (holder = \(person) OR \(delegation(person, day)))
            """)
        return try row.map(issued)
    }

    /// The certificates of a holder that somebody else may see on a day, newest first.
    package func certificates(
        of holder: Identifier<Person>, seenBy agent: Identifier<Person>, on day: CivilDate, limit: Int = 100
    ) async throws -> [IssuedCertificate] {
        let rows = try await database.rows(
            """
            SELECT \(Self.columns) FROM certificate WHERE holder = \(holder) AND \(delegation(agent, day))
            ORDER BY issued_at DESC, id DESC LIMIT \(limit)
            """)
        return try rows.map(issued)
    }

    package func certificates(of holder: Identifier<Person>, limit: Int = 50) async throws -> [IssuedCertificate] {
        let rows = try await database.rows(
            "SELECT \(Self.columns) FROM certificate WHERE holder = \(holder) ORDER BY issued_at DESC, id DESC LIMIT \(limit)"
        )
        return try rows.map(issued)
    }

    /// The certificates of a holder that follow one of them, newest first.
    package func certificates(
        of holder: Identifier<Person>, after last: IssuedCertificate, limit: Int
    ) async throws -> [IssuedCertificate] {
        let rows = try await database.rows(
            """
            SELECT \(Self.columns) FROM certificate
            WHERE holder = \(holder)
              AND (issued_at < \(last.issuedAt) OR (issued_at = \(last.issuedAt) AND id < \(last.id)))
            ORDER BY issued_at DESC, id DESC LIMIT \(limit)
            """)
        return try rows.map(issued)
    }

    package func certificate(
        ofCase stream: Identifier<EventStream>, holder: Identifier<Person>
    ) async throws -> IssuedCertificate? {
        let row = try await database.row(
            """
            SELECT \(Self.columns) FROM certificate
            WHERE shard = \(stream.shard) AND stream = \(stream) AND holder = \(holder)
            """)
        return try row.map(issued)
    }

    /// The certificate that a public token opens.
    package func certificate(token: String) async throws -> IssuedCertificate? {
        guard token.utf8.count == 32, Hex.bytes(token) != nil else { return nil }
        let index = vault.blindIndex(.certificateToken, token.lowercased())
        let row = try await database.row("SELECT \(Self.columns) FROM certificate WHERE token_index = \(index)")
        return try row.map(issued)
    }

    /// The certificate that number and check code open together.
    package func certificate(number: String, check: CheckCode) async throws -> IssuedCertificate? {
        let index = vault.blindIndex(.certificateNumber, number.uppercased())
        let row = try await database.row("SELECT \(Self.columns) FROM certificate WHERE number_index = \(index)")
        let certificate = try row.map(issued)
        return certificate?.checkCode == check ? certificate : nil
    }

    /// A certificate of one of these types, for those who look after them; no other.
    func certificate(number: String, ofTypes types: [String]) async throws -> IssuedCertificate? {
        try await certificate(
            "number_index = \(vault.blindIndex(.certificateNumber, number.uppercased()))", ofTypes: types)
    }

    func certificate(
        _ id: Identifier<IssuedCertificate>, ofTypes types: [String]
    ) async throws -> IssuedCertificate? { try await certificate("id = \(id)", ofTypes: types) }

    private func certificate(_ condition: SQL, ofTypes types: [String]) async throws -> IssuedCertificate? {
        guard !types.isEmpty else { return nil }
        let row = try await database.row(
            """
            SELECT \(Self.columns) FROM certificate
            WHERE \(condition) AND type IN (\(SQL.list(types.map { "\($0)" })))
            """)
        return try row.map(issued)
    }

    /// Whether whoever presents it may do so on this day, in the transaction that shows it.
    func isPresented(
        by presentation: CertificatePresentation, on day: CivilDate, in tx: any ReadTransaction
    ) throws -> Bool {
        let presenter = presentation.presenter
        let row = try tx.row(
            """
            SELECT 1 AS one FROM certificate
            WHERE id = \(presentation.certificate) AND (holder = \(presenter) OR \(delegation(presenter, day)))
            """)
        return row != nil
    }

    /// The places of one status list whose certificates are not valid, with their state.
    package func ended(inList list: Int64) async throws -> [Int64: CertificateState] {
        let rows = try await database.rows(
            "SELECT status_index, state FROM certificate WHERE status_list = \(list) AND state <> 'valid'")
        return rows.reduce(into: [:]) { $0[$1.integer("status_index")] = CertificateState(rawValue: $1.text("state")) }
    }

    private static let columns: SQL =
        """
        id, holder, type, state, state_since, valid_until, predecessor, successor, issued_at, sealed, stream, sequence
        """

    private func issued(_ row: Row) throws -> IssuedCertificate {
        let id = row.identifier("id", IssuedCertificate.self)
        let body = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
        let fields = (body["fields"]?.array ?? []).map(CertificateField.init(sealed:))
        return IssuedCertificate(
            id: id, holder: row.identifier("holder"), typeName: row.text("type"),
            authority: body["authority"]?.string ?? "",
            number: body["number"]?.string ?? "", nationalID: body["nationalID"]?.string ?? "", fields: fields,
            statement: body["statement"]?.string ?? "",
            issuedOn: row.instant("issued_at").civilDate(), issuedAt: row.instant("issued_at"),
            state: CertificateState(rawValue: row.text("state")) ?? .revoked,
            stateSince: row.optionalInstant("state_since"), validUntil: row.optionalDate("valid_until"),
            predecessor: row.optionalIdentifier("predecessor"), successor: row.optionalIdentifier("successor"),
            isSample: body["sample"]?.bool ?? true,
            token: body["token"]?.string ?? "", sdJWT: body["sdJWT"]?.string ?? "", stream: row.blob("stream"),
            sequence: Int(row.integer("sequence")))
    }

    static func place(_ id: Identifier<IssuedCertificate>) -> SealedPlace {
        SealedPlace(table: "certificate", column: "sealed", row: id.bytes)
    }
}

/// A certificate ready to be written.
package struct SealedCertificate: Sendable {
    let certificate: PreparedCertificate
    let sequence: Int
    let tokenIndex: [UInt8]
    let numberIndex: [UInt8]
    let sealed: [UInt8]

    package func write(in tx: any WriteTransaction) throws {
        let stream = certificate.stream
        try tx.execute(
            """
            INSERT INTO certificate (shard, id, stream, sequence, holder, type, number_index, token_index, status_list,
                                     status_index, state, issued_at, sealed, valid_until, predecessor)
            VALUES (\(stream.shard), \(certificate.id), \(stream), \(sequence), \(certificate.holder),
                    \(certificate.type.name), \(numberIndex), \(tokenIndex), \(certificate.status.list),
                    \(certificate.status.index), 'valid', \(certificate.issuedAt), \(sealed),
                    \(certificate.validUntil.sqlValue), \(certificate.predecessor.sqlValue))
            """)
    }
}
