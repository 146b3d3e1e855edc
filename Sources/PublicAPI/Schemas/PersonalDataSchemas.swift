import Cases
import ECertificates
import Exchange
import Flow
import Identity
import Kernel

/// Shapes of a person's own copy of all that is held about them.
enum PersonalDataSchemas {
    private static let name = APISchemas.name
    private static let service: [Schema.Property] = [
        .required("service", name, "事项"), .required("item", name, "Its code; its own where it is no longer offered."),
    ]

    static let all: [APISchemas.Named] = [
        .init(
            name: "PersonalData",
            schema: .object([
                .required("format", .text(.oneOf([PersonalData.format]))), .required("exportedAt", .text(.instant)),
                .required("person", person), .required("cases", .list(heldCase, countMax: 1_000_000), "办件"),
                .required("drafts", .list(draft, countMax: 1000), "没有提交的申请"),
                .required("certificates", .list(certificate, countMax: 1_000_000), "证照"),
                .required("imports", .list(imported, countMax: 100), "部门数据: departments' own certificates."),
                .required(
                    "importDeeds", .list(importDeed, countMax: 1_000_000), "归集记录: by consent, withdrawn ones too."),
                .required("showings", .list(showing, countMax: 500), "同意出示过的, the newest."),
                .required("mandates", .list(mandate, countMax: 200), "授权委托, given and held."),
                .required("reads", .list(read, countMax: 10_000_000), "谁查过, before this copy was made."),
                .required("disputes", .list(dispute, countMax: 1_000_000), "异议"),
            ])),
        .init(name: "HeldFact", schema: fact),
    ]

    private static let person = Schema.object([
        .required("name", name), .required("residentID", name), .optional("phone", name),
        .required("assuranceLevel", .text(.oneOf(["L1", "L2", "L3", "L4"])), "实名等级"),
    ])

    private static let facts = Schema.Property.required("facts", .list(.named("HeldFact"), countMax: 1000))

    private static let heldCase = Schema.object(
        [
            .required("id", .text(.identifier)), .required("number", name, "办件编号"),
            .required("status", .text(.oneOf(CaseStatus.allCases.map(\.rawValue)))),
            .required("receivedAt", .text(.instant)), .optional("benefit", benefit, "待遇"), facts,
            .required(
                "events",
                .list(
                    .object([
                        .required("kind", name, "A stable code; more are added."), .required("at", .text(.instant)),
                        .optional("title", name, "As the timeline tells it; missing where it is no step."),
                        .optional("detail", name), .optional("officer", name),
                        .optional("reason", name, "What whoever decided wrote."),
                        .required("commitment", .text(.hex(64)), "What the public log holds of it."),
                    ]), countMax: 100_000)),
        ] + service)

    private static let benefit = Schema.object([
        .required("amountFen", APISchemas.fen, "For one period."), .required("period", name),
        .required("startsOn", .text(.day)), .required("isLive", .flag),
    ])

    private static let showing = Schema.object([
        .optional("certificate", name, "证照编号; missing of a department's, and of what is no longer held."),
        .optional("type", name),
        .required("purpose", .text(.oneOf(PresentationPurpose.allCases.map(\.rawValue)))),
        .required("claims", .list(name, countMax: 100)), .required("agreedAt", .text(.instant)),
        .required("expiresAt", .text(.instant)),
        .required("state", .text(.oneOf(CertificatePresentation.State.allCases.map(\.rawValue)))),
        .optional("settledAt", .text(.instant)), .optional("verifier", name), .optional("presenter", name),
    ])

    private static let mandate = Schema.object([
        .required("origin", .text(.oneOf(Mandate.Origin.allCases.map(\.rawValue)))), .required("principal", name),
        .required("agent", name), .required("powers", .list(name, countMax: 10)),
        .required("certificateTypes", .list(name, countMax: 300)), .required("from", .text(.day)),
        .required("until", .text(.day)),
        .required("state", .text(.oneOf(Mandate.Standing.allCases.map(\.rawValue)))),
        .required("createdAt", .text(.instant)),
        .required(
            "deeds",
            .list(
                .object([
                    .required("at", .text(.instant)),
                    .required("kind", .text(.oneOf(MandateDeed.Kind.allCases.map(\.rawValue)))),
                    .required("by", name), .optional("about", name),
                ]), countMax: 100_000)),
    ])

    private static let draft = Schema.object(
        [
            .required("id", .text(.identifier)), .required("createdAt", .text(.instant)),
            .required("updatedAt", .text(.instant)), facts,
        ] + service)

    private static let imported = Schema.object(
        ImportSchemas.content + [
            .required("authority", name), .required("agreedAt", .text(.instant)),
            .optional("terms", .text(.hex(64)), "Digest of what was agreed to."),
            .required(
                "fields",
                .list(
                    .object([.required("claim", name), .required("label", name), .required("value", name)]),
                    countMax: 100)),
        ] + ImportSchemas.sourceMembers)

    private static let importDeed = Schema.object([
        .required("kind", .text(.oneOf(ImportDeed.Kind.allCases.map(\.rawValue)))), .required("at", .text(.instant)),
        .required("type", name), .optional("department", name, "As the rest, only of a read."),
        .optional("resource", name), .optional("fields", .list(name, countMax: 100)), .optional("basis", name),
        .optional("outcome", .text(.oneOf(ImportOutcome.allCases.map(\.rawValue)))),
        .optional("terms", .text(.hex(64)), "Digest of what was agreed to."),
    ])

    private static let fact = Schema.object([
        .required("field", name), .optional("value", name, "As its source says it; missing where it is not known."),
        .optional("absence", .text(.oneOf(FactAbsence.allCases.map(\.rawValue))), "Why it is not known."),
        .optional("department", name, "数源部门"), .optional("resource", name, "数据资源"),
        .optional("sourceField", name, "信息项, or the question that was answered by yes or no."),
        .optional("obtainedAt", .text(.instant)),
        .optional("asOf", .text(.instant), "What the source says of its age."),
        .optional("grade", .text(.oneOf(TrustGrade.allCases.map(\.rawValue))), "可信等级"),
        .optional("answer", name, "What the person entered."),
        .optional("dispute", name, "What the person says instead; may be empty."),
    ])

    private static let certificate = Schema.object([
        .required("type", name), .required("number", name, "证照编号"),
        .required("nationalID", name, "证照标识 (GB/T 36904)"), .required("authority", name),
        .required("issuedAt", .text(.instant)),
        .required("state", .text(.oneOf(CertificateStanding.Kind.allCases.map(\.rawValue))), "证照状态"),
        .required("statement", name),
        .required(
            "fields",
            .list(
                .object([.required("claim", name), .required("label", name), .required("value", name)]),
                countMax: 100)),
        .required(
            "deeds",
            .list(
                .object([
                    .required("act", .text(.oneOf(CertificateAct.allCases.map(\.rawValue)))),
                    .required("at", .text(.instant)), .required("officer", name), .required("reason", name),
                    .optional("ground", name),
                ]), countMax: 10_000), "What officers did with it."),
        .required("credential", name, "The certificate itself: an SD-JWT VC."),
    ])

    private static let read = Schema.object([
        .required("at", .text(.instant)), .required("reader", name), .required("fields", .list(name, countMax: 200)),
        .required("item", name, "For which service."), .optional("caseID", name), .required("basis", name),
        .required("outcome", name),
    ])

    private static let dispute = Schema.object([
        .required("resource", name), .required("field", name), .required("caseNumber", name),
        .required("held", name, "What the department's record says."), .required("said", name, "May be empty."),
        .required("openedAt", .text(.instant)), .required("dueOn", .text(.day)),
        .required("state", .text(.oneOf(FactDispute.State.allCases.map(\.rawValue)))),
    ])
}
