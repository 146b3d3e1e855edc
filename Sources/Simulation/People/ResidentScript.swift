import Cases
import Catalog
import Exchange
import Feedback
import Flow
import Identity
import Kernel
import Notify
import Server
import Storage
import Web

/// 居民的脚本 — signs in, then does what is next: answers a question, asks for a person, rates, or applies.
extension SimulatedYear {
    func visit(_ resident: Resident, isInvited: Bool = false) async throws -> String {
        let (person, token) = try await signIn(resident)
        resident.profile = person
        clock.advance(seconds: draws.within(20...90))
        let own = (inspector?.standings ?? [:]).filter { $0.value.applicant == person.id }
            .compactMap { entry in entry.value.replay.map { (entry.key.retyped(as: CaseFile.self), $0) } }
            .sorted { $0.1.number < $1.1.number }
        if let (id, replay) = own.last(where: { $0.1.status == CaseStatus.correctionAsked }),
            draws.happens(permille: 850)
        {
            return try await answerCorrection(id, replay, resident, person)
        }
        if let (id, replay) = own.last, draws.happens(permille: 180) { return try await followUp(id, replay, person) }
        if isInvited || draws.happens(permille: 160), let done = try await mandateBusiness(resident, person) {
            return done
        }
        if draws.happens(permille: 150), let shown = try await showCertificate(person) { return shown }
        resident.visits += 1
        let item = draws.happens(permille: 600) ? resident.mainItem : draws.pick(city.catalogue.items)
        return draws.happens(permille: 300)
            ? try await applyByProgram(item, resident, token)
            : try await applyByPage(item, resident, person)
    }

    private func signIn(_ resident: Resident) async throws -> (PersonProfile, [UInt8]) {
        let platform = server.platform
        let challenge = try await platform.signIn.begin(
            name: resident.name, residentID: resident.number, language: .chinese)
        let message = try await platform.inbox.newest(3).first { $0.recipient == resident.phone }
        let code = message?.text.split(whereSeparator: { !("0"..."9").contains($0) }).first { $0.count == 6 }
        let token = try await platform.signIn.finish(challenge: challenge, code: code.map { String($0) })
        let viewer = try await platform.sessions.viewer(token: token, at: clock.now())
        guard let id = viewer.resident?.personID, let person = try await platform.people.person(id) else {
            throw BrokenInvariant("who has signed in is known", "resident \(resident.index)")
        }
        try hold(
            person.residentID.text == resident.number && person.name == resident.name,
            "nobody is signed in as somebody else", "resident \(resident.index)")
        return (person, token)
    }

    // MARK: Applying

    private func applyByPage(_ item: ServiceItem, _ resident: Resident, _ person: PersonProfile) async throws -> String
    {
        let environment = server.environment
        let draft = try await StartDraft(environment)(item: item.slug, by: person)
        if draws.happens(permille: 100) {
            let again = try await StartDraft(environment)(item: item.slug, by: person)
            try hold(again.id == draft.id, "one open draft for each person and item", "\(item.id)")
        }
        try await enter(draft, item, resident, person)
        // Some go away and come back, or never do.
        if draws.happens(permille: 80) { return "left \(item.slug)" }
        clock.advance(seconds: draws.happens(permille: 100) ? 4000 : draws.within(30...300))
        let file = try await SubmitCase(environment)(
            draft.id, by: person, wantsPerson: draws.happens(permille: 40),
            reviewed: draws.happens(permille: 500) ? item.version.digest : nil)
        try told(file)
        if draws.happens(permille: 200) { try told(try await SubmitCase(environment)(draft.id, by: person)) }
        return "\(file.number) \(item.slug) \(file.status.rawValue)"
    }

    private func enter(_ draft: Draft, _ item: ServiceItem, _ resident: Resident, _ person: PersonProfile) async throws
    {
        let edit = EditDraft(server.environment)
        _ = try await edit.enter(
            .init(answers: answers(item, resident) { draft.content.findings[$0.name]?.fact == nil }),
            in: draft.id, by: person)
        for field in item.informationFields {
            guard let source = field.source, let held = draft.content.findings[field.name]?.fact else { continue }
            let isWrong = truth.isLie(source.resource, source.field, of: resident.number)
            guard draws.happens(permille: isWrong ? 800 : 6) else { continue }
            clock.advance(seconds: 5)
            let right = truth.truth(source.resource, source.field, of: resident.number, on: day) ?? ""
            _ = try await edit.dispute(field.name, in: draft.id, entries: .init(answers: [:]), by: person)
            clock.advance(seconds: 5)
            let said = right == held.value.storedText ? "" : right
            _ = try await edit.enter(
                .init(answers: [:], corrections: [field.name: said]), in: draft.id, by: person)
        }
    }

    /// As a program does: all in one call, and once more with the same key where no answer came or out of caution.
    private func applyByProgram(_ item: ServiceItem, _ resident: Resident, _ token: [UInt8]) async throws -> String {
        let body: JSON = [
            "item": JSON(item.slug), "declaration": true,
            "answers": .array(
                answers(item, resident) { _ in true }.sorted { $0.key < $1.key }.map {
                    ["field": JSON($0.key), "value": JSON($0.value)]
                }),
        ]
        let request = RawRequest(
            method: .post, path: "/api/v1/cases", query: "",
            headers: [
                "authorization": "Bearer \(Hex.text(token))", "content-type": "application/json",
                "idempotency-key": "year-\(settings.seed)-\(resident.index)-\(resident.visits)",
            ], body: body.bytes)
        var first: String?
        for _ in 0..<(draws.happens(permille: 300) ? 2 : 1) {
            let response = await server.gate.respond(to: request)
            guard !life.isOver, case .bytes(let bytes) = response.body, let answer = try? JSON.parse(bytes) else {
                return "no answer"
            }
            guard response.status == 201, let id = answer["id"]?.string.flatMap({ Identifier<CaseFile>($0) }) else {
                try hold(response.status < 500, "no step fails but by saying why", "\(response.status) \(answer.text)")
                return "\(response.status) \(item.slug) \(answer["code"]?.string ?? "")"
            }
            let number = answer["number"]?.string ?? ""
            try told(id, number: number)
            try hold(first == nil || first == number, "one key, one case", number)
            first = number
        }
        return "\(first ?? "") \(item.slug) by program"
    }

    // MARK: Later

    private func answerCorrection(
        _ id: Identifier<CaseFile>, _ replay: CaseReplay, _ resident: Resident, _ person: PersonProfile
    ) async throws -> String {
        guard let item = replay.item else { return "nothing" }
        let file = try await AnswerCorrection(server.environment)(
            id, answers: answers(item, resident) { _ in true }, note: "已经补上了。", by: person.id)
        try told(file)
        return "answered \(file.number)"
    }

    private func followUp(
        _ id: Identifier<CaseFile>, _ replay: CaseReplay, _ person: PersonProfile
    ) async throws -> String {
        if draws.happens(permille: 500) {
            let file = try await AskForPerson(server.environment)(id, by: person.id, reason: "请再看一看。")
            try told(file)
            return "asked for a person \(file.number)"
        }
        let level = draws.pick(SatisfactionLevel.allCases)
        try await RateCase(server.environment)(id, level: level, comment: nil, by: person.id)
        return "rated \(replay.number)"
    }

    // MARK: Answers

    /// What the resident types into the fields that are asked.
    func answers(
        _ item: ServiceItem, _ resident: Resident, where isAsked: (InformationField) -> Bool
    ) -> [String: String] {
        item.informationFields.filter { $0.isAskable && isAsked($0) }.reduce(into: [:]) { answers, field in
            answers[field.name] = answer(field, item, resident)
        }
    }

    private func answer(_ field: InformationField, _ item: ServiceItem, _ resident: Resident) -> String {
        if let source = field.source,
            let known = truth.truth(source.resource, source.field, of: resident.number, on: day)
        {
            return known
        }
        if item.id == resident.mainItem.id, let told = resident.story?.facts[field.name] { return told.storedText }
        switch field.type {
        case .choice: return draws.pick(field.choices)
        case .flag: return draws.happens(permille: 700) ? "true" : "false"
        case .number: return String(draws.within(1...6))
        case .amount: return String(draws.within(100...5000))
        case .date: return day.adding(days: -draws.within(10...900)).description
        case .division: return "339902"
        case .bankAccount: return "62284800\(10_000_000_000 + draws.below(1_000_000_000))"
        case .residentID: return resident.number
        case .creditCode: return "92339902MA0000000X"
        case .telephone: return resident.phone
        case .text: return "示例第 \(draws.below(500)) 号"
        }
    }
}
