import Cases
import ECertificates
import EventLog
import Identity
import Kernel
import Server
import Web

/// 委托的脚本 — residents let each other see and show things, accept or decline, look, and take it back; and whoever could look
/// tries again when it is over.
extension SimulatedYear {
    /// - Returns: `nil` where there is nothing to do.
    func mandateBusiness(_ resident: Resident, _ person: PersonProfile) async throws -> String? {
        let offers = try await server.environment.mandates.offers(to: person, at: clock.now())
        if let offer = offers.first {
            let step: SettleMandate.Step = draws.happens(permille: 850) ? .accept : .decline
            try await settling(step, offer.id, by: person.id)
            clock.advance(seconds: draws.within(10...200))
            guard step == .accept, draws.happens(permille: 500), offer.powers.contains(.cases) else {
                return "\(step.rawValue) a mandate"
            }
            return "accept a mandate, \(try await look(offer.id, by: person.id))"
        }
        let known = inspector?.mandates.listed ?? []
        let waiting = known.filter { $0.life.state == "offered" && $0.life.principal == person.id.description }
        if !waiting.isEmpty, draws.happens(permille: 300) {
            try await settling(.revoke, draws.pick(waiting).id, by: person.id)
            return "took an offer back"
        }
        return try await giveMandate(resident, person)
    }

    /// Somebody looks by a mandate, in force or not, and some mandates end: the other side hears of it last.
    func mandatesAreUsed() async throws {
        let known = inspector?.mandates.listed ?? []
        for (id, life) in known {
            guard let agent = life.agent.flatMap({ Identifier<Person>($0) }) else { continue }
            if life.state == "accepted", draws.happens(permille: 12) {
                try await perform("mandate \(id) ends") { try await self.endAndLook(id, life, by: agent) }
            } else if draws.happens(permille: 50) {
                try await perform("mandate \(id) is used") { try await self.tryToUse(id, life, by: agent) }
            }
        }
    }

    private func endAndLook(
        _ id: Identifier<Mandate>, _ life: MandateLife, by agent: Identifier<Person>
    ) async throws -> String {
        guard let side = Identifier<Person>(draws.pick(life.sides)) else { return "nobody" }
        try await settling(.revoke, id, by: side)
        clock.advance(seconds: draws.within(1...60))
        return try await tryToUse(id, life, hasEnded: true, by: agent)
    }

    private func giveMandate(_ resident: Resident, _ person: PersonProfile) async throws -> String? {
        let others = residents.filter { $0 !== resident }
        guard !others.isEmpty else { return nil }
        let platform = server.platform
        let (agent, from) = (
            draws.pick(others), day.adding(days: draws.happens(permille: 800) ? 0 : draws.within(1...9))
        )
        let types = platform.environment.certificateTypes.keys.sorted()
        let powers: [[MandatePower]] = [[.certificates], [.cases], [.certificates, .cases]]
        let request = GiveMandate.Request(
            // Now and then the number is right and the name is not: then nobody ever finds the offer.
            name: draws.happens(permille: 50) ? "示例" : agent.name, residentID: agent.number, powers: draws.pick(powers),
            certificateTypes: draws.happens(permille: 300) ? [draws.pick(types)] : [], from: from,
            until: from.adding(days: draws.within(3...200)))
        let give = GiveMandate(
            mandates: platform.environment.mandates, people: platform.people, database: platform.database,
            journal: platform.journal, time: platform.environment.time, ids: platform.environment.ids)
        _ = try await give(request, by: person.id)
        // Most are told of it, and come.
        if draws.happens(permille: 700) { invited.append(agent) }
        return "gave a mandate to \(agent.index)"
    }

    private func settling(
        _ step: SettleMandate.Step, _ id: Identifier<Mandate>, by person: Identifier<Person>
    ) async throws {
        let platform = server.platform
        try await SettleMandate(
            mandates: platform.environment.mandates, people: platform.people, database: platform.database,
            journal: platform.journal, time: platform.environment.time)(step, id, by: person)
    }

    /// A look at cases or at a certificate, as far as the mandate lets its agent.
    /// - Parameter hasEnded: whether somebody has ended it since its events were looked at.
    private func tryToUse(
        _ id: Identifier<Mandate>, _ life: MandateLife, hasEnded: Bool = false, by agent: Identifier<Person>
    ) async throws -> String {
        let isInForce = !hasEnded && life.isInForce(on: clock.now().civilDate())
        do {
            if draws.happens(permille: 600) {
                let seen = try await look(id, by: agent)
                try hold(
                    isInForce && life.powers.contains(MandatePower.cases.rawValue),
                    "no look after the end of a mandate", "\(id), at cases")
                return seen
            }
            return try await showForOther(life, by: agent)
        } catch let rejection as Rejection {
            return "may not: \(rejection.code)"
        }
    }

    private func look(_ id: Identifier<Mandate>, by agent: Identifier<Person>) async throws -> String {
        let platform = server.platform
        let use = UseMandate(mandates: platform.environment.mandates, journal: platform.journal)
        let seen = try await SeeCases(
            environment: platform.environment, mandates: platform.environment.mandates, use: use
        )(by: id, agent: agent)
        return "looked at \(seen.cases.count) cases by a mandate"
    }

    /// 代为出示. Whether it may be done is for the events to say, which are looked at after the step.
    private func showForOther(_ life: MandateLife, by agent: Identifier<Person>) async throws -> String {
        let platform = server.platform
        guard let principal = Identifier<Person>(life.principal) else { return "nobody" }
        let certificates = try await platform.environment.certificates.certificates(of: principal)
        guard !certificates.isEmpty else { return "nothing to show" }
        let certificate = draws.pick(certificates)
        let claims = certificate.showableFields.map(\.claim)
        let shown = try await Showings(platform).present(
            certificate.id, purpose: .service, claims: claims, by: agent)
        try hold(shown.presenterName != nil, "who shows for another is named", certificate.number)
        return "showed \(certificate.number) for another"
    }
}
