import Cases
import Exchange
import Kernel

/// Shapes of requests for data and of what people say is wrong in a department's records.
enum SharingSchemas {
    private static let name = APISchemas.name
    private static let words = Schema.text(.free(1...2000))
    private static let fields = Schema.list(.text(.free(1...60), example: "出生日期"), countMax: 200)

    private static let count = Schema.integer(0...1_000_000_000_000)

    private static let quality: [APISchemas.Named] = [
        .init(
            name: "ResourceQuality",
            schema: .object([
                .required("resource", name), .required("days", .integer(1...366), "So many days back."),
                .required(
                    "reads", .object(ReadOutcome.allCases.map { .required($0.rawValue, count) }),
                    "By what became of them."),
                .required("fields", .list(.named("FieldQuality"), countMax: 500)),
                .required(
                    "disputes", .object(FactDispute.State.allCases.map { .required($0.rawValue, count) }),
                    "数据疑义 opened in these days, by their state."),
                .optional("dailyLimit", name, "限额"),
                .optional("usedToday", count, "Of the limit, given out to servers."),
            ])),
        .init(
            name: "FieldQuality",
            schema: .object([
                .required("field", name), .required("known", count),
                .required(
                    "unknown", .object(FactAbsence.allCases.map { .optional($0.rawValue, count) }),
                    "By why the value was not known."),
                .optional("averageAgeDays", count, "By the source's own stamps."),
            ])),
    ]

    static let all: [APISchemas.Named] =
        quality + WriteBackSchemas.all + [
            .init(
                name: "SharingApplication",
                schema: .object([
                    .required("resource", .text(.free(1...40), example: "339900-GA-9002"), "资源编号"),
                    .required("item", .text(.free(1...40), example: "339900-MZ-0007"), "An item of the own office."),
                    .required("fields", fields, "Fields, and questions as the item writes them: `年满(80)`."),
                    .required("aim", words, "目的"), .required("until", .text(.day), "The last day."),
                ])),
            .init(
                name: "SharingAnswer",
                schema: .object([
                    .required("outcome", .text(.oneOf(["granted", "refused"]))),
                    .optional("fields", fields, "Those that may be read, each written out: needed to grant."),
                    .optional("reason", words, "Needed to grant less or to refuse."),
                ])),
            .init(
                name: "SharingRequest",
                schema: .object([
                    .required("id", .text(.identifier)), .required("resource", name), .required("item", name),
                    .required("fields", .list(name, countMax: 200)), .required("aim", name), .required("basis", name),
                    .required("from", .text(.day)), .required("until", .text(.day)),
                    .required("office", name, "Who asked."), .required("askedAt", .text(.instant)),
                    .required("dueOn", .text(.day), "The last day for the answer."),
                    .required("state", .text(.oneOf(SharingRequest.State.allCases.map(\.rawValue)))),
                    .required("isOverdue", .flag), .optional("decidedBy", name, "工号"), .optional("reason", name),
                ])),
            .init(
                name: "SharingRequestList",
                schema: .object([.required("requests", .list(.named("SharingRequest"), countMax: 100))])),
            .init(
                name: "DisputeAnswer",
                schema: .object([
                    .required("outcome", .text(.oneOf(AnswerDispute.Outcome.allCases.map(\.rawValue)))),
                    .optional("reason", words, "Needed where the record is kept."),
                ])),
            .init(
                name: "OpenDispute",
                schema: .object([
                    .required("id", .text(.identifier)), .required("resource", name), .required("field", name),
                    .required("residentID", name), .required("name", name), .required("held", name),
                    .required("said", name, "What is right instead; may be empty."), .required("caseNumber", name),
                    .required("openedAt", .text(.instant)), .required("dueOn", .text(.day)),
                    .required("isOverdue", .flag),
                ])),
            .init(
                name: "DisputeList",
                schema: .object([.required("disputes", .list(.named("OpenDispute"), countMax: 100))])),
        ]
}
