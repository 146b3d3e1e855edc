package import Catalog
import EventLog
import Exchange
package import Identity
import Kernel
import Storage

/// 一次办理: obtains, answers and submits in one call, and writes all of it, the record of the reads too, in one durable
/// transaction. For programs, which have everything to say at once; people fill in a draft.
package struct ApplyAtOnce: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameter answers: as typed, by field name.
    /// - Returns: the case; `nil` where a draft has to be filled in instead, because the person has one, or because something
    ///   is missing or wrong: then what was entered and found lies in a draft.
    /// - Throws: `StorageError.uniqueViolation` where another channel was first.
    package func callAsFunction(
        _ item: ServiceItem, answers: [String: String], by person: PersonProfile, wantsPerson: Bool = false
    ) async throws -> FiledCase? {
        let subject = environment.subject(person.residentID)
        let known = try await environment.database.read { tx in
            (
                hasDraft: try DraftStore.hasOpenDraft(of: person.id, item: item.id, in: tx),
                standing: try StandingBenefit.find(item: item.id, subject: subject, applicant: person.id, in: tx)
            )
        }
        guard !known.hasDraft else { return nil }
        let id = environment.ids.identifier(CaseFile.self)
        let (found, reads) = await ReadFacts(environment: environment)(item, about: person, caseID: id)
        var content = found
        for field in item.informationFields where field.isAskable {
            if let typed = answers[field.name] { content.take(typed, for: field) }
        }
        // What another city decides is shown to the applicant before it is sent there.
        let isComplete =
            SubmitCase.gaps(content, item).isEmpty && environment.destination(of: item, content) == nil
        let now = environment.time.now()
        let draft = Draft(
            id: id, applicant: person.id, itemID: item.id, itemVersion: item.version.digest, createdAt: now,
            updatedAt: now, content: content, isSubmitted: isComplete)
        guard isComplete else {
            try await StartDraft(environment).write(draft, reads: reads, by: person)
            return nil
        }
        var writer = environment.journal.begin(id.retyped(as: EventStream.self))
        writer.appendFactsRead(reads, for: draft, at: now)
        let assessor = Assessor(
            item: item, content: content, day: now.civilDate(), standingBenefit: known.standing,
            wantsPerson: wantsPerson)
        let opening = SubmitCase.Opening(reads: reads)
        do {
            return try await SubmitCase(environment).write(
                SubmitCase.Filing(draft: draft, item: item, person: person, opening: opening), assessor.assess(),
                continuing: writer)
        } catch {
            await environment.keepRecord(of: reads, about: person.id)
            throw error
        }
    }
}
