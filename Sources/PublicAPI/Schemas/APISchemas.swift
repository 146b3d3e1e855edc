import Cases
import Catalog
import Feedback
package import Kernel
package import Web

/// Every named shape of the interface.
package enum APISchemas {
    struct Named: Sendable {
        let name: String
        let schema: Schema
    }

    static let ordered: [Named] =
        common + services + session + drafts + cases + certificates + CertificateSchemas.presentations
        + ImportSchemas.all
        + MandateSchemas.all + desk + CertificateSchemas.desk
        + PersonalDataSchemas.all + SharingSchemas.all
    static let all = ordered.reduce(into: [String: Schema]()) { $0[$1.name] = $1.schema }

    /// What is wrong with a value that should be of a named shape; `nil` where nothing is.
    package static func problem(in value: JSON, named name: String) -> Problem? {
        Schema.named(name).fault(in: value)?.problem
    }

    /// The largest amount that is worth describing: a trillion yuan.
    static let fen = Schema.integer(0...100_000_000_000_000, example: 10_000)
    static let name = Schema.text(.any)

    private static let common = [
        Named(
            name: "Text",
            schema: .object([
                .required("zh", .text(.any)), .optional("en", .text(.any), "Missing where only Chinese exists."),
            ])),
        Named(name: "Sentence", schema: .object([.required("zh", .text(.any)), .required("en", .text(.any))])),
        Named(
            name: "Problem",
            schema: .object([
                .required("type", .text(.any), "urn:huimin:problem: and the code."),
                .required("title", .text(.any), "What happened, in the language that was asked for."),
                .required("status", .integer(400...599)),
                .required("detail", .text(.any), "What to do next."),
                .required("code", .text(.any, example: "case.answerMissing"), "Stable."),
                .required("reason", .named("Sentence")), .required("nextStep", .named("Sentence")),
                .required("reference", .text(.any), "Tell us this number when you ask about it."),
                .optional("field", .text(.any), "The member, parameter, header or information field that it is about."),
            ])),
        Named(
            name: "Term",
            schema: .object([
                .required("count", .integer(0...10_000)),
                .required("unit", .text(.oneOf(Term.Unit.allCases.map { "\($0)" }))),
                .required("text", .text(.any, example: "10 工作日")),
            ])),
        Named(
            name: "ServiceName",
            schema: .object([
                .required("id", .text(.any, example: "339900-MZ-0007"), "The local code."),
                .required("slug", .text(.digits(4...4), example: "0007")), .required("name", .named("Text")),
            ])),
    ]

    private static let session = [
        Named(
            name: "SignInRequest",
            schema: .object([
                .required("name", .text(.free(1...50), example: "王秀英"), "As it stands on the identity card."),
                .required("residentID", .text(.free(1...40), example: "339900194303120012")),
            ])),
        Named(
            name: "SignInChallenge",
            schema: .object([
                .required("challenge", .text(.hex(64)), "Given whether or not a code was sent."),
                .required("expiresInSeconds", .integer(1...3600)),
            ])),
        Named(
            name: "CodeEntry",
            schema: .object([
                .required("challenge", .text(.hex(64))), .required("code", .text(.digits(6...6), example: "123456")),
            ])),
        Named(
            name: "NewSession",
            schema: .object([
                .required("token", .text(.hex(64)), "Send it as Authorization: Bearer."),
                .required("expiresInSeconds", .integer(1...86_400)),
            ])),
        Named(
            name: "Session",
            schema: .object([
                .required("maskedName", .text(.any, example: "王*英")), .required("level", .integer(1...4), "实名等级"),
            ])),
    ]
}
