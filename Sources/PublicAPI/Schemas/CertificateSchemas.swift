import ECertificates
import Kernel

/// Shapes of what certificates are and of how they are shown.
enum CertificateSchemas {
    static let state = Schema.Property.required(
        "state", .text(.oneOf(CertificateStanding.Kind.allCases.map(\.rawValue))), "证照状态")
    static let stateSince = Schema.Property.optional(
        "stateSince", .text(.day), "Missing for one that was valid all along.")
    static let validUntil = Schema.Property.optional("validUntil", .text(.day), "Missing where it is for ever.")
    static let purpose = Schema.Property.required(
        "purpose", .text(.oneOf(PresentationPurpose.allCases.map(\.rawValue)), example: "service"),
        "用途: holder and verifier must name the same.")
    private static let presenter = Schema.Property.optional(
        "presenter", APISchemas.name, "代为出示的人: who shows it for its holder.")
    private static let claims = Schema.Property.required(
        "claims", .list(.text(.any, example: "holder_name"), countMax: 100), "Nothing else is seen.")

    private static let reason = Schema.Property.required(
        "reason", .text(.free(1...2000), example: "核查发现情况有变"), "For the holder, who reads it.")
    private static let acts = Schema.text(.oneOf(CertificateAct.allCases.map(\.rawValue)))
    private static let reaches = Schema.text(.oneOf(ActReach.allCases.map(\.rawValue)))

    static let desk: [APISchemas.Named] = [
        .init(name: "CertificateDeed", schema: .object([reason])),
        .init(
            name: "CertificateDeedOnGround",
            schema: .object([
                reason,
                .required("ground", .text(.free(1...500), example: "《中华人民共和国行政许可法》第六十九条"), "法律依据"),
                .optional(
                    "reach", reaches,
                    "及于: the certificate only, or the decision as well; wanted where `reaching` names the act."
                ),
            ])),
        .init(
            name: "DeskCertificate",
            schema: .object([
                .required("id", .text(.identifier)), .required("type", APISchemas.name),
                .required("number", APISchemas.name), .required("authority", APISchemas.name),
                .required("maskedHolder", APISchemas.name, "持证人, no more of the name than is needed."),
                .required("issuedOn", .text(.day)), validUntil, state, stateSince,
                .optional("predecessor", .text(.identifier), "关联证照: which it took the place of."),
                .optional("successor", .text(.identifier), "Which took its place."),
                .required("possible", .list(acts, countMax: 10), "What you may do with it now."),
                .required("reaching", .list(acts, countMax: 10), "What of that can reach the decision: say how far."),
                .required(
                    "deeds",
                    .list(
                        .object([
                            .required("act", acts), .required("at", .text(.instant)),
                            .required("officer", APISchemas.name), .required("reason", APISchemas.name),
                            .optional("ground", APISchemas.name), .optional("reach", reaches),
                        ]), countMax: 10_000), "办理记录"),
            ])),
    ]

    static let presentations: [APISchemas.Named] = [
        .init(
            name: "PresentationRequest",
            schema: .object([.required("certificate", .text(.identifier)), purpose, claims])),
        .init(
            name: "Presentation",
            schema: .object([
                .required("id", .text(.identifier)), .required("certificate", .text(.identifier)), purpose, claims,
                .required("code", APISchemas.name, "出示码, for the verifier."), .required("expiresAt", .text(.instant)),
                .required("state", .text(.oneOf(CertificatePresentation.State.allCases.map(\.rawValue)))),
                .optional("settledAt", .text(.instant)),
                .optional("verifier", APISchemas.name, "Who looked, by their own word."), presenter,
            ])),
        .init(
            name: "PresentationOpening",
            schema: .object([
                .required("code", .text(.free(1...200), example: "7K2M-9QX4-TA8C")), purpose,
                .required(
                    "verifier", .text(.free(1...CertificatePresentation.verifierLengthMax), example: "惠民银行城东支行"),
                    "Who looks; the holder reads it."),
            ])),
        .init(
            name: "ShownCertificate",
            schema: .object([
                .required("type", APISchemas.name), .required("issuer", APISchemas.name),
                .optional("issuedOn", .text(.day), "As the next three, only of what was issued here."),
                .required("isSample", .flag), .optional("isValid", .flag),
                .optional("state", .text(.oneOf(CertificateStanding.Kind.allCases.map(\.rawValue))), "证照状态"),
                stateSince, purpose, presenter, .required("fields", .list(.named("CertificateField"), countMax: 100)),
                .optional("credential", APISchemas.name, "SD-JWT with the disclosures of these fields only."),
                .optional(
                    "source", ImportSchemas.source,
                    "部门数据: a department says so when it was read; it was not issued or signed here."),
                .required("openedAt", .text(.instant)),
            ])),
    ]
}
