import Cases
import ECertificates
import EventLog
import Identity
import Kernel
import Web

extension Operation {
    static let mandates: [Operation] = [
        Operation(
            method: .get, path: "/mandates", id: "listMandates", group: .mandates,
            summary: Phrase(
                "api.listMandates", zh: "委托：等我确认的、我给的、给我的，以及我的孩子，连同做过什么。",
                en: "Mandates: those that wait for me, those that I gave and hold, and what was done by them."),
            success: [Success(status: 200, meaning: "The mandates.", schema: "MandateList")],
            links: ["listFamilyCertificates", "listFamilyCases", "revokeMandate"].map {
                Link(operation: $0, parameter: "id", pointer: "/held/0/id")
            },
            handler: { try await $0.listMandates($1) }),
        Operation(
            method: .post, path: "/mandates", id: "giveMandate", group: .mandates,
            summary: Phrase(
                "api.giveMandate", zh: "委托别人：写明姓名、号码、权限和期限；对方登录确认后生效。",
                en: "Give a mandate by name and number; it counts once the other side has accepted it."),
            idempotencyKey: .optional, body: "MandateRequest",
            success: [Success(status: 201, meaning: "It waits for its answer.", schema: "Mandate")], refusals: [429],
            links: [Link(operation: "revokeMandate", parameter: "id", pointer: "/id")],
            handler: { try await $0.giveMandate($1) }),
        step(
            "acceptance", .accept, "acceptMandate", Phrase("api.acceptMandate", zh: "接受委托。", en: "Accept a mandate.")),
        step(
            "refusal", .decline, "declineMandate", Phrase("api.declineMandate", zh: "不接受委托。", en: "Decline a mandate.")),
        step(
            "revocation", .revoke, "revokeMandate",
            Phrase("api.revokeMandate", zh: "撤销委托，或者不再代办；立即生效。", en: "End a mandate, from either side, at once.")),
        Operation(
            method: .post, path: "/children", id: "addChild", group: .mandates,
            summary: Phrase(
                "api.addChild", zh: "父母代未成年子女：按户籍登记核对，不用委托书。",
                en: "Act for a child under 18, as its father or mother by the population register."),
            idempotencyKey: .optional, body: "Child",
            success: [Success(status: 201, meaning: "In force.", schema: "Mandate")],
            refusals: [404, 429], handler: { try await $0.addChild($1) }),
        Operation(
            method: .get, path: "/mandates/{id}/certificates", id: "listFamilyCertificates", group: .mandates,
            summary: Phrase(
                "api.listFamilyCertificates", zh: "委托人或孩子的证照，和委托里写明的部门数据，可以代为出示；哪天看过对方都看得到。",
                en:
                    "What may be shown for somebody, departments' data that the mandate names too. Looks are recorded for both."
            ),
            success: [Success(status: 200, meaning: "The newest hundred.", schema: "FamilyCertificateList")],
            handler: { try await $0.listFamilyCertificates($1) }),
        Operation(
            method: .get, path: "/mandates/{id}/cases", id: "listFamilyCases", group: .mandates,
            summary: Phrase(
                "api.listFamilyCases", zh: "委托人或孩子的办件办到哪一步；每看一次对方都看得到。",
                en: "How somebody's cases stand. Each look is recorded for both."),
            success: [Success(status: 200, meaning: "The newest hundred.", schema: "FamilyCaseList")],
            handler: { try await $0.listFamilyCases($1) }),
    ]

    private static func step(
        _ name: String, _ step: SettleMandate.Step, _ id: String, _ summary: Phrase
    ) -> Operation {
        Operation(
            method: .post, path: "/mandates/{id}/\(name)", id: id, group: .mandates, summary: summary,
            idempotencyKey: .optional,
            success: [Success(status: 200, meaning: "The mandate as it now is.", schema: "Mandate")], refusals: [409],
            handler: { try await $0.settleMandate(step, $1) })
    }
}

extension APIHandlers {
    func listMandates(_ call: APICall) async throws -> WebResponse {
        let person = try await person(call)
        let store = mandates.store
        return .json([
            "offers": .array(try await json(store.offers(to: person, at: environment.time.now()), person.id)),
            "given": .array(try await json(store.mandates(givenBy: person.id), person.id)),
            "held": .array(try await json(store.mandates(heldBy: person.id), person.id)),
        ])
    }

    func giveMandate(_ call: APICall) async throws -> WebResponse {
        let types = texts(call, "certificateTypes")
        let known = Set(environment.certificateTypes.keys).union(environment.importedTypes.map(\.name))
        for (index, type) in types.enumerated() where !known.contains(type) {
            throw APIProblems.noSuchType(type, at: "certificateTypes.\(index)")
        }
        let request = GiveMandate.Request(
            name: call.words("name"), residentID: call.words("residentID"),
            powers: texts(call, "powers").compactMap(MandatePower.init(rawValue:)),
            certificateTypes: Set(types).sorted(),
            from: call.text("from").flatMap { CivilDate($0) }, until: call.text("until").flatMap { CivilDate($0) })
        return try await answer(call, status: 201) { receipt in
            try await mandates.give(request, by: call.resident.personID, receipt: receipt)
        }
    }

    func settleMandate(_ step: SettleMandate.Step, _ call: APICall) async throws -> WebResponse {
        let id: Identifier<Mandate> = try call.identifier("id", APIProblems.noSuchMandate)
        return try await answer(call) { receipt in
            try await mandates.settle(step, id, by: call.resident.personID, receipt: receipt)
        }
    }

    func addChild(_ call: APICall) async throws -> WebResponse {
        try await answer(call, status: 201) { receipt in
            try await mandates.actForChild(
                name: call.words("name"), residentID: call.words("residentID"), parent: call.resident.personID,
                receipt: receipt)
        }
    }

    /// Takes a step once for each key, and answers the mandate as it now is.
    private func answer(
        _ call: APICall, status: Int = 200, _ step: (StepReceipt<Mandate>?) async throws -> Mandate
    ) async throws -> WebResponse {
        let id = try await keys(of: call.resident).once(call) { try await step($0).id }
        guard let mandate = try await mandates.store.mandate(id, of: try await person(call)) else {
            throw APIProblems.noSuchMandate
        }
        return .json(try await json(mandate, call.resident.personID), status: status)
    }

    func listFamilyCertificates(_ call: APICall) async throws -> WebResponse {
        let id: Identifier<Mandate> = try call.identifier("id", APIProblems.noSuchMandate)
        let (agent, today) = (call.resident.personID, environment.time.now().civilDate())
        let mandate = try await mandates.store.mandate(id, heldBy: agent, for: .certificates, on: today)
        guard let holder = mandate.principal.person else { throw APIProblems.noSuchMandate }
        try await recordLook(at: .list(of: holder), by: agent)
        let found = try await environment.certificates.certificates(of: holder, seenBy: agent, on: today)
        let imported = try await environment.imports.certificates(of: holder, seenBy: agent, on: today)
        let imports = imported.map { certificate -> JSON in
            [
                "id": JSON(certificate.id.description), "type": JSON(certificate.typeName),
                "standing": JSON(certificate.standing(on: today).rawValue),
            ]
        }
        return .json([
            "certificates": .array(found.map { .object(summary($0)) }), "imports": .array(imports),
        ])
    }

    func listFamilyCases(_ call: APICall) async throws -> WebResponse {
        let id: Identifier<Mandate> = try call.identifier("id", APIProblems.noSuchMandate)
        let seen = try await SeeCases(environment: environment, mandates: mandates.store, use: mandates.use)(
            by: id, agent: call.resident.personID)
        let cases = seen.cases.map { file, item in
            JSON.closed([
                "number": JSON(file.number), "service": JSON(item), "status": JSON(file.status.rawValue),
                "receivedAt": JSON(file.receivedAt.iso8601), "dueOn": file.dueOn.map { JSON($0.description) },
            ])
        }
        return .json(["cases": .array(cases)])
    }

    private func texts(_ call: APICall, _ member: String) -> [String] {
        (call.body[member]?.array ?? []).compactMap(\.string)
    }

    private func json(_ found: [Mandate], _ reader: Identifier<Person>) async throws -> [JSON] {
        var list: [JSON] = []
        for mandate in found { list.append(try await json(mandate, reader)) }
        return list
    }

    private func json(_ mandate: Mandate, _ reader: Identifier<Person>) async throws -> JSON {
        let now = environment.time.now()
        let deeds = try await mandates.store.deeds(of: mandate, in: environment.journal).map { deed in
            JSON.closed([
                "at": JSON(deed.at.iso8601), "kind": JSON(deed.kind.rawValue), "by": JSON(deed.by),
                "about": deed.about.map { JSON($0) },
            ])
        }
        return [
            "id": JSON(mandate.id.description), "origin": JSON(mandate.origin.rawValue),
            "principal": JSON(mandate.principal.name), "agent": JSON(mandate.agent.name),
            "powers": .array(mandate.powers.map { JSON($0.rawValue) }),
            "certificateTypes": .array(mandate.certificateTypes.map { JSON($0) }),
            "from": JSON(mandate.from.description), "until": JSON(mandate.until.description),
            "state": JSON(mandate.standing(at: now).rawValue),
            "mayEnd": JSON(mandate.mayEnd(reader) && mandate.isRevocable(at: now)), "deeds": .array(deeds),
        ]
    }
}
