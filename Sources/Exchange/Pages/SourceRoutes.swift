import Kernel
package import Web

/// Addresses under which departments see whether their systems are as described.
package struct SourceRoutes: Sendable {
    private let check: CheckSources

    package init(check: CheckSources) { self.check = check }

    package var routes: [Route] {
        [
            Route(.get, "/desk/sources", .staff, list),
            Route(.post, "/desk/sources/{code}/check", .staff, look),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let lines = check.departments.map { department in
            SourcesPage.Line(
                department: department, report: check.report(of: department.name),
                mayCheck: isOwn(department, request))
        }
        return .page(SourcesPage.render(lines, PageContext(request)))
    }

    private func look(_ request: WebRequest) async throws -> WebResponse {
        let code = request.parameters["code"] ?? ""
        guard let department = check.departments.first(where: { $0.provider.code == code }) else {
            throw SourceCopy.noSuchSource
        }
        guard isOwn(department, request) else { throw SharingCopy.notYours }
        await check(department.name)
        return .redirect(.deskSource(code))
    }

    private func isOwn(_ department: Department, _ request: WebRequest) -> Bool {
        request.viewer.staff?.office == department.provider.name
    }
}
