import Cases
import Catalog
import EventLog
import Identity
import Kernel
import Web

extension Operation {
    static let deskReading: [Operation] = [
        Operation(
            method: .get, path: "/desk/receivers", id: "listReceivers", group: .desk,
            summary: Phrase(
                "api.listReceivers", zh: "可以移交给哪些同事和机关。", en: "Colleagues and offices that a case can go to."),
            access: .staff, success: [Success(status: 200, meaning: "Who there is.", schema: "Receivers")],
            handler: { try await $0.listReceivers($1) }),
        Operation(
            method: .get, path: "/desk/cases", id: "listDeskCases", group: .desk,
            summary: Phrase(
                "api.listDeskCases", zh: "本机关的待办，先到期的在前。", en: "Open cases of the own office, the most urgent first."),
            access: .staff,
            query: [
                .optional(
                    "scope", .text(.oneOf(DeskQuery.Scope.allCases.map(\.rawValue))), "`office` where it is missing."),
                .optional("item", .text(.digits(4...4), example: "0007"), "Of this service only, by its slug."),
                .optional("dueBy", .text(.day), "Due on this day or before only."),
                .optional("limit", .integer(1...100, example: 25), "25 where it is missing."),
                .optional("after", .text(.free(1...80)), "The `next` of the page that you have."),
            ],
            success: [Success(status: 200, meaning: "A page of the list.", schema: "DeskCaseList")],
            refusals: [404, 422],
            links: ["getDeskCase", "getDeskTimeline", "claimCase"].map {
                Link(operation: $0, parameter: "id", pointer: "/cases/0/id")
            },
            handler: { try await $0.listDeskCases($1) }),
        Operation(
            method: .get, path: "/desk/cases/{id}", id: "getDeskCase", group: .desk,
            summary: Phrase(
                "api.getDeskCase", zh: "一个办件：信息和来源、规则的判定、能办什么。",
                en: "A case: facts and sources, what the rules said, what can be done."),
            access: .staff, success: [Success(status: 200, meaning: "The case.", schema: "DeskCase")],
            handler: { try await $0.getDeskCase($1) }),
        Operation(
            method: .get, path: "/desk/cases/{id}/timeline", id: "getDeskTimeline", group: .desk,
            summary: Phrase(
                "api.getDeskTimeline", zh: "办件的全部事件，含工作人员之间的话。",
                en: "All events of a case, with what officers wrote to each other."),
            access: .staff, success: [Success(status: 200, meaning: "In their order.", schema: "Timeline")],
            handler: { try await $0.getDeskTimeline($1) }),
    ]
}

extension APIHandlers {
    /// The officer's post; the gate has let only officers in, and sessions live by the same register.
    func post(_ call: APICall) -> StaffPost {
        guard let post = call.request.viewer.staff.flatMap({ staff.post($0.id) }) else {
            preconditionFailure("the gate lets only officers in")
        }
        return post
    }

    func listReceivers(_ call: APICall) async throws -> WebResponse {
        let own = post(call)
        let colleagues = staff.all.filter { $0.office == own.office && $0.id != own.id }
        return .json([
            "officers": .array(colleagues.map(DeskCaseJSON.officer)),
            "offices": .array(staff.offices.filter { $0 != own.office }.map { JSON($0) }),
        ])
    }

    func listDeskCases(_ call: APICall) async throws -> WebResponse {
        let given = call.request.query
        var query = DeskQuery(
            scope: given["scope"].flatMap(DeskQuery.Scope.init(rawValue:)) ?? .office,
            dueBy: given["dueBy"].flatMap { CivilDate($0) })
        if let slug = given["item"] {
            guard let item = environment.catalogue.item(slug: slug) else { throw APIProblems.noSuchService }
            query.item = item.id
        }
        if let after = given["after"] {
            guard let key = DeskQuery.Key(after) else { throw APIProblems.noSuchPlace }
            query.after = key
        }
        let (files, next) = try await environment.cases.worklist(
            query, for: post(call), limit: call.number("limit") ?? 25)
        var cases: [JSON] = []
        for file in files { cases.append(try await deskJSON(file, call).summary) }
        var json: JSON = ["cases": .array(cases)]
        if let next { json["next"] = JSON(next.description) }
        return .json(json)
    }

    func getDeskCase(_ call: APICall) async throws -> WebResponse {
        let file = try await opened(call)
        let events = try await environment.journal.events(of: file.stream)
        return .json(try await deskJSON(file, call).full(events))
    }

    func getDeskTimeline(_ call: APICall) async throws -> WebResponse {
        let file = try await opened(call)
        let events = try await environment.journal.events(of: file.stream)
        return .json(EventJSON.timeline(file, events, isForOfficers: true))
    }

    /// A case that an officer looks into: that it was opened is recorded before anything of it is shown.
    private func opened(_ call: APICall) async throws -> CaseFile {
        try await ViewCase(environment)(try await deskCase(call).id, by: post(call))
    }

    /// A case of the officer's office; no other is found.
    func deskCase(_ call: APICall) async throws -> CaseFile {
        let id: Identifier<CaseFile> = try call.identifier("id", APIProblems.noSuchDeskCase)
        guard let file = try await environment.cases.caseFile(id, for: post(call)) else {
            throw APIProblems.noSuchDeskCase
        }
        return file
    }

    func deskJSON(_ file: CaseFile, _ call: APICall) async throws -> DeskCaseJSON {
        DeskCaseJSON(
            file: file, item: try await environment.item(of: file),
            applicant: try await environment.people.person(file.applicant),
            staff: staff, post: post(call))
    }
}
