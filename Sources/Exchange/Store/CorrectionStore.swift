import EventLog
package import Kernel
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

    /// All that was decided about one telling, in the order of deciding.
    func corrections(of original: String) async throws -> [WriteBackCorrection] {
        try await database.rows(
            "SELECT \(Self.columns) FROM write_back_correction WHERE original = \(original) ORDER BY serial"
        ).map(WriteBackCorrection.init)
    }

    /// What stands of something that a department was told, or is to be told.
    package func standing(of original: String) async throws -> GrantStanding {
        WriteBackCorrection.standing(try await corrections(of: original))
    }

    /// 不抢先: what is told about one thing is told in the order in which it was decided, each when what goes before it is
    /// acknowledged. Where something that goes before is with people, so is what follows.
    func turn(of correction: WriteBackCorrection, among all: [WriteBackCorrection]) async throws -> Turn {
        let earlier = all.filter { $0.serial < correction.serial }
        if earlier.contains(where: { $0.state == .waiting }) { return .waits }
        let keys = [correction.original] + earlier.map(\.key)
        let rows = try await database.rows(
            """
            SELECT id, stream, kind, state FROM write_back_finding
            WHERE state IN ('open', 'redelivering') AND delivery_id IN (\(SQL.list(keys.map { "\($0)" })))
            """)
        if rows.contains(where: { $0.text("state") == WriteBackFinding.State.redelivering.rawValue }) { return .waits }
        // That a value differs is no reason to keep back that the whole does not stand any more.
        let kinds: [WriteBackFinding.Kind] = [.lost, .uncorrected]
        let tasks = rows.filter { kinds.map(\.rawValue).contains($0.text("kind")) }
        return tasks.isEmpty
            ? .comes : .peoples(tasks.map { OpenTask(id: $0.identifier("id"), stream: $0.identifier("stream")) })
    }

    enum Turn {
        case waits, comes
        /// Tasks of people about the same thing that are open.
        case peoples([OpenTask])
    }

    /// A finding that waits for a person, and the stream that says so.
    struct OpenTask {
        let id: Identifier<WriteBackFinding>
        let stream: Identifier<EventStream>
    }

    /// All that was decided about what was told under a key, be that itself a correction.
    func corrections(about key: String) async throws -> [WriteBackCorrection] {
        try await corrections(of: try await correction(key)?.original ?? key)
    }

    /// Whether anything was decided about something that was told: from then on nothing of it is told again by a machine.
    func isCorrected(_ original: String) async throws -> Bool {
        try await database.row("SELECT 1 AS one FROM write_back_correction WHERE original = \(original)") != nil
    }

    /// Whether that a registration is gone is nothing to find.
    func isObsolete(_ key: String) async throws -> Bool {
        try await database.row("SELECT 1 AS one FROM write_back WHERE delivery_id = \(key) AND \(Self.isObsolete)")
            != nil
    }

    /// Adds one behind those that there are.
    /// - Throws: `StorageError.uniqueViolation` where somebody else was first: what the last one says stands, so that they are
    ///   in the order in which people decided.
    static func insert(_ correction: PreparedCorrection, in tx: any WriteTransaction) throws {
        let last = try tx.row(
            """
            SELECT MAX(serial) AS serial, MAX(decided_at) AS decided_at FROM write_back_correction
            WHERE original = \(correction.original)
            """)
        if let before = last?.optionalInstant("decided_at"), before > correction.decidedAt {
            throw StorageError.uniqueViolation("write_back_correction.decided_at")
        }
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

    /// What waits for its turn about something that was told, and that itself where it was not told yet, is looked at again now:
    /// what went before it has ended, or people have given it back.
    package static func wake(behind original: String, at now: Instant, in tx: any WriteTransaction) throws {
        let waiting = try tx.rows(
            """
            SELECT delivery_id FROM write_back_correction WHERE original = \(original) AND state = 'waiting'
            """)
        try Outbox.wake([original] + waiting.map { $0.text("delivery_id") }, at: now, in: tx)
    }

    /// Of a row of `write_back`: that it is gone is as it should be. A correction that a later one has followed; and what was
    /// told, where it has ended, or until people have put it in force again.
    static let isObsolete: SQL = """
        (EXISTS (SELECT 1 FROM write_back_correction AS own
                 JOIN write_back_correction AS later ON later.original = own.original AND later.serial > own.serial
                 WHERE own.delivery_id = write_back.delivery_id AND own.change <> 'amended' AND later.change <> 'amended'
                   AND later.state IN ('acknowledged', 'handedOver'))
         OR EXISTS (SELECT 1 FROM write_back_correction AS latest
                    WHERE latest.original = write_back.delivery_id
                      AND (latest.change IN ('cancelled', 'revoked')
                           OR latest.change = 'reinstated' AND (latest.state = 'waiting' OR EXISTS (
                                SELECT 1 FROM write_back_finding AS task
                                WHERE task.delivery_id = latest.delivery_id AND task.state = 'open')))
                      AND latest.serial = (SELECT MAX(serial) FROM write_back_correction AS any_of
                                           WHERE any_of.original = write_back.delivery_id
                                             AND any_of.change <> 'amended')))
        """

    /// Of a row of `write_back`: it is a correction, or was corrected.
    static let isCorrected: SQL = """
        EXISTS (SELECT 1 FROM write_back_correction AS about
                WHERE about.delivery_id = write_back.delivery_id OR about.original = write_back.delivery_id)
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
