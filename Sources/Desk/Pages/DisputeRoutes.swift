package import Cases
package import Exchange
import Kernel
package import Web

/// Addresses under which a department's officers answer what people say is wrong in its records.
package struct DisputeRoutes: Sendable {
    private let environment: CaseEnvironment
    private let providers: [String: String]
    private let words: ReadWords
    private let disputes: DisputeStore

    /// - Parameters:
    ///   - providers: the department that answers for each resource, by the resource's name.
    ///   - words: how what is disputed is said.
    package init(_ environment: CaseEnvironment, providers: [String: String], words: ReadWords) {
        self.environment = environment
        self.providers = providers
        self.words = words
        disputes = DisputeStore(database: environment.database, vault: environment.vault)
    }

    package var routes: [Route] {
        [
            Route(.get, "/desk/disputes", .staff, list), Route(.post, "/desk/disputes/{id}/answer", .staff, answer),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse { try await page(request, nil) }

    /// An answer that cannot be taken shows the list again, with the reason.
    private func answer(_ request: WebRequest) async throws -> WebResponse {
        let (text, officer) = (request.parameters["id"] ?? "", try officer(request))
        guard let id = Identifier<FactDispute>(text) else { throw DisputeCopy.notThere }
        do {
            try await AnswerDispute(environment)(
                id, outcome: request.form[FormName.decision].flatMap(AnswerDispute.Outcome.init),
                reason: request.form.text("\(FormName.note).\(text)"), by: officer, about: resources(of: officer))
            return .redirect(.disputes)
        } catch let rejection as Rejection where rejection.kind == .invalidInput {
            return try await page(request, (text, rejection))
        }
    }

    private func page(
        _ request: WebRequest, _ problem: (dispute: String, rejection: Rejection)?
    ) async throws -> WebResponse {
        let context = PageContext(request)
        let open = try await disputes.open(about: resources(of: officer(request)))
        var items: [String: String] = [:]
        for item in Set(open.map(\.item)) {
            items[item] = try await environment.name(ofItem: item, in: context.language)
        }
        let model = DisputePage.Model(
            disputes: open, words: words, items: items, today: environment.time.now().civilDate(), problem: problem,
            typed: problem == nil ? FormFields() : request.form)
        return .page(DisputePage.render(model, context), status: problem == nil ? 200 : 422)
    }

    private func resources(of officer: Viewer.Staff) -> Set<String> {
        Set(providers.filter { $0.value == officer.office }.keys)
    }

    private func officer(_ request: WebRequest) throws -> Viewer.Staff {
        guard let officer = request.viewer.staff else { throw DisputeCopy.notThere }
        return officer
    }
}
