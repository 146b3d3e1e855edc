import EventLog
import Kernel
import Rehearsal
import Server
import Storage
import Testing

/// 保存期限 — what is erased by its age.
@Suite("Retention")
struct RetentionTests {
    /// Both databases, where there is a PostgreSQL.
    private static let kinds = [false] + (PostgresCluster.url == nil ? [] : [true])

    private let day: Int64 = 86_400_000

    private func count(_ table: String, _ database: any Database) async throws -> Int {
        try await database.read { tx in
            try tx.rows(SQL(pieces: ["SELECT 1 AS one FROM \(table)"], parameters: [])).count
        }
    }

    @Test(
        "Keys of requests and their answers go after thirty days, whoever they belong to; counts of sign-ins the day after"
    )
    func byAge() async throws {
        let rehearsal = try await Rehearsal()
        let platform = rehearsal.platform
        let now = rehearsal.clock.now()
        let ages: [Int64] = [0, 29, 31, 400]
        try await platform.database.write { [day] tx in
            for number in 0..<1_200 {
                let made = now.adding(milliseconds: -day * ages[number % 4] - 1)
                let key = Array(String(number).utf8)
                try tx.execute(
                    """
                    INSERT INTO api_key (person, key_index, digest, draft, created_at)
                    VALUES (\(key), \(key), \(key), \(key), \(made))
                    """)
                try tx.execute(
                    """
                    INSERT INTO api_answer (caller, key_index, digest, sealed, created_at)
                    VALUES (\(key), \(key), \(key), \(key), \(made))
                    """)
            }
            for age in ages {
                let date = now.civilDate().adding(days: -Int(age))
                try tx.execute(
                    "INSERT INTO sign_in_count (account_index, day, codes, guesses) VALUES (\([UInt8(age % 200)]), \(date), 1, 0)"
                )
            }
        }
        var rounds = 1
        while try await Retention(platform)() { rounds += 1 }
        #expect(rounds > 1, "some at a time")
        #expect(try await count("api_key", platform.database) == 600)
        #expect(try await count("api_answer", platform.database) == 600)
        #expect(try await count("sign_in_count", platform.database) == 1)
    }

    @Test("Effects are taken, ended and erased alike on both databases", arguments: kinds)
    func effects(onPostgres: Bool) async throws {
        let house = RehearsalHouse(database: onPostgres ? try await PostgresCluster.emptyDatabaseURL() : nil)
        let rehearsal = try await Rehearsal(in: house)
        let platform = rehearsal.platform
        let now = rehearsal.clock.now()
        try await platform.database.write { [day] tx in
            for (number, lane) in ["a", "b", "b x", "c"].enumerated() {
                let due = now.adding(milliseconds: number == 3 ? day : -1)
                try tx.execute(
                    """
                    INSERT INTO outbox (delivery_id, kind, lane, stream, due_at, attempts, doubts, state, sealed)
                    VALUES (\("waits \(number)"), 'x', \(lane), \([UInt8(1)]), \(due), 0, 0, 'waiting', \([UInt8(1)]))
                    """)
            }
            for (number, fault) in [nil, "timedOut", nil].enumerated() {
                let settled = now.adding(milliseconds: -day * (number == 2 ? 6 : 91))
                try tx.execute(
                    """
                    INSERT INTO outbox (delivery_id, kind, lane, stream, due_at, attempts, doubts, state, sealed, last_fault,
                                        settled_at)
                    VALUES (\("ended \(number)"), 'x', 'a', \([UInt8(1)]), 0, 0, 0, 'done', \([UInt8]()),
                            \(fault.sqlValue), \(settled))
                    """)
            }
        }
        #expect(try await platform.outbox.failedCount() == 1)
        #expect(try await platform.outbox.deliverDue(handlers: [:]) == 3)
        #expect(try await platform.outbox.deliverDue(handlers: [:]) == 0)
        #expect(try await platform.outbox.depth() == (1, 3))
        _ = try await Retention(platform)()
        #expect(try await platform.outbox.failedCount() == 0)
        #expect(try await count("outbox", platform.database) == 5)
        try await rehearsal.stop()
    }

    /// What is erased, and the index by which it is found.
    private static let plans: [(sql: String, index: String)] = [
        ("SELECT person, key_index FROM api_key WHERE created_at < 1 LIMIT 500", "api_key_age"),
        ("SELECT caller, key_index FROM api_answer WHERE created_at < 1 LIMIT 500", "api_answer_age"),
        ("DELETE FROM sign_in_count WHERE day < '2026-01-01'", "sign_in_count_day"),
        ("DELETE FROM sign_in_challenge WHERE expires_at < 1", "sign_in_challenge_expiry"),
        (
            "SELECT delivery_id FROM outbox WHERE state = 'done' AND last_fault IS NULL AND settled_at < 1 LIMIT 500",
            "outbox_carried_out"
        ),
        (
            "SELECT delivery_id FROM outbox WHERE state = 'done' AND last_fault IS NOT NULL AND settled_at < 1 LIMIT 500",
            "outbox_failed"
        ),
        (
            "SELECT delivery_id FROM outbox WHERE state <> 'done' AND lane = 'x' AND due_at <= 1 ORDER BY due_at LIMIT 32",
            "outbox_lane"
        ),
    ]

    @Test("By an index, never by a look at every row", arguments: 0..<plans.count)
    func byIndex(_ number: Int) async throws {
        let (sql, index) = Self.plans[number]
        let rehearsal = try await Rehearsal()
        let plan = try await rehearsal.platform.database.read { tx in
            try tx.rows(SQL(pieces: ["EXPLAIN QUERY PLAN \(sql)"], parameters: [])).map { $0.text("detail") }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH") && $0.contains(index) }, "\(plan)")
    }
}
