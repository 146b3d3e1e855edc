package import Kernel
package import Storage

/// 共享申请的记录 — what offices have asked departments for.
package struct RequestStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// The newest requests for some resources or of one office, those that wait for an answer first.
    package func requests(
        forResources resources: Set<String>, orOf office: String, limit: Int = 100
    ) async throws -> [SharingRequest] {
        let others: SQL =
            resources.isEmpty ? "" : " OR resource IN (\(SQL.list(resources.sorted().map { "\($0)" })))"
        return try await database.rows(
            """
            SELECT \(Self.columns) FROM sharing_request WHERE office = \(office)\(others)
            ORDER BY CASE WHEN state = 'asked' THEN 0 ELSE 1 END, id DESC LIMIT \(limit)
            """
        ).map(SharingRequest.init)
    }

    package func request(_ id: Identifier<SharingRequest>) async throws -> SharingRequest? {
        try await database.row("SELECT \(Self.columns) FROM sharing_request WHERE id = \(id)").map(SharingRequest.init)
    }

    /// All that wait for an answer.
    func open() async throws -> [SharingRequest] {
        try await database.rows("SELECT \(Self.columns) FROM sharing_request WHERE state = 'asked' ORDER BY id")
            .map(SharingRequest.init)
    }

    /// How many wait for an answer beyond their term, by resource.
    package func overdue(on day: CivilDate) async throws -> [String: Int] {
        try await database.rows(
            """
            SELECT resource, COUNT(*) AS n FROM sharing_request
            WHERE state = 'asked' AND due_on < \(day) GROUP BY resource
            """
        ).reduce(into: [:]) { $0[$1.text("resource")] = Int($1.integer("n")) }
    }

    static func insert(_ request: SharingRequest, in tx: any WriteTransaction) throws {
        let terms = request.terms
        try tx.execute(
            """
            INSERT INTO sharing_request
                (id, resource, item, fields, aim, basis, starts_on, ends_on, office, asked_by, asked_at, due_on, state, stream)
            VALUES (\(request.id), \(terms.resource), \(terms.item), \(terms.fields.joined(separator: "、")), \(terms.aim),
                    \(terms.basis), \(terms.from), \(terms.until), \(request.office), \(request.askedBy),
                    \(request.askedAt), \(request.dueOn), \(request.state.rawValue), \(request.stream))
            """)
    }

    /// - Returns: whether it was waiting until now.
    static func decide(
        _ id: Identifier<SharingRequest>, _ state: SharingRequest.State, by officer: String, reason: String?,
        at now: Instant, in tx: any WriteTransaction
    ) throws -> Bool {
        try tx.changes(
            """
            UPDATE sharing_request SET state = \(state.rawValue), decided_by = \(officer), reason = \(reason.sqlValue),
                decided_at = \(now)
            WHERE id = \(id) AND state = 'asked'
            """) == 1
    }

    private static let columns: SQL = """
        id, resource, item, fields, aim, basis, starts_on, ends_on, office, asked_by, asked_at, due_on, state, decided_by,
        reason, stream
        """
}

extension SharingRequest {
    fileprivate init(_ row: Row) {
        guard let state = State(rawValue: row.text("state")) else {
            preconditionFailure("a request for data is in the state \(row.text("state"))")
        }
        self.init(
            id: row.identifier("id"), terms: SharingTerms(row), office: row.text("office"),
            askedBy: row.text("asked_by"), askedAt: row.instant("asked_at"), dueOn: row.date("due_on"), state: state,
            decidedBy: row.optionalText("decided_by"), reason: row.optionalText("reason"),
            stream: row.identifier("stream"))
    }
}
