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
    private static let claims = Schema.Property.required(
        "claims", .list(.text(.any, example: "holder_name"), countMax: 100), "Nothing else is seen.")

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
                .optional("verifier", APISchemas.name, "Who looked, by their own word."),
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
                .required("issuedOn", .text(.day)), .required("isSample", .flag), .required("isValid", .flag), state,
                stateSince, purpose, .required("fields", .list(.named("CertificateField"), countMax: 100)),
                .required("credential", APISchemas.name, "SD-JWT with the disclosures of these fields only."),
                .required("openedAt", .text(.instant)),
            ])),
    ]
}
