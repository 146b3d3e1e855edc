import Kernel
package import Web

/// Addresses of the staff's sign-in.
package struct StaffSignInRoutes: Sendable {
    private let signIn: StaffSignIn
    private let staff: StaffRegister

    package init(signIn: StaffSignIn, staff: StaffRegister) {
        self.signIn = signIn
        self.staff = staff
    }

    package var routes: [Route] {
        [
            Route(.get, "/staff/sign-in", .everyone, show), Route(.post, "/staff/sign-in", .everyone, begin),
            Route(.get, "/staff/sign-in/code", .everyone, showCode),
            Route(.post, "/staff/sign-in/code", .everyone, finish),
        ]
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        if request.viewer.staff != nil { return .redirect(back(request.query)) }
        return page(request, StaffSignInPage.Model(returnTo: returnTo(request.query)))
    }

    private func begin(_ request: WebRequest) async throws -> WebResponse {
        let (name, staffID) = (request.form.text(FormName.name), request.form.text(FormName.staffID))
        do {
            let token = try await signIn.begin(name: name, staffID: staffID, language: request.language)
            let code = returnTo(request.query).map { SitePath.staffSignInCodeReturning($0.path) } ?? .staffSignInCode
            return .redirect(code).settingCookie(
                Cookie(name: SiteCookie.challenge, value: Hex.text(token), maxAge: 600))
        } catch let rejection as Rejection {
            let model = StaffSignInPage.Model(
                name: name ?? "", staffID: staffID ?? "", returnTo: returnTo(request.query), rejection: rejection)
            return page(request, model, status: 422)
        }
    }

    private func showCode(_ request: WebRequest) async throws -> WebResponse {
        guard request.cookies[SiteCookie.challenge] != nil else {
            return .redirect(.staffSignIn(returnTo(request.query)))
        }
        return codePage(request, returnTo(request.query), error: nil)
    }

    private func finish(_ request: WebRequest) async throws -> WebResponse {
        guard let challenge = request.cookies[SiteCookie.challenge].flatMap({ Hex.bytes($0) }) else {
            return .redirect(.staffSignIn(returnTo(request.form)))
        }
        do {
            let session = try await signIn.finish(challenge: challenge, code: request.form.text(FormName.code))
            let lifetime = Int(SessionStore.lifetimeSeconds)
            return .redirect(back(request.form))
                .settingCookie(Cookie(name: SiteCookie.session, value: Hex.text(session), maxAge: lifetime))
                .settingCookie(Cookie(name: SiteCookie.challenge, value: "", maxAge: 0))
        } catch let rejection as Rejection {
            return codePage(request, returnTo(request.form), error: rejection.sentence(in: request.language))
        }
    }

    private func page(_ request: WebRequest, _ model: StaffSignInPage.Model, status: Int = 200) -> WebResponse {
        var model = model
        model.demoPosts = request.isDemo ? staff.all : []
        return .page(StaffSignInPage.render(model, PageContext(request)), status: status)
    }

    private func codePage(_ request: WebRequest, _ back: SitePath.SignInReturn?, error: String?) -> WebResponse {
        let model = CodePage.Model(
            minutesValid: Int(SignIn.codeLifetimeSeconds / 60), returnTo: back, error: error, isStaff: true)
        return .page(CodePage.render(model, PageContext(request)), status: error == nil ? 200 : 422)
    }

    /// Where the officer wanted to go, of this site; the work list where nothing was said.
    private func back(_ fields: FormFields) -> SitePath { returnTo(fields).map(SitePath.local) ?? .desk }

    private func returnTo(_ fields: FormFields) -> SitePath.SignInReturn? {
        fields[FormName.returnTo].flatMap { SitePath.SignInReturn($0) }
    }
}
