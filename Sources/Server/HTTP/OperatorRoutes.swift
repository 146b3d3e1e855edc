import EventLog
import Exchange
import Kernel
import Storage
import Web

/// Addresses for operators: is it alive, is it ready, how is it doing.
struct OperatorRoutes: Sendable {
    let platform: Platform
    let metrics: RequestMetrics

    var routes: [Route] {
        [
            Route(.get, "/healthz", .everyone) { _ in .text("ok\n") },
            Route(.get, "/readyz", .everyone, ready), Route(.get, "/metrics", .local, showMetrics),
            Route(.get, "/outbox/stuck", .local, showStuck),
        ]
    }

    /// Ready is who can reach the database.
    private func ready(_: WebRequest) async throws -> WebResponse {
        do {
            _ = try await platform.database.rows("SELECT size FROM log_state")
            return .text("ready\n")
        } catch { return .text("database unavailable\n", status: 503) }
    }

    /// Effects that somebody should look at, one a line: when it is tried next or that it never is, kind, tries, fault, delivery.
    /// No personal data.
    private func showStuck(_: WebRequest) async throws -> WebResponse {
        let lines = try await platform.outbox.stuck().map { effect in
            "\(effect.nextTry?.iso8601 ?? "never") \(effect.kind) \(effect.attempts) \(effect.fault) \(effect.deliveryID)\n"
        }
        return .text(lines.joined())
    }

    private var proofs: LogProofs {
        LogProofs(
            database: platform.database, directory: platform.directory, identity: platform.identity,
            witnesses: platform.witnesses)
    }

    private func showMetrics(_: WebRequest) async throws -> WebResponse {
        let outbox = try await platform.outbox.depth()
        let failed = try await platform.outbox.failedCount()
        let log = try await platform.database.row(
            """
            SELECT (SELECT size FROM log_state WHERE id = 1) AS size,
                   (SELECT COUNT(*) FROM event WHERE log_index IS NULL) AS waiting
            """)
        let lag = try await proofs.lag(at: platform.time.now())
        let late = try await platform.overdueSharing.counts().values
        let unsettled = try await WriteBackFindingStore(database: platform.database, vault: platform.vault)
            .unsettledCounts()
        let compared = try await ReconciliationStore(database: platform.database).lastFinished()
        let yesterday = platform.time.now().civilDate().adding(days: -1)
        let uncompared = platform.reconcile.comparable.filter { compared[$0].map { $0 < yesterday } ?? true }
        let gauges: [(name: String, help: String, value: Double)] = [
            ("huimin_outbox_waiting", "Effects that wait to be carried out.", Double(outbox.waiting)),
            ("huimin_outbox_stuck", "Effects that have failed many times.", Double(outbox.stuck)),
            ("huimin_outbox_failed", "Effects given up in the last 90 days.", Double(failed)),
            ("huimin_log_entries", "Entries with a place in the log.", Double(log?.optionalInteger("size") ?? 0)),
            (
                "huimin_log_unsequenced", "Events that wait for a place in the log.",
                Double(log?.optionalInteger("waiting") ?? 0)
            ),
            (
                "huimin_log_unwitnessed", "Signed entries that no quorum of witnesses has signed for.",
                Double(lag.entries)
            ),
            (
                "huimin_log_unwitnessed_seconds", "Age of the oldest entry that no quorum of witnesses has signed for.",
                lag.seconds
            ),
            (
                "huimin_log_witness_alarms", "Witnesses that have seen another history of the log than ours.",
                Double(platform.witnessBoard.alarmCount)
            ),
            (
                "huimin_sharing_overdue", "Requests for data that a department has not answered within its term.",
                Double(late.reduce(0) { $0 + $1.requests })
            ),
            (
                "huimin_disputes_overdue", "Disputed facts that a department has not answered for within its term.",
                Double(late.reduce(0) { $0 + $1.disputes })
            ),
            (
                "huimin_write_backs_unsettled",
                "Write-backs that a department has lost, holds otherwise, or was never told, and that are not settled.",
                Double(unsettled.values.reduce(0, +))
            ),
            (
                "huimin_reconciliations_late", "Resources whose write-backs were compared neither today nor yesterday.",
                Double(uncompared.count)
            ),
            ("huimin_watchers", "Pages that follow a case live.", Double(platform.tail.watcherCount)),
        ]
        let figures = platform.database.figures.map { (name: "huimin_\($0.name)", help: $0.help, value: $0.value) }
        return .text(metrics.text(gauges: gauges + figures), type: "text/plain; version=0.0.4; charset=utf-8")
    }
}
