import Cases
import Catalog
import CrossCity
import ECertificates
import EventLog
import Exchange
import Flow
import Identity
import Kernel
import Server
import Web

/// 不许做的事 — people, officers and another city try what is not theirs to do. Each is refused, by saying why, and leaves nothing
/// behind: no event, no row, no code. The tries have draws of their own, so that the year around them stays what it was.
extension SimulatedYear {
    /// On two days of five a round of tries, about what there happens to be.
    func forbiddenTries() async throws {
        var draws = Draws.about(settings.seed, "tries of \(day)")
        guard draws.happens(permille: 400) else { return }
        try await tryMandates(&draws)
        try await tryCases(&draws)
        try await tryCertificates(&draws)
        try await tryOtherCity(&draws)
    }

    /// - Throws: `BrokenInvariant` where the step is taken, or leaves a trace.
    private func forbid(_ what: String, _ step: () async throws -> Void) async throws {
        let before = server.database.changeCount
        do {
            try await step()
            throw BrokenInvariant("what is not somebody's to do is refused", what)
        } catch let broken as BrokenInvariant { throw broken } catch {
            try hold(
                error is Rejection || error is CorrectionFaults || error is RefusedAtTheGate,
                "what is refused says why", "\(what): \(error)")
        }
        try hold(server.database.changeCount == before, "what is refused leaves no trace", what)
        report.refusedTries += 1
    }

    /// Somebody whom the city knows, and who is none of these.
    private func stranger(to persons: [String], _ draws: inout Draws) -> PersonProfile? {
        let known = residents.compactMap(\.profile).filter { !persons.contains($0.id.description) }
        return known.isEmpty ? nil : draws.pick(known)
    }

    // MARK: Mandates

    /// A stranger answers or ends a mandate, looks by it; its agent goes beyond what it lets.
    private func tryMandates(_ draws: inout Draws) async throws {
        let known = (inspector?.mandates.listed ?? []).filter { $0.life.agent != nil }
        guard !known.isEmpty else { return }
        let (id, life) = draws.pick(known)
        guard let stranger = stranger(to: life.sides, &draws) else { return }
        let platform = server.platform
        let settle = SettleMandate(
            mandates: platform.environment.mandates, people: platform.people, database: platform.database,
            journal: platform.journal, time: platform.environment.time)
        for step in [SettleMandate.Step.accept, .decline, .revoke] {
            try await forbid("\(step.rawValue) of another's mandate") { try await settle(step, id, by: stranger.id) }
        }
        let see = SeeCases(
            environment: platform.environment, mandates: platform.environment.mandates,
            use: UseMandate(mandates: platform.environment.mandates, journal: platform.journal))
        try await forbid("a look by another's mandate") { _ = try await see(by: id, agent: stranger.id) }
        guard let agent = life.agent.flatMap({ Identifier<Person>($0) }) else { return }
        if !life.powers.contains(MandatePower.cases.rawValue) {
            try await forbid("a look that the mandate does not let") { _ = try await see(by: id, agent: agent) }
        }
        guard !life.powers.contains(MandatePower.certificates.rawValue), !hasOther(agent, life.principal) else {
            return
        }
        try await showForeign(of: life.principal, by: agent, "a showing that the mandate does not let")
    }

    private func hasOther(_ agent: Identifier<Person>, _ principal: String) -> Bool {
        inspector?.mandates.listed.contains {
            $0.life.principal == principal && $0.life.agent == agent.description
                && $0.life.powers.contains(MandatePower.certificates.rawValue)
        } == true
    }

    private func showForeign(of principal: String, by person: Identifier<Person>, _ what: String) async throws {
        guard let holder = Identifier<Person>(principal) else { return }
        let held = try await server.platform.environment.certificates.certificates(of: holder)
        guard let certificate = held.first else { return }
        try await forbid(what) {
            _ = try await Showings(server.platform).present(
                certificate.id, purpose: .service, claims: certificate.showableFields.map(\.claim), by: person)
        }
    }

    // MARK: Cases

    /// Another applicant answers or asks, an officer of another office works on it, a colleague decides what somebody else has.
    private func tryCases(_ draws: inout Draws) async throws {
        let all = (inspector?.standings ?? [:]).filter { $0.value.replay != nil && $0.value.applicant != nil }
            .sorted { ($0.key.high, $0.key.low) < ($1.key.high, $1.key.low) }
        guard !all.isEmpty else { return }
        let (stream, standing) = draws.pick(all)
        guard let replay = standing.replay, let applicant = standing.applicant else { return }
        let (id, environment) = (stream.retyped(as: CaseFile.self), server.environment)
        if let stranger = stranger(to: [applicant.description], &draws) {
            try await forbid("another's application") { _ = try await SubmitCase(environment)(id, by: stranger) }
            try await forbid("a question about another's case") {
                _ = try await AskForPerson(environment)(id, by: stranger.id, reason: "请看一看。")
            }
            try await forbid("an answer for another") {
                _ = try await AnswerCorrection(environment)(id, answers: [:], note: "补上了。", by: stranger.id)
            }
        }
        let others = city.staff.all.filter { $0.office != replay.office }
        if !others.isEmpty {
            let post = draws.pick(others)
            try await forbid("a case of another office, looked at") {
                _ = try await ViewCase(environment)(id, by: post)
            }
            try await forbid("a case of another office, claimed") { _ = try await ClaimCase(environment)(id, by: post) }
        }
        let colleagues = city.staff.all.filter { $0.office == replay.office && $0.id != replay.handler }
        if !colleagues.isEmpty { try await tryOffice(id, replay, by: draws.pick(colleagues)) }
    }

    /// What only who has a case in hand does, and nobody where it is decided.
    private func tryOffice(_ id: Identifier<CaseFile>, _ replay: CaseReplay, by post: StaffPost) async throws {
        let environment = server.environment
        let ground = replay.item?.refusalGrounds.first
        try await forbid("a grant of what a colleague has") {
            _ = try await ApproveCase(environment)(id, reason: "符合条件。", amountFen: 10_000, by: post)
        }
        try await forbid("a refusal of what a colleague has") {
            _ = try await RefuseCase(environment)(id, ground: ground, reason: "不符合条件。", by: post)
        }
        try await forbid("a question about what a colleague has") {
            _ = try await RequestCorrection(environment)(id, .init(note: "请补充。"), by: post)
        }
        try await forbid("a review of what a colleague has") {
            _ = try await AnswerReview(environment)(id, outcome: .upheld, answer: "维持。", by: post)
        }
    }

    // MARK: Certificates

    /// A stranger shows somebody's certificate; an officer of neither office acts on it.
    private func tryCertificates(_ draws: inout Draws) async throws {
        guard let listed = inspector?.certificates.listed, !listed.isEmpty else { return }
        let (id, life) = draws.pick(listed)
        let others = city.staff.all.filter { ![life.keeper, life.issuer].contains($0.office) }
        guard !others.isEmpty else { return }
        let post = draws.pick(others)
        let officer = Viewer.Staff(id: post.id, sessionID: [], name: post.name, office: post.office)
        for act in [CertificateAct.annotate, .revoke, .correct] {
            try await forbid("\(act.rawValue) by another office") {
                _ = try await ActOnCertificate(server.platform)(
                    act, id, reason: "情况有变化（示例）。", ground: "本市证照管理办法（示例）", by: officer)
            }
        }
        let holders = Set((inspector?.standings ?? [:]).values.compactMap { $0.applicant?.description }).sorted()
        guard !holders.isEmpty else { return }
        let holder = draws.pick(holders)
        guard let stranger = stranger(to: [holder], &draws), !hasOther(stranger.id, holder) else { return }
        try await showForeign(of: holder, by: stranger.id, "a showing of another's certificate")
    }

    // MARK: The other city

    /// The other city files what it has filed before once more, and writes of a case that it has not filed.
    private func tryOtherCity(_ draws: inout Draws) async throws {
        let known = partner.filed.filter { $0.caseNumber != nil && $0.unsent.isEmpty }
        guard !known.isEmpty, let item = city.catalogue.items.first(where: { $0.baseCode == SimulatedPartner.item })
        else { return }
        let filed = draws.pick(known)
        let resident = residents[filed.resident]
        let body: JSON = [
            "item": JSON(item.baseCode), "caseNumber": "YZ0", "appliedAt": JSON(clock.now().milliseconds),
            "household": "339902", "answers": .array([]), "wantsPerson": false,
            "applicant": ["name": JSON(resident.name), "residentID": JSON(resident.number), "assurance": "L2"],
        ]
        let again = SimulatedPartner.Letter(
            id: "\(filed.reference)-again", number: 1, kind: CityMessage.Kind.application.rawValue, body: body)
        let nobody = SimulatedPartner.Filed(
            reference: "01900000-0000-7000-8000-ffffffffffff", resident: filed.resident)
        let letter = SimulatedPartner.Letter(
            id: "\(nobody.reference)-1", number: 1, kind: CityMessage.Kind.question.rawValue,
            body: ["reason": "请再看一看。"])
        // Whoever writes first on a day has our city fetch the other's keys anew.
        _ = try? await refused(letter, of: nobody)
        try await forbid("an application that was filed before") { try await refused(again, of: filed) }
        try await forbid("a question about a case that nobody filed") { try await refused(letter, of: nobody) }
    }

    private func refused(_ letter: SimulatedPartner.Letter, of filed: SimulatedPartner.Filed) async throws {
        let response = await server.gate.respond(
            to: RawRequest(
                method: .post, path: "/partner/v1/messages", query: "", headers: ["content-type": "application/jose"],
                body: Array(try partner.signed(letter, of: filed).utf8)))
        guard case .bytes(let bytes) = response.body else { return }
        if (400..<500).contains(response.status), (try? JSON.parse(bytes))?["code"]?.string != nil {
            throw RefusedAtTheGate()
        }
    }
}

/// Our city's answer to the other: no, and why.
private struct RefusedAtTheGate: Error {}
