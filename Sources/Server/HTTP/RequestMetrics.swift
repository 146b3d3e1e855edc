import Synchronization

/// Counts requests by route and status, and their time; written out in the Prometheus text format.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let pattern: String
        let status: Int
    }
    private struct Series {
        var count = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: bounds.count)
    }
    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    private let series = Mutex<[Key: Series]>([:])

    func count(pattern: String, status: Int, seconds: Double) {
        series.withLock { all in
            var one = all[Key(pattern: pattern, status: status)] ?? Series()
            one.count += 1
            one.seconds += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { one.buckets[index] += 1 }
            all[Key(pattern: pattern, status: status)] = one
        }
    }

    /// - Parameter gauges: figures of the moment, by name.
    func text(gauges: [(name: String, help: String, value: Double)]) -> String {
        var lines = [
            "# HELP huimin_request_seconds Time to answer a request.", "# TYPE huimin_request_seconds histogram",
        ]
        let all = series.withLock { $0 }
        for (key, one) in all.sorted(by: { ($0.key.pattern, $0.key.status) < ($1.key.pattern, $1.key.status) }) {
            let labels = "route=\"\(key.pattern)\",status=\"\(key.status)\""
            for (bound, count) in zip(Self.bounds, one.buckets) {
                lines.append("huimin_request_seconds_bucket{\(labels),le=\"\(bound)\"} \(count)")
            }
            lines.append("huimin_request_seconds_bucket{\(labels),le=\"+Inf\"} \(one.count)")
            lines.append("huimin_request_seconds_sum{\(labels)} \(one.seconds)")
            lines.append("huimin_request_seconds_count{\(labels)} \(one.count)")
        }
        for gauge in gauges {
            lines += [
                "# HELP \(gauge.name) \(gauge.help)", "# TYPE \(gauge.name) gauge", "\(gauge.name) \(gauge.value)",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
