import EventLog
package import Kernel
import Storage

/// 留存凭据 — keeps a message as an event of its case where it changes nothing else.
package struct KeepEvidence: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    package func callAsFunction(_ id: Identifier<CaseFile>) async throws {
        guard let evidence = environment.evidence, let file = try await environment.cases.caseFile(linked: id) else {
            return
        }
        let city = evidence.body["to"]?.string ?? evidence.body["from"]?.string ?? ""
        for _ in 0..<5 {
            var writer = try await environment.journal.open(file.stream)
            writer.append(evidence.kind, by: .department(city), at: environment.time.now(), body: evidence.body)
            do {
                return try await environment.database.write { [writer, environment] tx in
                    try writer.write(in: tx)
                    try environment.receipt?(file, tx)
                }
            } catch StorageError.uniqueViolation { continue }
        }
        throw StorageError.unavailable("an event could not be written beside others")
    }
}
