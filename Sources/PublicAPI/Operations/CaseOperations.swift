import Cases
import Catalog
import ECertificates
import EventLog
import Feedback
import Identity
import Kernel
import Storage
import Web

extension Operation {
    static let cases: [Operation] = [
        Operation(
            method: .post, path: "/cases", id: "apply", group: .cases,
            summary: Phrase(
                "api.apply", zh: "一次办理：取数、填写、提交；同一个键只会有一个办件。",
                en: "Apply in one call: obtain, answer, submit. One key makes one case."),
            idempotencyKey: .required, body: "Application",
            success: [Success(status: 201, meaning: "The case that the key stands for.", schema: "Case")],
            refusals: [404, 409], links: onward, handler: { try await $0.apply($1) }),
        Operation(
            method: .get, path: "/cases", id: "listCases", group: .cases,
            summary: Phrase("api.listCases", zh: "自己的办件，新的在前。", en: "One's own cases, newest first."),
            query: [
                .optional("limit", .integer(1...100, example: 20), "20 where it is missing."),
                .optional("after", .text(.identifier), "The id of the last one that you have."),
            ],
            success: [Success(status: 200, meaning: "A page of the list.", schema: "CaseList")], refusals: [404],
            links: ["getCase", "getTimeline", "askForPerson"].map {
                Link(operation: $0, parameter: "id", pointer: "/cases/0/id")
            },
            handler: { try await $0.listCases($1) }),
        Operation(
            method: .get, path: "/cases/{id}", id: "getCase", group: .cases,
            summary: Phrase("api.getCase", zh: "一个办件现在怎样、为什么。", en: "How a case stands, and why."),
            success: [Success(status: 200, meaning: "The case.", schema: "Case")],
            links: [Link(operation: "getCertificate", parameter: "id", pointer: "/certificateID")],
            handler: { try await $0.getCase($1) }),
        Operation(
            method: .get, path: "/cases/{id}/timeline", id: "getTimeline", group: .cases,
            summary: Phrase("api.getTimeline", zh: "办件的全部事件。", en: "All events of a case."),
            success: [Success(status: 200, meaning: "In their order.", schema: "Timeline")],
            handler: { try await $0.getTimeline($1) }),
        Operation(
            method: .get, path: "/cases/{id}/proof", id: "getCaseProof", group: .cases,
            summary: Phrase(
                "api.getCaseProof", zh: "完整证明：办件的全部原始记录，以及公开日志对最后一笔的证明，少一笔、改一笔都查得出来。",
                en:
                    "All that was written down in a case, and the public log's proof of the last event: nothing is left out."
            ),
            success: [Success(status: 200, meaning: "For `huimin log verify-case`.", schema: "CaseProof")],
            handler: { try await $0.getCaseProof($1) }),
        Operation(
            method: .post, path: "/cases/{id}/person", id: "askForPerson", group: .cases,
            summary: Phrase(
                "api.askForPerson", zh: "转人工：请工作人员来看；再请一次也只算一次。",
                en: "Ask for a person; asking twice is asking once. After a decision an officer owes an answer."),
            body: "PersonRequest", isBodyOptional: true,
            success: [Success(status: 200, meaning: "The case.", schema: "Case")], refusals: [409],
            handler: { try await $0.askForPerson($1) }),
        Operation(
            method: .post, path: "/cases/{id}/correction", id: "answerCorrection", group: .cases,
            summary: Phrase(
                "api.answerCorrection", zh: "补正：回答要补的内容，时限接着走。",
                en: "Answer what was asked for; the term goes on."),
            idempotencyKey: .optional, body: "CorrectionAnswer",
            success: [Success(status: 200, meaning: "The case, in review again.", schema: "Case")], refusals: [409],
            handler: { try await $0.answerCorrection($1) }),
        Operation(
            method: .post, path: "/cases/{id}/rating", id: "rateCase", group: .cases,
            summary: Phrase("api.rateCase", zh: "评价，一个办件一次。", en: "Rate a case, once."), body: "Rating",
            success: [Success(status: 201, meaning: "Thank you.", schema: "Case")], refusals: [409],
            handler: { try await $0.rateCase($1) }),
    ]

    private static let onward = [
        "getCase", "getTimeline", "getCaseProof", "askForPerson", "answerCorrection", "rateCase",
    ].map {
        Link(operation: $0, parameter: "id", pointer: "/id")
    }
}

extension APIHandlers {
    /// A retry finds the draft by its key, whether the first attempt ended before or after its submission.
    func apply(_ call: APICall) async throws -> WebResponse {
        let (keys, key) = (IdempotencyStore(environment), call.idempotencyKey ?? "")
        if let done = try await filed(key, keys, call) { return done }
        guard let item = environment.catalogue.item(slug: call.text("item") ?? "") else {
            throw APIProblems.noSuchService
        }
        let (answers, person) = (try answers(call, item), try await person(call))
        if let filed = try await applyAtOnce(item, answers, person, key, call) {
            let json = Self.caseJSON(filed.file, item, filed.events, certificate: filed.certificateID)
            return .json(json, status: 201, location: "/api/v1/cases/\(filed.file.id)")
        }
        // The same request on another connection may have been first.
        if let done = try await filed(key, keys, call) { return done }
        let opened = try await StartDraft(environment)(item: item.slug, by: person)
        let id = try await keys.claim(key, for: call, draft: opened.id)
        if try await environment.cases.caseFile(id, of: person.id) == nil {
            do {
                let (_, faults) = try await EditDraft(environment).enter(.init(answers: answers), in: id, by: person)
                if let first = faults.first { throw first }
            } catch let rejection as Rejection where rejection.code == "case.alreadySubmitted" {
                // The same request on another connection was first: its case is the answer.
            }
        }
        return try await submit(id, call, status: 201)
    }

    /// The case that the key stands for, where there is one already.
    private func filed(_ key: String, _ keys: IdempotencyStore, _ call: APICall) async throws -> WebResponse? {
        guard let bound = try await keys.draft(key, of: call),
            try await environment.cases.caseFile(bound, of: call.resident.personID) != nil
        else { return nil }
        return try await submit(bound, call, status: 201)
    }

    /// `nil` where a draft has to be filled in instead.
    private func applyAtOnce(
        _ item: ServiceItem, _ answers: [String: String], _ person: PersonProfile, _ key: String, _ call: APICall
    ) async throws -> FiledCase? {
        var environment = environment
        environment.receipt = IdempotencyStore(environment).receipt(key, for: call)
        do {
            return try await ApplyAtOnce(environment)(
                item, answers: answers, by: person, wantsPerson: call.text("decideBy") == "person")
        } catch StorageError.uniqueViolation {
            // Another channel, or the same request on another connection, was first.
            return nil
        }
    }

    func listCases(_ call: APICall) async throws -> WebResponse {
        let (person, limit) = (call.resident.personID, call.number("limit") ?? 20)
        var files: [CaseFile]
        if let after = call.request.query["after"] {
            guard let id = Identifier<CaseFile>(after), let last = try await environment.cases.caseFile(id, of: person)
            else {
                throw APIProblems.noSuchCase
            }
            files = try await environment.cases.cases(of: person, after: last, limit: limit + 1)
        } else {
            files = try await environment.cases.cases(of: person, limit: limit + 1)
        }
        let hasMore = files.count > limit
        files = Array(files.prefix(limit))
        var cases: [JSON] = []
        for file in files { cases.append(.object(Self.summary(file, try await environment.item(of: file)))) }
        var json: JSON = ["cases": .array(cases)]
        if hasMore, let last = files.last { json["next"] = JSON(last.id.description) }
        return .json(json)
    }

    func getCase(_ call: APICall) async throws -> WebResponse { .json(try await caseJSON(caseFile(call))) }

    func getTimeline(_ call: APICall) async throws -> WebResponse {
        let file = try await caseFile(call)
        let events = try await environment.journal.events(of: file.stream)
        return .json(EventJSON.timeline(file, events, isForOfficers: false))
    }

    func getCaseProof(_ call: APICall) async throws -> WebResponse {
        let file = try await caseFile(call)
        guard let proof = try await proofs.completeness(of: file.stream, environment.journal) else {
            throw APIProblems.notLoggedYet
        }
        return .json(proof.json)
    }

    func askForPerson(_ call: APICall) async throws -> WebResponse {
        let file = try await caseFile(call)
        return .json(
            try await caseJSON(
                try await AskForPerson(environment)(file.id, by: file.applicant, reason: call.words("reason"))))
    }

    /// Only what was asked for can be answered; the verb says what is still missing.
    func answerCorrection(_ call: APICall) async throws -> WebResponse {
        let file = try await caseFile(call)
        let keys = AnswerStore(environment, caller: file.applicant.bytes)
        let id: JSON = ["id": JSON(file.id.description)]
        _ = try await keys.once(call, answer: { _ in id }, step: { try await answer(file, call, in: $0) })
        return .json(try await caseJSON(try await caseFile(call)))
    }

    private func answer(
        _ file: CaseFile, _ call: APICall, in environment: CaseEnvironment
    ) async throws -> CaseFile {
        let item = try await environment.item(of: file)
        do {
            return try await AnswerCorrection(environment)(
                file.id, answers: try answers(call, item), note: call.words("note"), by: file.applicant)
        } catch let faults as CorrectionFaults {
            throw faults.faults.first ?? APIProblems.changedMeanwhile
        }
    }

    func rateCase(_ call: APICall) async throws -> WebResponse {
        let file = try await caseFile(call)
        guard let level = SatisfactionLevel(stars: call.body["stars"]?.wholeNumber ?? 0) else {
            throw SchemaFault(["stars"], .integer(1...5)).problem
        }
        let comment = call.text("comment")?.trimmingWhiteSpace() ?? ""
        try await RateCase(environment)(
            file.id, level: level, comment: comment.isEmpty ? nil : comment, by: file.applicant)
        return .json(try await caseJSON(file), status: 201, location: "/api/v1/cases/\(file.id)")
    }

    private func caseFile(_ call: APICall) async throws -> CaseFile {
        let id: Identifier<CaseFile> = try call.identifier("id", APIProblems.noSuchCase)
        guard let file = try await environment.cases.caseFile(id, of: call.resident.personID) else {
            throw APIProblems.noSuchCase
        }
        return file
    }
}
