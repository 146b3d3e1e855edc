import Exchange
import Kernel
import Logging
import ServiceLifecycle

/// 自检 — asks each department's connector once, beside everything else, whether its system is as described, and logs a
/// line for each resource that is not. A department may be down: nothing waits for it and nothing is stopped.
struct SourceCheck: Service {
    let connectors: [String: any SourceConnector]
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await check()
            // A service that ends would end the others.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        }
    }

    private func check() async {
        await withTaskGroup(of: (String, [CheckFinding]).self) { group in
            for (department, connector) in connectors {
                group.addTask { (department, await connector.selfCheck()) }
            }
            for await (department, findings) in group where !Task.isCancelled {
                for finding in findings where finding.isFault {
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
