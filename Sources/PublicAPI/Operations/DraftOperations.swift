import Cases
import Catalog
import Exchange
import Identity
import Kernel
import Web

extension Operation {
    private static let onward = ["getDraft", "putAnswers", "putDisputes", "submitDraft"].map {
        Link(operation: $0, parameter: "id", pointer: "/id")
    }

    static let drafts: [Operation] = [
        Operation(
            method: .post, path: "/drafts", id: "startDraft", group: .drafts,
            summary: Phrase(
                "api.startDraft", zh: "开始办理：向各部门取数，得到一份草稿；已有未提交的就给那一份。",
                en: "Begin: ask the departments and get a draft, or the one that is open already."),
            body: "DraftRequest",
            success: [
                Success(status: 201, meaning: "A new draft.", schema: "Draft"),
                Success(status: 200, meaning: "The open draft of this service.", schema: "Draft"),
            ],
            refusals: [404], links: onward, handler: { try await $0.startDraft($1) }),
        Operation(
            method: .get, path: "/drafts/{id}", id: "getDraft", group: .drafts,
            summary: Phrase(
                "api.getDraft", zh: "一份草稿：取到的、填了的、还缺的。", en: "A draft: what was found, entered, and is missing."),
            success: [Success(status: 200, meaning: "The draft.", schema: "Draft")],
            handler: { try await $0.getDraft($1) }),
        Operation(
            method: .put, path: "/drafts/{id}/answers", id: "putAnswers", group: .drafts,
            summary: Phrase(
                "api.putAnswers", zh: "填写；填错的也会保存，并在 gaps 里说明。",
                en: "Enter answers; wrong ones are kept too, and named in gaps."),
            body: "Answers", success: [Success(status: 200, meaning: "The draft as it now is.", schema: "Draft")],
            refusals: [409], handler: { try await $0.putAnswers($1) }),
        Operation(
            method: .put, path: "/drafts/{id}/disputes", id: "putDisputes", group: .drafts,
            summary: Phrase(
                "api.putDisputes", zh: "“这不对”：说明哪些取到的值不对，全部重写。", en: "“This is wrong”: say which facts are, all anew."),
            body: "Disputes", success: [Success(status: 200, meaning: "The draft as it now is.", schema: "Draft")],
            refusals: [409], handler: { try await $0.putDisputes($1) }),
        Operation(
            method: .post, path: "/drafts/{id}/submission", id: "submitDraft", group: .drafts,
            summary: Phrase(
                "api.submitDraft", zh: "提交；同一份草稿只会有一个办件。",
                en: "Submit; a draft becomes one case, however often it is sent."),
            idempotencyKey: .optional, body: "Submission",
            success: [
                Success(status: 201, meaning: "The new case.", schema: "Case"),
                Success(status: 200, meaning: "The case that it became before.", schema: "Case"),
            ],
            refusals: [409],
            links: ["getCase", "getTimeline", "askForPerson", "rateCase"].map {
                Link(operation: $0, parameter: "id", pointer: "/id")
            },
            handler: { try await $0.submitDraft($1) }),
    ]
}

extension APIHandlers {
    func startDraft(_ call: APICall) async throws -> WebResponse {
        guard let item = environment.catalogue.item(slug: call.text("item") ?? "") else {
            throw APIProblems.noSuchService
        }
        let person = try await person(call)
        let open = try await environment.drafts.openDraft(of: person.id, item: item.id)
        let draft = try await StartDraft(environment)(item: item.slug, by: person)
        return .json(
            DraftJSON(draft: draft, item: item).json, status: open == nil ? 201 : 200,
            location: "/api/v1/drafts/\(draft.id)")
    }

    func getDraft(_ call: APICall) async throws -> WebResponse {
        let (draft, item) = try await draft(call)
        let current = try await RefreshDraft(environment).toCurrentVersion(draft, item, by: try await person(call))
        var old: ServiceItem?
        if let begun = current.content.begunUnder { old = try await environment.items.item(version: begun) }
        let today = environment.time.now().civilDate()
        let changes = old.map { ItemChanges(from: $0, to: item, on: today).sentences } ?? []
        return .json(DraftJSON(draft: current, item: item, changes: changes).json)
    }

    func putAnswers(_ call: APICall) async throws -> WebResponse {
        let (draft, item) = try await draft(call)
        let answers = try answers(call, item)
        let changed = try await EditDraft(environment).enter(.init(answers: answers), in: draft.id, by: person(call))
            .draft
        return .json(DraftJSON(draft: changed, item: item).json)
    }

    /// Answers of a body; each field once, and only what is asked.
    func answers(_ call: APICall, _ item: ServiceItem) throws -> [String: String] {
        var answers: [String: String] = [:]
        for (index, answer) in (call.body["answers"]?.array ?? []).enumerated() {
            let (field, path) = (answer["field"]?.string ?? "", "answers.\(index).field")
            guard item.field(named: field)?.isAskable == true else { throw APIProblems.notAskable(field, at: path) }
            guard answers.updateValue(answer["value"]?.string ?? "", forKey: field) == nil else {
                throw APIProblems.repeated(path, status: 422)
            }
        }
        return answers
    }

    func putDisputes(_ call: APICall) async throws -> WebResponse {
        var (draft, item) = try await draft(call)
        var wanted: [String: String] = [:]
        for (index, dispute) in (call.body["disputes"]?.array ?? []).enumerated() {
            let (field, path) = (dispute["field"]?.string ?? "", "disputes.\(index).field")
            guard item.field(named: field)?.source != nil else { throw APIProblems.notHeld(field, at: path) }
            guard wanted.updateValue(dispute["correction"]?.string ?? "", forKey: field) == nil else {
                throw APIProblems.repeated(path, status: 422)
            }
        }
        let (edit, person) = (EditDraft(environment), try await person(call))
        let none = EditDraft.Entries(answers: [:])
        for field in draft.content.disputed.keys.sorted() where wanted[field] == nil {
            draft = try await edit.acceptAgain(field, in: draft.id, entries: none, by: person)
        }
        for field in wanted.keys.sorted() where draft.content.disputed[field] == nil {
            draft = try await edit.dispute(field, in: draft.id, entries: none, by: person)
        }
        draft = try await edit.enter(.init(answers: [:], corrections: wanted), in: draft.id, by: person).draft
        return .json(DraftJSON(draft: draft, item: item).json)
    }

    func submitDraft(_ call: APICall) async throws -> WebResponse {
        let draft = try await draft(call).0
        if let key = call.idempotencyKey {
            _ = try await IdempotencyStore(environment).claim(key, for: call, draft: draft.id)
        }
        return try await submit(draft.id, call)
    }

    func submit(_ id: Identifier<CaseFile>, _ call: APICall, status: Int? = nil) async throws -> WebResponse {
        let known = try await environment.cases.caseFile(id, of: call.resident.personID)
        let file = try await SubmitCase(environment)(
            id, by: person(call), wantsPerson: call.text("decideBy") == "person",
            reviewed: call.text("version"))
        return .json(
            try await caseJSON(file), status: status ?? (known == nil ? 201 : 200), location: "/api/v1/cases/\(file.id)"
        )
    }

    private func draft(_ call: APICall) async throws -> (Draft, ServiceItem) {
        let id: Identifier<CaseFile> = try call.identifier("id", APIProblems.noSuchDraft)
        guard let draft = try await environment.drafts.draft(id, of: call.resident.personID) else {
            throw APIProblems.noSuchDraft
        }
        guard let item = environment.catalogue.item(id: draft.itemID) else { throw APIProblems.noSuchService }
        return (draft, item)
    }
}

/// A draft as the interface shows it.
struct DraftJSON {
    let draft: Draft
    let item: ServiceItem
    /// What is different in the definition since the draft was begun.
    var changes: [Phrase] = []

    var json: JSON {
        let asked = item.informationFields.filter { $0.isAskable && draft.content.findings[$0.name]?.fact == nil }
        return [
            "id": JSON(draft.id.description), "service": ServiceJSON.name(item), "version": JSON(draft.itemVersion),
            "createdAt": JSON(draft.createdAt.iso8601), "updatedAt": JSON(draft.updatedAt.iso8601),
            "isSubmitted": JSON(draft.isSubmitted), "facts": FactJSON(item: item, content: draft.content).found,
            "answers": .array(
                draft.content.answers.sorted { $0.key < $1.key }.map {
                    ["field": JSON($0.key), "value": JSON($0.value)]
                }),
            "questions": .array(asked.map(ServiceJSON.field)),
            "changes": .array(changes.map(sentence)),
            "gaps": .array(draft.isSubmitted ? [] : draft.gaps(item).map(gap)),
        ]
    }

    private func gap(_ gap: Rejection) -> JSON {
        [
            "field": JSON(gap.field ?? ""), "code": JSON(gap.code), "reason": sentence(gap.reason),
            "nextStep": sentence(gap.nextStep),
        ]
    }
}

/// A sentence in both languages.
func sentence(_ phrase: Phrase) -> JSON {
    ["zh": JSON(phrase.text(in: .chinese)), "en": JSON(phrase.text(in: .english))]
}
