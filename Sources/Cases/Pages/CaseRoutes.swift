import Catalog
import ECertificates
package import EventLog
import Identity
import Kernel
package import Web

/// Addresses of applying and of following a case.
package struct CaseRoutes: Sendable {
    private let environment: CaseEnvironment
    private let live: LiveCases
    private let proofs: LogProofs

    package init(_ environment: CaseEnvironment, live: LiveCases, proofs: LogProofs) {
        self.environment = environment
        self.live = live
        self.proofs = proofs
    }

    package var routes: [Route] {
        let level = Route.Access.resident(.registered)
        return [
            Route(.post, "/s/{slug}/drafts", level, start), Route(.get, "/s/{slug}/drafts", level, start),
            Route(.get, "/drafts/{id}", level, showForm), Route(.post, "/drafts/{id}", level, enter).keepingForm(),
            Route(.post, "/drafts/{id}/disputes", level, dispute).keepingForm(),
            Route(.get, "/drafts/{id}/review", level, review),
            Route(.post, "/drafts/{id}/submission", level, submit), Route(.get, "/cases", level, list),
            Route(.get, "/cases/{id}/proof", level, proof), Route(.get, "/cases/{id}", level, show),
            Route(.get, "/cases/{id}/events", level, follow),
            Route(.post, "/cases/{id}/person", level, askForPerson).keepingForm(),
        ]
    }

    /// After sign-in the browser comes back by GET to what was a POST: beginning twice is beginning once.
    private func start(_ request: WebRequest) async throws -> WebResponse {
        let draft = try await StartDraft(environment)(item: request.parameters["slug"] ?? "", by: person(request))
        return .redirect(.draft(draft.id.description))
    }

    private func showForm(_ request: WebRequest) async throws -> WebResponse {
        let (draft, item) = try await currentDraft(request)
        if draft.isSubmitted { return .redirect(.caseFile(draft.id.description)) }
        let kept = try await KeptEntries(environment, request).entered(in: draft, by: person(request))
        let models = try await models(kept ?? draft, item, request)
        var model = models.form()
        model.isKept = kept != nil
        return .page(ApplyFormPage.render(model, models.context))
    }

    private func enter(_ request: WebRequest) async throws -> WebResponse {
        let (draft, faults) = try await EditDraft(environment).enter(
            EditDraft.Entries(request.form), in: identifier(request), by: person(request))
        // The page saves in the background what has been typed so far.
        if request.header("x-autosave") != nil { return WebResponse(status: 204) }
        let item = try item(draft)
        let gaps = faults + SubmitCase.missingFields(draft.content, item)
        guard gaps.isEmpty else {
            let models = try await models(draft, item, request)
            return .page(ApplyFormPage.render(models.form(faults: gaps), models.context), status: 422)
        }
        return .redirect(.draftReview(draft.id.description))
    }

    private func dispute(_ request: WebRequest) async throws -> WebResponse {
        let id = try identifier(request)
        _ = try await EditDraft(environment).take(request.form, in: id, by: person(request))
        return .redirect(.draft(id.description))
    }

    private func review(_ request: WebRequest) async throws -> WebResponse {
        let (draft, item) = try await currentDraft(request)
        if draft.isSubmitted { return .redirect(.caseFile(draft.id.description)) }
        guard SubmitCase.missingFields(draft.content, item).isEmpty else {
            return .redirect(.draft(draft.id.description))
        }
        let models = try await models(draft, item, request)
        return .page(ReviewPage.render(models.review(submissionKey: draft.id.description), models.context))
    }

    private func submit(_ request: WebRequest) async throws -> WebResponse {
        let form = request.form
        let (draft, item) = try await draft(request)
        guard draft.isSubmitted || form[FormName.declaration] == "yes" else {
            let models = try await models(draft, item, request)
            let error = models.context.say(CaseWords.declarationMissing)
            let model = models.review(submissionKey: draft.id.description, declarationError: error)
            return .page(ReviewPage.render(model, models.context), status: 422)
        }
        do {
            let file = try await SubmitCase(environment)(
                draft.id, by: person(request), wantsPerson: form[FormName.decideBy] == "person",
                reviewed: form[FormName.reviewedVersion])
            return .redirect(.caseFile(file.id.description))
        } catch let rejection as Rejection where rejection.code == CaseRejections.rulesChanged.code {
            return try await reviewAgain(rejection, request)
        }
    }

    /// The rules changed while the page stood open: everything once more, with what is different now.
    private func reviewAgain(_ rejection: Rejection, _ request: WebRequest) async throws -> WebResponse {
        let (draft, item) = try await currentDraft(request)
        let models = try await models(draft, item, request)
        let gaps = draft.gaps(item)
        guard gaps.isEmpty else {
            return .page(ApplyFormPage.render(models.form(faults: gaps), models.context), status: 409)
        }
        var model = models.review(submissionKey: draft.id.description)
        model.problems = [.init(rejection.sentence(in: models.context.language), field: nil)]
        return .page(ReviewPage.render(model, models.context), status: 409)
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let context = PageContext(request)
        let files = try await environment.cases.cases(of: resident(request).personID)
        return .page(CaseListPage.render(.init(cases: try await environment.cards(files, context)), context))
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let file = try await caseFile(request)
        let item = try await environment.item(of: file)
        let models = CasePageModels(
            file: file, item: item,
            events: try await environment.journal.events(of: file.stream).toldInFull(environment.otherCities),
            city: environment.otherCities.city(file.elsewhere),
            certificate: try await environment.certificates.certificate(ofCase: file.stream, holder: file.applicant),
            places: environment.places, today: environment.time.now().civilDate(), context: PageContext(request))
        var model = models.show()
        let kept = try await KeptEntries(environment, request).form(sentTo: .casePerson(file.id.description))
        model.keptNote = kept?.text(FormName.note)
        return .page(CaseShowPage.render(model, models.context))
    }

    /// Everything that was written down, with the proof that nothing is missing: for the applicant to keep.
    private func proof(_ request: WebRequest) async throws -> WebResponse {
        let file = try await caseFile(request)
        guard let proof = try await proofs.completeness(of: file.stream, environment.journal) else {
            throw CaseRejections.notLoggedYet
        }
        var response = WebResponse.bytes(proof.json.bytes, type: "application/json; charset=utf-8")
        response.headers.append(("content-disposition", "attachment; filename=\"case-\(file.number).proof.json\""))
        return response
    }

    private func follow(_ request: WebRequest) async throws -> WebResponse {
        let file = try await caseFile(request)
        let seen = request.query["after"].flatMap { Int($0) } ?? 0
        return try await live.stream(of: file.stream, after: seen)
    }

    private func askForPerson(_ request: WebRequest) async throws -> WebResponse {
        let id = try identifier(request)
        try await AskForPerson(environment)(
            id, by: resident(request).personID, reason: request.form.text(FormName.note))
        try await KeptEntries(environment, request).done(.casePerson(id.description))
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

    /// The draft under the definition that is in force now.
    private func currentDraft(_ request: WebRequest) async throws -> (Draft, ServiceItem) {
        let (draft, item) = try await draft(request)
        return (
            try await RefreshDraft(environment).toCurrentVersion(draft, item, by: person(request)), item
        )
    }

    private func models(
        _ draft: Draft, _ item: ServiceItem, _ request: WebRequest
    ) async throws -> DraftPageModels {
        var old: ServiceItem?
        if let begun = draft.content.begunUnder { old = try await environment.items.item(version: begun) }
        let today = environment.time.now().civilDate()
        let changes = old.map { ItemChanges(from: $0, to: item, on: today).sentences } ?? []
        return DraftPageModels(
            item: item, draft: draft, places: environment.places, context: PageContext(request), changes: changes,
            city: environment.destination(of: item, draft.content), terms: environment.otherCities.terms)
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
}
