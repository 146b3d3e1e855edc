import Catalog
import EventLog
import Kernel
package import Web

/// Addresses by which an applicant answers a correction.
package struct CorrectionRoutes: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    package var routes: [Route] {
        let level = Route.Access.resident(.registered)
        return [
            Route(.get, "/cases/{id}/correction", level, show),
            Route(.post, "/cases/{id}/correction", level, answer).keepingForm(),
        ]
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let file = try await caseFile(request)
        guard file.status == .correctionAsked else { return .redirect(.caseFile(file.id.description)) }
        let kept = try await KeptEntries(environment, request).form(sentTo: .caseCorrection(file.id.description))
        return try await page(file, request, kept: kept, faults: [])
    }

    private func answer(_ request: WebRequest) async throws -> WebResponse {
        let file = try await caseFile(request)
        // A double tap: answered is answered.
        guard file.status == .correctionAsked else { return .redirect(.caseFile(file.id.description)) }
        do {
            try await AnswerCorrection(environment)(
                file.id, answers: request.form.entries(FormName.factPrefix), note: request.form.text(FormName.note),
                by: file.applicant)
        } catch let problem as CorrectionFaults {
            return try await page(file, request, faults: problem.faults)
        }
        try await KeptEntries(environment, request).done(.caseCorrection(file.id.description))
        return .redirect(.caseFile(file.id.description))
    }

    private func page(
        _ file: CaseFile, _ request: WebRequest, kept: FormFields? = nil, faults: [Rejection]
    ) async throws -> WebResponse {
        let item = try await environment.item(of: file)
        let context = PageContext(request)
        let events = try await environment.journal.events(of: file.stream).toldInFull(environment.otherCities)
        let asked = CorrectionAsked(events.last { $0.kind == CaseEvents.correctionAsked })
        let known = CaseContent(events).content
        let form = kept ?? request.form
        let typed = form.entries(FormName.factPrefix)
        func message(_ field: String) -> String? { faults.first { $0.field == field }?.sentence(in: context.language) }
        let questions = asked.fields.compactMap(item.field(named:)).map { field in
            FormField(
                FormName.factPrefix + field.name, field.name, FormField.Input(field),
                value: typed[field.name] ?? known.answers[field.name] ?? "", hint: field.hint,
                error: message(field.name))
        }
        let model = CorrectionPage.Model(
            caseID: file.id.description, itemName: item.name(in: context.language), points: asked.points,
            questions: questions, needsNote: !asked.materials.isEmpty || asked.note != nil,
            note: form[FormName.note] ?? "", noteError: message(FormName.note),
            problems: faults.map { fault in
                ErrorSummary.Entry(
                    fault.sentence(in: context.language),
                    field: fault.field.map { $0 == FormName.note ? $0 : FormName.factPrefix + $0 })
            }, isKept: kept != nil)
        return .page(CorrectionPage.render(model, context), status: faults.isEmpty ? 200 : 422)
    }

    private func caseFile(_ request: WebRequest) async throws -> CaseFile {
        guard let resident = request.viewer.resident,
            let id = request.parameters["id"].flatMap({ Identifier<CaseFile>($0) }),
            let file = try await environment.cases.caseFile(id, of: resident.personID)
        else { throw CaseRejections.noSuchCase }
        return file
    }
}
