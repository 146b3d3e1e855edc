import Decisions
import FEEL
import Kernel
import Testing

/// Each way the text of a decision can be wrong: block, line, column, code.
@Suite struct DecisionProblemsTests {
    struct Row: Sendable {
        let name: String
        var definitions = SeniorAllowance.definitions
        var table = SeniorAllowance.table
        /// `part line:column code`
        let expected: [String]
        var advice: String?

        init(_ name: String, replacing old: String, by new: String, expected: [String], advice: String? = nil) {
            self.name = name
            definitions = definitions.replacing(old, with: new, maxReplacements: 1)
            table = table.replacing(old, with: new, maxReplacements: 1)
            self.expected = expected
            self.advice = advice
        }
    }

    static let rows = [
        Row("否定的结论", replacing: "\"未领\"   || 准予", by: "\"未领\"   || 不予", expected: ["table 3:50 decision.onlyGrants"]),
        Row("转人工以外的兜底", replacing: "otherwise 转人工", by: "otherwise 不予", expected: ["table 6:1 decision.otherwise"]),
        Row("全角区间", replacing: "[80..90)", by: "[80..90）", expected: ["table 3:17 feel.fullWidth"]),
        Row("全角大于", replacing: ">= 100", by: "＞＝ 100", expected: ["table 5:11 feel.fullWidth"], advice: "请改用半角字符 >= 。"),
        Row("列名写错", replacing: "| 健在 |", by: "| 建在 |", expected: ["table 2:22 feel.unknownName"], advice: "是不是“健在”？"),
        Row(
            "文字没加引号", replacing: "\"未领\"", by: "未领", expected: ["table 3:40 feel.unknownName"],
            advice: "文字要加引号，请写成 \"未领\" 。"),
        Row("取值表里没有的值", replacing: "\"未领\"", by: "\"未领取\"", expected: ["table 3:40 decision.neverMatches"]),
        Row("类型不合的值", replacing: "| true |", by: "| \"是\" |", expected: ["table 3:22 decision.neverMatches"]),
        Row("标准值里没有的项", replacing: "月标准.百岁 ", by: "月标准.一百岁", expected: ["table 5:60 feel.unknownEntry"]),
        Row(
            "少一格", replacing: "| true | true     | \"未领\"   || 准予 | 月标准.九十岁", by: "| true | \"未领\"   || 准予 | 月标准.九十岁",
            expected: ["table 4:1 decision.cellCount"]),
        Row(
            "空格子", replacing: "| true | true     |", by: "| true |          |",
            expected: ["table 3:28 decision.emptyCell"]),
        Row("没有双竖线", replacing: "|| 准予 | 月标准.八十岁", by: "| 准予 | 月标准.八十岁", expected: ["table 3:1 decision.noDoubleBar"]),
        Row(
            "全角竖线", replacing: "| true | true     |", by: "｜ true | true     |",
            expected: ["table 3:20 decision.fullWidthBar"]),
        Row("没有命中方式", replacing: "hit unique\n", by: "", expected: ["table 1:1 decision.noHitPolicy"]),
        Row("不认识的命中方式", replacing: "hit unique", by: "hit any one", expected: ["table 1:1 decision.noHitPolicy"]),
        Row(
            "没有结论列", replacing: "|| 结论 |", by: "|| 结果 |",
            expected: [
                "table 2:42 decision.noConclusion", "table 3:50 feel.unknownName", "table 4:50 feel.unknownName",
                "table 5:51 feel.unknownName",
            ]),
        Row("规则重名", replacing: "九十岁档", by: "八十岁档", expected: ["table 4:3 decision.duplicateName"]),
        Row("游离的行", replacing: "otherwise", by: "其他\notherwise", expected: ["table 6:1 decision.notARow"]),
        Row("定义里的错字", replacing: "(出生日期, 申请日)", by: "(出身日期, 申请日)", expected: ["definitions 1:36 feel.unknownName"]),
        Row("函数少了参数", replacing: "(户籍区划, \"3399\")", by: "(户籍区划)", expected: ["definitions 2:20 feel.wrongArguments"]),
        Row("依赖当前时间", replacing: "申请日)", by: "today())", expected: ["definitions 1:10 decision.readsClock"]),
        Row(
            "与信息重名的定义", replacing: "本市户籍 =", by: "健在 =",
            expected: [
                "definitions 2:1 decision.duplicateName",
                "table 2:27 feel.unknownName",
            ]),
        Row(
            "没有等号", replacing: "年龄     = years", by: "年龄 years",
            expected: [
                "definitions 1:1 decision.notADefinition",
                "table 2:12 feel.unknownName",
            ]),
        Row(
            "续行里的错", replacing: "starts with(户籍区划, \"3399\")", by: "starts with(户籍区划,\n    三三九九)",
            expected: ["definitions 3:5 feel.unknownName"]),
        Row(
            "用了后面才有的定义", replacing: "申请日).years", by: "申请日).years + 本市户籍",
            expected: ["definitions 1:55 feel.unknownName"],
            advice: "“本市户籍”在后面才定义，请把它移到前面。"),
    ]

    @Test("写错的决定：在哪里、错在哪里", arguments: rows)
    func reports(row: Row) {
        do throws(DecisionProblems) {
            _ = try DecisionModel(SeniorAllowance.source(definitions: row.definitions, table: row.table))
            Issue.record("\(row.name) was accepted")
        } catch {
            let found = error.problems.map { "\($0.part.rawValue) \($0.line):\($0.column) \($0.code)" }
            #expect(found == row.expected, "\(row.name)")
            if let advice = row.advice { #expect(error.problems[0].advice.text(in: .chinese) == advice) }
        }
    }

    @Test("所有错误一次报全")
    func collectsAll() {
        let table = SeniorAllowance.table
            .replacing("[80..90)", with: "[80..90）").replacing("月标准.九十岁", with: "月标淮.九十岁").replacing("转人工", with: "驳回")
        #expect(throws: DecisionProblems.self) { try DecisionModel(SeniorAllowance.source(table: table)) }
        do throws(DecisionProblems) {
            _ = try DecisionModel(SeniorAllowance.source(table: table))
        } catch {
            #expect(error.problems.map(\.line).sorted() == [3, 4, 6])
        }
    }
}
