import Decisions
import FEEL
import Kernel
import Testing

/// Findings about the decisions of item files, each shown by facts that are put to the engine.
@Suite struct DecisionCheckTests {
    static let day = CivilDate("2026-11-21") ?? CivilDate(daysSinceEpoch: 0)
    static let days = DayFacts(["申请日": .day])

    static func findings(_ model: DecisionModel) -> [TableFinding] { model.check(on: day, days: days) }

    @Test("高龄津贴：没有重叠，四种情形转人工")
    func soundTable() throws {
        let findings = Self.findings(try DecisionModel(SeniorAllowance.source()))
        #expect(findings.allSatisfy { $0.kind == .gap && $0.severity == .information })
        #expect(
            findings.map { $0.message.text(in: .chinese) } == [
                "没有规则管这种情形，会转人工：年龄低于 80。", "没有规则管这种情形，会转人工：健在为“否”。",
                "没有规则管这种情形，会转人工：本市户籍为“否”。", "没有规则管这种情形，会转人工：领取状态为“在领”。",
            ])
        #expect(findings.allSatisfy { $0.counterexample != nil })
    }

    struct Row: Sendable {
        let name: String
        let old: String
        let new: String
        var hit = "unique"
        let kind: TableFinding.Kind
        let message: String
    }

    static let rows = [
        Row(
            name: "区间端点重复", old: "[80..90) ", new: "[80..90] ", kind: .overlap,
            message: "规则“八十岁档”和“九十岁档”会同时命中：年龄为 90，健在为“是”，本市户籍为“是”，领取状态为“未领”。"),
        Row(
            name: "区间之间漏了一段", old: "[90..100)", new: "[92..100)", kind: .gap,
            message: "没有规则管这种情形，会转人工：年龄低于 80，或者不低于 90、低于 92。"),
        Row(
            name: "两端写反", old: "[80..90) ", new: "[90..80) ", kind: .dead,
            message: "规则“八十岁档”不会命中：没有一个“年龄”的值符合 [90..80) 。"),
        Row(
            name: "前面的规则全管了", old: "[80..90) ", new: ">= 80    ", hit: "first", kind: .masked,
            message: "规则“九十岁档”轮不到：它管的情形都被前面的“八十岁档”管了。"),
        Row(
            name: "整个被别的规则管了", old: "[90..100)", new: "[100..120)", kind: .masked,
            message: "规则“九十岁档”不会单独命中：它管的情形“百岁档”也都管。"),
        Row(
            name: "结果类型不一", old: "月标准.百岁 ", new: "\"八百\" ", kind: .mixedOutputs,
            message: "规则“八十岁档”和“百岁档”的结果类型不同：月标准.八十岁 和 \"八百\" 。"),
        Row(
            name: "要算出来才知道的格", old: ">= 100   ", new: "? >= 100 and ? < 130", kind: .notFullyChecked,
            message: "规则“百岁档”的“年龄”一格要算出来才知道，没有查全：? >= 100 and ? < 130"),
    ]

    @Test("一张有毛病的表：说得对，反例也照做", arguments: rows)
    func reports(row: Row) throws {
        let table = SeniorAllowance.table.replacing(row.old, with: row.new)
            .replacing("hit unique", with: "hit \(row.hit)")
        let model = try DecisionModel(SeniorAllowance.source(table: table))
        let findings = Self.findings(model)
        let messages = findings.filter { $0.kind == row.kind }.map { $0.message.text(in: .chinese) }
        #expect(messages.contains(row.message), "\(row.name): \(messages)")
        for finding in findings where row.kind != .notFullyChecked {
            #expect(Behaviour.isAsClaimed(finding, model), "\(row.name): \(finding.message.text(in: .chinese))")
        }
    }

    @Test("定义互相矛盾的规则，没有信息能让它命中")
    func contradictingDefinitions() throws {
        let model = try DecisionModel(
            DecisionSource(
                inputs: [DecisionInput("月收入", .number), DecisionInput("人口", .number)],
                definitions: "人均 = 月收入 / 人口\n困难 = 人均 < 1000\n宽裕 = 人均 > 5000",
                table: "hit unique\n| 规则 | 困难 | 宽裕 || 结论 |\n| 一 | true | true || 准予 |\n| 二 | true | false || 准予 |"
                    + "\notherwise 转人工"))
        let findings = Self.findings(model)
        #expect(findings.filter { $0.kind == .notReached }.map(\.rules) == [["一"]])
        #expect(findings.contains { $0.kind == .gap && $0.counterexample != nil })
    }

    @Test("反例要过定义：年龄从生日算，人均从家庭成员算")
    func throughDefinitions() throws {
        let member = FEELType.context([.init("姓名", .string), .init("收入", .number)])
        let model = try DecisionModel(
            DecisionSource(
                inputs: [
                    DecisionInput("出生日期", .date), DecisionInput("成员", .list(member)), DecisionInput("申请日", .date),
                ],
                definitions: """
                    年龄 = years and months duration(出生日期, 申请日).years
                    人均 = sum(成员.收入) / count(成员)
                    """,
                table: """
                    hit unique
                    | 规则 | 年龄     | 人均   || 结论 |
                    | 一   | [18..60) | < 1200 || 准予 |
                    | 二   | >= 59    | < 800  || 准予 |
                    otherwise 转人工
                    """))
        let findings = Self.findings(model)
        #expect(findings.filter { $0.severity == .error }.map(\.kind) == [.overlap])
        for finding in findings {
            #expect(Behaviour.isAsClaimed(finding, model), "\(finding.message.text(in: .chinese))")
        }
        #expect(findings.filter { $0.kind == .gap }.count == 3)
    }

    @Test("随机的表：每个发现都照做，每种毛病都不漏")
    func randomTables() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let numbers = ["-", "-", "1", "> 1", "<= 2", "[0..2)", "(1..3]", "not(2)", "1, 3", ">= 2", "[3..1]"]
        let texts = ["-", "-", "\"甲\"", "not(\"甲\")", "\"甲\", \"乙\"", "\"丙\""]
        let flags = ["-", "true", "false"]
        for _ in 0..<150 {
            let rules = (0..<Int.random(in: 1...5, using: &generator)).map { index in
                let cells = [numbers, numbers, texts, flags].map { $0.randomElement(using: &generator) ?? "-" }
                return "| r\(index) | \(cells.joined(separator: " | ")) || 准予 | \(index % 2) |"
            }
            let hit = Bool.random(using: &generator) ? "unique" : "first"
            let model = try DecisionModel(
                DecisionSource(
                    inputs: [
                        DecisionInput("数", .number), DecisionInput("量", .number),
                        DecisionInput("类", .string, allowedValues: ["甲", "乙", "丙"]), DecisionInput("是", .boolean),
                    ],
                    table: "hit \(hit)\n| 规则 | 数 | 量 | 类 | 是 || 结论 | 值 |\n" + rules.joined(separator: "\n")
                        + "\notherwise 转人工"))
            let findings = model.check()
            for finding in findings {
                #expect(
                    Behaviour.isAsClaimed(finding, model),
                    "seed \(seed): \(rules) \(finding.message.text(in: .chinese))")
            }
            for (rule, facts) in model.grantingFacts() {
                let needed = model.rules.first { $0.name == rule }?.inputs ?? []
                let granted = model.grantsOnUnknown(facts: facts).map(\.input)
                #expect(needed.isDisjoint(with: granted), "seed \(seed): \(rule) of \(rules) without \(granted)")
            }
            let seen = Behaviour(model)
            #expect(findings.contains { $0.kind == .gap } == seen.hasGap, "seed \(seed): \(rules)")
            #expect(findings.contains { $0.kind == .overlap } == (hit == "unique" && seen.hasOverlap), "\(rules)")
            let decides = findings.filter { [.masked, .dead].contains($0.kind) }.compactMap(\.rules.last)
            #expect(Set(decides) == seen.rulesThatNeverDecide, "seed \(seed): \(hit) \(rules)")
        }
    }

    @Test("每条规则都有准予的样例；抹去其中任何一项，什么也不准予")
    func blankingEveryFact() throws {
        let income = try QualificationTests.incomeModel()
        for model in [try DecisionModel(SeniorAllowance.source()), income] {
            let samples = model.grantingFacts(on: Self.day, days: Self.days)
            #expect(samples.map(\.rule) == model.rules.map(\.name))
            for (rule, facts) in samples {
                #expect(model.evaluate(facts: facts).isGranted, "\(rule)")
                let needed = try #require(model.rules.first { $0.name == rule }).inputs
                let granted = model.grantsOnUnknown(facts: facts).map(\.input)
                #expect(needed.isDisjoint(with: granted), "\(rule): \(granted)")
            }
        }
    }

    @Test("格里提到别的信息：不崩溃，不说假话")
    func cellsThatSpeakOfOthers() throws {
        let model = try DecisionModel(
            DecisionSource(
                inputs: [
                    DecisionInput("户籍", .string), DecisionInput("居住地", .string), DecisionInput("收入", .number),
                    DecisionInput("支出", .number),
                ],
                table: """
                    hit unique
                    | 规则 | 户籍    | 收入     || 结论 |
                    | 一   | 居住地  | >= 支出  || 准予 |
                    | 二   | "本地"  | [0..100] || 准予 |
                    | 三   | not(居住地) | 5    || 准予 |
                    otherwise 转人工
                    """))
        let findings = model.check()
        #expect(findings.contains { $0.kind == .overlap && $0.rules == ["一", "二"] })
        #expect(findings.filter { $0.code == "table.inexact" }.count == 3)
        for finding in findings {
            #expect(Behaviour.isAsClaimed(finding, model), "\(finding.message.text(in: .chinese))")
        }
    }

    @Test("大表几秒查完：一千条规则，六列")
    func thousandRules() throws {
        var rows: [String] = []
        for index in 0..<1000 {
            let (income, age) = (index % 40 * 100, index / 40 * 4)
            rows.append(
                "| r\(index) | [\(income)..\(income + 100)) | [\(age)..\(age + 4)) | - | true | >= 0 | - || 准予 |")
        }
        rows[999] = rows[999].replacing("[3900..4000)", with: "[3850..4000)")
        let outline = DecisionSource(
            inputs: ["收入", "年龄", "人口", "面积", "其他"].map { DecisionInput($0, .number) } + [DecisionInput("是", .boolean)],
            table: "hit unique\n| 规则 | 收入 | 年龄 | 人口 | 是 | 面积 | 其他 || 结论 |\n" + rows.joined(separator: "\n")
                + "\notherwise 转人工")
        let model = try DecisionModel(outline)
        let clock = ContinuousClock()
        var findings: [TableFinding] = []
        let time = clock.measure { findings = model.check() }
        #expect(findings.filter { $0.kind == .overlap }.map(\.rules) == [["r998", "r999"]])
        let left = findings.filter { $0.kind == .notFullyChecked }.map { $0.message.text(in: .chinese) }
        #expect(left == [])
        #expect(findings.filter { $0.kind == .gap }.count == 4)
        #expect(time < .seconds(60), "\(time)")
    }
}

/// What a model does, found out by asking it.
struct Behaviour {
    let hasGap: Bool
    let hasOverlap: Bool
    let rulesThatNeverDecide: Set<String>

    /// Tries every combination of values of which the cells of `randomTables` can tell any two apart.
    init(_ model: DecisionModel) {
        let numbers = stride(from: -1, through: 9, by: 1).compactMap { Decimal128(units: $0 * 5, scale: 1) }.map(
            Value.number)
        var (hasGap, hasOverlap) = (false, false)
        var silent = Set(model.rules.map(\.name))
        for number in numbers {
            for amount in numbers {
                for text in ["甲", "乙", "丙"] as [Value] {
                    for flag in [true, false] as [Value] {
                        let trace = model.trace(facts: ["数": number, "量": amount, "类": text, "是": flag])
                        let hits = trace.rules.filter { $0.outcome == .hit }.map(\.name)
                        if hits.isEmpty { hasGap = true }
                        if hits.count > 1 { hasOverlap = true }
                        if case .granted(let rule, _) = trace.verdict { silent.remove(rule) }
                    }
                }
            }
        }
        self.hasGap = hasGap
        self.hasOverlap = hasOverlap
        rulesThatNeverDecide = silent
    }

    /// Whether the counter-example does what the finding says of it.
    static func isAsClaimed(_ finding: TableFinding, _ model: DecisionModel) -> Bool {
        guard let example = finding.counterexample else {
            return [.notReached, .notFullyChecked].contains(finding.kind)
        }
        let trace = model.trace(facts: example.values)
        let hits = trace.rules.filter { $0.outcome == .hit }.map(\.name)
        let decided: String? = if case .granted(let rule, _) = trace.verdict { rule } else { nil }
        let last = finding.rules.last ?? ""
        switch finding.kind {
        case .gap:
            guard case .referred(let reasons) = trace.verdict else { return false }
            return hits.isEmpty && reasons.map(\.kind) == [.noRule]
        case .overlap: return finding.rules.allSatisfy(hits.contains)
        case .masked: return hits.contains(last) && decided != last
        case .dead, .mistyped, .unallowed: return trace.rules.first { $0.name == last }?.outcome == .failed
        case .mixedOutputs: return hits.contains(last)
        case .notReached, .notFullyChecked: return false
        }
    }
}
