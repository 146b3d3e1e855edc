package import EventLog
package import Kernel
package import Storage

/// 回写的台账 — what departments have acknowledged, and the days on which it was compared with what they hold.
package struct WriteBackStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Written with the event of the acknowledgement.
    package static func insert(_ record: WriteBackRecord, in tx: any WriteTransaction) throws {
        try tx.execute(
            """
            INSERT INTO write_back (delivery_id, resource, stream, sequence, number, acknowledged_at, redeliveries)
            VALUES (\(record.key), \(record.resource), \(record.stream), \(record.sequence), \(record.number),
                    \(record.acknowledgedAt), \(record.redeliveries))
            ON CONFLICT (delivery_id) DO NOTHING
            """)
    }

    /// It was lost, and is acknowledged once more.
    static func acknowledgeAgain(
        _ key: String, number: String, at now: Instant, in tx: any WriteTransaction
    ) throws {
        try tx.execute(
            """
            UPDATE write_back
            SET number = \(number), acknowledged_at = \(now), redeliveries = redeliveries + 1, is_seen = 0
            WHERE delivery_id = \(key)
            """)
    }

    /// A comparison found them with the department.
    func see(_ keys: [String]) async throws {
        guard !keys.isEmpty else { return }
        let list = SQL.list(keys.map { "\($0)" })
        try await database.write { tx in
            try tx.execute("UPDATE write_back SET is_seen = 1 WHERE delivery_id IN (\(list))")
        }
    }

    /// How many of a resource were acknowledged since a day; no more than `limit` are counted.
    func count(_ resource: String, since day: CivilDate, limit: Int) async throws -> Int {
        try await database.rows(
            """
            SELECT sequence FROM write_back WHERE resource = \(resource) AND acknowledged_at >= \(day.begins) LIMIT \(limit)
            """
        ).count
    }

    /// Those of a resource that were acknowledged on some days, in an order of their own, after one of them.
    func acknowledged(
        _ resource: String, in days: Range<CivilDate>, after last: WriteBackRecord?, limit: Int
    ) async throws -> [WriteBackRecord] {
        let (begin, end) = (last?.acknowledgedAt ?? days.lowerBound.begins, days.upperBound.begins)
        return try await database.readAtLength { tx in
            try tx.rows(
                """
                SELECT \(Self.columns) FROM write_back
                WHERE resource = \(resource) AND (acknowledged_at, delivery_id) > (\(begin), \(last?.key ?? ""))
                  AND acknowledged_at < \(end)
                ORDER BY acknowledged_at, delivery_id LIMIT \(limit)
                """
            ).map(WriteBackRecord.init)
        }
    }

    /// Those with some keys, whenever they were acknowledged.
    func records(_ keys: [String]) async throws -> [String: WriteBackRecord] {
        guard !keys.isEmpty else { return [:] }
        let list = SQL.list(keys.map { "\($0)" })
        return try await database.readAtLength { tx in
            try tx.rows("SELECT \(Self.columns) FROM write_back WHERE delivery_id IN (\(list))")
                .map(WriteBackRecord.init).reduce(into: [:]) { $0[$1.key] = $1 }
        }
    }

    /// 原事件编号 of what a department acknowledged of a case; `nil` where there is none.
    package func original(of stream: Identifier<EventStream>) async throws -> String? {
        try await database.row(
            """
            SELECT delivery_id FROM write_back WHERE stream = \(stream)
              AND NOT EXISTS (SELECT 1 FROM write_back_correction AS own WHERE own.delivery_id = write_back.delivery_id)
            ORDER BY sequence LIMIT 1
            """)?.text("delivery_id")
    }

    /// Whether something is on its way under a key: sent, and its acknowledgement not yet written.
    func isOnItsWay(_ key: String) async throws -> Bool {
        try await database.row("SELECT 1 AS one FROM outbox WHERE delivery_id = \(key) AND state <> 'done'") != nil
    }

    /// Whether something that people have suspended or ended since may have been told, though nobody acknowledged it: it is told
    /// no more while that stands, so that no answer will say.
    func isInDoubt(_ key: String) async throws -> Bool {
        try await database.row(
            """
            SELECT 1 AS one FROM outbox
            WHERE delivery_id = \(key) AND state <> 'done' AND attempts > 0 AND last_fault = 'turn:standing'
            """) != nil
    }

    /// When the first event of a stream was written.
    func beginning(of stream: Identifier<EventStream>) async throws -> Instant? {
        try await database.row(
            "SELECT recorded_at FROM event WHERE shard = \(stream.shard) AND stream = \(stream) AND sequence = 1"
        )?.instant("recorded_at")
    }

    private static let columns: SQL =
        """
        delivery_id, resource, stream, sequence, number, acknowledged_at, redeliveries, is_seen,
        CASE WHEN \(CorrectionStore.isObsolete) THEN 1 ELSE 0 END AS is_obsolete,
        CASE WHEN \(CorrectionStore.isCorrected) THEN 1 ELSE 0 END AS is_corrected
        """
}

extension WriteBackRecord {
    fileprivate init(_ row: Row) {
        self.init(
            key: row.text("delivery_id"), resource: row.text("resource"), stream: row.identifier("stream"),
            sequence: Int(row.integer("sequence")), number: row.text("number"),
            acknowledgedAt: row.instant("acknowledged_at"), redeliveries: Int(row.integer("redeliveries")),
            isSeen: row.integer("is_seen") == 1, isObsolete: row.integer("is_obsolete") == 1,
            isCorrected: row.integer("is_corrected") == 1)
    }
}

/// 对账的日程 — which resource was compared on which day, by whom of several servers, and what came of it.
package struct ReconciliationStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Takes a day's comparison for so long; whoever has it done, or has it in hand, keeps it.
    /// - Parameter again: also where it is done already.
    /// - Returns: whether it is ours to do now.
    func take(
        _ resource: String, on day: CivilDate, at now: Instant, until end: Instant, again: Bool
    ) async throws -> Bool {
        let undone: SQL = again ? "" : " AND reconciliation.finished_at IS NULL"
        return try await database.write { tx in
            try tx.changes(
                """
                INSERT INTO reconciliation
                    (resource, day, taken_until, compared, lost, differing, unknown_count)
                VALUES (\(resource), \(day), \(end), 0, 0, 0, 0)
                ON CONFLICT (resource, day) DO UPDATE SET taken_until = excluded.taken_until, finished_at = NULL
                WHERE reconciliation.taken_until <= \(now)\(undone)
                """) == 1
        }
    }

    /// - Parameter retryAt: when somebody may take it again; of what is done, at once on demand.
    func end(_ run: Reconciliation, retryAt: Instant) async throws {
        let tally = run.tally
        try await database.write { tx in
            try tx.execute(
                """
                UPDATE reconciliation
                SET finished_at = \(run.finishedAt.sqlValue), taken_until = \(retryAt), compared = \(tally.compared),
                    lost = \(tally.lost), differing = \(tally.differing), unknown_count = \(tally.unknown),
                    fault = \(run.fault.sqlValue)
                WHERE resource = \(run.resource) AND day = \(run.day)
                """)
        }
    }

    /// Resources that were compared on a day, or are in hand, or wait for another try.
    func settled(on day: CivilDate, at now: Instant) async throws -> Set<String> {
        Set(
            try await database.rows(
                """
                SELECT resource FROM reconciliation
                WHERE day = \(day) AND (finished_at IS NOT NULL OR taken_until > \(now))
                """
            ).map { $0.text("resource") })
    }

    /// The newest comparisons of some resources, the newest first.
    package func newest(_ resources: Set<String>, limit: Int = 30) async throws -> [Reconciliation] {
        guard !resources.isEmpty else { return [] }
        return try await database.rows(
            """
            SELECT resource, day, finished_at, compared, lost, differing, unknown_count, fault FROM reconciliation
            WHERE resource IN (\(SQL.list(resources.sorted().map { "\($0)" }))) ORDER BY day DESC, resource LIMIT \(limit)
            """
        ).map(Reconciliation.init)
    }

    /// The last day on which each resource was compared to the end.
    package func lastFinished() async throws -> [String: CivilDate] {
        try await database.rows(
            "SELECT resource, MAX(day) AS day FROM reconciliation WHERE finished_at IS NOT NULL GROUP BY resource"
        ).reduce(into: [:]) { $0[$1.text("resource")] = $1.date("day") }
    }
}

extension Reconciliation {
    fileprivate init(_ row: Row) {
        self.init(
            resource: row.text("resource"), day: row.date("day"), finishedAt: row.optionalInstant("finished_at"),
            tally: Tally(row),
            fault: row.optionalText("fault"))
    }
}

extension Reconciliation.Tally {
    fileprivate init(_ row: Row) {
        self.init(compared: Int(row.integer("compared")))
        lost = Int(row.integer("lost"))
        differing = Int(row.integer("differing"))
        unknown = Int(row.integer("unknown_count"))
    }
}
