package import Kernel
package import Storage

/// 质量统计的台账 — sums by resource, day, field and outcome; and what is done once a day by one of several servers.
package struct QualityStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds what was counted in memory. What cannot be written is counted on.
    package func write(_ tally: SourceTally) async throws {
        let sums = tally.take()
        guard !sums.isEmpty else { return }
        let rows = sums.sorted { $0.key < $1.key }
            .map { key, sum -> SQL in
                "(\(key.resource), \(key.day), \(key.field), \(key.outcome), \(sum.count), \(sum.ageDays))"
            }
        do {
            try await database.write { tx in
                try tx.execute(
                    """
                    INSERT INTO source_count (resource, day, field, outcome, count, age_days) VALUES \(SQL.list(rows))
                    ON CONFLICT (resource, day, field, outcome) DO UPDATE SET
                        count = source_count.count + excluded.count, age_days = source_count.age_days + excluded.age_days
                    """)
            }
        } catch {
            tally.putBack(sums)
            throw error
        }
    }

    /// The quality of each resource since a day, by name.
    package func quality(since day: CivilDate) async throws -> [String: ResourceQuality] {
        var all: [String: ResourceQuality] = [:]
        let counted = try await database.rows(
            """
            SELECT resource, field, outcome, CAST(SUM(count) AS BIGINT) AS n, CAST(SUM(age_days) AS BIGINT) AS age
            FROM source_count WHERE day > \(day) GROUP BY resource, field, outcome
            """)
        for row in counted {
            all[row.text("resource"), default: ResourceQuality()].add(
                row.text("field"), row.text("outcome"), Int(row.integer("n")), age: Int(row.integer("age")))
        }
        let disputed = try await database.rows(
            """
            SELECT resource, state, COUNT(*) AS n FROM fact_dispute WHERE opened_at >= \(day.begins) GROUP BY resource, state
            """)
        for row in disputed {
            guard let state = FactDispute.State(rawValue: row.text("state")) else { continue }
            all[row.text("resource"), default: ResourceQuality()].disputes[state] = Int(row.integer("n"))
        }
        return all
    }

    /// Erases sums that are older than a day.
    package func erase(before day: CivilDate) async throws {
        try await database.write { tx in
            try tx.execute("DELETE FROM source_count WHERE day < \(day)")
            try tx.execute("DELETE FROM resource_quota WHERE day < \(day)")
            try tx.execute("DELETE FROM daily_duty WHERE day < \(day)")
        }
    }

    /// Takes what is done once a day.
    /// - Returns: whether nobody has done it that day.
    package func takeDuty(_ name: String, on day: CivilDate) async throws -> Bool {
        try await database.write { tx in
            try tx.changes(
                "INSERT INTO daily_duty (name, day) VALUES (\(name), \(day)) ON CONFLICT (name, day) DO NOTHING") == 1
        }
    }
}

extension ResourceQuality {
    fileprivate mutating func add(_ field: String, _ outcome: String, _ count: Int, age: Int) {
        if field.isEmpty {
            if let outcome = ReadOutcome(rawValue: outcome) { reads[outcome, default: 0] += count }
        } else if outcome == SourceTally.known {
            fields[field, default: Field()].known += count
            fields[field, default: Field()].ageDays += age
        } else if let absence = FactAbsence(rawValue: outcome) {
            fields[field, default: Field()].unknown[absence, default: 0] += count
        }
    }
}
