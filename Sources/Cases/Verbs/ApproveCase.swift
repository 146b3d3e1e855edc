import Catalog
import EventLog
import Flow
package import Identity
package import Kernel
import Storage

/// 准予 by an officer, in the last stage: the same certificate, benefit and messages as a grant by rule, in one transaction.
package struct ApproveCase: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameters:
    ///   - reason: for the applicant, in the officer's words.
    ///   - amountFen: for one period; needed where the item opens a benefit.
    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, reason: String?, amountFen: Int?, by post: StaffPost
    ) async throws -> CaseFile {
        try await CaseWork.perform(id, by: .officer(post), in: environment) { work in
            let amount = work.item.outcome.entitlement == nil ? nil : amountFen
            if work.item.outcome.entitlement != nil, (amount ?? 0) <= 0 { throw OfficerRejections.amountMissing }
            let known = CaseContent(try await environment.journal.events(of: work.file.stream))
            let content = known.content
            guard work.item.informationFields.allSatisfy(content.isPayable) else {
                throw OfficerRejections.accountUnsettled
            }
            try work.take(.approve(post.officer))
            let decided = work.record(
                CaseEvents.granted, by: post,
                [
                    .init("reason", JSON(reason ?? OfficerCopy.approvedReason.chinese)),
                    .init("stage", work.before.stage.map { JSON($0) } ?? .null),
                    .init("amountFen", amount.map { JSON($0) } ?? .null),
                    .init("law", .array(work.item.bases.map { JSON($0.citation) })),
                ])
            let ground = GrantParts.Ground(
                item: work.item, person: try await work.applicant(), content: content,
                number: work.file.number, amountFen: amount,
                receivedAt: known.filer?.appliedAt ?? work.file.receivedAt, now: work.now)
            work.parts = try await GrantParts(ground, decided: decided, writer: &work.writer, in: environment)
        }
    }
}
