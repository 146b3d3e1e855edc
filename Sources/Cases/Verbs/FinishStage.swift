import EventLog
import Flow
package import Identity
package import Kernel
import Storage

/// 环节办结: an officer has done the work of a stage; the next office goes on, with a due date of its own.
package struct FinishStage: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameter opinion: what the officer found, for the colleague who goes on.
    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, opinion: String?, by post: StaffPost
    ) async throws -> CaseFile {
        try await CaseWork.perform(id, by: .officer(post), in: environment) { work in
            let stage = work.before.stage
            try work.take(.finishStage(post.officer))
            work.writer.append(
                CaseEvents.stageFinished, by: post.actor, at: work.now,
                body: [
                    "officer": post.json, "stage": stage.map { JSON($0) } ?? .null,
                    "opinion": opinion.map { JSON($0) } ?? .null,
                    "next": work.file.stage.map { JSON($0) } ?? .null,
                    "office": work.file.office.map { JSON($0) } ?? .null,
                    "dueOn": JSON(work.file.stageDueOn?.description ?? ""),
                ])
        }
    }
}
