import Cases
import Identity
import Kernel
import Logging
import Portal
import Storage
import Vault
package import Web

/// Stands before every handler: who is asking, may they, and does the form come from us. And behind it: errors become pages,
/// every answer gets its security headers, every request is counted.
package struct RequestGate: Sendable {
    let table: RouteTable
    let sessions: SessionStore
    let keptForms: KeptForms
    let vault: KeyVault
    let time: any TimeSource
    let ids: any IDSource
    let isDemo: Bool
    let metrics: RequestMetrics
    let log: Logger

    package func respond(to raw: RawRequest) async -> WebResponse {
        let started = ContinuousClock.now
        let reference = Hex.text(ids.randomBytes(4)).uppercased()
        let visitor = raw.cookies[SiteCookie.visitor]
        let visit = visitor ?? Hex.text(ids.randomBytes(16))
        var (response, pattern) = await answer(raw, visit: visit, reference: reference)
        if visitor == nil, response.isPage {
            response = response.settingCookie(Cookie(name: SiteCookie.visitor, value: visit))
        }
        metrics.count(pattern: pattern, status: response.status, seconds: started.duration(to: .now).seconds)
        log.debug(
            "request", metadata: ["route": "\(pattern)", "status": "\(response.status)", "reference": "\(reference)"])
        return SecurityHeaders.added(to: response)
    }

    private func answer(_ raw: RawRequest, visit: String, reference: String) async -> (WebResponse, String) {
        guard let method = raw.method else {
            let allowed = table.allowed(path: raw.path)
            return allowed.isEmpty
                ? (page(ErrorPage.Model.notFound, status: 404, raw, reference), "not found")
                : (wrongMethod(allowed, raw, reference), "unknown method")
        }
        guard PercentCoding.isText(raw.path.utf8) else {
            return (page(ErrorPage.Model.notFound, status: 404, raw, reference), "not found")
        }
        switch table.match(method, path: raw.path) {
        case .notFound: return (page(ErrorPage.Model.notFound, status: 404, raw, reference), "not found")
        case .wrongMethod(let allowed):
            return (wrongMethod(allowed, raw, reference), "wrong method")
        case .found(let route, let parameters):
            let request: WebRequest
            do {
                let viewer = try await viewer(raw, at: route.pattern)
                request = raw.request(
                    method: method, parameters: parameters, viewer: viewer, reference: reference,
                    formToken: formToken(viewer, visit), isDemo: isDemo)
            } catch {
                log.error(
                    "session store failed", metadata: ["reference": "\(reference)", "fault": "\(type(of: error))"])
                return (page(ErrorPage.Model.fault, status: 503, raw, reference), route.pattern)
            }
            return (await guarded(route, request, raw), route.pattern)
        }
    }

    private func guarded(_ route: Route, _ request: WebRequest, _ raw: RawRequest) async -> WebResponse {
        do {
            if let redirect = try await recognition(route, request, raw) { return redirect }
            try checkForm(raw, at: route)
            guard request.method == .get || route.access == .partner || isFromUs(request, at: route.pattern) else {
                throw RequestErrors.foreignForm
            }
            return try await route.handler(request)
        } catch let rejection as Rejection {
            return refusal(Problem(rejection), needsSignIn: rejection.kind == .notSignedIn, request)
        } catch let problem as Problem {
            return refusal(problem, request)
        } catch {
            // The text of an unknown error may hold data: its type and our reference are enough to find it.
            log.error(
                "request failed",
                metadata: [
                    "route": "\(route.pattern)", "reference": "\(request.reference)", "fault": "\(FaultName.of(error))",
                ])
            let fault = ErrorPage.Model.fault
            return refusal(
                Problem(status: Self.status(of: error), reason: fault.reason, nextStep: fault.nextStep), request)
        }
    }

    /// A database that cannot be reached will soon be there again: later, not never.
    private static func status(of error: any Error) -> Int {
        if case StorageError.unavailable = error { 503 } else { 500 }
    }

    /// What comes in is text; and what comes to a page is its form. JSON is read by the interface itself.
    private func checkForm(_ raw: RawRequest, at route: Route) throws {
        guard PercentCoding.isText(raw.query.utf8) else { throw RequestErrors.brokenText }
        // A partner's message proves itself, whatever its form.
        if BearerToken.isAccepted(at: route.pattern) || route.access == .partner { return }
        guard !raw.isForeignType else { throw RequestErrors.notForm }
        guard PercentCoding.isText(raw.body) else { throw RequestErrors.brokenText }
    }

    /// Who is asking, and may they? An answer where they have to sign in first; `nil` where the request may go on.
    private func recognition(_ route: Route, _ request: WebRequest, _ raw: RawRequest) async throws -> WebResponse? {
        switch route.access {
        case .everyone, .partner: break
        case .demo: guard isDemo else { throw RequestErrors.notFound }
        case .local:
            guard request.header("x-peer-is-local") == "true" else { throw RequestErrors.notFound }
        case .resident(let level):
            guard let resident = request.viewer.resident else {
                if request.wantsJSON {
                    throw request.viewer.staff == nil ? RequestErrors.notSignedIn : RequestErrors.notForOfficers
                }
                try await keepForm(route, request, raw)
                let back = comeback(request)
                let hasEnded = request.viewer.sessionID == nil && request.cookies[SiteCookie.session] != nil
                return .redirect(hasEnded ? .signInAgain(back) : .signIn(back))
            }
            guard resident.level >= level else { throw RequestErrors.levelTooLow }
        case .staff:
            guard request.viewer.staff == nil else { break }
            if request.wantsJSON {
                throw request.viewer.resident == nil ? RequestErrors.notSignedIn : RequestErrors.notForResidents
            }
            return .redirect(.staffSignIn(comeback(request)))
        }
        return nil
    }

    private func wrongMethod(
        _ allowed: [WebRequest.Method], _ raw: RawRequest, _ reference: String
    ) -> WebResponse {
        var response = page(RequestErrors.wrongMethod, status: 405, raw, reference)
        response.headers.append(("allow", allowed.map(\.rawValue).joined(separator: ", ")))
        return response
    }

    /// A form of ours carries the session's token; besides, browsers say where a request comes from.
    private func isFromUs(_ request: WebRequest, at pattern: String) -> Bool {
        let isAPI = BearerToken.isAccepted(at: pattern)
        // No other site can make a browser send a bearer token; and where no cookie speaks for anybody, there is nothing
        // to misuse.
        if isAPI, request.header("authorization") != nil || request.viewer.sessionID == nil { return true }
        if let site = request.header("sec-fetch-site"), site != "same-origin", site != "none" { return false }
        let typed = (isAPI ? nil : request.form[FormName.token]) ?? request.header("x-form-token") ?? ""
        return Digest.areEqual(Array(typed.utf8), Array(request.formToken.utf8))
    }

    private func viewer(_ raw: RawRequest, at pattern: String) async throws -> Viewer {
        guard let text = sessionToken(raw, at: pattern), let token = Hex.bytes(text), token.count == 32 else {
            return .anonymous
        }
        return try await sessions.viewer(token: token, at: time.now())
    }

    /// A program's bearer token, else the browser's cookie. A header that names nobody is not made good by a cookie.
    private func sessionToken(_ raw: RawRequest, at pattern: String) -> String? {
        guard BearerToken.isAccepted(at: pattern), raw.headers["authorization"] != nil else {
            return raw.cookies[SiteCookie.session]
        }
        return BearerToken.read(raw.headers)
    }

    /// Before sign-in the token is bound to a cookie of its own, so that nobody can be signed in by another site's form.
    private func formToken(_ viewer: Viewer, _ visit: String) -> String {
        vault.formToken(session: viewer.sessionID ?? Array(visit.utf8))
    }

    private func page(_ model: ErrorPage.Model, status: Int, _ raw: RawRequest, _ reference: String) -> WebResponse {
        let request = raw.request(
            method: .get, parameters: [:], viewer: .anonymous, reference: reference, formToken: "", isDemo: isDemo)
        return refusal(Problem(status: status, reason: model.reason, nextStep: model.nextStep), request)
    }

    /// A "no" as the caller can read it: a page, or problem+json.
    func refusal(_ problem: Problem, needsSignIn: Bool = false, _ request: WebRequest) -> WebResponse {
        if request.wantsJSON { return problem.response(language: request.language, reference: request.reference) }
        let model = ErrorPage.Model(reason: problem.reason, nextStep: problem.nextStep, needsSignIn: needsSignIn)
        return .page(ErrorPage.render(model, PageContext(request)), status: problem.status)
    }
}

extension WebResponse {
    /// Whether it is a page, in which a form may stand.
    fileprivate var isPage: Bool { headers.contains { $0.name == "content-type" && $0.value.hasPrefix("text/html") } }
}
