import EventLog
import Kernel
package import Storage

/// 更正的台账 — what was decided otherwise after a department was told, in the order of deciding, and how far the word of it is.
package struct CorrectionStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// The newest of some resources.
    package func newest(_ resources: Set<String>, limit: Int = 50) async throws -> [WriteBackCorrection] {
        guard !resources.isEmpty else { return [] }
        return try await database.rows(
            """
            SELECT \(Self.columns) FROM write_back_correction
            WHERE resource IN (\(SQL.list(resources.sorted().map { "\($0)" })))
            ORDER BY decided_at DESC, delivery_id DESC LIMIT \(limit)
            """
        ).map(WriteBackCorrection.init)
    }

    func correction(_ key: String) async throws -> WriteBackCorrection? {
        try await database.row(
            "SELECT \(Self.columns) FROM write_back_correction WHERE delivery_id = \(key)"
        ).map(WriteBackCorrection.init)
    }

    /// 不抢先: whether the department knows all that goes before — what is corrected and each earlier correction — and none of it
    /// is being told again at this moment.
    func isNext(_ correction: WriteBackCorrection) async throws -> Bool {
        let (original, serial) = (correction.original, correction.serial)
        return try await database.row(
            """
            SELECT 1 AS one FROM write_back
            WHERE delivery_id = \(original)
              AND NOT EXISTS (
                SELECT 1 FROM write_back_correction AS earlier
                WHERE earlier.original = \(original) AND earlier.serial < \(serial) AND earlier.state = 'waiting')
              AND NOT EXISTS (
                SELECT 1 FROM write_back_finding AS finding
                WHERE finding.state = 'redelivering'
                  AND (finding.delivery_id = \(original) OR finding.delivery_id IN (
                    SELECT delivery_id FROM write_back_correction AS told
                    WHERE told.original = \(original) AND told.serial < \(serial))))
            """) != nil
    }

    /// Whether a later correction says what stands: this one is not told again.
    func isSuperseded(_ key: String) async throws -> Bool {
        try await database.row("SELECT 1 AS one FROM write_back WHERE delivery_id = \(key) AND \(Self.isSuperseded)")
            != nil
    }

    /// Adds one behind those that there are.
    /// - Throws: `StorageError.uniqueViolation` where somebody else was first.
    static func insert(_ correction: PreparedCorrection, in tx: any WriteTransaction) throws {
        let last = try tx.row(
            "SELECT MAX(serial) AS serial FROM write_back_correction WHERE original = \(correction.original)")
        let serial = Int(last?.optionalInteger("serial") ?? 0) + 1
        try tx.execute(
            """
            INSERT INTO write_back_correction
                (delivery_id, original, serial, resource, stream, change, decided_at, state)
            VALUES (\(correction.key), \(correction.original), \(serial), \(correction.resource), \(correction.stream),
                    \(correction.change.rawValue), \(correction.decidedAt), 'waiting')
            """)
    }

    static func settle(_ key: String, _ state: WriteBackCorrection.State, in tx: any WriteTransaction) throws {
        try tx.execute("UPDATE write_back_correction SET state = \(state.rawValue) WHERE delivery_id = \(key)")
    }

    /// Of a row of `write_back` that is itself a correction: a later one was decided.
    static let isSuperseded: SQL = """
        EXISTS (SELECT 1 FROM write_back_correction AS own
                JOIN write_back_correction AS later ON later.original = own.original AND later.serial > own.serial
                WHERE own.delivery_id = write_back.delivery_id)
        """

    /// Of a row of `write_back`: the last correction says that it does not stand for good.
    static let isEnded: SQL = """
        EXISTS (SELECT 1 FROM write_back_correction AS latest
                WHERE latest.original = write_back.delivery_id AND latest.change IN ('cancelled', 'revoked')
                  AND latest.serial = (SELECT MAX(serial) FROM write_back_correction AS any_of
                                       WHERE any_of.original = write_back.delivery_id))
        """

    private static let columns: SQL = "delivery_id, original, serial, resource, stream, change, decided_at, state"
}

extension WriteBackCorrection {
    fileprivate init(_ row: Row) {
        guard let change = Change(rawValue: row.text("change")), let state = State(rawValue: row.text("state")) else {
            preconditionFailure("a correction is \(row.text("change")), \(row.text("state"))")
        }
        self.init(
            key: row.text("delivery_id"), original: row.text("original"), serial: Int(row.integer("serial")),
            resource: row.text("resource"), stream: row.identifier("stream"), change: change,
            decidedAt: row.instant("decided_at"), state: state)
    }
}

/// A correction as it is written in the transaction of the event by which it was decided, with the word to the department.
package struct PreparedCorrection: Sendable {
    let key: String
    let original: String
    let resource: String
    let stream: Identifier<EventStream>
    let change: WriteBackCorrection.Change
    let decidedAt: Instant
    let entry: Outbox.PreparedEntry

    package func write(in tx: any WriteTransaction) throws {
        try CorrectionStore.insert(self, in: tx)
        try entry.write(in: tx)
    }
}
