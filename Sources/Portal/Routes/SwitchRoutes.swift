import Kernel
package import Web

/// Addresses that every site of ours has: the switches of language and layout, and the files of the design system.
package struct SwitchRoutes: Sendable {
    package init() {}

    package var routes: [Route] {
        [
            Route(.get, "/language/{code}", .everyone, language),
            Route(.get, "/presentation/{mode}", .everyone, presentation),
            Route(.get, "/assets/{path}", .everyone, asset),
        ]
    }

    private func asset(_ request: WebRequest) async throws -> WebResponse {
        guard let file = Assets.file(named: request.parameters["path"] ?? "") else { throw OpenRejections.noSuchFile }
        return .bytes(file.bytes, type: file.contentType, cache: Assets.cacheControl)
    }

    private func language(_ request: WebRequest) async throws -> WebResponse {
        let code = Language(rawValue: request.parameters["code"] ?? "") ?? .chinese
        return back(request).settingCookie(
            Cookie(name: SiteCookie.language, value: code.rawValue, maxAge: 365 * 86_400, isSecure: false))
    }

    private func presentation(_ request: WebRequest) async throws -> WebResponse {
        let mode = Presentation(rawValue: request.parameters["mode"] ?? "") ?? .standard
        return back(request).settingCookie(
            Cookie(name: SiteCookie.presentation, value: mode.rawValue, maxAge: 365 * 86_400, isSecure: false))
    }

    private func back(_ request: WebRequest) -> WebResponse {
        .redirect(request.query[FormName.returnTo].flatMap { SitePath.SignInReturn($0) }.map(SitePath.local) ?? .home)
    }
}
