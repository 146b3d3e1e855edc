import EventLog
package import Identity
package import Kernel
import Storage

/// 已转出的办件: what an officer who gave a case out of hand may still know of it: that, when and where to. Nothing of what is
/// in it, and nothing of what became of it.
package struct PassedCase: Sendable {
    package let number: String
    package let itemID: String
    package let itemVersion: String
    /// The office, and the officer where it was given to one.
    package let receiver: String
    package let at: Instant
    /// Why, in the officer's own words; `nil` where a stage was finished.
    package let reason: String?

    /// `nil` where this officer never had it, or the officer's office has it now.
    package static func find(
        _ id: Identifier<CaseFile>, by post: StaffPost, in environment: CaseEnvironment
    ) async throws -> PassedCase? {
        guard let file = try await environment.cases.caseFile(elsewhere: id, than: post.office) else { return nil }
        let events = try await environment.journal.events(of: file.stream)
        let passing = events.last { event in
            event.actor == post.actor && [CaseEvents.handedOver, CaseEvents.stageFinished].contains(event.kind)
        }
        guard let passing, let office = passing.body["office"]?.string else { return nil }
        return PassedCase(
            number: file.number, itemID: file.itemID, itemVersion: file.itemVersion,
            receiver: [office, passing.body["receiver"]?.string].compactMap { $0 }.joined(separator: " "),
            at: passing.effective, reason: passing.body["reason"]?.string)
    }
}

extension CaseStore {
    /// A case that another office has. For saying where it went, to those who sent it there; nothing else.
    func caseFile(elsewhere id: Identifier<CaseFile>, than office: String) async throws -> CaseFile? {
        try await database.read { tx in
            try tx.row(
                "SELECT \(Self.columns) FROM case_file WHERE shard = \(id.shard) AND id = \(id) AND office <> \(office)"
            ).map(Self.caseFile)
        }
    }
}
