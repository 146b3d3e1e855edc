import Decisions
import FEEL
import Kernel
import Testing

@Suite("决定导出为 DMN") struct DecisionExportTests {
    private static let inputs = [
        DecisionInput("出生日期", .date), DecisionInput("申请日", .date), DecisionInput("健在", .boolean),
        DecisionInput("户籍区划", .string), DecisionInput("领取状态", .string, allowedValues: ["未领", "在领"]),
        DecisionInput("子女", .list(.context([.init("年龄", .number)]))),
    ]
    private static let standard = DecisionParameter("月标准", .context(["八十岁": 100, "九十岁": 200, "百岁": 800]))
    private static let definitions = """
        年龄     = years and months duration(出生日期, 申请日).years
        本市户籍 = starts with(户籍区划, "3399")
        未成年   = count(子女[年龄 < 18])
        """

    private static func table(_ policy: String) -> String {
        """
        hit \(policy)
        | 规则     | 年龄      | 健在 | 本市户籍 | 领取状态    | 未成年 || 结论 | 金额          |
        | 八十岁档 | [80..90)  | true | true     | not("在领") | -      || 准予 | 月标准.八十岁 |
        | 九十岁档 | [90..100) | true | true     | "未领"      | -      || 准予 | 月标准.九十岁 + 未成年 |
        | 百岁档   | >= 100    | true | -        | -           | 0, 1   || 准予 | 月标准.百岁   |
        | 高龄档   | ? > 98    | -    | -        | "未领"      | -      || 准予 | 年龄 * 10     |
        otherwise 转人工
        """
    }

    private func model(_ policy: String) throws -> (DecisionModel, DecisionGraph) {
        let source = DecisionSource(
            inputs: Self.inputs, parameters: [Self.standard], definitions: Self.definitions, table: Self.table(policy))
        let model = try DecisionModel(source)
        let drawn = DMN.Definitions(
            exporting: model, parameters: [Self.standard], name: "高龄津贴", namespace: "https://huimin.example/0007")
        let read = try DMN.Definitions(xml: drawn.xml.utf8)
        let graph = DecisionGraph(read)
        #expect(graph.problems.isEmpty, "\(graph.problems.map { $0.message.text(in: .english) })")
        return (model, graph)
    }

    private func facts(_ generator: inout some RandomNumberGenerator) -> [String: Value] {
        let ages = [30, 79, 80, 85, 90, 95, 99, 100, 110]
        let age = ages.randomElement(using: &generator) ?? 80
        let children = (0..<Int.random(in: 0...3, using: &generator)).map { _ -> Value in
            let age: Value =
                Int.random(in: 0..<8, using: &generator) == 0
                ? .null : [3, 20, 40][Int.random(in: 0..<3, using: &generator)]
            return .context(["年龄": age])
        }
        var facts: [String: Value] = [
            "申请日": .date(CivilDate(year: 2026, month: 11, day: 21)!),
            "出生日期": .date(CivilDate(year: 2026 - age, month: 5, day: 1)!),
            "健在": .boolean(Bool.random(using: &generator)),
            "户籍区划": .string(Bool.random(using: &generator) ? "339902" : "110105"),
            "领取状态": .string(["未领", "在领", "别的"].randomElement(using: &generator) ?? "未领"),
            "子女": .list(children),
        ]
        for name in facts.keys.sorted() where Int.random(in: 0..<7, using: &generator) == 0 { facts[name] = .null }
        return facts
    }

    @Test("导出后读回，随机事实判定相同", arguments: ["unique", "first"]) func sameVerdicts(_ policy: String) throws {
        let (model, graph) = try model(policy)
        let seed = UInt64.random(in: 1...UInt64.max)
        var generator = SplitMix(seed)
        var granted = 0
        for _ in 0..<2000 {
            let facts = facts(&generator)
            let verdict = model.evaluate(facts: facts)
            let outcome = try #require(graph.evaluate("高龄津贴", facts))
            var expected: Value = .context(["规则": .null, "结论": "转人工", "金额": .null])
            if case .granted(let rule, let outputs) = verdict {
                granted += 1
                expected = .context(["规则": .string(rule), "结论": "准予", "金额": outputs[0].value])
            }
            #expect(outcome.value == expected, "seed \(seed) \(facts): \(verdict)")
        }
        #expect(granted > 50)
    }

    @Test("写出再读回，模型不变") func roundTrip() throws {
        let (model, _) = try model("unique")
        let drawn = DMN.Definitions(
            exporting: model, parameters: [Self.standard], name: "高龄津贴", namespace: "https://huimin.example/0007")
        let again = try DMN.Definitions(xml: drawn.xml.utf8)
        #expect(again.xml == drawn.xml)
        #expect(again.itemDefinitions.map(\.name) == ["类型5", "类型6"])
        #expect(again.decisions.map(\.name) == ["月标准", "年龄", "本市户籍", "未成年", "规则表", "规则是否成立", "高龄津贴"])
    }
}

/// A seeded generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
