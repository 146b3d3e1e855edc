import ECertificates
import Kernel
import Web

/// Shapes of departments' own certificates that were read with their holder's consent.
enum ImportSchemas {
    private static let name = APISchemas.name
    private static let code = Schema.text(.free(1...40), example: "339900-JG-9001")

    private static let terms = Schema.text(.hex(64))
    private static let standing = Schema.Property.required(
        "standing", .text(.oneOf(ImportedCertificate.Standing.allCases.map(\.rawValue))))

    static let sourceMembers: [Schema.Property] = [
        .required("department", name, "数源部门"), .required("resource", name, "数据资源"),
        .required(
            "grade", .text(.oneOf(FactRow.TrustGrade.allCases.map(\.rawValue))), "可信等级 (国办函〔2016〕108号)"),
        .required("readAt", .text(.instant)),
        .optional("asOf", .text(.instant), "What the source says of its age."),
    ]
    static let source = Schema.object(sourceMembers)

    /// What is said of one wherever it stands.
    static let content: [Schema.Property] = [
        .required("type", name), standing,
        .optional("validUntil", .text(.day), "Its own last day; missing where it is for ever."),
        .required("freshUntil", .text(.day), "The last day on which what was read may be shown."),
    ]

    static let all: [APISchemas.Named] = [
        .init(
            name: "CertificateImportRequest",
            schema: .object([
                .required("code", code, "One of `available`."),
                .required(
                    "terms", terms,
                    "同意的内容: `terms` of the same entry, as its holder was shown it. What has changed since is not read."),
                .optional(
                    "renewed", .text(.identifier),
                    "重新读取: which of `held` is read anew, by the consent to it. Withdrawn since, nothing is read."),
            ])),
        .init(
            name: "CertificateImport",
            schema: .object(
                content + [
                    .required("id", .text(.identifier), "Shown like a certificate's; it has no file and no proof."),
                    .required("agreedAt", .text(.instant)),
                    .optional(
                        "terms", terms,
                        "What was agreed to. Where `available` has others, the holder has to agree anew before it is read."
                    ),
                    .required("isSample", .flag),
                    .required("fields", .list(.named("CertificateField"), countMax: 100)),
                    .required("source", source),
                ])),
        .init(
            name: "CertificateImportList",
            schema: .object([
                .required("held", .list(.named("CertificateImport"), countMax: 100)),
                .required(
                    "available",
                    .list(
                        .object([
                            .required("code", code, "资源编号"), .required("type", name),
                            .required("name", .named("Sentence")), .required("department", name),
                            .required("fields", .list(name, countMax: 100), "What is read, and no more."),
                            .required("isSensitive", .flag, "含敏感个人信息"),
                            .required("purpose", .named("Sentence")), .required("basis", name),
                            .required("freshDays", .integer(1...366), "For how many days it may be shown."),
                            .required("terms", terms, "Digest of all this: what a holder agrees to by sending it."),
                        ]), countMax: 100), "What can be read."),
            ])),
        .init(
            name: "CertificateImportResult",
            schema: .object([
                .required(
                    "outcome", .text(.oneOf(ImportOutcome.allCases.map(\.rawValue))),
                    "Anything but read leaves what was there; gone: it was removed; unclear: it is not shown until read again."
                ),
                .optional("renewed", .text(.identifier), "What was read anew; missing where consent was given now."),
                .optional("certificate", .named("CertificateImport")),
            ])),
        .init(
            name: "FamilyCertificateList",
            schema: .object([
                .required("certificates", .list(.named("CertificateSummary"), countMax: 100)),
                .required(
                    "imports",
                    .list(
                        .object([
                            .required("id", .text(.identifier), "To be shown; nothing else of it is told."),
                            .required("type", name), standing,
                        ]), countMax: 100), "部门数据 of the types that the mandate names."),
            ])),
    ]
}
