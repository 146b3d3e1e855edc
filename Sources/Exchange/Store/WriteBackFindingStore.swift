package import Kernel
package import Storage
package import Vault

/// 对账发现的记录 — what does not agree, until it is settled and after.
package struct WriteBackFindingStore: Sendable {
    private let database: any Database
    private let vault: KeyVault

    package init(database: any Database, vault: KeyVault) {
        self.database = database
        self.vault = vault
    }

    /// Those of some resources that are not settled, the oldest first, and after them the newest that are.
    package func newest(_ resources: Set<String>, limit: Int = 100) async throws -> [WriteBackFinding] {
        guard !resources.isEmpty else { return [] }
        return try await database.rows(
            """
            SELECT \(Self.columns) FROM write_back_finding WHERE resource IN (\(SQL.list(resources.sorted().map { "\($0)" })))
            ORDER BY CASE WHEN state IN ('open', 'redelivering') THEN 0 ELSE 1 END,
                     CASE WHEN state IN ('open', 'redelivering') THEN found_at ELSE -found_at END, id LIMIT \(limit)
            """
        ).map(finding)
    }

    /// `nil` where there is none about these resources.
    package func finding(
        _ id: Identifier<WriteBackFinding>, about resources: Set<String>
    ) async throws -> WriteBackFinding? {
        guard !resources.isEmpty else { return nil }
        return try await database.row(
            """
            SELECT \(Self.columns) FROM write_back_finding
            WHERE id = \(id) AND resource IN (\(SQL.list(resources.sorted().map { "\($0)" })))
            """
        ).map(finding)
    }

    /// The newest about one registration.
    func newest(_ resource: String, key: String) async throws -> WriteBackFinding? {
        try await database.row(
            """
            SELECT \(Self.columns) FROM write_back_finding WHERE resource = \(resource) AND delivery_id = \(key)
            ORDER BY found_at DESC, id DESC LIMIT 1
            """
        ).map(finding)
    }

    /// Those of a resource that are not settled, by key.
    func unsettled(_ resource: String) async throws -> [String: WriteBackFinding] {
        try await database.rows(
            """
            SELECT \(Self.columns) FROM write_back_finding
            WHERE resource = \(resource) AND state IN ('open', 'redelivering')
            """
        ).map(finding).reduce(into: [:]) { $0[$1.key] = $1 }
    }

    /// How many wait for somebody or something, by resource.
    package func unsettledCounts() async throws -> [String: Int] {
        try await database.rows(
            """
            SELECT resource, COUNT(*) AS n FROM write_back_finding WHERE state IN ('open', 'redelivering')
            GROUP BY resource
            """
        ).reduce(into: [:]) { $0[$1.text("resource")] = Int($1.integer("n")) }
    }

    /// A finding with both sides sealed, ready to be written.
    func prepare(_ finding: WriteBackFinding) -> PreparedFinding {
        PreparedFinding(
            finding: finding,
            sealed: vault.seal(WriteBackFinding.json(finding.lines).bytes, at: Self.place(finding.id)))
    }

    /// - Returns: whether it was in that state until now.
    static func settle(
        _ id: Identifier<WriteBackFinding>, _ state: WriteBackFinding.State, from old: WriteBackFinding.State,
        by officer: String? = nil, at now: Instant, in tx: any WriteTransaction
    ) throws -> Bool {
        try tx.changes(
            """
            UPDATE write_back_finding
            SET state = \(state.rawValue), settled_by = \(officer.sqlValue), settled_at = \(now)
            WHERE id = \(id) AND state = \(old.rawValue)
            """) == 1
    }

    /// What was on its way again waits for a person.
    static func giveToPeople(_ id: Identifier<WriteBackFinding>, in tx: any WriteTransaction) throws {
        try tx.execute("UPDATE write_back_finding SET state = 'open' WHERE id = \(id) AND state = 'redelivering'")
    }

    private func finding(_ row: Row) throws -> WriteBackFinding {
        guard let state = WriteBackFinding.State(rawValue: row.text("state")),
            let kind = WriteBackFinding.Kind(rawValue: row.text("kind"))
        else { preconditionFailure("a finding is \(row.text("kind")), \(row.text("state"))") }
        let id: Identifier<WriteBackFinding> = row.identifier("id")
        return WriteBackFinding(
            id: id, key: row.text("delivery_id"), resource: row.text("resource"), kind: kind,
            stream: row.identifier("stream"), foundAt: row.instant("found_at"), state: state,
            lines: WriteBackFinding.lines(try JSON.parse(vault.open(row.blob("sealed"), at: Self.place(id)))))
    }

    private static func place(_ id: Identifier<WriteBackFinding>) -> SealedPlace {
        SealedPlace(table: "write_back_finding", column: "sealed", row: id.bytes)
    }

    private static let columns: SQL = "id, delivery_id, resource, kind, stream, found_at, state, sealed"
}

/// A finding as it is written in the transaction of its event.
struct PreparedFinding: Sendable {
    let finding: WriteBackFinding
    let sealed: [UInt8]

    /// - Returns: whether nobody has found the same, unsettled, before.
    func write(in tx: any WriteTransaction) throws -> Bool {
        try tx.changes(
            """
            INSERT INTO write_back_finding (id, delivery_id, resource, kind, stream, found_at, state, sealed)
            VALUES (\(finding.id), \(finding.key), \(finding.resource), \(finding.kind.rawValue), \(finding.stream),
                    \(finding.foundAt), \(finding.state.rawValue), \(sealed))
            ON CONFLICT DO NOTHING
            """) == 1
    }
}
