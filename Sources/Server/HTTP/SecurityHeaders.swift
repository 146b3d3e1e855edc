import Web

/// Headers that every answer carries.
enum SecurityHeaders {
    private static let fixed: [(name: String, value: String)] = [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()"),
        ("strict-transport-security", "max-age=31536000"),
    ]

    static func added(to response: WebResponse) -> WebResponse {
        var response = response
        response.headers += fixed
        return response
    }
}
