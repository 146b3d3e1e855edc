import EventLog
import Flow
package import Identity
package import Kernel
import Storage

/// 认领: an officer takes a case of the own office in hand. Claiming twice is claiming once.
package struct ClaimCase: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    @discardableResult
    package func callAsFunction(_ id: Identifier<CaseFile>, by post: StaffPost) async throws -> CaseFile {
        if let file = try await environment.cases.caseFile(id, for: post), file.isInWork, file.handler == post.id {
            return file
        }
        return try await CaseWork.perform(id, by: .officer(post), in: environment) { work in
            try work.take(.claim(post.officer))
            work.record(CaseEvents.claimed, by: post, [.init("stage", work.file.stage.map { JSON($0) } ?? .null)])
        }
    }
}
