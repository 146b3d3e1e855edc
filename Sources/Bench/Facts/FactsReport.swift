package import Kernel

/// What `bench facts` found.
package struct FactsReport: Sendable {
    struct Sample: Sendable {
        /// All facts of an application, in milliseconds.
        let total: Double
        /// Its slowest source: the ceiling.
        let slowestSource: Double
    }

    let resources: Int
    let facts: Int
    let clients: Int
    let samples: [Sample]

    package var p99Milliseconds: Double { Self.percentile(samples.map(\.total)) }
    var slowestP99Milliseconds: Double { Self.percentile(samples.map(\.slowestSource)) }
    /// What is ours of it, application by application.
    package var overheadP99Milliseconds: Double { Self.percentile(samples.map { $0.total - $0.slowestSource }) }

    private static func percentile(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.sorted()[values.count * 99 / 100]
    }

    package var json: JSON {
        [
            "p99Milliseconds": .fixed(p99Milliseconds, 2),
            "slowestSourceP99Milliseconds": .fixed(slowestP99Milliseconds, 2),
            "overheadP99Milliseconds": .fixed(overheadP99Milliseconds, 2), "resources": JSON(resources),
            "facts": JSON(facts), "applications": JSON(samples.count), "clients": JSON(clients),
        ]
    }

    package var text: String {
        """
        \(facts) facts of \(resources) resources for each of \(samples.count) applications, \(clients) at a time: \
        p99 \(JSON.fixed(p99Milliseconds, 1).text) ms, \
        the slowest source \(JSON.fixed(slowestP99Milliseconds, 1).text) ms, \
        ours \(JSON.fixed(overheadP99Milliseconds, 1).text) ms
        """
    }
}
