package import Kernel

/// What `bench log` found.
package struct LogReport: Sendable {
    struct Sequencing: Sendable {
        let entries: Int
        let seconds: Double
        let cpuSeconds: Double
        /// Seconds for the hashes and the bytes on disk alone.
        let floor: Double

        var perSecond: Double { Double(entries) / seconds }
        var ceilingPerSecond: Double { Double(entries) / floor }
    }

    struct Mark: Sendable {
        let entries: Int
        /// Since the mark before.
        let seconds: Double
        /// Of all files of the log.
        let bytes: Int
    }

    struct Proofs: Sendable {
        let count: Int
        let p50Milliseconds: Double
        let p99Milliseconds: Double
    }

    let events: Int
    let sequencing: Sequencing
    let growth: [Mark]
    let proofs: Proofs

    /// Entries a second that got their place, tiles on disk and a signature.
    package var appendsPerSecond: Double { sequencing.perSecond }
    package var proofP99Milliseconds: Double { proofs.p99Milliseconds }

    package var json: JSON {
        [
            "appendsPerSecond": JSON(Int(sequencing.perSecond)),
            "appendsPerCPUSecond": JSON(Int(Double(sequencing.entries) / sequencing.cpuSeconds)),
            "ceilingPerSecond": JSON(Int(sequencing.ceilingPerSecond)),
            "ratioToCeiling": .fixed(sequencing.perSecond / sequencing.ceilingPerSecond, 3),
            "entries": JSON(growth.last?.entries ?? 0),
            "proofP50Milliseconds": .fixed(proofs.p50Milliseconds, 3),
            "proofP99Milliseconds": .fixed(proofs.p99Milliseconds, 3), "proofs": JSON(proofs.count),
            "growth": JSON(
                growth.map { mark -> JSON in
                    [
                        "entries": JSON(mark.entries), "seconds": .fixed(mark.seconds, 2),
                        "bytes": JSON(mark.bytes),
                    ]
                }),
        ]
    }

    package var text: String {
        let marks = growth.map { mark in
            "  \(mark.entries) entries: \(Int(mark.seconds * 1000)) ms since the line before, \(mark.bytes >> 20) MiB"
        }
        return """
            \(Int(sequencing.perSecond)) appends a second with places, tiles and signature \
            (hashes and bytes alone: \(Int(sequencing.ceilingPerSecond)))
            proofs out of \(growth.last?.entries ?? 0): p50 \(JSON.fixed(proofs.p50Milliseconds, 3).text) ms, \
            p99 \(JSON.fixed(proofs.p99Milliseconds, 3).text) ms
            \(marks.joined(separator: "\n"))
            """
    }
}
