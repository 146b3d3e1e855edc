import EventLog
import Flow
package import Identity
package import Kernel
import Storage

/// 退回待办、移交: an officer gives a case out of hand, back to the own office or to another office or person, with the reason.
package struct ReleaseCase: Sendable {
    /// Where it goes.
    package enum Receiver: Sendable, Hashable {
        /// Back among what waits in the own office.
        case ownOffice
        case office(String)
        case officer(StaffPost)
    }

    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Throws: `Rejection` where it is handed on without a reason, or to an office where nobody works.
    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, to receiver: Receiver, reason: String?, by post: StaffPost
    ) async throws -> CaseFile {
        if receiver != .ownOffice, reason == nil { throw OfficerRejections.reasonMissing }
        return try await CaseWork.perform(id, by: .officer(post), in: environment) { work in
            var body = [JSON.Member("reason", reason.map { JSON($0) } ?? .null)]
            switch receiver {
            case .ownOffice:
                try work.take(.release(post.officer))
                work.record(CaseEvents.released, by: post, body)
                return
            case .office(let office): try work.take(.handOver(post.officer, office: office, to: nil))
            case .officer(let next):
                try work.take(.handOver(post.officer, office: next.office, to: next.id))
                body += [.init("receiver", JSON(next.name)), .init("receiverID", JSON(next.id))]
            }
            try environment.requireStaff(at: work.file.office)
            body.append(.init("office", work.file.office.map { JSON($0) } ?? .null))
            work.record(CaseEvents.handedOver, by: post, body)
        }
    }
}
