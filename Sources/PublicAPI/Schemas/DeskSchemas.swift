import Cases
import Catalog
import Kernel

extension APISchemas {
    /// What an officer writes to be read by others.
    private static let officerWords = Schema.text(.free(1...2000))

    static let desk = deskReading + deskSteps

    private static let deskReading = [
        Named(
            name: "OfficerSignInRequest",
            schema: .object([
                .required("name", .text(.free(1...50), example: "周敏")),
                .required("staffID", .text(.free(1...40), example: "JD01"), "工号"),
            ])),
        Named(
            name: "Officer",
            schema: .object([
                .required("id", name, "工号"), .required("name", name), .required("office", name, "机关"),
                .required("title", name, "职务"),
            ])),
        Named(
            name: "Receivers",
            schema: .object([
                .required("officers", .list(.named("Officer"), countMax: 10_000), "Colleagues of the own office."),
                .required("offices", .list(name, countMax: 10_000), "Other offices."),
            ])),
        Named(name: "DeskCaseSummary", schema: .object(summary)),
        Named(
            name: "DeskCaseList",
            schema: .object([
                .required("cases", .list(.named("DeskCaseSummary"), countMax: 100)),
                .optional("next", name, "Send it as `after` for more; missing on the last page."),
            ])),
        Named(
            name: "RuleTrace",
            schema: .object([
                .required("name", name), .required("outcome", traceOutcome),
                .required("conditions", .list(.named("RuleCondition"), countMax: 200)),
            ])),
        Named(
            name: "RuleCondition",
            schema: .object([
                .required("column", name), .required("test", name, "As it stands in the table."),
                .optional("value", name, "What it was tested on; missing where that was not known."),
                .required("outcome", traceOutcome),
            ])),
        Named(
            name: "Opinion",
            schema: .object([
                .optional("officer", name), .optional("stage", name), .required("text", name),
                .required("at", .text(.instant)),
            ])),
        Named(name: "DeskCase", schema: .object(summary + details)),
    ]

    private static let traceOutcome = Schema.text(.oneOf(["hit", "failed", "unknown"]))

    private static let summary: [Schema.Property] = [
        .required("id", .text(.identifier)), .required("number", name, "办件编号"),
        .required("service", .named("ServiceName")), .required("version", .text(.hex(64))),
        .required("status", .text(.oneOf(CaseStatus.allCases.map(\.rawValue)))), .optional("stage", name),
        .optional("office", name), .optional("handler", .named("Officer"), "Who has it in hand."),
        .required("applicant", name, "Masked."), .required("receivedAt", .text(.instant)),
        .optional("dueOn", .text(.day), "Of the whole case, while it is open."),
        .optional("stageDueOn", .text(.day), "Of the present stage; missing while its clock stands."),
        .required("updatedAt", .text(.instant)),
    ]

    private static let details: [Schema.Property] = [
        .required("applicantName", name), .required("applicantNumber", name, "Masked."),
        .required("referralReasons", .list(.named("Reason"), countMax: 200), "转人工的原因"),
        .required("opinions", .list(.named("Opinion"), countMax: 200), "What earlier stages found."),
        .required("facts", .list(.named("Fact"), countMax: 200), "What is known, with where it comes from."),
        .required("rules", .list(.named("RuleTrace"), countMax: 200), "What each rule said of these facts."),
        .required("correctionCount", .integer(0...1000), "How often a correction was asked for."),
        .optional("correction", .named("CorrectionAsked"), "While the applicant's answer is awaited."),
        .required("correctionNotes", .list(name, countMax: 200), "What the applicant wrote in answer."),
        .optional("decision", .named("Decision")), .optional("person", .named("PersonAsked"), "转人工"),
        .required("materials", .list(.named("Material"), countMax: 100), "What can be asked for."),
        .required("askableFields", .list(name, countMax: 200), "Fields that can be asked for."),
        .required("refusalGrounds", .list(name, countMax: 50), "可不予"),
        .required("paysBenefit", .flag, "Whether an approval needs an amount."),
        .required(
            "actions", .list(.text(.oneOf(DeskAction.allCases.map(\.rawValue))), countMax: 20),
            "What you may do now, by the last part of its address."),
    ]

    private static let deskSteps = [
        Named(
            name: "HandOver",
            schema: .object([
                .optional("officer", .text(.free(1...40), example: "JD02"), "工号; this or `office`."),
                .optional("office", .text(.free(1...60), example: "区民政部门"), "This or `officer`."),
                .required("reason", officerWords, "For those who take it; the applicant does not see it."),
            ])),
        Named(
            name: "CorrectionRequest",
            schema: .object([
                .optional("materials", .list(.text(.free(1...100)), countMax: 50), "By name."),
                .optional("fields", .list(.text(.free(1...60)), countMax: 50), "By name; askable ones."),
                .optional("note", officerWords), .optional("newFacts", officerWords, "新的事实: needed a second time."),
            ])),
        Named(
            name: "StageEnd",
            schema: .object([.optional("opinion", officerWords, "For the colleague who goes on.")])),
        Named(
            name: "Approval",
            schema: .object([
                .optional(
                    "amountFen", .integer(1...1_000_000_000, example: 10_000),
                    "For one period; where a benefit is paid."),
                .optional("reason", officerWords, "For the applicant."),
            ])),
        Named(
            name: "ReviewAnswer",
            schema: .object([
                .required("outcome", .text(.oneOf(AnswerReview.Outcome.allCases.map(\.rawValue))), "维持, 更正"),
                .required("answer", officerWords, "For the applicant."),
            ])),
        Named(
            name: "Refusal",
            schema: .object([
                .required("ground", .text(.free(1...200)), "One of the service's refusalGrounds."),
                .required("reason", officerWords, "The facts of this case, for the applicant."),
            ])),
    ]
}
