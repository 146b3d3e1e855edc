import Catalog
package import ECertificates
import Entitlements
package import EventLog
import Exchange
package import Identity
package import Kernel
import Storage
import Vault

/// 提交: receives an application and, in one durable transaction, decides it or hands it to a person.
///
/// The draft's id is the idempotency key: the same draft gives the same case, however often and from wherever it is sent.
package struct SubmitCase: Sendable {
    /// Facts that were read longer ago than this are read again before they decide.
    private static let factsValidSeconds: Int64 = 1800
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    /// - Parameters:
    ///   - wantsPerson: the applicant refuses an automatic decision (个人信息保护法第二十四条).
    ///   - reviewed: the version under which the applicant reviewed the application, where the channel shows one.
    /// - Throws: `Rejection` where something has to be filled in first.
    package func callAsFunction(
        _ id: Identifier<CaseFile>, by person: PersonProfile, wantsPerson: Bool = false, reviewed: String? = nil
    ) async throws -> CaseFile {
        var wasDuplicate = false
        // Once more where another channel was first, or another event or change of the draft came in between.
        for _ in 0..<5 {
            if let done = try await environment.cases.caseFile(id, of: person.id) { return done }
            do {
                let (draft, item) = try await currentDraft(id, of: person)
                if let reviewed, reviewed != item.version.digest { throw CaseRejections.rulesChanged }
                try refuseGaps(item, draft.content)
                let filing = Filing(draft: draft, item: item, person: person)
                let writer = try await environment.journal.open(draft.id.retyped(as: EventStream.self))
                if let city = environment.destination(of: item, draft.content) {
                    return try await forward(filing, to: city, wantsPerson: wantsPerson, continuing: writer)
                }
                let standing =
                    try await standingBenefit(item, person) ?? (wasDuplicate ? StandingBenefit(caseNumber: nil) : nil)
                let assessor = Assessor(
                    item: item, content: draft.content, day: environment.time.now().civilDate(),
                    standingBenefit: standing, wantsPerson: wantsPerson)
                return try await write(filing, assessor.assess(), continuing: writer).file
            } catch StorageError.uniqueViolation(let what) {
                wasDuplicate = wasDuplicate || Entitlement.isDuplicate(StorageError.uniqueViolation(what))
            } catch is DraftChanged { continue }
        }
        throw StorageError.unavailable("a case could not be written beside others")
    }

    private func standingBenefit(_ item: ServiceItem, _ person: PersonProfile) async throws -> StandingBenefit? {
        let subject = environment.subject(person.residentID)
        return try await environment.database.read { tx in
            try StandingBenefit.find(item: item.id, subject: subject, applicant: person.id, in: tx)
        }
    }

    /// What one submission is made of.
    struct Filing: Sendable {
        let draft: Draft
        let item: ServiceItem
        let person: PersonProfile
        /// What is written with the case where no draft was kept.
        var opening: Opening?
        /// 代收方: the city that took it in, where that is another.
        var filer: CaseFiler?
        var content: DraftContent { draft.content }
    }

    /// The record of the reads of an application that never lay as a draft.
    struct Opening: Sendable { let reads: [DataRead] }

    /// The draft with facts that may decide. Where they are old they are read again and kept, so that the form shows what is
    /// then still missing.
    private func currentDraft(
        _ id: Identifier<CaseFile>, of person: PersonProfile
    ) async throws -> (Draft, ServiceItem) {
        guard let draft = try await environment.drafts.draft(id, of: person.id) else {
            throw CaseRejections.noSuchDraft
        }
        guard let item = environment.catalogue.item(id: draft.itemID) else { throw CaseRejections.noSuchItem }
        let limit = environment.time.now().adding(seconds: -Self.factsValidSeconds)
        if draft.isSubmitted { return (draft, item) }
        let refresh = RefreshDraft(environment)
        if draft.itemVersion != item.version.digest {
            // Nobody submits under rules that they have not seen: what changed is shown first.
            _ = try await refresh.refreshed(draft, item, by: person)
            throw CaseRejections.rulesChanged
        }
        let oldest = draft.content.oldestRead ?? draft.createdAt
        // What a source said yesterday of “today” (年满、未到期) is not an answer for today.
        let isFresh = oldest >= limit && oldest.civilDate() == environment.time.now().civilDate()
        return (isFresh ? draft : try await refresh.refreshed(draft, item, by: person), item)
    }

    /// What still has to be filled in, as rejections that name their fields.
    static func missingFields(_ content: DraftContent, _ item: ServiceItem) -> [Rejection] {
        item.informationFields
            .filter { $0.isAskable && content.findings[$0.name]?.fact == nil && content.answers[$0.name] == nil }
            .map(CaseRejections.missing)
    }

    /// Everything that keeps an application from being submitted, as rejections that name their fields.
    static func gaps(_ content: DraftContent, _ item: ServiceItem) -> [Rejection] {
        missingFields(content, item) + TypedAnswer.faults(content, item)
    }

    private func refuseGaps(_ item: ServiceItem, _ content: DraftContent) throws {
        if let first = Self.gaps(content, item).first { throw first }
    }

    func write(
        _ filing: Filing, _ assessment: Assessment, continuing writer: StreamWriter
    ) async throws -> FiledCase {
        let now = environment.time.now()
        let number = CaseNumber(
            division: environment.division, day: now.civilDate(), serial: try await environment.serials.take())
        var entry = CaseEntry(filing: filing, number: number.description, now: now, writer: writer)
        entry.receive()
        switch assessment {
        case .granted(let grant):
            var granted = entry
            do {
                try await granted.grant(grant, in: environment)
                entry = granted
            } catch let fault where fault is Rejection || fault is VaultError {
                // What cannot be issued as it should be, or not signed while a security module is silent, is no reason to
                // turn anybody away: only people may say no.
                entry.refer([.notIssuable], trace: grant.trace, in: environment)
            }
        case .referred(let reasons, let trace): entry.refer(reasons, trace: trace, in: environment)
        }
        entry.keep(environment.evidence)
        let (finished, receipt) = (entry, environment.receipt)
        let file = try await environment.database.write { tx in
            let file = try finished.write(in: tx)
            try receipt?(file, tx)
            return file
        }
        return FiledCase(file: file, events: finished.events, certificateID: finished.certificateID)
    }

    /// 代收: takes the application in for the city that decides; nothing is decided here.
    private func forward(
        _ filing: Filing, to city: OtherCity, wantsPerson: Bool, continuing writer: StreamWriter
    ) async throws -> CaseFile {
        let now = environment.time.now()
        let number = CaseNumber(
            division: environment.division, day: now.civilDate(), serial: try await environment.serials.take())
        var entry = CaseEntry(filing: filing, number: number.description, now: now, writer: writer)
        entry.forward(to: city, wantsPerson: wantsPerson, in: environment)
        let (finished, opened, receipt) = (entry, environment.otherCities.opened, environment.receipt)
        return try await environment.database.write { tx in
            let file = try finished.write(in: tx)
            try opened(file, tx)
            try receipt?(file, tx)
            return file
        }
    }
}

/// A case that has just been written, and what was written with it.
package struct FiledCase: Sendable {
    package let file: CaseFile
    /// The events that filing it wrote, in order.
    package let events: [LoggedEvent]
    package let certificateID: Identifier<IssuedCertificate>?
}
