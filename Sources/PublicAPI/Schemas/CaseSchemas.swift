import Cases
import Catalog
import EventLog
import Exchange
import Feedback
import Kernel

extension APISchemas {
    static let drafts = [
        Named(
            name: "DraftRequest",
            schema: .object([.required("item", .text(.digits(4...4), example: "0007"), "The service's slug.")])),
        Named(
            name: "Answer",
            schema: .object([
                .required("field", .text(.free(1...60), example: "联系电话")), .required("value", .text(.free(0...2000))),
            ])),
        Named(name: "Answers", schema: .object([.required("answers", .list(.named("Answer"), countMax: 50))])),
        Named(
            name: "Dispute",
            schema: .object([
                .required("field", .text(.free(1...60), example: "户籍区划")),
                .required("correction", .text(.free(0...500)), "What is right instead; may be empty."),
            ])),
        Named(name: "Disputes", schema: .object([.required("disputes", .list(.named("Dispute"), countMax: 50))])),
        Named(
            name: "Submission",
            schema: .object(
                declaration + [
                    .optional(
                        "version", .text(.hex(64)),
                        "The draft's `version` that the applicant saw: 409 where the rules have changed since.")
                ])),
        Named(
            name: "Application",
            schema: .object(
                [
                    .required("item", .text(.digits(4...4), example: "0007"), "The service's slug."),
                    .required("answers", .list(.named("Answer"), countMax: 50)),
                ] + declaration)),
        Named(
            name: "Fact",
            schema: .object([
                .required("field", name), .required("isKnown", .flag),
                .optional("value", name, "Accounts, id numbers and phones in part only."),
                .optional("absence", .text(.oneOf(FactAbsence.allCases.map(\.rawValue))), "Why it is not known."),
                .optional("department", name), .optional("resource", name), .optional("obtainedAt", .text(.instant)),
                .optional("asOf", .text(.instant)),
                .optional("grade", .text(.oneOf(TrustGrade.allCases.map(\.rawValue))), "可信等级"),
                .optional("dispute", name, "这不对: what the applicant says instead, which may be empty."),
                .optional("answer", name, "What the applicant entered."),
            ])),
        Named(
            name: "Gap",
            schema: .object([
                .required("field", name), .required("code", name), .required("reason", .named("Sentence")),
                .required("nextStep", .named("Sentence")),
            ])),
        Named(
            name: "Draft",
            schema: .object([
                .required("id", .text(.identifier), "Also the id of the case that it becomes."),
                .required("service", .named("ServiceName")), .required("version", .text(.hex(64))),
                .required("createdAt", .text(.instant)), .required("updatedAt", .text(.instant)),
                .required("isSubmitted", .flag), .required("facts", .list(.named("Fact"), countMax: 200)),
                .required("answers", .list(.named("Answer"), countMax: 200)),
                .required(
                    "questions", .list(.named("InformationField"), countMax: 200), "What only the applicant can say."),
                .required("changes", .list(.named("Sentence"), countMax: 100), "What is different since it was begun."),
                .required("gaps", .list(.named("Gap"), countMax: 400), "What keeps it from being submitted."),
            ])),
    ]

    private static let declaration: [Schema.Property] = [
        .required("declaration", .accepted, "The applicant has read the summary and declares it true."),
        .optional(
            "decideBy", .text(.oneOf(["rule", "person"])), "`person` refuses an automatic decision (个人信息保护法 §24)."),
    ]

    static let cases = [
        Named(name: "CaseSummary", schema: .object(summary)),
        Named(
            name: "CaseList",
            schema: .object([
                .required("cases", .list(.named("CaseSummary"), countMax: 100)),
                .optional("next", .text(.identifier), "Send it as `after` for more; missing on the last page."),
            ])),
        Named(
            name: "Reason",
            schema: .object([.required("code", name), .required("text", .named("Sentence")), .optional("field", name)])),
        Named(
            name: "CorrectionAsked",
            schema: .object([
                .required("askedAt", .text(.instant)), .optional("officer", name, "Office and name."),
                .required("materials", .list(name, countMax: 100), "To hand in or send; say how in the note."),
                .required("fields", .list(.named("InformationField"), countMax: 100), "To answer anew."),
                .optional("note", name, "What else, in the officer's words."), .required("needsNote", .flag),
            ])),
        Named(
            name: "CorrectionAnswer",
            schema: .object([
                .required("answers", .list(.named("Answer"), countMax: 50)), .optional("note", .text(.free(0...2000))),
            ])),
        Named(
            name: "PersonRequest",
            schema: .object([
                .optional("reason", .text(.free(0...AskForPerson.reasonLengthMax)), "What the person should look at.")
            ])),
        Named(
            name: "PersonAsked",
            schema: .object([
                .required("askedAt", .text(.instant)), .optional("reason", name),
                .optional("office", name, "复核: who looks at the decision again."),
                .optional("dueOn", .text(.day), "Until when."), .optional("answer", .named("PersonAnswer")),
            ])),
        Named(
            name: "PersonAnswer",
            schema: .object([
                .optional("officer", name, "Office and name."),
                .required("outcome", .text(.oneOf(AnswerReview.Outcome.allCases.map(\.rawValue)))),
                .required("text", name), .required("at", .text(.instant)),
            ])),
        Named(
            name: "Decision",
            schema: .object([
                .required("by", .text(.oneOf(["rule", "officer"])), "A rule may only grant."),
                .optional("officer", name, "Office and name."), .required("at", .text(.instant)),
                .optional("rule", name, "The rule that granted."),
                .optional("ground", name, "不予的情形, one of the service's refusalGrounds."),
                .optional("reason", name, "理由, in the words of the item or the officer."),
                .required("bases", .list(name, countMax: 100), "法律依据"),
                .required("remedies", .list(.named("Sentence"), countMax: 10), "救济途径"),
            ])),
        Named(
            name: "Benefit",
            schema: .object([
                .required("amountFen", fen), .required("period", .text(.oneOf(PaymentPeriod.allCases.map { "\($0)" }))),
                .required("startsOn", .text(.day)),
            ])),
        Named(
            name: "Case",
            schema: .object(
                summary + [
                    .optional("stageDueOn", .text(.day), "The last day of the present stage, while its clock runs."),
                    .required("referralReasons", .list(.named("Reason"), countMax: 200), "转人工的原因"),
                    .optional("correction", .named("CorrectionAsked"), "补正: while your answer is awaited."),
                    .optional("decision", .named("Decision"), "决定及其理由"), .optional("benefit", .named("Benefit")),
                    .optional("certificateID", .text(.identifier)),
                    .required("facts", .list(.named("Fact"), countMax: 200), "What the case rests on."),
                    .optional("person", .named("PersonAsked"), "转人工"), .required("isRated", .flag),
                ])),
        Named(
            name: "Event",
            schema: .object([
                .required("sequence", .integer(1...1_000_000)),
                .required("kind", .text(.any, example: "case.accepted"), "A stable code; more are added."),
                .required("by", .text(.oneOf(["person", "clerk", "rule", "department", "system"]))),
                .required("effectiveAt", .text(.instant)), .required("recordedAt", .text(.instant)),
                .optional(
                    "title", .named("Sentence"), "As the timeline of the page tells it; missing where it is no step."),
                .optional("detail", name), .optional("officer", name, "Office and name."), .optional("office", name),
                .optional("stage", name), .optional("dueOn", .text(.day)),
                .required("commitment", .text(.hex(64)), "What the public log holds of it."),
                .optional("logIndex", .integer(0...9_007_199_254_740_991), "Its place there, once it has one."),
            ])),
        Named(
            name: "CaseProof",
            schema: .object([
                .required("format", .text(.oneOf(["huimin/stream-proof@v1"]))),
                .required(
                    "events",
                    .list(
                        .object([
                            .required("salt", .text(.hex(64))),
                            .required("bytes", .text(.any), "What was written down, in Base64."),
                        ]), countMax: 100_000), "Each holds in `prev` the commitment of the one before."),
                .required("class", .integer(1...255), "Of the last one, beside its commitment in the log."),
                .required("proof", .text(.any), "A C2SP tlog-proof of the last one."),
            ])),
        Named(name: "Timeline", schema: .object([.required("events", .list(.named("Event"), countMax: 100_000))])),
        Named(
            name: "DataRead",
            schema: .object([
                .required("id", .text(.identifier)), .required("at", .text(.instant)),
                .required(
                    "reader", name,
                    "The source that was asked, the officer who looked, or whom a certificate was shown to."),
                .required("isOfficer", .flag, "Whether an officer opened the case."),
                .required("fields", .list(name, countMax: 200), "What was read."),
                .optional("service", .named("ServiceName"), "For which service; missing for signing in."),
                .optional("caseID", .text(.identifier)), .required("basis", name, "On which legal basis."),
                .required(
                    "outcome", name,
                    "`answered`, `notRecorded`, `viewed`, `shown`, `exported`, `notGranted`, or why there was no answer."
                ),
            ])),
        Named(
            name: "DataReadList",
            schema: .object([
                .required("reads", .list(.named("DataRead"), countMax: 100)),
                .optional("next", .text(.identifier), "Send it as `after` for more; missing on the last page."),
            ])),
        Named(
            name: "Rating",
            schema: .object([
                .required("stars", .integer(1...5), "满意度等级"),
                .optional("comment", .text(.free(0...RateCase.commentLengthMax))),
            ])),
    ]

    private static let summary: [Schema.Property] = [
        .required("id", .text(.identifier)), .required("number", name, "办件编号"),
        .required("service", .named("ServiceName")), .required("version", .text(.hex(64))),
        .required("status", .text(.oneOf(CaseStatus.allCases.map(\.rawValue)))), .optional("stage", name),
        .optional("office", name),
        .optional(
            "decidedIn", .text(.digits(6...6)), "办理地: the division of the city that decides, where that is another."),
        .required("receivedAt", .text(.instant)),
        .optional("dueOn", .text(.day), "The last day on which the answer is due, while it is open."),
        .required("updatedAt", .text(.instant)),
    ]

    static let certificates = [
        Named(
            name: "CertificateSummary",
            schema: .object(certificate)),
        Named(
            name: "CertificateList",
            schema: .object([
                .required("certificates", .list(.named("CertificateSummary"), countMax: 100)),
                .optional("next", .text(.identifier), "Send it as `after` for more; missing on the last page."),
            ])),
        Named(
            name: "CertificateField",
            schema: .object([
                .required("claim", name), .required("label", .named("Sentence")), .required("value", name),
            ])),
        Named(
            name: "Certificate",
            schema: .object(
                certificate + [
                    .required("nationalID", name, "证照标识 (GB/T 36904)"), .required("statement", name),
                    .required("fields", .list(.named("CertificateField"), countMax: 100)),
                    .required("token", .text(.hex(32)), "Opens the public check."),
                    .required("checkCode", name, "校验码: opens it together with the number."),
                ])),
        Named(
            name: "LogPlace",
            schema: .object([
                .required("index", .integer(0...9_007_199_254_740_991)),
                .required("size", .integer(1...9_007_199_254_740_991)), .required("root", .text(.hex(64))),
            ])),
        Named(
            name: "Verification",
            schema: .object([
                .required("isValid", .flag), CertificateSchemas.state, CertificateSchemas.stateSince,
                CertificateSchemas.validUntil, .required("type", name), .required("issuer", name),
                .required("issuedOn", .text(.day)), .required("maskedName", name), .required("isSample", .flag),
                .optional("log", .named("LogPlace"), "Proved anew for this check; missing while it is too new."),
            ])),
        Named(
            name: "Checkpoint",
            schema: .object([
                .required("origin", name), .required("size", .integer(0...9_007_199_254_740_991)),
                .required("root", .text(.hex(64))),
                .required("note", name, "The signed note (C2SP), as it is verified."),
            ])),
    ]

    private static let certificate: [Schema.Property] = [
        .required("id", .text(.identifier)), .required("type", name), .required("number", name, "证照编号"),
        .required("authority", name), .required("issuedAt", .text(.instant)), .required("isValid", .flag),
        CertificateSchemas.state, CertificateSchemas.stateSince, CertificateSchemas.validUntil,
        .required("isSample", .flag),
    ]
}
