/// What a handler answers.
package struct WebResponse: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: Body

    /// The bytes, at once or as they come.
    package enum Body: Sendable {
        case bytes([UInt8])
        /// Server-sent events; ends when the sequence ends or the client goes.
        case stream(AsyncStream<[UInt8]>)
    }

    package init(status: Int, headers: [(name: String, value: String)] = [], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func page(_ html: HTML, status: Int = 200) -> WebResponse {
        WebResponse(
            status: status,
            headers: [("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store")],
            body: .bytes(html.utf8Bytes))
    }

    /// See other: the answer to every successful form, so that a reload sends nothing twice.
    package static func redirect(_ path: SitePath) -> WebResponse {
        WebResponse(status: 303, headers: [("location", path.text), ("cache-control", "no-store")])
    }

    package static func bytes(
        _ bytes: [UInt8], type: String, status: Int = 200, cache: String = "no-store"
    ) -> WebResponse {
        WebResponse(status: status, headers: [("content-type", type), ("cache-control", cache)], body: .bytes(bytes))
    }

    package static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: Int = 200)
        -> WebResponse
    {
        .bytes(Array(text.utf8), type: type, status: status)
    }

    package func settingCookie(_ cookie: Cookie) -> WebResponse {
        var response = self
        response.headers.append(("set-cookie", cookie.headerText))
        return response
    }
}

/// A cookie as we set it: never readable by script, never sent across sites.
package struct Cookie: Sendable {
    package let name: String
    package let value: String
    /// Seconds; `nil` for the browser's session, 0 to remove it.
    package let maxAge: Int?
    package let isSecure: Bool

    package init(name: String, value: String, maxAge: Int? = nil, isSecure: Bool = true) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.isSecure = isSecure
    }

    var headerText: String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "") + (maxAge.map { "; Max-Age=\($0)" } ?? "")
    }
}
