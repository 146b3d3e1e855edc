package import EventLog
package import Kernel
package import Storage
package import Vault
package import Web

/// Certificates by id, holder, case and public token. What a certificate says is sealed.
package struct CertificateStore: Sendable {
    private let database: any Database
    private let vault: KeyVault

    package init(database: any Database, vault: KeyVault) {
        self.database = database
        self.vault = vault
    }

    /// Seals a certificate before its transaction.
    package func seal(_ certificate: PreparedCertificate, issuedBy event: EventReceipt) -> SealedCertificate {
        let body: JSON = [
            "number": JSON(certificate.number), "nationalID": JSON(certificate.nationalID),
            "authority": JSON(certificate.type.authority), "sample": JSON(certificate.type.isSample),
            "statement": JSON(certificate.statement), "token": JSON(Hex.text(certificate.token)),
            "sdJWT": JSON(certificate.sdJWT),
            "fields": .array(
                certificate.fields.map { field in
                    [
                        "claim": JSON(field.claim), "zh": JSON(field.label.chinese), "en": JSON(field.label.english),
                        "value": JSON(field.value),
                    ]
                }),
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

    /// The revoked places of one status list.
    package func revoked(inList list: Int64) async throws -> Set<Int64> {
        try await database.read { tx in
            Set(
                try tx.rows(
                    "SELECT status_index FROM certificate WHERE status_list = \(list) AND state = 'revoked'"
                ).map { $0.integer("status_index") })
        }
    }

    private static let columns: SQL = "id, type, state, issued_at, sealed, stream, sequence"

    private func issued(_ row: Row) throws -> IssuedCertificate {
        let id = row.identifier("id", IssuedCertificate.self)
        let body = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
        let fields = (body["fields"]?.array ?? []).map { field in
            CertificateField(
                claim: field["claim"]?.string ?? "",
                label: Phrase("certificate.field", zh: field["zh"]?.string ?? "", en: field["en"]?.string ?? ""),
                value: field["value"]?.string ?? "")
        }
        return IssuedCertificate(
            id: id, typeName: row.text("type"), authority: body["authority"]?.string ?? "",
            number: body["number"]?.string ?? "", nationalID: body["nationalID"]?.string ?? "", fields: fields,
            statement: body["statement"]?.string ?? "",
            issuedOn: row.instant("issued_at").civilDate(), issuedAt: row.instant("issued_at"),
            isRevoked: row.text("state") == "revoked", isSample: body["sample"]?.bool ?? true,
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
                                     status_index, state, issued_at, sealed)
            VALUES (\(stream.shard), \(certificate.id), \(stream), \(sequence), \(certificate.holder),
                    \(certificate.type.name), \(numberIndex), \(tokenIndex), \(certificate.status.list),
                    \(certificate.status.index), 'valid', \(certificate.issuedAt), \(sealed))
            """)
    }
}

package let certificateMigrations: [Migration] = [
    Migration(
        "ECertificates", "0001_certificate",
        [
            """
            CREATE TABLE certificate (
                shard INTEGER NOT NULL, id BYTEA NOT NULL, stream BYTEA NOT NULL, sequence INTEGER NOT NULL,
                holder BYTEA NOT NULL, type TEXT NOT NULL, number_index BYTEA NOT NULL, token_index BYTEA NOT NULL,
                status_list BIGINT NOT NULL, status_index BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('valid', 'revoked')), issued_at BIGINT NOT NULL, sealed BYTEA NOT NULL,
                PRIMARY KEY (shard, id))
            """,
            "CREATE UNIQUE INDEX certificate_token ON certificate (token_index)",
            "CREATE UNIQUE INDEX certificate_status ON certificate (status_list, status_index)",
            "CREATE INDEX certificate_holder ON certificate (holder, issued_at)",
            "CREATE INDEX certificate_stream ON certificate (shard, stream)",
            "CREATE INDEX certificate_id ON certificate (id)",
            "CREATE INDEX certificate_number ON certificate (number_index)",
        ])
]
