package import Cases
import Catalog
import Kernel
package import Web

/// Addresses of rating a case.
package struct FeedbackRoutes: Sendable {
    private let environment: CaseEnvironment

    package init(_ environment: CaseEnvironment) { self.environment = environment }

    package var routes: [Route] {
        [
            Route(.get, "/cases/{id}/rating", .resident(.registered), show),
            Route(.post, "/cases/{id}/rating", .resident(.registered), rate).keepingForm(),
        ]
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let file = try await caseFile(request)
        if let level = try await RateCase(environment).rating(of: file) { return thanks(file, level, request) }
        let kept = try await KeptEntries(environment, request).form(sentTo: .caseRating(file.id.description))
        return try await page(file, request, kept: kept)
    }

    private func rate(_ request: WebRequest) async throws -> WebResponse {
        let file = try await caseFile(request)
        guard let level = request.form.text(FormName.level).flatMap({ Int($0) }).flatMap(SatisfactionLevel.init(stars:))
        else {
            return try await page(file, request, error: FeedbackRejections.levelMissing)
        }
        do {
            try await RateCase(environment)(
                file.id, level: level, comment: request.form.text(FormName.comment), by: file.applicant)
        } catch let rejection as Rejection where rejection == FeedbackRejections.alreadyRated {
            // A double tap: the first one counts.
        }
        try await KeptEntries(environment, request).done(.caseRating(file.id.description))
        return .redirect(.caseRating(file.id.description))
    }

    private func page(
        _ file: CaseFile, _ request: WebRequest, kept: FormFields? = nil, error: Phrase? = nil
    ) async throws -> WebResponse {
        let context = PageContext(request)
        let item = try await environment.item(file.itemID, version: file.itemVersion)
        let model = RatingPage.Model(
            caseID: file.id.description, itemName: item?.name(in: context.language) ?? file.itemID,
            level: kept?.text(FormName.level).flatMap { Int($0) },
            comment: (kept ?? request.form).text(FormName.comment) ?? "", isKept: kept != nil,
            error: error.map { context.say($0) })
        return .page(RatingPage.render(model, context), status: error == nil ? 200 : 422)
    }

    private func thanks(_ file: CaseFile, _ level: SatisfactionLevel, _ request: WebRequest) -> WebResponse {
        let model = RatingThanksPage.Model(caseID: file.id.description, level: level.stars)
        return .page(RatingThanksPage.render(model, PageContext(request)))
    }

    private func caseFile(_ request: WebRequest) async throws -> CaseFile {
        guard let resident = request.viewer.resident,
            let id = request.parameters["id"].flatMap({ Identifier<CaseFile>($0) }),
            let file = try await environment.cases.caseFile(id, of: resident.personID)
        else { throw FeedbackRejections.noSuchCase }
        return file
    }
}
