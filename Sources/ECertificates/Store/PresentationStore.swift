package import Kernel
package import Storage
package import Vault
package import Web

/// 亮证记录 — showings by id and by code. Code, claims and verifier are sealed.
package struct PresentationStore: Sendable {
    private let database: any Database
    private let vault: KeyVault

    package init(database: any Database, vault: KeyVault) {
        self.database = database
        self.vault = vault
    }

    /// A showing of this person's certificate, or by this person; nobody else's.
    package func presentation(
        _ id: Identifier<CertificatePresentation>, of person: Identifier<Person>
    ) async throws -> CertificatePresentation? {
        let row = try await database.row(
            """
            SELECT \(Self.columns) FROM presentation
            WHERE id = \(id) AND (holder = \(person) OR presenter = \(person))
            """)
        return try row.map(presentation)
    }

    /// The newest showings of a certificate.
    package func presentations(
        of certificate: Identifier<IssuedCertificate>, holder: Identifier<Person>, limit: Int = 20
    ) async throws -> [CertificatePresentation] {
        let rows = try await database.rows(
            """
            SELECT \(Self.columns) FROM presentation WHERE certificate = \(certificate) AND holder = \(holder)
            ORDER BY id DESC LIMIT \(limit)
            """)
        return try rows.map(presentation)
    }

    /// Those of a certificate that wait to be opened at a moment.
    func presentations(
        of certificate: Identifier<IssuedCertificate>, holder: Identifier<Person>, waitingAt now: Instant
    ) async throws -> [CertificatePresentation] {
        let rows = try await database.rows(
            """
            SELECT \(Self.columns) FROM presentation
            WHERE certificate = \(certificate) AND holder = \(holder) AND state = 'waiting' AND expires_at > \(now)
            ORDER BY id
            """)
        return try rows.map(presentation)
    }

    /// The newest showings of a holder's certificates.
    package func presentations(
        of holder: Identifier<Person>, limit: Int = 500
    ) async throws -> [CertificatePresentation] {
        let rows = try await database.rows(
            "SELECT \(Self.columns) FROM presentation WHERE holder = \(holder) ORDER BY id DESC LIMIT \(limit)")
        return try rows.map(presentation)
    }

    /// The showing that a code opens, whatever became of it.
    func presentation(code: PresentationCode) async throws -> CertificatePresentation? {
        let row = try await database.row(
            "SELECT \(Self.columns) FROM presentation WHERE code_index = \(index(code))")
        return try row.map(presentation)
    }

    func sealed(_ presentation: CertificatePresentation) -> [UInt8] {
        var body: JSON = [
            "code": JSON(presentation.code.key), "claims": JSON(presentation.claims.map { JSON($0) }),
        ]
        body["type"] = presentation.typeName.map { JSON($0) }
        body["labels"] = JSON(presentation.labels.map(\.sealedLabel))
        body["presenterName"] = presentation.presenterName.map { JSON($0) }
        body["verifier"] = presentation.verifier.map { JSON($0) }
        return vault.seal(body.bytes, at: Self.place(presentation.id))
    }

    func index(_ code: PresentationCode) -> [UInt8] { vault.blindIndex(.presentationCode, code.key) }

    private static let columns: SQL =
        "id, certificate, holder, presenter, purpose, created_at, expires_at, state, settled_at, sealed"

    func presentation(_ row: Row) throws -> CertificatePresentation {
        let id = row.identifier("id", CertificatePresentation.self)
        let body = try JSON.parse(try vault.open(row.blob("sealed"), at: Self.place(id)))
        guard let code = body["code"]?.string.flatMap(PresentationCode.init(typed:)),
            let purpose = PresentationPurpose(rawValue: row.text("purpose")),
            let state = CertificatePresentation.State(rawValue: row.text("state"))
        else { throw VaultError.damaged }
        return CertificatePresentation(
            id: id, certificate: row.identifier("certificate"), typeName: body["type"]?.string,
            holder: row.identifier("holder"), presenter: row.identifier("presenter"),
            presenterName: body["presenterName"]?.string, purpose: purpose,
            claims: (body["claims"]?.array ?? []).compactMap(\.string),
            labels: (body["labels"]?.array ?? []).map(Phrase.init(sealedLabel:)), code: code,
            createdAt: row.instant("created_at"), expiresAt: row.instant("expires_at"), state: state,
            settledAt: row.optionalInstant("settled_at"), verifier: body["verifier"]?.string)
    }

    private static func place(_ id: Identifier<CertificatePresentation>) -> SealedPlace {
        SealedPlace(table: "presentation", column: "sealed", row: id.bytes)
    }
}

/// A showing ready to be written: sealed before its transaction.
struct SealedPresentation: Sendable {
    let presentation: CertificatePresentation
    let codeIndex: [UInt8]
    let sealed: [UInt8]

    init(_ presentation: CertificatePresentation, in store: PresentationStore) {
        self.presentation = presentation
        codeIndex = store.index(presentation.code)
        sealed = store.sealed(presentation)
    }

    func insert(in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO presentation (id, certificate, holder, presenter, code_index, purpose, created_at, expires_at,
                                      state, sealed)
            VALUES (\(presentation.id), \(presentation.certificate), \(presentation.holder),
                    \(presentation.presenter), \(codeIndex), \(presentation.purpose.rawValue),
                    \(presentation.createdAt), \(presentation.expiresAt), \(presentation.state.rawValue), \(sealed))
            """)
    }

    /// Writes what became of it.
    /// - Returns: whether it was still waiting: of two that settle it at once only one does.
    func settle(in tx: any WriteTransaction) throws -> Bool {
        try tx.changes(
            """
            UPDATE presentation SET state = \(presentation.state.rawValue), settled_at = \(presentation.settledAt.sqlValue),
                sealed = \(sealed)
            WHERE id = \(presentation.id) AND state = 'waiting'
            """) == 1
    }
}
