import Catalog
import Foundation
import Kernel
import Testing

/// What an author is told whose rules need no more than yes or no of a value.
@Suite struct PredicateAdviceTests {
    private let fund = Fixtures.city.appending(path: "items/公积金租房提取/item.yaml")
    private let allowances = Fixtures.city.appending(path: "items/残疾人两项补贴/item.yaml")

    private func written(_ url: URL, _ changes: [(String, String)]) throws -> [Finding] {
        var text = try Fixtures.text(url)
        for (old, new) in changes {
            #expect(text.contains(old), "\(old)")
            text = text.replacingOccurrences(of: old, with: new)
        }
        let known = try DefinitionFolder.knownSources(at: Fixtures.departments).known
        let (items, findings) = ItemChecker.read(
            [DefinitionFile(path: "item.yaml", bytes: Array(text.utf8))], against: known, for: .writing)
        #expect(items.count == 1, "\(findings.map { $0.line(in: .chinese) })")
        #expect(findings.faults.isEmpty)
        return findings
    }

    /// The fund's item as it was before its source answered by yes or no.
    private let months: [(String, String)] = [
        ("缴存满三个月: { 来源: 公积金账户.连续缴存满(3), 类型: 是否 }", "连续缴存月数: { 来源: 公积金账户.连续缴存月数, 类型: 数 }"),
        ("| 缴存满三个月 |", "| 连续缴存月数 |"), ("| true         |", "| >= 3         |"),
        ("缴存满三个月: true", "连续缴存月数: 3"), ("缴存满三个月: false", "连续缴存月数: 2"),
    ]

    @Test("只用来比一次的数，写出改成什么样")
    func numberOfOneComparison() throws {
        let finding = try #require(try written(fund, months).first)
        #expect(finding.code == "item.predicateWouldDo" && finding.severity == .advice)
        let line = finding.line(in: .chinese)
        #expect(line.contains("建议：") && line.contains("连续缴存满3: { 来源: 公积金账户.连续缴存满(3), 类型: 是否 }"))
        #expect(line.contains(">= 3 → true"))
        #expect(finding.line(in: .english).contains("advice: "))
    }

    @Test("标准值里的数、定义里的比较，也认得出")
    func numberOfAStandard() throws {
        let changed =
            months.filter { !$0.0.contains("|") } + [
                ("| 缴存满三个月 |", "| 缴存已够     |"), ("可提取金额 = if", "缴存已够 = 连续缴存月数 >= 最少缴存月数\n  可提取金额 = if"),
                ("\n定义:", "  最少缴存月数:\n    单位: 个月\n    自 2015-01-20: { 值: 3, 依据: 提取细则 }\n\n定义:"),
            ]
        let findings = try written(fund, changed)
        #expect(findings.map(\.code) == ["item.predicateWouldDo"])
        #expect(findings[0].line(in: .chinese).contains("公积金账户.连续缴存满(3)"))
    }

    @Test("一个判断的两面，各写成是和否")
    func bothSides() throws {
        let levels = [
            ("重度残疾: { 来源: 残疾人证.重度残疾(), 类型: 是否 }", "残疾等级: { 来源: 残疾人证.残疾等级, 类型: 选项, 取值: [一级, 二级, 三级, 四级] }"),
            ("| 重度残疾 ||", "| 残疾等级 ||"), ("| true     ||", "| \"一级\", \"二级\" ||"),
            ("| false    ||", "| \"三级\", \"四级\" ||"), ("重度残疾: true", "残疾等级: 一级"), ("重度残疾: false", "残疾等级: 三级"),
        ]
        let line = try #require(try written(allowances, levels).first).line(in: .chinese)
        #expect(line.contains("残疾人证.重度残疾()") && line.contains("\"一级\", \"二级\" → true"))
        #expect(line.contains("\"三级\", \"四级\" → false"))
        // Where one of the rules asks for a grade of its own the question draws another line.
        let third = levels.map { ($0.0, $0.1.replacingOccurrences(of: "\"三级\", \"四级\"", with: "\"三级\"")) }
        #expect(try written(allowances, third).isEmpty)
    }

    @Test("说给人听的、另有用处的、划的线不同的，不提建议")
    func valuesThatAreNeeded() throws {
        #expect(try written(fund, months + [("您已连续缴存满三个月", "您已连续缴存 {连续缴存月数} 个月")]).isEmpty)
        #expect(try written(fund, months + [("金额       |\n", "金额       |\n"), ("可提取金额 |\n", "可提取金额 |\n")]).count == 1)
        #expect(
            try written(fund, months.map { ($0.0, $0.1.replacingOccurrences(of: ">= 3 ", with: "[3..9]")) }).isEmpty)
        for item in try FileManager.default.contentsOfDirectory(
            at: Fixtures.city.appending(path: "items"), includingPropertiesForKeys: nil)
        where item.lastPathComponent != "README.md" {
            #expect(try written(item.appending(path: "item.yaml"), []).isEmpty, "\(item.lastPathComponent)")
        }
    }

    @Test("看不变的信息、答案会随日子变的核验，不劝人去改")
    func answersOfUnchangingValues() throws {
        let known = try DefinitionFolder.knownSources(at: Fixtures.departments).known
        #expect(known.field(SourcePath(resource: "人口信息", field: "年满(80)"))?.isUnchanging == true)
        #expect(known.field(SourcePath(resource: "公积金账户", field: "连续缴存满(3)"))?.isUnchanging == false)
        #expect(known.field(SourcePath(resource: "公积金账户", field: "连续缴存满(三)")) == nil)
        #expect(SourcePath("甲.余额不少于(0.5)") == SourcePath(resource: "甲", field: "余额不少于(0.5)"))
    }
}
