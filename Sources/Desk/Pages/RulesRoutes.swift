package import Cases
package import Catalog
package import Identity
import Kernel
import Synchronization
package import Web

/// Addresses under which officers look at rules.
package final class RulesRoutes: Sendable {
    private let environment: CaseEnvironment
    private let known: KnownSources
    private let staff: StaffRegister
    /// One comparison at a time: each reads many cases.
    private let isComparing = Mutex(false)

    /// - Parameter known: what a changed definition may refer to, and which facts nobody is told to change.
    package init(_ environment: CaseEnvironment, known: KnownSources, staff: StaffRegister) {
        self.environment = environment
        self.staff = staff
        self.known = known
    }

    package var routes: [Route] {
        [
            Route(.get, "/desk/rules", .staff, list), Route(.get, "/desk/rules/{slug}", .staff, show),
            Route(.post, "/desk/rules/{slug}/trial", .staff, tryOut),
            Route(.post, "/desk/rules/{slug}/comparison", .staff, compare),
        ]
    }

    private func list(_ request: WebRequest) -> WebResponse {
        .page(RulesListPage.render(environment.catalogue.items, PageContext(request)))
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        .page(RulesPage.render(try await model(request), PageContext(request)))
    }

    private func tryOut(_ request: WebRequest) async throws -> WebResponse {
        var model = try await model(request)
        let trial = RulesTrial(model.item, form: request.form, on: model.day, known: known)
        model.typed = request.form
        model.trial = trial
        show(trial.day, in: &model)
        return .page(RulesPage.render(model, PageContext(request)), status: trial.faults.isEmpty ? 200 : 422)
    }

    private func compare(_ request: WebRequest) async throws -> WebResponse {
        var model = try await model(request)
        guard model.mayCompare, let post = post(request) else { throw OfficerRejections.notYourRules }
        // Browsers send CRLF, which is not how the definition is written.
        model.definition = (request.form[FormName.definition] ?? "").replacing("\r\n", with: "\n")
        model.comparisonDay = ComparisonDay(request.form)
        let file = DefinitionFile(path: "item.yaml", bytes: Array(model.definition.utf8))
        let (items, findings) = ItemChecker.read([file], against: known, for: .trying)
        model.findings = findings
        if let changed = items.first, changed.id == model.item.id, !model.comparisonDay.isWrong {
            guard begin() else {
                model.problem = RulesCopy.busy
                return .page(RulesPage.render(model, PageContext(request)), status: 409)
            }
            defer { isComparing.withLock { $0 = false } }
            model.comparison = try await CompareAtDesk(environment)(changed, on: model.comparisonDay.day, by: post)
        } else if let other = items.first, other.id != model.item.id {
            model.problem = RulesCopy.wrongItem.with(["item": other.id])
        }
        return .page(
            RulesPage.render(model, PageContext(request)), status: model.comparison == nil ? 422 : 200)
    }

    private func post(_ request: WebRequest) -> StaffPost? { request.viewer.staff.flatMap { staff.post($0.id) } }

    /// Whether nobody else is comparing.
    private func begin() -> Bool {
        isComparing.withLock { isBusy in
            defer { isBusy = true }
            return !isBusy
        }
    }

    private func model(_ request: WebRequest) async throws -> RulesPage.Model {
        guard let item = environment.catalogue.item(slug: request.parameters["slug"] ?? "") else {
            throw RulesCopy.noSuchRules
        }
        let today = environment.time.now().civilDate()
        var model = RulesPage.Model(
            item: item, day: today, mayCompare: post(request).map { CompareAtDesk.isOpen(item, to: $0) } ?? false,
            definition: try await environment.items.text(version: item.version.digest) ?? "",
            today: today)
        show(request.query[FormName.trialDay].flatMap { CivilDate($0) } ?? today, in: &model)
        return model
    }

    /// What is shown is what is tried: the edition of one day.
    private func show(_ day: CivilDate, in model: inout RulesPage.Model) {
        (model.day, model.edition) = model.item.rulesShown(on: day)
        model.tableFindings = environment.items.rulesFindings(of: model.item, on: model.day)
    }
}
