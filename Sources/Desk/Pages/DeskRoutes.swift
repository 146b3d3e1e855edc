package import Cases
import Catalog
import EventLog
import Flow
package import Identity
import Kernel
package import Web

/// Addresses of the desk.
package struct DeskRoutes: Sendable {
    /// “Due soon” looks this far ahead.
    static let soonDays = 3
    let environment: CaseEnvironment
    let staff: StaffRegister

    package init(_ environment: CaseEnvironment, staff: StaffRegister) {
        self.environment = environment
        self.staff = staff
    }

    package var routes: [Route] {
        [
            Route(.get, "/desk", .staff, list), Route(.get, "/desk/cases/{id}", .staff, show),
            Route(.post, "/desk/cases/{id}/{action}", .staff, act),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let (context, post) = (PageContext(request), try officer(request))
        let today = environment.time.now().civilDate()
        let soon = today.adding(days: Self.soonDays)
        let query = DeskQuery(
            scope: request.query[FormName.scope].flatMap(DeskQuery.Scope.init(rawValue:)) ?? .office,
            item: request.query.text(FormName.item), dueBy: request.query[FormName.due] == "soon" ? soon : nil,
            after: request.query[FormName.after].flatMap { DeskQuery.Key($0) })
        let (files, next) = try await environment.cases.worklist(query, for: post)
        let counts = try await environment.cases.workCounts(for: post, dueBy: soon)
        var lines: [DeskListPage.Line] = []
        for file in files { lines.append(try await line(file, context)) }
        var items: [(id: String, name: String, count: Int)] = []
        for item in counts.items {
            let name = try await environment.name(ofItem: item.id, in: context.language)
            items.append((id: item.id, name: name ?? item.id, count: item.count))
        }
        let model = DeskListPage.Model(
            officer: post.name, office: post.office, query: query, scopeCounts: counts.scopes, soonCount: counts.soon,
            items: items, lines: lines, next: next, today: today)
        return .page(DeskListPage.render(model, context))
    }

    private func line(_ file: CaseFile, _ context: PageContext) async throws -> DeskListPage.Line {
        DeskListPage.Line(
            id: file.id.description, number: file.number,
            itemName: try await environment.item(of: file).name(in: context.language),
            applicant: try await environment.people.person(file.applicant)?.maskedName ?? "—", stage: file.stage ?? "",
            status: file.status, question: try await question(file), due: file.dueOn,
            handler: file.handler.map { staff.post($0)?.name ?? $0 })
    }

    /// The beginning of what an applicant wants looked at; the case itself has all of it.
    private func question(_ file: CaseFile) async throws -> String? {
        guard file.review == .open else { return nil }
        let asked = try await environment.journal.events(of: file.stream).last { $0.kind == CaseEvents.personAsked }
        let words = asked?.body["reason"]?.string ?? ""
        return words.count > 40 ? words.prefix(40) + "…" : words
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        try await page(request, problem: nil, failed: nil)
    }

    /// A step that cannot be taken shows the case again, with the reason and all that was typed.
    private func act(_ request: WebRequest) async throws -> WebResponse {
        let action = request.parameters["action"] ?? ""
        let (id, post) = (try identifier(request), try officer(request))
        do {
            let file = try await DeskSteps(environment: environment, staff: staff).take(
                action, id, form: request.form, by: post)
            return .redirect(.deskCase(file.id.description))
        } catch let rejection as Rejection where rejection.kind == .invalidInput || rejection.kind == .conflict {
            return try await page(request, problem: rejection, failed: action)
        }
    }

    private func page(_ request: WebRequest, problem: Rejection?, failed: String?) async throws -> WebResponse {
        let (id, post) = (try identifier(request), try officer(request))
        guard try await environment.cases.caseFile(id, for: post) != nil else {
            return try await elsewhere(id, post, request)
        }
        let file = try await ViewCase(environment)(id, by: post)
        let item = try await environment.item(of: file)
        let person = try await environment.people.person(file.applicant)
        let models = DeskCaseModels(
            file: file, item: item,
            events: try await environment.journal.events(of: file.stream).toldInFull(environment.otherCities),
            post: post, staff: staff, places: environment.places, context: PageContext(request),
            city: environment.otherCities.city(file.elsewhere))
        let model = models.page(applicant: person, typed: request.form, problem: problem, failed: failed)
        let status = problem.map { $0.kind == .conflict ? 409 : 422 } ?? 200
        return .page(DeskCasePage.render(model, models.context), status: status)
    }

    /// Who gave it out of hand reads where it went; to others it is not there.
    private func elsewhere(
        _ id: Identifier<CaseFile>, _ post: StaffPost, _ request: WebRequest
    ) async throws -> WebResponse {
        guard let passed = try await PassedCase.find(id, by: post, in: environment) else { throw DeskSteps.noSuchCase }
        let context = PageContext(request)
        let item = try await environment.item(passed.itemID, version: passed.itemVersion)
        return .page(
            DeskPassedPage.render(passed, itemName: item?.name(in: context.language) ?? passed.itemID, context))
    }

    private func identifier(_ request: WebRequest) throws -> Identifier<CaseFile> {
        guard let id = request.parameters["id"].flatMap({ Identifier<CaseFile>($0) }) else {
            throw DeskSteps.noSuchCase
        }
        return id
    }

    private func officer(_ request: WebRequest) throws -> StaffPost {
        guard let post = request.viewer.staff.flatMap({ staff.post($0.id) }) else { throw DeskSteps.noSuchCase }
        return post
    }
}
