import Catalog
import ECertificates
import EventLog
import Identity
import Kernel
package import Web

/// Addresses of applying and of following a case.
package struct CaseRoutes: Sendable {
    private let environment: CaseEnvironment
    private let live: LiveCases

    package init(_ environment: CaseEnvironment, live: LiveCases) {
        self.environment = environment
        self.live = live
    }

    package var routes: [Route] {
        let level = Route.Access.resident(.registered)
        return [
            Route(.post, "/s/{slug}/drafts", level, start), Route(.get, "/s/{slug}/drafts", level, start),
            Route(.get, "/drafts/{id}", level, showForm), Route(.post, "/drafts/{id}", level, enter),
            Route(.post, "/drafts/{id}/disputes", level, dispute), Route(.get, "/drafts/{id}/review", level, review),
            Route(.post, "/drafts/{id}/submission", level, submit), Route(.get, "/cases", level, list),
            Route(.get, "/cases/{id}", level, show), Route(.get, "/cases/{id}/events", level, follow),
            Route(.post, "/cases/{id}/person", level, askForPerson),
        ]
    }

    /// After sign-in the browser comes back by GET to what was a POST: beginning twice is beginning once.
    private func start(_ request: WebRequest) async throws -> WebResponse {
        let draft = try await StartDraft(environment)(item: request.parameters["slug"] ?? "", by: person(request))
        return .redirect(.draft(draft.id.description))
    }

    private func showForm(_ request: WebRequest) async throws -> WebResponse {
        let (draft, item) = try await draft(request)
        if draft.isSubmitted { return .redirect(.caseFile(draft.id.description)) }
        let models = DraftPageModels(
            item: item, draft: draft, places: environment.places, context: PageContext(request))
        return .page(ApplyFormPage.render(models.form(), models.context))
    }

    private func enter(_ request: WebRequest) async throws -> WebResponse {
        let (draft, faults) = try await EditDraft(environment).enter(
            entries(request.form), in: identifier(request), by: person(request))
        // The page saves in the background what has been typed so far.
        if request.header("x-autosave") != nil { return WebResponse(status: 204) }
        let item = try item(draft)
        let gaps = faults + SubmitCase.missingFields(draft.content, item)
        guard gaps.isEmpty else {
            let models = DraftPageModels(
                item: item, draft: draft, places: environment.places, context: PageContext(request))
            return .page(ApplyFormPage.render(models.form(faults: gaps), models.context), status: 422)
        }
        return .redirect(.draftReview(draft.id.description))
    }

    private func dispute(_ request: WebRequest) async throws -> WebResponse {
        let form = request.form
        let edit = EditDraft(environment)
        let (id, entries) = (try identifier(request), entries(form))
        if let field = form[FormName.dispute] {
            _ = try await edit.dispute(field, in: id, entries: entries, by: person(request))
        } else if let field = form[FormName.undispute] {
            _ = try await edit.acceptAgain(field, in: id, entries: entries, by: person(request))
        }
        return .redirect(.draft(id.description))
    }

    private func review(_ request: WebRequest) async throws -> WebResponse {
        let (draft, item) = try await draft(request)
        if draft.isSubmitted { return .redirect(.caseFile(draft.id.description)) }
        guard SubmitCase.missingFields(draft.content, item).isEmpty else {
            return .redirect(.draft(draft.id.description))
        }
        let models = DraftPageModels(
            item: item, draft: draft, places: environment.places, context: PageContext(request))
        return .page(ReviewPage.render(models.review(submissionKey: draft.id.description), models.context))
    }

    private func submit(_ request: WebRequest) async throws -> WebResponse {
        let form = request.form
        let (draft, item) = try await draft(request)
        guard draft.isSubmitted || form[FormName.declaration] == "yes" else {
            let models = DraftPageModels(
                item: item, draft: draft, places: environment.places, context: PageContext(request))
            let error = models.context.say(CaseWords.declarationMissing)
            let model = models.review(submissionKey: draft.id.description, declarationError: error)
            return .page(ReviewPage.render(model, models.context), status: 422)
        }
        let file = try await SubmitCase(environment)(
            draft.id, by: person(request), wantsPerson: form[FormName.decideBy] == "person")
        return .redirect(.caseFile(file.id.description))
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let context = PageContext(request)
        let files = try await environment.cases.cases(of: resident(request).personID)
        return .page(CaseListPage.render(.init(cases: files.map { card($0, context) }), context))
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let file = try await caseFile(request)
        guard let item = environment.catalogue.item(id: file.itemID) else { throw CaseRejections.noSuchItem }
        let models = CasePageModels(
            file: file, item: item, events: try await environment.journal.events(of: file.stream),
            certificate: try await environment.certificates.certificate(ofCase: file.stream, holder: file.applicant),
            places: environment.places, context: PageContext(request))
        return .page(CaseShowPage.render(models.show(), models.context))
    }

    private func follow(_ request: WebRequest) async throws -> WebResponse {
        let file = try await caseFile(request)
        let seen = request.query["after"].flatMap { Int($0) } ?? 0
        return try await live.stream(of: file.stream, after: seen)
    }

    private func askForPerson(_ request: WebRequest) async throws -> WebResponse {
        let id = try identifier(request)
        try await AskForPerson(environment)(id, by: resident(request).personID)
        return .redirect(.caseFile(id.description))
    }
}

extension CaseRoutes {
    private func resident(_ request: WebRequest) throws -> Viewer.Resident {
        guard let resident = request.viewer.resident else { preconditionFailure("the route lets only residents in") }
        return resident
    }

    private func person(_ request: WebRequest) async throws -> PersonProfile {
        guard let person = try await environment.people.person(resident(request).personID) else {
            throw CaseRejections.noSuchCase
        }
        return person
    }

    private func identifier(_ request: WebRequest) throws -> Identifier<CaseFile> {
        guard let id = request.parameters["id"].flatMap({ Identifier<CaseFile>($0) }) else {
            throw CaseRejections.noSuchCase
        }
        return id
    }

    private func draft(_ request: WebRequest) async throws -> (Draft, ServiceItem) {
        guard let draft = try await environment.drafts.draft(identifier(request), of: resident(request).personID) else {
            throw CaseRejections.noSuchDraft
        }
        return (draft, try item(draft))
    }

    private func item(_ draft: Draft) throws -> ServiceItem {
        guard let item = environment.catalogue.item(id: draft.itemID) else { throw CaseRejections.noSuchItem }
        return item
    }

    private func caseFile(_ request: WebRequest) async throws -> CaseFile {
        guard let file = try await environment.cases.caseFile(identifier(request), of: resident(request).personID)
        else {
            throw CaseRejections.noSuchCase
        }
        return file
    }

    private func card(_ file: CaseFile, _ context: PageContext) -> CaseCard {
        let item = environment.catalogue.item(id: file.itemID)
        return CasePageModels.card(file, itemName: item?.name(in: context.language) ?? file.itemID)
    }

    private func entries(_ form: FormFields) -> EditDraft.Entries {
        EditDraft.Entries(
            answers: form.entries(FormName.factPrefix), corrections: form.entries(FormName.correctionPrefix))
    }
}
