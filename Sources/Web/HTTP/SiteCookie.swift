/// Names of our cookies. `__Host-` binds one to this very host and to connections that count as secure (HTTPS, or the
/// machine itself).
package enum SiteCookie {
    package static let session = "__Host-session"
    /// The sign-in that waits for its code.
    package static let challenge = "__Host-challenge"
    /// Binds forms to a browser that is not signed in.
    package static let visitor = "__Host-visitor"
    package static let language = "language"
    package static let presentation = "presentation"
}

extension WebRequest {
    /// The cookies that came with the request.
    package var cookies: [String: String] { SiteCookie.read(headers["cookie"]) }
}

extension SiteCookie {
    package static func read(_ header: String?) -> [String: String] {
        (header ?? "").split(separator: ";").reduce(into: [:]) { cookies, pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { return }
            cookies[String(parts[0].drop { $0 == " " })] = String(parts[1])
        }
    }
}
