import Cases
import Exchange
import Kernel
import Web

extension Operation {
    static let sharing: [Operation] = [
        Operation(
            method: .get, path: "/desk/sharing-requests", id: "listSharingRequests", group: .desk,
            summary: Phrase(
                "api.listSharingRequests", zh: "共享申请：给本部门的和本机关提出的，等答复的在前。",
                en: "Requests for data: to the own department and by the own office, those that wait first."),
            access: .staff, success: [Success(status: 200, meaning: "The list.", schema: "SharingRequestList")],
            links: [Link(operation: "answerSharingRequest", parameter: "id", pointer: "/requests/0/id")],
            handler: { try await $0.listSharingRequests($1) }),
        Operation(
            method: .post, path: "/desk/sharing-requests", id: "askForSharing", group: .desk,
            summary: Phrase(
                "api.askForSharing", zh: "申请使用一个资源的信息；只要办事用得到的。",
                en: "Ask for fields of a resource, the least that will do."),
            access: .staff, body: "SharingApplication",
            success: [Success(status: 201, meaning: "The request.", schema: "SharingRequest")], refusals: [404],
            handler: { try await $0.askForSharing($1) }),
        Operation(
            method: .post, path: "/desk/sharing-requests/{id}/answer", id: "answerSharingRequest", group: .desk,
            summary: Phrase(
                "api.answerSharingRequest", zh: "答复共享申请：同意、少给或者不同意，后两种要写理由。",
                en: "Answer a request: grant it, grant less or refuse; the latter two with a reason."),
            access: .staff, body: "SharingAnswer",
            success: [Success(status: 200, meaning: "The request as it now is.", schema: "SharingRequest")],
            refusals: [403, 409], handler: { try await $0.answerSharingRequest($1) }),
        Operation(
            method: .get, path: "/desk/disputes", id: "listDisputes", group: .desk,
            summary: Phrase(
                "api.listDisputes", zh: "数据疑义：居民说本部门哪些记录不对，先到期的在前。",
                en: "What people say is wrong in the own department's records, the most urgent first."),
            access: .staff, success: [Success(status: 200, meaning: "Those that wait.", schema: "DisputeList")],
            links: [Link(operation: "answerDispute", parameter: "id", pointer: "/disputes/0/id")],
            handler: { try await $0.listDisputes($1) }),
        Operation(
            method: .post, path: "/desk/disputes/{id}/answer", id: "answerDispute", group: .desk,
            summary: Phrase(
                "api.answerDispute", zh: "答复数据疑义：已更正，或者维持并写明理由；当事人看得到。",
                en: "Answer: it was corrected, or it is kept with a reason. The person reads it."),
            access: .staff, body: "DisputeAnswer",
            success: [Success(status: 200, meaning: "What still waits.", schema: "DisputeList")], refusals: [409],
            handler: { try await $0.answerDispute($1) }),
        Operation(
            method: .get, path: "/desk/resources/{code}/quality", id: "showResourceQuality", group: .desk,
            summary: Phrase(
                "api.showResourceQuality", zh: "一个资源近 30 天的数据质量：只有计数，没有任何人的信息。",
                en: "How a resource answered in the last 30 days: counts only, nobody is in them."),
            access: .staff, success: [Success(status: 200, meaning: "The counts.", schema: "ResourceQuality")],
            refusals: [404], handler: { try await $0.showResourceQuality($1) }),
    ]
}

extension APIHandlers {
    func listSharingRequests(_ call: APICall) async throws -> WebResponse {
        let officer = officer(call)
        let found = try await sharing.requests.requests(
            forResources: sharing.resources(of: officer), orOf: officer.office)
        return .json(["requests": .array(found.map(request))])
    }

    func askForSharing(_ call: APICall) async throws -> WebResponse {
        let fields = (call.body["fields"]?.array ?? []).compactMap(\.string)
        let asked = try await sharing.ask(
            code: call.text("resource") ?? "", item: call.text("item"), fields: fields, aim: call.words("aim"),
            until: call.text("until").flatMap { CivilDate($0) }, by: officer(call))
        return .json(request(asked), status: 201)
    }

    func answerSharingRequest(_ call: APICall) async throws -> WebResponse {
        let id: Identifier<SharingRequest> = try call.identifier("id", APIProblems.noSuchPlace)
        let (officer, reason) = (officer(call), call.words("reason"))
        if call.text("outcome") == SharingRequest.State.granted.rawValue {
            let named = call.body["fields"]?.array?.compactMap(\.string)
            try await sharing.answer.grant(id, fields: named ?? [], reason: reason, by: officer)
        } else {
            try await sharing.answer.refuse(id, reason: reason, by: officer)
        }
        guard let answered = try await sharing.requests.request(id) else { throw APIProblems.noSuchPlace }
        return .json(request(answered))
    }

    func listDisputes(_ call: APICall) async throws -> WebResponse { try await disputes(officer(call)) }

    func answerDispute(_ call: APICall) async throws -> WebResponse {
        let id: Identifier<FactDispute> = try call.identifier("id", APIProblems.noSuchPlace)
        let officer = officer(call)
        try await sharing.answerDispute(
            id, outcome: call.text("outcome").flatMap(AnswerDispute.Outcome.init), reason: call.words("reason"),
            by: officer, about: sharing.resources(of: officer))
        return try await disputes(officer)
    }

    func showResourceQuality(_ call: APICall) async throws -> WebResponse {
        let code = call.parameter("code")
        guard let entry = sharing.settings.entries.first(where: { $0.code == code && $0.grade != nil }) else {
            throw APIProblems.noSuchResource
        }
        let quality = try await sharing.quality()[entry.name] ?? ResourceQuality()
        let reads = ReadOutcome.allCases.map { JSON.Member($0.rawValue, JSON(quality.reads[$0, default: 0])) }
        let disputes = FactDispute.State.allCases.map {
            JSON.Member($0.rawValue, JSON(quality.disputes[$0, default: 0]))
        }
        return .json(
            JSON.closed([
                "resource": JSON(entry.name), "days": JSON(ResourceQuality.days), "reads": .object(reads),
                "fields": .array(quality.fields.sorted { $0.key < $1.key }.map { field($0.key, $0.value) }),
                "disputes": .object(disputes),
                "dailyLimit": entry.quota.map { JSON($0) }, "usedToday": quality.usedToday.map { JSON($0) },
            ]))
    }

    private func field(_ name: String, _ quality: ResourceQuality.Field) -> JSON {
        let unknown = FactAbsence.allCases.compactMap { absence in
            quality.unknown[absence].map { JSON.Member(absence.rawValue, JSON($0)) }
        }
        return JSON.closed([
            "field": JSON(name), "known": JSON(quality.known), "unknown": .object(unknown),
            "averageAgeDays": quality.averageAgeDays.map { JSON($0) },
        ])
    }

    private func disputes(_ officer: Viewer.Staff) async throws -> WebResponse {
        let open = try await sharing.disputes.open(about: sharing.resources(of: officer))
        return .json(["disputes": .array(open.map(dispute))])
    }

    private func dispute(_ dispute: FactDispute) -> JSON {
        [
            "id": JSON(dispute.id.description), "resource": JSON(dispute.resource), "field": JSON(dispute.field),
            "residentID": JSON(dispute.claim.residentID), "name": JSON(dispute.claim.name),
            "held": JSON(dispute.claim.held), "said": JSON(dispute.claim.said),
            "caseNumber": JSON(dispute.claim.caseNumber), "openedAt": JSON(dispute.openedAt.iso8601),
            "dueOn": JSON(dispute.dueOn.description),
            "isOverdue": JSON(dispute.dueOn < sharing.time.now().civilDate()),
        ]
    }

    private func request(_ request: SharingRequest) -> JSON {
        let terms = request.terms
        return JSON.closed([
            "id": JSON(request.id.description), "resource": JSON(terms.resource), "item": JSON(terms.item),
            "fields": .array(terms.fields.map { JSON($0) }), "aim": JSON(terms.aim), "basis": JSON(terms.basis),
            "from": JSON(terms.from.description), "until": JSON(terms.until.description),
            "office": JSON(request.office), "askedAt": JSON(request.askedAt.iso8601),
            "dueOn": JSON(request.dueOn.description), "state": JSON(request.state.rawValue),
            "isOverdue": JSON(request.state == .asked && request.dueOn < sharing.time.now().civilDate()),
            "decidedBy": request.decidedBy.map { JSON($0) }, "reason": request.reason.map { JSON($0) },
        ])
    }
}
