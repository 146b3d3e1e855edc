import Catalog
import EventLog
import Flow
package import Identity
package import Kernel
import Storage

/// 一次告知补正: tells the applicant once, and at once everything, what is missing. A second time only for facts that were not
/// there the first time, which have to be named.
package struct RequestCorrection: Sendable {
    /// What is asked for.
    package struct Request: Sendable {
        /// Materials of the item, by name.
        package var materials: [String]
        /// Information fields to answer anew, by name.
        package var fields: [String]
        /// In the officer's own words.
        package var note: String?
        /// 新的事实: what came to light since the first time.
        package var newFacts: String?

        package init(materials: [String] = [], fields: [String] = [], note: String? = nil, newFacts: String? = nil) {
            self.materials = materials
            self.fields = fields
            self.note = note
            self.newFacts = newFacts
        }
    }

    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    @discardableResult
    package func callAsFunction(
        _ id: Identifier<CaseFile>, _ request: Request, by post: StaffPost
    ) async throws -> CaseFile {
        try await CaseWork.perform(id, by: .officer(post), in: environment) { work in
            let materials = request.materials.filter { name in work.item.materials.contains { $0.name == name } }
            let fields = request.fields.filter { work.item.field(named: $0)?.isAskable == true }
            guard !(materials.isEmpty && fields.isEmpty && request.note == nil) else {
                throw OfficerRejections.nothingAsked
            }
            try work.take(.askCorrection(post.officer, namesNewFacts: request.newFacts != nil))
            let event = work.record(
                CaseEvents.correctionAsked, by: post,
                [
                    .init("materials", .array(materials.map { JSON($0) })),
                    .init("fields", .array(fields.map { JSON($0) })),
                    .init("note", request.note.map { JSON($0) } ?? .null),
                    .init("newFacts", request.newFacts.map { JSON($0) } ?? .null),
                ])
            let notice = CaseNotice.correctionAsked.entry(
                for: event, to: try await work.applicant(), item: work.item, content: try await work.content(),
                number: work.file.number, in: environment)
            if let notice { work.effects.append(notice) }
        }
    }
}
