import Exchange
import Kernel

/// Shapes of what came of comparing what departments were told with what they hold.
enum WriteBackSchemas {
    private static let name = APISchemas.name
    private static let count = Schema.integer(0...1_000_000_000)

    static let all: [APISchemas.Named] = [
        .init(
            name: "WriteBackAnswer",
            schema: .object([
                .required("outcome", .text(.oneOf(AnswerWriteBackFinding.Outcome.allCases.map(\.rawValue)))),
                .required("reason", .text(.free(1...2000)), "核对情况"),
            ])),
        .init(
            name: "WriteBackFinding",
            schema: .object([
                .required("id", .text(.identifier)), .required("resource", name),
                .required("key", name, "事件编号, by which the department knows it."),
                .required("kind", .text(.oneOf(WriteBackFinding.Kind.allCases.map(\.rawValue)))),
                .required("state", .text(.oneOf(WriteBackFinding.State.allCases.map(\.rawValue)))),
                .required("foundAt", .text(.instant)),
                .required("values", .list(.named("WriteBackValue"), countMax: 100)),
            ])),
        .init(
            name: "WriteBackValue",
            schema: .object([
                .required("name", name), .optional("sent", name, "As it was told."),
                .optional("held", name, "As the department holds it."),
            ])),
        .init(
            name: "WriteBackCorrection",
            schema: .object([
                .required("key", name, "事件编号"), .required("corrects", name, "原事件编号"),
                .required("serial", count, "更正序号: what the last one says stands."), .required("resource", name),
                .required("change", .text(.oneOf(WriteBackCorrection.Change.allCases.map(\.rawValue)))),
                .required("state", .text(.oneOf(WriteBackCorrection.State.allCases.map(\.rawValue)))),
                .required("decidedAt", .text(.instant)),
            ])),
        .init(
            name: "WriteBackComparison",
            schema: .object([
                .required("resource", name), .required("day", .text(.day)), .required("isFinished", .flag),
                .required("compared", count), .required("lost", count), .required("differing", count),
                .required("unknown", count), .optional("fault", name, "Why it could not be finished."),
            ])),
        .init(
            name: "WriteBackOverview",
            schema: .object([
                .required("findings", .list(.named("WriteBackFinding"), countMax: 100)),
                .required("corrections", .list(.named("WriteBackCorrection"), countMax: 100)),
                .required("comparisons", .list(.named("WriteBackComparison"), countMax: 100)),
            ])),
    ]
}
