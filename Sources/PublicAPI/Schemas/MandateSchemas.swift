import Cases
import Identity
import Kernel

/// Shapes of mandates.
enum MandateSchemas {
    private static let name = APISchemas.name
    private static let power = Schema.text(.oneOf(MandatePower.allCases.map(\.rawValue)), example: "certificates")
    private static let person: [Schema.Property] = [
        .required("name", .text(.free(1...50), example: "王秀英"), "As on the identity card."),
        .required("residentID", .text(.free(1...40), example: "339900194303120012")),
    ]

    static let all: [APISchemas.Named] = [
        .init(
            name: "MandateRequest",
            schema: .object(
                person + [
                    .required("powers", .list(power, countMax: 10), "权限; at least one."),
                    .optional(
                        "certificateTypes", .list(.text(.free(1...100)), countMax: 300), "All where it is missing."),
                    .optional("from", .text(.day), "Today where it is missing."),
                    .optional("until", .text(.day), "The last day; a year where it is missing, three at most."),
                ])),
        .init(name: "Child", schema: .object(person)),
        .init(
            name: "Mandate",
            schema: .object([
                .required("id", .text(.identifier)),
                .required(
                    "origin", .text(.oneOf(Mandate.Origin.allCases.map(\.rawValue))),
                    "parent: what the population register says of a child."),
                .required("principal", name, "委托人"), .required("agent", name, "受托人"),
                .required("powers", .list(power, countMax: 10)),
                .required("certificateTypes", .list(name, countMax: 300), "Empty for all."),
                .required("from", .text(.day)), .required("until", .text(.day)),
                .required("state", .text(.oneOf(Mandate.Standing.allCases.map(\.rawValue)))),
                .required("mayEnd", .flag, "Whether you may end it now."),
                .required(
                    "deeds",
                    .list(
                        .object([
                            .required("at", .text(.instant)),
                            .required("kind", .text(.oneOf(MandateDeed.Kind.allCases.map(\.rawValue)))),
                            .required("by", name), .optional("about", name),
                        ]), countMax: 100_000), "代办记录"),
            ])),
        .init(
            name: "MandateList",
            schema: .object([
                .required("offers", .list(.named("Mandate"), countMax: 100), "They wait for your answer."),
                .required("given", .list(.named("Mandate"), countMax: 100)),
                .required("held", .list(.named("Mandate"), countMax: 100), "Children's too."),
            ])),
        .init(
            name: "FamilyCaseList",
            schema: .object([
                .required(
                    "cases",
                    .list(
                        .object([
                            .required("number", name, "办件编号"), .required("service", name, "事项"),
                            .required("status", .text(.oneOf(CaseStatus.allCases.map(\.rawValue)))),
                            .required("receivedAt", .text(.instant)), .optional("dueOn", .text(.day)),
                        ]), countMax: 100))
            ])),
    ]
}
