import Exchange
import Kernel
import Logging

/// 自检 — now and then asks each department's connector, beside everything else, whether its system is as described, and logs a
/// line for each resource that is not. A department may be down: nothing waits for it and nothing is stopped.
struct SourceCheck: Sendable {
    let check: CheckSources
    let log: Logger

    func callAsFunction() async {
        await withTaskGroup(of: (String, CheckSources.Report).self) { group in
            for department in check.departments.map(\.name) { group.addTask { (department, await check(department)) } }
            for await (department, report) in group where !Task.isCancelled {
                for finding in report.findings where finding.isFault {
                    log.warning(
                        "a department's system is not as described",
                        metadata: [
                            "department": "\(department)", "finding": "\(finding.message.text(in: .chinese))",
                            "meaning": "\(finding.message.text(in: .english))",
                        ])
                }
            }
        }
    }
}
