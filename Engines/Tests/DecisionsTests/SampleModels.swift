import Decisions
import FEEL
import Kernel

/// 高龄津贴 as the item file has it, and facts to decide it on.
enum SeniorAllowance {
    static let definitions = """
        年龄     = years and months duration(出生日期, 申请日).years
        本市户籍 = starts with(户籍区划, "3399")
        """

    static let table = """
        hit unique
        | 规则     | 年龄      | 健在 | 本市户籍 | 领取状态 || 结论 | 金额          |
        | 八十岁档 | [80..90)  | true | true     | "未领"   || 准予 | 月标准.八十岁 |
        | 九十岁档 | [90..100) | true | true     | "未领"   || 准予 | 月标准.九十岁 |
        | 百岁档   | >= 100    | true | true     | "未领"   || 准予 | 月标准.百岁   |
        otherwise 转人工
        """

    static func source(definitions: String = definitions, table: String = table) -> DecisionSource {
        DecisionSource(
            inputs: [
                DecisionInput("出生日期", .date), DecisionInput("健在", .boolean), DecisionInput("户籍区划", .string),
                DecisionInput("领取状态", .string, allowedValues: ["未领", "在领"]), DecisionInput("申请日", .date),
            ],
            parameters: [DecisionParameter("月标准", .context(["八十岁": 100, "九十岁": 200, "百岁": 800]))],
            definitions: definitions, table: table)
    }

    static func facts(
        born: String? = "1943-05-01", on day: String = "2026-11-21", alive: Value = true, division: Value = "339902",
        status: Value = "未领"
    ) -> [String: Value] {
        [
            "出生日期": born.flatMap { CivilDate($0) }.map(Value.date) ?? .null,
            "申请日": CivilDate(day).map(Value.date) ?? .null,
            "健在": alive, "户籍区划": division, "领取状态": status,
        ]
    }
}
