package import Kernel

/// What `bench apply` found.
package struct ApplyReport: Sendable {
    let database: String
    let grants: Int
    let clients: Int
    let seconds: Double
    let cpuSeconds: Double
    let databaseCPUSeconds: Double
    /// With the writing back, the notices and the log that are done only after the last answer.
    let cpuSecondsUntilQuiet: Double
    let p50Milliseconds: Double
    let p99Milliseconds: Double
    let residentMiB: Double
    let groupMean: Double
    let ceiling: ApplyCeiling.Outcome
    let logEntries: Int

    init(
        settings: ApplyBench.Settings, load: ApplyBench.Load, verified: ApplyVerification.Outcome,
        ceiling: ApplyCeiling.Outcome
    ) {
        database = settings.database == nil ? "SQLite" : "PostgreSQL"
        grants = settings.people
        clients = settings.clients
        seconds = load.outcome.seconds
        cpuSeconds = load.during.cpuSeconds
        databaseCPUSeconds = load.during.databaseCPUSeconds
        cpuSecondsUntilQuiet = load.untilQuiet.cpuSeconds
        p50Milliseconds = load.outcome.percentile(0.5)
        p99Milliseconds = load.outcome.percentile(0.99)
        residentMiB = load.during.residentMiB
        groupMean = load.groupMean
        self.ceiling = ceiling
        logEntries = verified.logEntries
    }

    var grantsPerSecond: Double { Double(grants) / seconds }
    var grantsPerCPUSecond: Double { Double(grants) / cpuSeconds }
    var grantsPerCPUSecondUntilQuiet: Double { Double(grants) / cpuSecondsUntilQuiet }
    package var ratioToCeiling: Double { grantsPerCPUSecond / ceiling.perCPUSecond }

    /// One object, for programs; its first nine members are a contract.
    package var json: JSON {
        [
            "database": JSON(database), "grantsPerSecond": JSON.fixed(grantsPerSecond, 1),
            "grantsPerCPUSecond": JSON.fixed(grantsPerCPUSecond, 1),
            "p50Milliseconds": JSON.fixed(p50Milliseconds, 2), "p99Milliseconds": JSON.fixed(p99Milliseconds, 2),
            "residentMiB": JSON.fixed(residentMiB, 1), "groupMean": JSON.fixed(groupMean, 2),
            "ceilingPerCPUSecond": JSON.fixed(ceiling.perCPUSecond, 1),
            "ratioToCeiling": JSON.fixed(ratioToCeiling, 3),
            "grants": JSON(grants), "clients": JSON(clients),
            "grantsPerCPUSecondUntilQuiet": JSON.fixed(grantsPerCPUSecondUntilQuiet, 1),
            "databaseCPUShare": JSON.fixed(databaseCPUSeconds / cpuSeconds, 3),
            "httpMicroseconds": JSON.fixed(ceiling.http * 1e6, 1),
            "signMicroseconds": JSON.fixed(ceiling.sign * 1e6, 1),
            "sqlMicroseconds": JSON.fixed(ceiling.sql * 1e6, 1), "logEntriesVerified": JSON(logEntries),
        ]
    }

    /// A few lines, for people.
    package var text: String {
        func figure(_ value: Double, _ digits: Int = 1) -> String { JSON.fixed(value, digits).text }
        return """
            \(grants) grants on \(database) by \(clients) clients in \(figure(seconds)) s, all counted and verified
            \(figure(grantsPerCPUSecond, 0)) grants per CPU-second (\(figure(grantsPerCPUSecondUntilQuiet, 0)) with all that \
            follows a grant), \(figure(grantsPerSecond, 0)) per second
            p50 \(figure(p50Milliseconds)) ms, p99 \(figure(p99Milliseconds)) ms; \(figure(groupMean)) writes a group; \
            \(figure(residentMiB, 0)) MiB resident
            ceiling \(figure(ceiling.perCPUSecond, 0)) per CPU-second (POST \(figure(ceiling.http * 1e6)) µs, signature \
            \(figure(ceiling.sign * 1e6)) µs, rows \(figure(ceiling.sql * 1e6)) µs): ratio \(figure(ratioToCeiling, 3))
            """
    }
}
