import Catalog
import EventLog
import Exchange
import Flow
package import Identity
package import Kernel
import Storage

/// 复核答复: an officer has looked again at a decision because the applicant asked for it, and says what came of it.
///
/// The decision itself stays as it is: what was found wrong is told, to the department as well, and is the ground on which
/// it is then corrected.
package struct AnswerReview: Sendable {
    /// What came of it. Raw values stand in the event.
    package enum Outcome: String, Sendable, CaseIterable {
        /// 维持: the decision is right.
        case upheld
        /// 更正: something has to be put right; the answer says what and how.
        case corrected
    }

    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameter answer: for the applicant, in the officer's words.
    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, outcome: Outcome?, answer: String?, by post: StaffPost
    ) async throws -> CaseFile {
        try await CaseWork.perform(id, by: .officer(post), in: environment) { work in
            guard let outcome else { throw OfficerRejections.reviewOutcomeMissing }
            guard let answer else { throw OfficerRejections.reviewAnswerMissing }
            try work.take(.answerReview(post.officer))
            let isAmended = outcome == .corrected && work.file.status == .granted
            let amendment = isAmended ? try await environment.amendment(of: work.file) : nil
            let event = work.record(
                CaseEvents.reviewAnswered, by: post,
                [.init("outcome", JSON(outcome.rawValue)), .init("answer", JSON(answer))]
                    + (amendment?.members ?? []))
            work.correction = amendment?.correction(answer, by: event, outbox: environment.outbox)
            let notice = CaseNotice.reviewAnswered.entry(
                for: event, to: try await work.applicant(), item: work.item, content: try await work.content(),
                number: work.file.number, in: environment)
            if let notice { work.effects.append(notice) }
        }
    }
}
