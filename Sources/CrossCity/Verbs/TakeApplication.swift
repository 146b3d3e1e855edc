import Cases
import Catalog
import Identity
import Kernel
import Web

/// 办理地收件 — an application that another city took in becomes a case here, if the two cities handle the item together and the
/// household is ours. Whether it is granted is for our own rules and people.
struct TakeApplication: Sendable {
    private let environment: CaseEnvironment

    init(_ environment: CaseEnvironment) { self.environment = environment }

    func callAsFunction(_ message: CityMessage, from partner: PartnerCity) async throws -> CaseFile {
        let body = message.body
        guard message.number == 1 else { throw PartnerProblems.outOfOrder }
        guard let code = body["item"]?.string, let number = body["caseNumber"]?.string,
            let appliedAt = body["appliedAt"]?.int, appliedAt > 0, let household = body["household"]?.string,
            let name = body["applicant"]?["name"]?.string, let assurance = body["applicant"]?["assurance"]?.string,
            let residentID = body["applicant"]?["residentID"]?.string.flatMap({ ResidentID($0) })
        else { throw PartnerProblems.malformed }
        guard let item = environment.catalogue.items.first(where: { $0.baseCode == code }),
            item.service.crossProvince?.way == .receivedElsewhere
        else { throw PartnerProblems.unknownItem }
        guard partner.city.takesNew, partner.city.items.contains(code) else { throw PartnerProblems.notAgreed }
        guard household.prefix(4) == environment.division.prefix(4) else { throw PartnerProblems.notOurs }
        let now = environment.time.now()
        let arrival = TakeInCase.Arrival(
            filer: CaseFiler(
                city: partner.city.name, division: partner.division, number: number,
                // Nobody applies in the future: benefits count from this day.
                appliedAt: min(now, Instant(milliseconds: Int64(appliedAt))), assurance: assurance),
            name: name, answers: (body["answers"]?.array ?? []).compactMap(Self.answer),
            wantsPerson: body["wantsPerson"]?.bool ?? false)
        // How well we ourselves know the person is not raised by another city's word.
        let known = try await environment.people.person(numbered: residentID)
        let person: PersonProfile
        if let known {
            person = known
        } else {
            person = try await environment.people.enrol(
                residentID, name: name, phone: nil, level: .phone, ids: environment.ids, at: now)
        }
        return try await TakeInCase(environment)(item, arrival, by: person)
    }

    private static func answer(_ json: JSON) -> TakeInCase.Answer? {
        guard let field = json["field"]?.string, let value = json["value"]?.string,
            let grade = json["grade"]?.string
        else { return nil }
        return TakeInCase.Answer(field: field, value: value, isTyped: grade == "D")
    }
}
