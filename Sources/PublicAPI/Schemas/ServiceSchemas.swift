import Catalog
import Kernel

extension APISchemas {
    static let services = [
        Named(name: "ServiceSummary", schema: .object(summary)),
        Named(
            name: "ServiceList",
            schema: .object([
                .required("services", .list(.named("ServiceSummary"), countMax: 100)),
                .optional("next", .text(.any), "Send it as `after` for more; missing on the last page."),
            ])),
        Named(
            name: "SearchResults",
            schema: .object([
                .required("isConfident", .flag, "Whether the first one is an answer rather than a guess."),
                .required("services", .list(.named("ServiceSummary"), countMax: 20)),
            ])),
        Named(
            name: "Material",
            schema: .object([
                .required("name", name),
                .optional("waivedBy", name, "免提交: the register that holds what it would prove."),
                .required("necessity", .text(.oneOf(Necessity.allCases.map { "\($0)" }))), .optional("form", name),
                .optional("note", name),
            ])),
        Named(
            name: "InformationField",
            schema: .object([
                .required("name", name), .required("type", .text(.oneOf(FieldType.allCases.map { "\($0)" }))),
                .required("choices", .list(name, countMax: 200)),
                .required("isAskable", .flag, "Whether the applicant may be asked."),
                .optional("resource", name, "The register that holds it."), .optional("hint", name),
            ])),
        Named(
            name: "LegalBasis",
            schema: .object([
                .required("title", name), .required("articles", name),
                .required("role", .text(.oneOf(BasisRole.allCases.map { "\($0)" }))), .optional("documentNumber", name),
                .optional("verifiedOn", .text(.day)),
            ])),
        Named(
            name: "Stage",
            schema: .object([
                .required("name", name), .required("authority", name), .required("limit", .named("Term")),
            ])),
        Named(name: "Service", schema: .object(summary + details)),
    ]

    private static let summary: [Schema.Property] = [
        .required("id", .text(.any, example: "339900-MZ-0007"), "The local code."),
        .required("slug", .text(.digits(4...4), example: "0007")), .required("name", .named("Text")),
        .required("summary", .named("Text")), .required("kind", .text(.oneOf(ItemKind.allCases.map { "\($0)" }))),
        .required("isImmediate", .flag, "即办件: granted at once where the records suffice."),
        .required("isSample", .flag, "示例: something in it is not verified against its source."),
    ]

    private static let details: [Schema.Property] = [
        .required("version", .text(.hex(64)), "SHA-256 of the definition."),
        .optional("unverified", .named("Text"), "未核实: what was not checked against the city's own rules."),
        .required("aliases", .list(name, countMax: 200)),
        .required("authority", name, "受理机关"),
        .required("channels", .list(.text(.oneOf(Channel.allCases.map { "\($0)" })), countMax: 10)),
        .required("levelMin", .integer(1...4), "实名等级"), .required("visits", .integer(0...100), "到现场次数"),
        .required("feeFen", fen), .optional("feeText", name), .required("statutoryLimit", .named("Term")),
        .required("committedLimit", .named("Term"), "Where a person decides."),
        .required("materials", .list(.named("Material"), countMax: 100)),
        .required("fields", .list(.named("InformationField"), countMax: 200)),
        .required("stages", .list(.named("Stage"), countMax: 20)), .required("steps", .list(name, countMax: 50)),
        .required("refusalGrounds", .list(name, countMax: 50)),
        .required("bases", .list(.named("LegalBasis"), countMax: 100)),
        .required("reconsideration", .named("Term"), "行政复议"), .required("litigation", .named("Term"), "行政诉讼"),
        .required("certificate", name, "What a grant gives."),
    ]
}
