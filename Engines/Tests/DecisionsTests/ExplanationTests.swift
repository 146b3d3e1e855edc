import Decisions
import FEEL
import Kernel
import Testing

/// What a resident and a clerk are told of a decision.
@Suite struct ExplanationTests {
    struct Row: Sendable {
        let name: String
        let facts: [String: Value]
        let chinese: [String]
    }

    static let person = "由工作人员核对后决定，系统不会自动拒绝。"

    static let rows = [
        Row(
            name: "准予", facts: SeniorAllowance.facts(),
            chinese: [
                "符合“八十岁档”，准予：金额 100。", "依据的情况：年龄 83，健在“是”，本市户籍“是”，领取状态“未领”。", "依据的规定：《办法》第五条。",
            ]),
        Row(
            name: "年龄不到", facts: SeniorAllowance.facts(born: "1947-05-03"),
            chinese: ["现在还不符合：要求年龄不低于 80，现在是 79。", person, "其他情况不变的话，2027年5月3日起符合“八十岁档”。"]),
        Row(
            name: "查不到", facts: SeniorAllowance.facts(born: nil, alive: .null),
            chinese: ["有信息现在还不能确认：出生日期、健在。", person, "如果查实出生日期，并且年龄不低于 80、低于 90，并且查实健在为“是”，就符合“八十岁档”。"]),
        Row(
            name: "两项不符", facts: SeniorAllowance.facts(alive: false, status: "在领"),
            chinese: ["现在还不符合：要求健在为“是”，现在是“否”；要求领取状态为“未领”，现在是“在领”。", person]),
    ]

    @Test("对申请人说的话", arguments: rows)
    func sentences(row: Row) throws {
        let model = try DecisionModel(SeniorAllowance.source())
        let explanation = model.explain(facts: row.facts)
        #expect(explanation.verdict == model.evaluate(facts: row.facts))
        let search = QualificationSearch(model, days: QualificationTests.days, fixed: ["健在"])
        let background = Explanation.Background(
            laws: ["八十岁档": Phrase("test.law", zh: "《办法》第五条", en: "the measures, article 5")],
            qualification: search.ways(facts: row.facts, on: QualificationTests.day))
        let sentences = explanation.sentences(background)
        #expect(sentences.map { $0.text(in: .chinese) } == row.chinese, "\(row.name)")
        #expect(sentences.allSatisfy { !$0.text(in: .english).isEmpty && !$0.text(in: .english).contains("{") })
        #expect(sentences.allSatisfy { !$0.text(in: .chinese).contains("{") })
    }

    @Test("算不出结果、不止一条符合，也各有一句")
    func otherReasons() throws {
        let ambiguous = try DecisionModelTests.model("| 一 | > 1 | - | - || 准予 | 5 |\n| 二 | > 3 | - | - || 准予 | 6 |")
        #expect(
            ambiguous.explain(facts: ["甲": 4]).sentences().map { $0.text(in: .chinese) } == [
                "符合的规则可能不止一条：一、二。", Self.person,
            ])
        let output = try DecisionModelTests.model("| 一 | > 1 | - | - || 准予 | 甲 / 乙 |")
        #expect(
            output.explain(facts: ["甲": 4, "乙": 0]).sentences().map { $0.text(in: .english) } == [
                "The conditions are met, but this cannot be computed yet: 金额.",
                "A member of staff will check and decide; the system never refuses by itself.",
            ])
    }

    @Test("对工作人员的对照表：每条规则每一格")
    func sheet() throws {
        let model = try DecisionModel(SeniorAllowance.source())
        let facts = SeniorAllowance.facts(born: "1947-05-03", alive: .null)
        let sheet = model.explain(facts: facts).sheet
        let trace = model.trace(facts: facts)
        #expect(sheet.columns == ["年龄", "健在", "本市户籍", "领取状态"])
        #expect(sheet.rows.map(\.rule) == ["八十岁档", "九十岁档", "百岁档"] && sheet.rows.map(\.line) == [3, 4, 5])
        #expect(sheet.rows.map(\.outcome) == trace.rules.map(\.outcome))
        #expect(sheet.rows.map { $0.cells.map(\.outcome) } == trace.rules.map { $0.cells.map(\.outcome) })
        #expect(sheet.rows[1].cells[0].requirement.phrase.text(in: .chinese) == "年龄不低于 90、低于 100")
        #expect(sheet.rows[1].cells[0].requirement.phrase.text(in: .english) == "年龄 is at least 90 and is below 100")
        #expect(sheet.rows[0].cells[0].value == 79 && sheet.rows[0].cells[1].value == nil)
        #expect(sheet.nearest == ["八十岁档", "九十岁档", "百岁档"] && sheet.rows[0].lacking == 2)
    }
}
