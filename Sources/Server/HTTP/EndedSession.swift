import Identity
import Kernel
import Vault
import Web

/// Somebody has to sign in, perhaps again: nothing that they were at is lost on the way.
extension RequestGate {
    /// What is longer comes back without its query.
    private static let addressLengthMax = 1000

    /// Where to go on after sign-in: to what was asked for, with its query, if it can be opened by GET; else to the page it was
    /// asked from, or to the one above it.
    func comeback(_ request: WebRequest) -> SitePath.SignInReturn? {
        if isPage(request.path) {
            let address = PageContext(request).path
            return SitePath.SignInReturn(address.count <= Self.addressLengthMax ? address : request.path)
        }
        if let page = request.header("referer").flatMap(LocalReferer.path) { return page }
        guard let slash = request.path.lastIndex(of: "/"), isPage(String(request.path[..<slash])) else { return nil }
        return SitePath.SignInReturn(String(request.path[..<slash]))
    }

    private func isPage(_ path: String) -> Bool {
        if case .found = table.match(.get, path: path) { true } else { false }
    }

    /// Keeps what was typed for whoever signs in next with this browser, if it is theirs. Only a form that we gave to the very
    /// session whose cookie came with it: nobody else can have us keep anything.
    func keepForm(_ route: Route, _ request: WebRequest, _ raw: RawRequest) async throws {
        guard route.keepsForm, request.method == .post, let visitor = raw.cookies[SiteCookie.visitor],
            let token = raw.cookies[SiteCookie.session].flatMap({ Hex.bytes($0) }), token.count == 32,
            !raw.isForeignType, PercentCoding.isText(raw.body)
        else { return }
        if let site = request.header("sec-fetch-site"), site != "same-origin", site != "none" { return }
        let session = sessions.sessionID(of: token)
        let (form, formToken) = (request.form, vault.formToken(session: session))
        guard Digest.areEqual(Array((form[FormName.token] ?? "").utf8), Array(formToken.utf8)) else { return }
        try await keptForms.keep(form, sentTo: request.path, session: session, visitor: visitor)
    }
}
