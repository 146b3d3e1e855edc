import Kernel

/// 核验的格式 — the keys of a question that a department answers by yes or no.
enum PredicateFormat {
    /// `核验` of a resource whose department is reached in one of these ways.
    static func key(_ ways: [DepartmentFormat.Connection]) -> FormatKey {
        let own = ways.flatMap(askingKeys).merged(required: ways.count == 1)
        return FormatKey(
            "核验",
            .names(
                .name, .record(keys + own),
                Phrase("item.key.核验.name", zh: "核验项的名称和它的说明", en: "a question and its description")),
            required: false, zh: "只答是或否、不给信息本身的问题", en: "Questions answered by yes or no, without the value")
    }

    private static let keys: [FormatKey] = [
        FormatKey("问", .text(.prose), zh: "问什么，参数写在花括号里，如 是否年满{周岁}周岁", en: "The question, with {parameters}"),
        FormatKey("看", .list(.text(.name)), zh: "看本资源的哪些信息", en: "The fields that it looks at"),
        FormatKey(
            "参数",
            .names(
                .name, .text(.choice("sourceType", DepartmentFormat.fieldTypes, zh: "字段类型", en: "type of field")),
                Phrase("item.key.参数.name", zh: "参数名和类型", en: "a parameter and its type")),
            required: false, zh: "由事项给定的值", en: "Values that the item fixes"),
        FormatKey(
            "条件", .text(.block), zh: "什么时候答“是”：FEEL，用“看”的信息、参数、今天、证件号码",
            en: "When the answer is yes: FEEL over the fields, the parameters, 今天 and 证件号码"),
    ]

    /// How it is asked: a file is looked at by the platform’s connector, which gives the answer only.
    private static func askingKeys(_ way: DepartmentFormat.Connection) -> [FormatKey] {
        let text = Shape.text(.prose)
        let result = FormatKey(
            "结果",
            .record([
                FormatKey("列", text, zh: "答案所在的列", en: "The column of the answer"),
                FormatKey(
                    "代码",
                    .names(
                        .prose, .text(.choice("yesOrNo", ["是", "否"], zh: "是或否", en: "是 (yes) or 否 (no)")),
                        Phrase("item.key.结果.代码.name", zh: "代码和是、否", en: "a code and 是 or 否")),
                    zh: "代码和是、否", en: "Codes of 是 and 否"),
            ]), zh: "答案怎样写", en: "How the answer is written")
        return switch way {
        case .database:
            [
                FormatKey(
                    "查询", text, zh: "算出答案的语句；“:证件号码”“:今天”和“:参数名”由平台绑定；算不出的给空值",
                    en: "The query of the answer, with :证件号码, :今天 and :parameters; null where it cannot tell"),
                result,
            ]
        case .interface:
            [
                FormatKey("请求", .text(.request), zh: "POST 和路径", en: "POST and the path"),
                FormatKey("内容", text, zh: "JSON，“\":参数名\"”处填值", en: "JSON, with \":parameter\""),
                FormatKey("记录", text, zh: "答案在应答里的路径", en: "Where the answer stands"), result,
            ]
        case .file: []
        }
    }
}
