import Kernel
package import Web

/// Addresses of signing in and out.
package struct SignInRoutes: Sendable {
    private let signIn: SignIn
    private let sessions: SessionStore
    /// Who can be tried out in a demo city.
    private let demoPeople: [SignInPage.DemoPerson]

    package init(signIn: SignIn, sessions: SessionStore, demoPeople: [SignInPage.DemoPerson]) {
        self.signIn = signIn
        self.sessions = sessions
        self.demoPeople = demoPeople
    }

    package var routes: [Route] {
        [
            Route(.get, "/sign-in", .everyone, showSignIn), Route(.post, "/sign-in", .everyone, begin),
            Route(.get, "/sign-in/code", .everyone, showCode), Route(.post, "/sign-in/code", .everyone, finish),
            Route(.post, "/sign-out", .everyone, leave),
        ]
    }

    private func showSignIn(_ request: WebRequest) async throws -> WebResponse {
        if request.viewer.resident != nil { return .redirect(back(request.query)) }
        var model = SignInPage.Model(returnTo: returnTo(request.query))
        model.hasExpired = request.query[FormName.expired] == "yes"
        return page(request, model)
    }

    private func begin(_ request: WebRequest) async throws -> WebResponse {
        let form = request.form
        var model = SignInPage.Model(
            name: form.text(FormName.name) ?? "", residentID: form.text(FormName.residentID) ?? "",
            returnTo: returnTo(request.query))
        do {
            let challenge = try await signIn.begin(
                name: form.text(FormName.name), residentID: form.text(FormName.residentID), language: request.language)
            var response = WebResponse.redirect(.signInCode)
            if let path = model.returnTo?.path {
                response = .redirect(.signInCodeReturning(path))
            }
            return response.settingCookie(
                Cookie(name: SiteCookie.challenge, value: Hex.text(challenge), maxAge: 600))
        } catch let rejection as Rejection {
            let message = rejection.sentence(in: request.language)
            switch rejection.field {
            case FormName.name: model.nameError = message
            case FormName.residentID: model.residentIDError = message
            default: model.problem = message
            }
            return page(request, model, status: 422)
        }
    }

    private func showCode(_ request: WebRequest) async throws -> WebResponse {
        guard request.cookies[SiteCookie.challenge] != nil else { return .redirect(.signIn(returnTo(request.query))) }
        return codePage(request, returnTo(request.query), error: nil)
    }

    private func finish(_ request: WebRequest) async throws -> WebResponse {
        let back = returnTo(request.form)
        guard let challenge = request.cookies[SiteCookie.challenge].flatMap({ Hex.bytes($0) }) else {
            return .redirect(.signIn(back))
        }
        do {
            let session = try await signIn.finish(challenge: challenge, code: request.form.text(FormName.code))
            return .redirect(self.back(request.form))
                .settingCookie(
                    Cookie(
                        name: SiteCookie.session, value: Hex.text(session), maxAge: SessionStore.cookieSeconds)
                )
                .settingCookie(Cookie(name: SiteCookie.challenge, value: "", maxAge: 0))
        } catch let rejection as Rejection {
            return codePage(request, back, error: rejection.sentence(in: request.language))
        }
    }

    private func leave(_ request: WebRequest) async throws -> WebResponse {
        if let session = request.viewer.sessionID { try await sessions.close(sessionID: session) }
        return .redirect(.home).settingCookie(Cookie(name: SiteCookie.session, value: "", maxAge: 0))
    }

    private func page(_ request: WebRequest, _ model: SignInPage.Model, status: Int = 200) -> WebResponse {
        var model = model
        model.demoPeople = request.isDemo ? demoPeople : []
        return .page(SignInPage.render(model, PageContext(request)), status: status)
    }

    private func codePage(_ request: WebRequest, _ back: SitePath.SignInReturn?, error: String?) -> WebResponse {
        let model = CodePage.Model(minutesValid: Int(SignIn.codeLifetimeSeconds / 60), returnTo: back, error: error)
        return .page(CodePage.render(model, PageContext(request)), status: error == nil ? 200 : 422)
    }

    private func returnTo(_ fields: FormFields) -> SitePath.SignInReturn? {
        fields[FormName.returnTo].flatMap { SitePath.SignInReturn($0) }
    }

    private func back(_ fields: FormFields) -> SitePath { returnTo(fields).map(SitePath.local) ?? .me }
}
