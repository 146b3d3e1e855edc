import Catalog
import EventLog
import Exchange
import Flow
import Identity
import Kernel

/// 送核 — puts each fact that an applicant says is wrong to the department that holds it, with the day of its answer.
struct OpenDisputes: Sendable {
    let environment: CaseEnvironment
    let item: ServiceItem
    let person: PersonProfile
    /// The case's number, which people say on the phone.
    let number: String
    let now: Instant

    /// - Parameters:
    ///   - disputed: what is said to be right instead, by field; may be empty.
    ///   - findings: where each fact came from; what no department holds is nobody's to correct.
    /// - Returns: what is to be written with the events.
    func callAsFunction(
        _ disputed: [String: String], of findings: [String: FactFinding], continuing writer: inout StreamWriter
    ) -> [PreparedDispute] {
        let store = DisputeStore(database: environment.database, vault: environment.vault)
        let due = environment.calendar.adding(workingDays: environment.recheckDaysMax, to: now.civilDate()).date
        var prepared: [PreparedDispute] = []
        for (name, said) in disputed.sorted(by: { $0.key < $1.key }) {
            guard let fact = findings[name]?.fact,
                case .resource(let resource, let field, let department) = fact.source
            else { continue }
            let dispute = FactDispute(
                id: environment.ids.identifier(FactDispute.self), resource: resource, field: field, item: item.id,
                stream: writer.stream, applicant: person.id, openedAt: now, dueOn: due,
                claim: FactDispute.Claim(
                    residentID: person.residentID.text, name: person.name, caseNumber: number,
                    held: fact.value.storedText, said: said))
            prepared.append(store.prepare(dispute))
            writer.append(
                CaseEvents.factDisputed, by: .person(person.id.description), at: now,
                body: [
                    "dispute": JSON(dispute.id.description), "field": JSON(name), "resource": JSON(resource),
                    "department": JSON(department), "dueOn": JSON(due.description),
                ])
        }
        return prepared
    }
}
