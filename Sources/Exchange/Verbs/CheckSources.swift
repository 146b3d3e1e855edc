package import Kernel
import Synchronization

/// 接入自检 — asks departments' connectors whether their systems are as described, and keeps what each found last. It reads no
/// person's record.
package final class CheckSources: Sendable {
    /// What was found in one department.
    package struct Report: Sendable {
        package let at: Instant
        package let findings: [CheckFinding]

        package var isSound: Bool { !findings.contains(where: \.isFault) }
    }

    /// A system that takes longer is silent.
    private static let patienceMilliseconds: Int64 = 15_000
    /// Nobody is asked again sooner, however often the button is pressed.
    private static let pauseSeconds: Int64 = 10

    package let departments: [Department]
    private let connectors: [String: any SourceConnector]
    private let time: any TimeSource
    private let deadline = Deadline()
    private let reports = Mutex<[String: Report]>([:])

    /// - Parameter connectors: by department.
    package init(departments: [Department], connectors: [String: any SourceConnector], time: any TimeSource) {
        self.departments = departments
        self.connectors = connectors
        self.time = time
    }

    /// What this server found last; `nil` where it has not looked yet.
    package func report(of department: String) -> Report? { reports.withLock { $0[department] } }

    /// Looks now, or says what was found a moment ago.
    @discardableResult
    package func callAsFunction(_ department: String) async -> Report {
        if let last = report(of: department),
            time.now().milliseconds - last.at.milliseconds < Self.pauseSeconds * 1000
        {
            return last
        }
        let found = Report(at: time.now(), findings: await findings(department))
        reports.withLock { $0[department] = found }
        return found
    }

    private func findings(_ department: String) async -> [CheckFinding] {
        guard let connector = connectors[department] else { return [] }
        let outcome = await deadline.run(milliseconds: Self.patienceMilliseconds) { await connector.selfCheck() }
        if case .value(let findings) = outcome { return findings }
        return [CheckFinding(isFault: true, message: SourceCopy.silent)]
    }
}
