package import EventLog
package import Kernel
package import Web

/// Addresses of mandates: give, answer, end, and act for a child.
package struct MandateRoutes: Sendable {
    /// Types of the certificates that a person has, which another register knows.
    package typealias HeldTypes = @Sendable (Identifier<Person>) async throws -> [String]

    private let mandates: MandateStore
    private let people: PersonStore
    private let give: GiveMandate
    private let settle: SettleMandate
    private let actForChild: ActForChild
    private let journal: EventJournal
    private let heldTypes: HeldTypes
    private let time: any TimeSource

    package init(
        mandates: MandateStore, people: PersonStore, give: GiveMandate, settle: SettleMandate,
        actForChild: ActForChild, journal: EventJournal, heldTypes: @escaping HeldTypes, time: any TimeSource
    ) {
        self.mandates = mandates
        self.people = people
        self.give = give
        self.settle = settle
        self.actForChild = actForChild
        self.journal = journal
        self.heldTypes = heldTypes
        self.time = time
    }

    package var routes: [Route] {
        [
            Route(.get, "/me/mandates", .resident(.registered), list),
            Route(.get, "/me/mandates/new", .resident(.registered), form),
            Route(.post, "/me/mandates", .resident(.registered), offer),
            Route(.post, "/me/mandates/{id}/acceptance", .resident(.registered)) { try await settle(.accept, $0) },
            Route(.post, "/me/mandates/{id}/refusal", .resident(.registered)) { try await settle(.decline, $0) },
            Route(.post, "/me/mandates/{id}/revocation", .resident(.registered)) { try await settle(.revoke, $0) },
            Route(.post, "/me/children", .resident(.registered), addChild),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        .page(MandatesPage.render(try await model(request), PageContext(request)))
    }

    private func form(_ request: WebRequest) async throws -> WebResponse {
        let model = GiveMandatePage.Model(
            today: time.now().civilDate(), certificateTypes: try await heldTypes(person(request)))
        return .page(GiveMandatePage.render(model, PageContext(request)))
    }

    /// What cannot be given brings the form again, with the reason and all that was typed.
    private func offer(_ request: WebRequest) async throws -> WebResponse {
        let (giver, typed) = (try person(request), request.form)
        let types = try await heldTypes(giver)
        do {
            _ = try await give(Self.request(typed, types), by: giver)
            return .redirect(.mandates)
        } catch let rejection as Rejection where rejection.field != nil {
            let model = GiveMandatePage.Model(
                today: time.now().civilDate(), certificateTypes: types, typed: typed, problem: rejection)
            return .page(GiveMandatePage.render(model, PageContext(request)), status: rejection.kind.httpStatus)
        }
    }

    private static func request(_ form: FormFields, _ types: [String]) throws(Rejection) -> GiveMandate.Request {
        let powers = MandatePower.allCases.filter { form[FormName.powerPrefix + $0.rawValue] == "yes" }
        let chosen =
            form[FormName.types] == GiveMandatePage.some
            ? types.filter { form[FormName.typePrefix + $0] == "yes" } : []
        if powers.contains(.certificates), form[FormName.types] == GiveMandatePage.some, chosen.isEmpty {
            throw MandateRejections.typesMissing
        }
        guard let from = form.day(FormName.from), let until = form.day(FormName.until) else {
            throw MandateRejections.daysWrong
        }
        return GiveMandate.Request(
            name: form.text(FormName.name), residentID: form.text(FormName.residentID), powers: powers,
            certificateTypes: chosen, from: from, until: until)
    }

    private func settle(_ step: SettleMandate.Step, _ request: WebRequest) async throws -> WebResponse {
        guard let id = request.parameters["id"].flatMap({ Identifier<Mandate>($0) }) else {
            throw MandateRejections.none
        }
        try await settle(step, id, by: person(request))
        return .redirect(.mandates)
    }

    private func addChild(_ request: WebRequest) async throws -> WebResponse {
        let form = request.form
        do {
            _ = try await actForChild(
                name: form.text(FormName.name), residentID: form.text(FormName.residentID), parent: person(request))
            return .redirect(.mandates)
        } catch let rejection as Rejection where rejection.field != nil {
            var model = try await model(request)
            (model.typed, model.problem) = (form, rejection)
            return .page(MandatesPage.render(model, PageContext(request)), status: rejection.kind.httpStatus)
        }
    }

    private func model(_ request: WebRequest) async throws -> MandatesPage.Model {
        let now = time.now()
        guard let person = try await people.person(person(request)) else { throw MandateRejections.none }
        let held = try await mandates.mandates(heldBy: person.id)
        return MandatesPage.Model(
            offers: try await lines(mandates.offers(to: person, at: now), person, now),
            given: try await lines(mandates.mandates(givenBy: person.id), person, now),
            held: try await lines(held.filter { $0.origin == .given }, person, now),
            children: try await lines(held.filter { $0.origin == .parent }, person, now))
    }

    private func lines(
        _ found: [Mandate], _ person: PersonProfile, _ now: Instant
    ) async throws -> [MandatesPage.Line] {
        var lines: [MandatesPage.Line] = []
        for mandate in found {
            lines.append(
                MandatesPage.Line(
                    mandate: mandate, standing: mandate.standing(at: now),
                    deeds: try await mandates.deeds(of: mandate, in: journal),
                    mayEnd: mandate.mayEnd(person.id) && mandate.isRevocable(at: now)))
        }
        return lines
    }

    private func person(_ request: WebRequest) throws -> Identifier<Person> {
        guard let resident = request.viewer.resident else { throw MandateRejections.none }
        return resident.personID
    }
}
