import Catalog
import EventLog
import Exchange
package import Identity
import Kernel
import Storage

/// 开始办理: gathers what the city already holds and opens a draft. The record of the reads is durable before a value is
/// shown.
package struct StartDraft: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// The person's open draft of the item: the one there is, or a new one.
    package func callAsFunction(item slug: String, by person: PersonProfile) async throws -> Draft {
        guard let item = environment.catalogue.item(slug: slug) else { throw CaseRejections.noSuchItem }
        if let open = try await environment.drafts.openDraft(of: person.id, item: item.id) {
            return try await RefreshDraft(environment).toCurrentVersion(open, item, by: person)
        }
        let id = environment.ids.identifier(CaseFile.self)
        let (content, reads) = await ReadFacts(environment: environment)(item, about: person, caseID: id)
        let now = environment.time.now()
        let draft = Draft(
            id: id, applicant: person.id, itemID: item.id, itemVersion: item.version.digest, createdAt: now,
            updatedAt: now, content: content, isSubmitted: false)
        do {
            try await write(draft, reads: reads, by: person)
            return draft
        } catch let StorageError.uniqueViolation(what) {
            // Another tab was first: its draft is as good.
            await environment.keepRecord(of: reads, about: person.id)
            guard let open = try await environment.drafts.openDraft(of: person.id, item: item.id) else {
                throw StorageError.uniqueViolation(what)
            }
            return open
        }
    }

    func write(_ draft: Draft, reads: [DataRead], by person: PersonProfile) async throws {
        var writer = environment.journal.begin(draft.id.retyped(as: EventStream.self))
        writer.appendFactsRead(reads, for: draft, at: draft.createdAt)
        let sealed = environment.drafts.seal(draft.content, id: draft.id)
        try await environment.database.write { [writer] tx in
            try DraftStore.insert(draft, sealed: sealed, in: tx)
            try DataReadStore.insert(reads, person: person.id, in: tx)
            try writer.write(in: tx)
        }
    }
}

extension StreamWriter {
    /// 取数: what was read for an application, and under which version of its item.
    mutating func appendFactsRead(_ reads: [DataRead], for draft: Draft, at now: Instant) {
        append(
            CaseEvents.factsRead, .dataRead, by: .person(draft.applicant.description), at: now,
            body: [
                "item": JSON(draft.itemID), "version": JSON(draft.itemVersion), "reads": .array(reads.map(\.json)),
            ])
    }
}
