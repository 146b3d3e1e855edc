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
    /// - Throws: `Rejection` also where nobody works at the next office: the case stays where somebody has it.
    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, opinion: String?, by post: StaffPost
    ) async throws -> CaseFile {
        try await CaseWork.perform(id, by: .officer(post), in: environment) { work in
            let stage = work.before.stage
            try work.take(.finishStage(post.officer))
            try environment.requireStaff(at: work.file.office)
            work.record(
                CaseEvents.stageFinished, by: post,
                [
                    .init("stage", stage.map { JSON($0) } ?? .null),
                    .init("opinion", opinion.map { JSON($0) } ?? .null),
                    .init("next", work.file.stage.map { JSON($0) } ?? .null),
                    .init("office", work.file.office.map { JSON($0) } ?? .null),
                    .init("dueOn", JSON(work.file.stageDueOn?.description ?? "")),
                ])
        }
    }
}
