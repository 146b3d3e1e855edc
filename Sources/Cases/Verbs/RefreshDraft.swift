package import Catalog
import EventLog
import Exchange
package import Identity
import Kernel
import Storage

/// 更新草稿: brings an open draft up to the definition that is in force, and its facts up to now, with the record of the reads.
/// All that was entered stays.
package struct RefreshDraft: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// The draft as it is, where it was made under the version in force; else brought up to it.
    package func toCurrentVersion(
        _ draft: Draft, _ item: ServiceItem, by person: PersonProfile
    ) async throws -> Draft {
        guard !draft.isSubmitted, draft.itemVersion != item.version.digest else { return draft }
        do { return try await refreshed(draft, item, by: person) } catch is DraftChanged {
            // Another tab was first. What it wrote is as good; if it is old itself the next look brings it up.
            return try await environment.drafts.draft(draft.id, of: person.id) ?? draft
        }
    }

    /// - Throws: `DraftChanged` where it was written to meanwhile.
    func refreshed(_ draft: Draft, _ item: ServiceItem, by person: PersonProfile) async throws -> Draft {
        let (found, reads) = await ReadFacts(environment: environment)(item, about: person, caseID: draft.id)
        var content = found.keepingEntries(of: draft.content, item)
        if draft.itemVersion != item.version.digest {
            let begun = draft.content.begunUnder ?? draft.itemVersion
            content.begunUnder = begun == item.version.digest ? nil : begun
        }
        let now = environment.time.now()
        let refreshed = draft.changed(to: content, itemVersion: item.version.digest, at: now)
        let sealed = environment.drafts.seal(content, id: draft.id)
        var writer = try await environment.journal.open(draft.id.retyped(as: EventStream.self))
        writer.appendFactsRead(reads, for: refreshed, at: now)
        do {
            try await environment.database.write { [writer] tx in
                try DraftStore.update(refreshed, over: draft, sealed: sealed, in: tx)
                try DataReadStore.insert(reads, person: person.id, in: tx)
                try writer.write(in: tx)
            }
        } catch {
            await environment.keepRecord(of: reads, about: person.id)
            throw error
        }
        return refreshed
    }
}

extension DraftContent {
    /// These findings with what was entered on earlier ones, also where a source now says what the applicant had typed in
    /// its stead.
    func keepingEntries(of earlier: DraftContent, _ item: ServiceItem) -> DraftContent {
        var content = self
        content.begunUnder = earlier.begunUnder
        content.answers = earlier.answers
        content.disputed = earlier.disputed.filter { item.field(named: $0.key) != nil }
        for field in item.informationFields where content.disputed[field.name] == nil {
            if let typed = earlier.answers[field.name] { content.take(typed, for: field) }
        }
        return content
    }
}
