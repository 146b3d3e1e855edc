import Catalog
import EventLog
import Flow
package import Identity
package import Kernel
import Storage

/// 不予 by a named officer, in the last stage: on a ground that the item lists, with the facts, the law and the remedies
/// (行政许可法第三十八条). No machine can come here: the step takes an officer.
package struct RefuseCase: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameters:
    ///   - ground: one of the item's 可不予.
    ///   - reason: the facts of this case, for the applicant.
    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, ground: String?, reason: String?, by post: StaffPost
    ) async throws -> CaseFile {
        try await CaseWork.perform(id, by: .officer(post), in: environment) { work in
            guard let ground, work.item.refusalGrounds.contains(ground) else { throw OfficerRejections.groundMissing }
            guard let reason else { throw OfficerRejections.refusalReasonMissing }
            try work.take(.refuse(post.officer))
            let event = work.record(
                CaseEvents.refused, by: post,
                [
                    .init("ground", JSON(ground)), .init("reason", JSON(reason)),
                    .init("stage", work.before.stage.map { JSON($0) } ?? .null),
                    .init("law", .array(work.item.bases.map { JSON($0.citation) })),
                    .init("reconsideration", JSON(work.item.remedies.reconsideration.description)),
                    .init("litigation", JSON(work.item.remedies.litigation.description)),
                ])
            let notice = CaseNotice.refused.entry(
                for: event, to: try await work.applicant(), item: work.item, content: try await work.content(),
                number: work.file.number, in: environment)
            if let notice { work.effects.append(notice) }
        }
    }
}
