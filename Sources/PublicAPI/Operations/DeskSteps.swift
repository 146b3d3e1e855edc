import Cases
import Catalog
import Identity
import Kernel
import Web

extension Operation {
    static let deskSteps: [Operation] = [
        step(
            .claim, "claimCase",
            Phrase("api.claimCase", zh: "认领；再认领一次也只算一次。", en: "Take a case in hand; twice is once.")
        ) { try await $0.claimCase($1) },
        step(.release, "releaseCase", Phrase("api.releaseCase", zh: "退回本机关的待办。", en: "Put it back among what waits.")) {
            try await $0.releaseCase($1)
        },
        step(
            .handover, "handOverCase",
            Phrase("api.handOverCase", zh: "移交给同事或别的机关。", en: "Hand it to a colleague or another office."),
            body: "HandOver"
        ) { try await $0.handOverCase($1) },
        step(
            .correction, "askCorrection",
            Phrase(
                "api.askCorrection", zh: "一次告知补正：要补的一次写全。", en: "Ask the applicant, once, for all that is missing."),
            body: "CorrectionRequest"
        ) { try await $0.askCorrection($1) },
        step(
            .stage, "finishStage",
            Phrase("api.finishStage", zh: "办结本环节，转下一环节。", en: "Finish the stage; the next goes on."),
            body: "StageEnd"
        ) { try await $0.finishStage($1) },
        step(
            .approval, "approveCase",
            Phrase("api.approveCase", zh: "准予，限最后一个环节：签发证照、开立待遇。", en: "Approve, in the last stage."),
            body: "Approval"
        ) { try await $0.approveCase($1) },
        step(
            .refusal, "refuseCase",
            Phrase(
                "api.refuseCase", zh: "不予，限最后一个环节：写明情形、事实和救济途径。",
                en: "Refuse, in the last stage, on a ground that the service lists."),
            body: "Refusal"
        ) { try await $0.refuseCase($1) },
        step(
            .review, "answerReview",
            Phrase(
                "api.answerReview", zh: "复核答复：再看一遍决定，给申请人一个说法。",
                en: "Answer the applicant who wanted the decision looked at again."),
            body: "ReviewAnswer"
        ) { try await $0.answerReview($1) },
    ]

    private static func step(
        _ action: DeskAction, _ id: String, _ summary: Phrase, body: String? = nil, handler: @escaping Handler
    ) -> Operation {
        Operation(
            method: .post, path: "/desk/cases/{id}/\(action.rawValue)", id: id, group: .desk, summary: summary,
            access: .staff, idempotencyKey: .optional, body: body,
            success: [Success(status: 200, meaning: "The case after the step.", schema: "DeskCaseSummary")],
            refusals: [409, 422], links: [Link(operation: "getDeskCase", parameter: "id", pointer: "/id")],
            handler: handler)
    }
}

extension APIHandlers {
    func claimCase(_ call: APICall) async throws -> WebResponse {
        try await take(call) { try await ClaimCase($0)($1, by: $2) }
    }

    func releaseCase(_ call: APICall) async throws -> WebResponse {
        try await take(call) { try await ReleaseCase($0)($1, to: .ownOffice, reason: nil, by: $2) }
    }

    func handOverCase(_ call: APICall) async throws -> WebResponse {
        try await take(call) {
            try await ReleaseCase($0)($1, to: try receiver(call), reason: call.words("reason"), by: $2)
        }
    }

    private func receiver(_ call: APICall) throws -> ReleaseCase.Receiver {
        switch (call.text("officer"), call.text("office")) {
        case (let id?, nil):
            guard let colleague = staff.post(id) else { throw APIProblems.noSuchReceiver("officer") }
            return .officer(colleague)
        case (nil, let office?):
            guard staff.offices.contains(office) else { throw APIProblems.noSuchReceiver("office") }
            return .office(office)
        default: throw APIProblems.noSuchReceiver("officer")
        }
    }

    func askCorrection(_ call: APICall) async throws -> WebResponse {
        let (materials, fields) = (texts(call, "materials"), texts(call, "fields"))
        let request = RequestCorrection.Request(
            materials: materials, fields: fields, note: call.words("note"), newFacts: call.words("newFacts"))
        return try await take(call) { keeping, id, post in
            let item = try await environment.item(of: try await deskCase(call))
            for (index, name) in materials.enumerated() where !item.materials.contains(where: { $0.name == name }) {
                throw APIProblems.noSuchMaterial(name, at: "materials.\(index)")
            }
            for (index, name) in fields.enumerated() where item.field(named: name)?.isAskable != true {
                throw APIProblems.notAskable(name, at: "fields.\(index)")
            }
            return try await RequestCorrection(keeping)(id, request, by: post)
        }
    }

    func finishStage(_ call: APICall) async throws -> WebResponse {
        try await take(call) { try await FinishStage($0)($1, opinion: call.words("opinion"), by: $2) }
    }

    func approveCase(_ call: APICall) async throws -> WebResponse {
        try await take(call) {
            try await ApproveCase($0)(
                $1, reason: call.words("reason"), amountFen: call.body["amountFen"]?.wholeNumber, by: $2)
        }
    }

    func refuseCase(_ call: APICall) async throws -> WebResponse {
        try await take(call) {
            try await RefuseCase($0)($1, ground: call.text("ground"), reason: call.words("reason"), by: $2)
        }
    }

    func answerReview(_ call: APICall) async throws -> WebResponse {
        try await take(call) {
            try await AnswerReview($0)(
                $1, outcome: call.text("outcome").flatMap(AnswerReview.Outcome.init(rawValue:)),
                answer: call.words("answer"), by: $2)
        }
    }

    private func texts(_ call: APICall, _ member: String) -> [String] {
        (call.body[member]?.array ?? []).compactMap(\.string)
    }

    /// Takes a step once for each key. Its answer is the case as the step left it, also where it is another office's now.
    private func take(
        _ call: APICall, _ step: (CaseEnvironment, Identifier<CaseFile>, StaffPost) async throws -> CaseFile
    ) async throws -> WebResponse {
        let post = post(call)
        let id: Identifier<CaseFile> = try call.identifier("id", APIProblems.noSuchDeskCase)
        let keys = AnswerStore(environment, caller: Array("officer \(post.id)".utf8))
        if let kept = try await keys.kept(call) { return .json(kept) }
        do {
            let shown = try await deskJSON(try await deskCase(call), call)
            return .json(
                try await keys.once(call, answer: { shown.summary(of: $0) }) { try await step($0, id, post) })
        } catch {
            // The same request on another connection was first, and the case may have left the office with it.
            if let kept = try await keys.kept(call) { return .json(kept) }
            if let rejection = error as? Rejection { throw Self.problem(rejection, call) }
            throw error
        }
    }

    /// The pages' names of fields, as the interface calls them.
    private static func problem(_ rejection: Rejection, _ call: APICall) -> Problem {
        let problem = Problem(rejection)
        let words = ["reason", "note", "answer"].first { call.body[$0] != nil } ?? FormName.note
        let names = [FormName.amount: "amountFen", FormName.note: words]
        return Problem(
            status: problem.status, reason: problem.reason, nextStep: problem.nextStep,
            field: problem.field.map { names[$0] ?? $0 })
    }
}
