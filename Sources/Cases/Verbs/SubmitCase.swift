import Catalog
import ECertificates
import Entitlements
import EventLog
import Exchange
package import Identity
package import Kernel
import Storage

/// 提交: receives an application and, in one durable transaction, decides it or hands it to a person.
///
/// The draft's id is the idempotency key: the same draft gives the same case, however often and from wherever it is sent.
package struct SubmitCase: Sendable {
    /// Facts that were read longer ago than this are read again before they decide.
    private static let factsValidSeconds: Int64 = 1800
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameter wantsPerson: the applicant refuses an automatic decision (个人信息保护法第二十四条).
    /// - Throws: `Rejection` where something has to be filled in first.
    package func callAsFunction(
        _ id: Identifier<CaseFile>, by person: PersonProfile, wantsPerson: Bool = false
    ) async throws -> CaseFile {
        if let done = try await environment.cases.caseFile(id, of: person.id) { return done }
        guard let draft = try await environment.drafts.draft(id, of: person.id) else {
            throw CaseRejections.noSuchDraft
        }
        guard let item = environment.catalogue.item(id: draft.itemID) else { throw CaseRejections.noSuchItem }
        let (content, reads) = await currentFacts(of: draft, item: item, person: person)
        try refuseGaps(item, content)
        let subject = environment.subject(person.residentID)
        var isEntitled = try await environment.database.read { tx in
            try Entitlement.isLive(item: item.id, subject: subject, in: tx)
        }
        // Once more where another channel was first, or another event was appended meanwhile.
        for _ in 0..<3 {
            let filing = Filing(
                draft: draft, item: item, person: person, content: content, reads: reads)
            let assessor = Assessor(
                item: item, content: content, day: environment.time.now().civilDate(), isAlreadyEntitled: isEntitled,
                wantsPerson: wantsPerson)
            do {
                return try await write(filing, assessor.assess())
            } catch StorageError.uniqueViolation(let what) {
                if let done = try await environment.cases.caseFile(id, of: person.id) { return done }
                isEntitled = isEntitled || Entitlement.isDuplicate(StorageError.uniqueViolation(what))
            }
        }
        throw StorageError.unavailable("a case could not be written beside others")
    }

    /// What one submission is made of.
    struct Filing: Sendable {
        let draft: Draft
        let item: ServiceItem
        let person: PersonProfile
        let content: DraftContent
        /// Reads that were made for the submission itself.
        let reads: [DataRead]
    }

    /// Answers and disputes stay; facts are read again where they are old or the item has changed since.
    private func currentFacts(
        of draft: Draft, item: ServiceItem, person: PersonProfile
    ) async -> (DraftContent, [DataRead]) {
        let limit = environment.time.now().adding(seconds: -Self.factsValidSeconds)
        let isFresh = (draft.content.oldestRead ?? draft.createdAt) >= limit && draft.itemVersion == item.version.digest
        if isFresh { return (draft.content, []) }
        var (content, reads) = await ReadFacts(environment: environment)(item, about: person, caseID: draft.id)
        content.answers = draft.content.answers
        content.disputed = draft.content.disputed.filter { item.field(named: $0.key) != nil }
        return (content, reads)
    }

    /// What still has to be filled in, as rejections that name their fields.
    static func missingFields(_ content: DraftContent, _ item: ServiceItem) -> [Rejection] {
        item.informationFields
            .filter { $0.isAskable && content.findings[$0.name]?.fact == nil && content.answers[$0.name] == nil }
            .map(CaseRejections.missing)
    }

    private func refuseGaps(_ item: ServiceItem, _ content: DraftContent) throws {
        if let first = (Self.missingFields(content, item) + TypedAnswer.faults(content, item)).first { throw first }
    }

    private func write(_ filing: Filing, _ assessment: Assessment) async throws -> CaseFile {
        let writer = try await environment.journal.open(filing.draft.id.retyped(as: EventStream.self))
        let now = environment.time.now()
        let number = CaseNumber(
            division: environment.division, day: now.civilDate(), serial: try await environment.serials.take())
        var entry = CaseEntry(filing: filing, number: number.description, now: now, writer: writer)
        entry.receive()
        switch assessment {
        case .granted(let grant): try await entry.grant(grant, in: environment)
        case .referred(let reasons, let trace): entry.refer(reasons, trace: trace, in: environment)
        }
        let finished = entry
        return try await environment.database.write { tx in try finished.write(in: tx) }
    }
}
