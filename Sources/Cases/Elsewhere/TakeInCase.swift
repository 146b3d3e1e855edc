package import Catalog
import Entitlements
import EventLog
import Exchange
import Flow
package import Identity
import Kernel
import Storage
import Web

/// 办理地收件 — takes in an application that another city received, and decides it as any other: on our own facts and rules, a
/// grant or a person. What else there is to say, only the applicant's own words, comes with it.
package struct TakeInCase: Sendable {
    /// What the other city sent.
    package struct Arrival: Sendable {
        package let filer: CaseFiler
        /// The name by which that city knows the applicant: another than our register's is for a person to settle.
        package let name: String
        package let answers: [Answer]
        package let wantsPerson: Bool

        package init(filer: CaseFiler, name: String, answers: [Answer], wantsPerson: Bool) {
            self.filer = filer
            self.name = name
            self.answers = answers
            self.wantsPerson = wantsPerson
        }
    }

    /// A value of a field that the item asks for.
    package struct Answer: Sendable {
        package let field: String
        package let value: String
        /// Whether the applicant typed it; else a department there holds it, and what ours holds goes before.
        package let isTyped: Bool

        package init(field: String, value: String, isTyped: Bool) {
            self.field = field
            self.value = value
            self.isTyped = isTyped
        }
    }

    /// Working days beyond 推送时限 within which a machine believes the day of the application.
    private static let lateByDays = 10
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    package func callAsFunction(
        _ item: ServiceItem, _ arrival: Arrival, by person: PersonProfile
    ) async throws -> CaseFile {
        let subject = environment.subject(person.residentID)
        var wasDuplicate = false
        for _ in 0..<3 {
            let standing = try await environment.database.read { tx in
                try StandingBenefit.find(item: item.id, subject: subject, applicant: person.id, in: tx)
            }
            do {
                let duplicate = wasDuplicate ? StandingBenefit(caseNumber: nil) : nil
                return try await file(item, arrival, by: person, standing: standing ?? duplicate)
            } catch let error as StorageError where Entitlement.isDuplicate(error) { wasDuplicate = true }
        }
        throw StorageError.unavailable("a case could not be written beside others")
    }

    private func file(
        _ item: ServiceItem, _ arrival: Arrival, by person: PersonProfile, standing: StandingBenefit?
    ) async throws -> CaseFile {
        let id = environment.ids.identifier(CaseFile.self)
        let (found, reads) = await ReadFacts(environment: environment)(item, about: person, caseID: id)
        let content = content(item, arrival, found)
        let now = environment.time.now()
        let draft = Draft(
            id: id, applicant: person.id, itemID: item.id, itemVersion: item.version.digest, createdAt: now,
            updatedAt: now, content: content, isSubmitted: true)
        var writer = environment.journal.begin(id.retyped(as: EventStream.self))
        writer.appendFactsRead(reads, for: draft, at: now)
        let assessor = Assessor(
            item: item, content: content, day: now.civilDate(), standingBenefit: standing,
            wantsPerson: arrival.wantsPerson, arrivalDoubts: doubts(of: arrival.filer, item, at: now))
        let filing = SubmitCase.Filing(
            draft: draft, item: item, person: person, opening: SubmitCase.Opening(reads: reads), filer: arrival.filer)
        do {
            return try await SubmitCase(environment).write(filing, assessor.assess(), continuing: writer).file
        } catch {
            await environment.keepRecord(of: reads, about: person.id)
            throw error
        }
    }

    /// What of the other city's word a person has to look at before benefits follow from it.
    private func doubts(of filer: CaseFiler, _ item: ServiceItem, at now: Instant) -> [ReferralReason] {
        let days = environment.otherCities.terms.push + Self.lateByDays
        let latest = environment.calendar.adding(workingDays: days, to: filer.appliedAt.civilDate()).date
        var doubts: [ReferralReason] = latest < now.civilDate() ? [.arrivedLate] : []
        if (filer.level?.rawValue ?? 0) < item.service.assuranceLevelMin { doubts.append(.lessAssured) }
        return doubts
    }

    private func content(_ item: ServiceItem, _ arrival: Arrival, _ found: DraftContent) -> DraftContent {
        var content = found
        for answer in arrival.answers {
            guard let field = item.field(named: answer.field), field.isAskable else { continue }
            if answer.isTyped || content.findings[field.name]?.fact == nil { content.take(answer.value, for: field) }
        }
        // What the applicant left open, or typed as no such value, is for a person to ask for.
        for field in item.informationFields where content.answers[field.name].map({ field.value($0) == nil }) == true {
            content.answers[field.name] = nil
        }
        if let field = item.informationFields.first(where: { $0.source.map { $0.field == "姓名" } == true }) {
            content.take(arrival.name, for: field)
        }
        return content
    }
}
