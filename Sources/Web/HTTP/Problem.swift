package import Kernel

/// 问题说明 — the answer to a program that cannot be served (RFC 9457): a status, our stable code, what happened and what to do
/// next in both languages, and the field that it is about. Never carries personal data or internals.
package struct Problem: Error, Sendable {
    package let status: Int
    package let reason: Phrase
    package let nextStep: Phrase
    /// The member, parameter or header of the request, as a path such as `answers.0.field`.
    package let field: String?

    package init(status: Int, reason: Phrase, nextStep: Phrase, field: String? = nil) {
        self.status = status
        self.reason = reason
        self.nextStep = nextStep
        self.field = field
    }

    /// An expected "no".
    package init(_ rejection: Rejection) {
        self.init(
            status: rejection.kind.httpStatus, reason: rejection.reason, nextStep: rejection.nextStep,
            field: rejection.field)
    }

    /// - Parameter reference: the number by which we find the request in our log.
    package func response(language: Language, reference: String) -> WebResponse {
        var response = WebResponse.bytes(
            json(language: language, reference: reference).bytes, type: "application/problem+json", status: status)
        // Counts are kept by the minute; what is only busy is soon itself again.
        if status == 429 { response.headers.append(("retry-after", "60")) }
        if status == 503 { response.headers.append(("retry-after", "5")) }
        if status == 401 { response.headers.append(("www-authenticate", "Bearer")) }
        return response
    }

    package func json(language: Language, reference: String) -> JSON {
        var json: JSON = [
            "type": JSON("urn:huimin:problem:\(reason.code)"), "title": JSON(reason.text(in: language)),
            "status": JSON(status), "detail": JSON(nextStep.text(in: language)), "code": JSON(reason.code),
            "reason": Self.sentences(reason), "nextStep": Self.sentences(nextStep), "reference": JSON(reference),
        ]
        if let field { json["field"] = JSON(field) }
        return json
    }

    private static func sentences(_ phrase: Phrase) -> JSON {
        ["zh": JSON(phrase.text(in: .chinese)), "en": JSON(phrase.text(in: .english))]
    }
}

extension Rejection.Kind {
    /// The status that says the same to programs.
    package var httpStatus: Int {
        switch self {
        case .invalidInput: 422
        case .notSignedIn: 401
        case .notAllowed: 403
        case .notFound: 404
        case .conflict: 409
        case .gone: 410
        case .tooMany: 429
        case .unavailable: 503
        }
    }
}
