import Decisions
import FEEL
import Kernel
import Testing

/// 查找的用量: a table that is slow to compute takes no more than the search may use, and what was not looked at is said.
@Suite struct SearchMeterTests {
    struct Heavy: Sendable, CustomTestStringConvertible {
        let name: String
        let definition: String
        let cell: String
        var testDescription: String { name }
    }

    /// Each trial of these costs far more than a search of `steps` may use.
    static let heavy = [
        Heavy(name: "灾难性的匹配式在格里", definition: "甲", cell: "matches(?, \"((a+)+)+x\")"),
        Heavy(name: "灾难性的匹配式在定义里", definition: "matches(甲, \"((a+)+)+x\")", cell: "true"),
        Heavy(name: "循环在定义里", definition: "count(for i in 1..900000 return i) > string length(甲)", cell: "true"),
        Heavy(
            name: "循环在格里", definition: "甲",
            cell: "? != \"乙\" and some i in 1..900000 satisfies i < 0"),
        Heavy(name: "越来越长的文字", definition: "string length(string join(for i in 1..9000 return 甲)) > 3", cell: "true"),
    ]

    static let steps = 100_000

    private static func model(_ heavy: Heavy) throws -> DecisionModel {
        let long = String(repeating: "a", count: 60)
        return try DecisionModel(
            DecisionSource(
                inputs: [DecisionInput("甲", .string), DecisionInput("乙", .number), DecisionInput("申请日", .date)],
                definitions: "算 = \(heavy.definition)",
                table: """
                    hit unique
                    | 规则 | 算 | 甲 | 乙 || 结论 |
                    | 一 | \(heavy.cell) | - | > 3 || 准予 |
                    | 二 | \(heavy.cell) | "\(long)" | > 1 || 准予 |
                    | 三 | - | "\(long)b" | [1..9] || 准予 |
                    otherwise 转人工
                    """))
    }

    private static let facts: [String: Value] = ["甲": .string(String(repeating: "a", count: 60)), "乙": 0]

    @Test("检查在用量之内结束，并且说只查到这里", arguments: heavy)
    func check(heavy: Heavy) throws {
        let model = try Self.model(heavy)
        var limits = CheckLimits()
        limits.trialSteps = Self.steps
        let meter = SearchMeter(steps: limits.trialSteps)
        let findings = model.check(
            on: QualificationTests.day, days: QualificationTests.days, limits: limits, meter: meter)
        #expect(meter.isUsedUp)
        #expect(meter.stepsUsed < 2 * Self.steps, "\(meter.stepsUsed)")
        #expect(findings.contains { $0.code == "table.usedUp" })
        // What nobody looked for is not said to be nowhere.
        #expect(!findings.contains { [.notReached, .dead, .masked].contains($0.kind) }, "\(findings.map(\.code))")
        for finding in findings where finding.kind != .notFullyChecked && finding.counterexample != nil {
            #expect(Behaviour.isAsClaimed(finding, model), "\(finding.message.text(in: .chinese))")
        }
    }

    @Test("何时符合的查找也在用量之内结束，并且说只找到这里", arguments: heavy)
    func qualification(heavy: Heavy) throws {
        let meter = SearchMeter(steps: Self.steps)
        let search = QualificationSearch(try Self.model(heavy), days: QualificationTests.days)
        let found = search.ways(facts: Self.facts, on: QualificationTests.day, meter: meter)
        #expect(meter.isUsedUp)
        #expect(meter.stepsUsed < 2 * Self.steps, "\(meter.stepsUsed)")
        #expect(!found.isComplete)
        #expect(found.restriction?.text(in: .chinese) == "只找到这里：这张表算起来太费时，也许还有更近的路。")
    }

    @Test("一张单独的表也一样：灾难性的匹配式")
    func outline() throws {
        let long = String(repeating: "a", count: 60)
        let outline = try TableOutlineTests.outline(
            [TableOutline.Column("文", type: .string)],
            ["matches(?, \"((a+)+)+x\") | 1", "matches(?, \"((a+)+)+y\") | 2", "\"\(long)\", \"\(long)b\" | 3"])
        var limits = CheckLimits()
        limits.trialSteps = 1000
        let findings = outline.check(limits: limits)
        #expect(findings.contains { $0.code == "table.usedUp" })
        #expect(
            !findings.contains { [.notReached, .dead, .masked, .gap].contains($0.kind) }, "\(findings.map(\.code))")
    }

    @Test("寻常的表用得很少，不会查到一半")
    func ordinary() throws {
        let model = try DecisionModel(SeniorAllowance.source())
        let meter = SearchMeter(steps: CheckLimits().trialSteps)
        let findings = model.check(
            on: QualificationTests.day, days: QualificationTests.days, limits: CheckLimits(), meter: meter)
        #expect(!findings.contains { $0.kind == .notFullyChecked })
        #expect(meter.stepsUsed * 100 < CheckLimits().trialSteps, "\(meter.stepsUsed)")
        let search = QualificationSearch(model, days: QualificationTests.days, fixed: ["健在"])
        let waiting = SearchMeter(steps: QualificationSearch.Limits().steps)
        let found = search.ways(
            facts: SeniorAllowance.facts(born: "1947-05-03"), on: QualificationTests.day, meter: waiting)
        #expect(found.isComplete && found.restriction == nil && !found.ways.isEmpty)
        #expect(waiting.stepsUsed * 10 < QualificationSearch.Limits().steps, "\(waiting.stepsUsed)")
    }
}
