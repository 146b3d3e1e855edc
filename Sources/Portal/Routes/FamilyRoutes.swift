package import Cases
import Catalog
import Exchange
package import Identity
import Kernel
import Storage
package import Web

/// 家人的办件 — the cases of somebody who lets the reader see them; each look is written down for both.
package struct FamilyRoutes: Sendable {
    private let environment: CaseEnvironment
    private let mandates: MandateStore
    private let use: UseMandate

    package init(environment: CaseEnvironment, mandates: MandateStore, use: UseMandate) {
        self.environment = environment
        self.mandates = mandates
        self.use = use
    }

    package var routes: [Route] {
        [Route(.get, "/me/mandates/{id}/cases", .resident(.registered), cases)]
    }

    private func cases(_ request: WebRequest) async throws -> WebResponse {
        guard let resident = request.viewer.resident,
            let id = request.parameters["id"].flatMap({ Identifier<Mandate>($0) })
        else { preconditionFailure("the route lets only residents in, and has an id") }
        let seen = try await SeeCases(environment: environment, mandates: mandates, use: use)(
            by: id, agent: resident.personID)
        return .page(FamilyCasesPage.render(seen, PageContext(request)))
    }
}
