import Kernel
package import Web

/// A request as the server's library hands it over, before anybody is recognised.
package struct RawRequest: Sendable {
    let method: WebRequest.Method?
    /// Still percent-encoded.
    let path: String
    let query: String
    let headers: [String: String]
    let body: [UInt8]

    /// - Parameters:
    ///   - method: `nil` for a method that no address knows.
    ///   - headers: by lower-case name.
    package init(
        method: WebRequest.Method?, path: String, query: String, headers: [String: String], body: [UInt8]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    var cookies: [String: String] { SiteCookie.read(headers["cookie"]) }

    /// Whether the body is said to be something else than the form that a page sends.
    var isForeignType: Bool {
        guard !body.isEmpty, let type = headers["content-type"]?.split(separator: ";").first else { return false }
        return type.lowercased().filter { $0 != " " } != "application/x-www-form-urlencoded"
    }

    func request(
        method: WebRequest.Method, parameters: [String: String], viewer: Viewer, reference: String, formToken: String,
        isDemo: Bool
    ) -> WebRequest {
        let cookies = cookies
        return WebRequest(
            method: method, path: PercentCoding.decoded(path.utf8), parameters: parameters,
            query: FormFields(urlEncoded: query.utf8), headers: headers, body: body, viewer: viewer,
            language: language(cookies),
            presentation: cookies[SiteCookie.presentation].flatMap(Presentation.init(rawValue:)) ?? .standard,
            reference: reference, formToken: formToken, isDemo: isDemo)
    }

    /// The person's choice, else the browser's first language, else Chinese.
    private func language(_ cookies: [String: String]) -> Language {
        if let chosen = cookies[SiteCookie.language].flatMap(Language.init(rawValue:)) { return chosen }
        let first = headers["accept-language"]?.split(separator: ",").first.map(String.init) ?? "zh"
        return first.hasPrefix("zh") || !first.hasPrefix("en") ? .chinese : .english
    }
}

/// The path of a referring page of this site.
enum LocalReferer {
    static func path(_ referer: String) -> SitePath.SignInReturn? {
        guard let scheme = referer.firstRange(of: "://"), let slash = referer[scheme.upperBound...].firstIndex(of: "/")
        else { return nil }
        let path = referer[slash...].prefix { $0 != "?" && $0 != "#" }
        return SitePath.SignInReturn(String(path))
    }
}
