package import Kernel
package import Storage
package import Vault
package import Web

/// 数据疑义的记录 — what people say is wrong in the departments' records, until it is answered and after.
package struct DisputeStore: Sendable {
    private let database: any Database
    private let vault: KeyVault

    package init(database: any Database, vault: KeyVault) {
        self.database = database
        self.vault = vault
    }

    /// Those that wait for an answer about some resources, the most urgent first.
    package func open(about resources: Set<String>, limit: Int = 100) async throws -> [FactDispute] {
        guard !resources.isEmpty else { return [] }
        return try await database.rows(
            """
            SELECT \(Self.columns) FROM fact_dispute WHERE state = 'open' AND resource IN (\(Self.list(resources)))
            ORDER BY due_on, id LIMIT \(limit)
            """
        ).map(dispute)
    }

    /// How many wait for an answer beyond their term, by resource.
    package func overdue(on day: CivilDate) async throws -> [String: Int] {
        try await database.rows(
            """
            SELECT resource, COUNT(*) AS n FROM fact_dispute
            WHERE state = 'open' AND due_on < \(day) GROUP BY resource
            """
        ).reduce(into: [:]) { $0[$1.text("resource")] = Int($1.integer("n")) }
    }

    /// All that a person has said to be wrong, the newest first.
    package func disputes(of person: Identifier<Person>) async throws -> [FactDispute] {
        try await database.rows(
            "SELECT \(Self.columns) FROM fact_dispute WHERE applicant = \(person) ORDER BY opened_at DESC, id"
        ).map(dispute)
    }

    /// `nil` where there is none about these resources.
    package func dispute(
        _ id: Identifier<FactDispute>, about resources: Set<String>
    ) async throws -> FactDispute? {
        guard !resources.isEmpty else { return nil }
        return try await database.row(
            "SELECT \(Self.columns) FROM fact_dispute WHERE id = \(id) AND resource IN (\(Self.list(resources)))"
        ).map(dispute)
    }

    /// A dispute with its claim sealed, ready to be written.
    package func prepare(_ dispute: FactDispute) -> PreparedDispute {
        PreparedDispute(dispute: dispute, sealed: vault.seal(dispute.claim.json.bytes, at: Self.place(dispute.id)))
    }

    /// - Returns: whether it was open until now.
    package static func answer(
        _ id: Identifier<FactDispute>, _ state: FactDispute.State, by officer: String, at now: Instant,
        in tx: any WriteTransaction
    ) throws -> Bool {
        try tx.changes(
            """
            UPDATE fact_dispute SET state = \(state.rawValue), answered_by = \(officer), answered_at = \(now)
            WHERE id = \(id) AND state = 'open'
            """) == 1
    }

    private func dispute(_ row: Row) throws -> FactDispute {
        guard let state = FactDispute.State(rawValue: row.text("state")) else {
            preconditionFailure("a dispute is in the state \(row.text("state"))")
        }
        let id: Identifier<FactDispute> = row.identifier("id")
        let claim = try JSON.parse(vault.open(row.blob("sealed"), at: Self.place(id)))
        return FactDispute(
            id: id, resource: row.text("resource"), field: row.text("field"), item: row.text("item"),
            stream: row.identifier("stream"), applicant: row.identifier("applicant"),
            openedAt: row.instant("opened_at"), dueOn: row.date("due_on"), state: state,
            claim: FactDispute.Claim(claim))
    }

    private static func place(_ id: Identifier<FactDispute>) -> SealedPlace {
        SealedPlace(table: "fact_dispute", column: "sealed", row: id.bytes)
    }

    private static func list(_ resources: Set<String>) -> SQL { SQL.list(resources.sorted().map { "\($0)" }) }

    private static let columns: SQL = """
        id, resource, field, item, stream, applicant, opened_at, due_on, state, sealed
        """
}

/// A dispute as it is written in the transaction of its case.
package struct PreparedDispute: Sendable {
    let dispute: FactDispute
    let sealed: [UInt8]

    package func write(in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO fact_dispute
                (id, resource, field, item, stream, applicant, opened_at, due_on, state, sealed)
            VALUES (\(dispute.id), \(dispute.resource), \(dispute.field), \(dispute.item), \(dispute.stream),
                    \(dispute.applicant), \(dispute.openedAt), \(dispute.dueOn), \(dispute.state.rawValue), \(sealed))
            """)
    }
}
