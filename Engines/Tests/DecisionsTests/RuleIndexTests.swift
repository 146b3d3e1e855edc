import Decisions
import FEEL
import Kernel
import Testing

/// What the index answers is what trying every cell answers: verdict, rules and names, on random tables.
@Suite struct RuleIndexTests {
    /// How the values and cells of a column are drawn.
    private struct Kind {
        let type: FEELType
        let value: (inout SeededGenerator) -> Value
        let cell: (inout SeededGenerator) -> String
    }

    private static func day(_ generator: inout SeededGenerator) -> String {
        CivilDate(daysSinceEpoch: Int.random(in: 20_000...20_040, using: &generator)).description
    }

    private static func kinds(reach: Int) -> [Kind] {
        let words = ["甲等", "乙等", "丙等", "一个超过十六个字节的长等级", "一个超过十六个字节的短等级", ""]
        func number(_ generator: inout SeededGenerator) -> String {
            let digits = Int.random(in: 0...reach, using: &generator)
            return ["\(digits)", "\(digits).5", "\(digits).50", "-\(digits)"].randomElement(using: &generator) ?? "0"
        }
        func any(_ choices: [String], _ generator: inout SeededGenerator) -> String {
            choices.randomElement(using: &generator) ?? "-"
        }
        return [
            Kind(type: .number) { generator in
                .number(
                    Decimal128(any([number(&generator), "0.123456789012345678901234567890", "1e30"], &generator)) ?? 0)
            } cell: { generator in
                let (low, high) = (number(&generator), number(&generator))
                return any(
                    [
                        low, "< \(low)", ">= \(low)", "[\(low)..\(high)]", "(\(low)..\(high))", "\(low), \(high)",
                        "not(\(low))", "not([\(low)..\(high)), > \(high))", "!= \(low)", "? * 2 > \(low)", "基数",
                        "> 基数", "not(基数)", "-",
                    ], &generator)
            },
            Kind(type: .string) {
                .string(any(words, &$0))
            } cell: { generator in
                let (one, other) = (any(words, &generator), any(words, &generator))
                return any(
                    ["\"\(one)\"", "\"\(one)\", \"\(other)\"", "not(\"\(one)\")", "!= \"\(one)\"", "-", "-"], &generator
                )
            },
            Kind(type: .string) {
                .string(any(words, &$0))
            } cell: { generator in
                let word = any(words, &generator)
                return any(["< \"\(word)\"", ">= \"\(word)\"", "\"\(word)\"", "-"], &generator)
            },
            // Hundreds of words, each of which few rules name.
            Kind(type: .string) {
                .string("码\(Int.random(in: 0...reach, using: &$0))")
            } cell: { generator in
                let words = (0..<9).map { _ in "\"码\(Int.random(in: 0...reach, using: &generator))\"" }
                return any(words + ["-", "not(\(words[0]))", "? = \(words[1])"], &generator)
            },
            Kind(type: .boolean) {
                .boolean(.random(using: &$0))
            } cell: {
                any(["true", "false", "not(true)", "-"], &$0)
            },
            Kind(type: .date) {
                Value.temporal(day(&$0)) ?? .null
            } cell: { generator in
                let (low, high) = (day(&generator), day(&generator))
                return any(
                    ["< date(\"\(low)\")", "[@\"\(low)\"..@\"\(high)\"]", "@\"\(low)\"", "not(@\"\(low)\")", "-"],
                    &generator)
            },
            Kind(type: .duration) {
                Value.temporal(any(["P1D", "PT24H", "P2D", "PT1S"], &$0)) ?? .null
            } cell: {
                any(["@\"P1D\"", "> @\"PT1H\"", "[@\"PT2S\"..@\"P3D\"]", "-"], &$0)
            },
            // Values of every kind: most of them are off the line of the cells.
            Kind(type: .any) { generator in
                [1, "甲等", true, [1, "甲等"], .months(3)].randomElement(using: &generator) ?? .null
            } cell: {
                any(["1", "> 0", "\"甲等\"", "not(1)", "1, \"甲等\"", "[1, 2]", "true", "-"], &$0)
            },
        ]
    }

    private struct Sample {
        let model: DecisionModel
        let kinds: [Kind]
        let text: String

        init(rules: Int, columns: Int, reach: Int, dashes: Int, _ generator: inout SeededGenerator) throws {
            let all = RuleIndexTests.kinds(reach: reach)
            kinds = (0..<columns).map { _ in all.randomElement(using: &generator) ?? all[0] }
            let names = kinds.indices.map { "列\($0)" }
            var lines = ["hit \(Bool.random(using: &generator) ? "unique" : "first")"]
            lines.append("| 规则 | \(names.joined(separator: " | ")) || 结论 | 金额 |")
            for rule in 0..<rules {
                var row: [String] = []
                for kind in kinds {
                    row.append(Int.random(in: 0..<100, using: &generator) < dashes ? "-" : kind.cell(&generator))
                }
                let output = ["1", "\(rule)", "基数"].randomElement(using: &generator) ?? "1"
                lines.append("| 规则\(rule) | \(row.joined(separator: " | ")) || 准予 | \(output) |")
            }
            text = lines.joined(separator: "\n") + "\notherwise 转人工"
            let inputs = zip(names, kinds).map { DecisionInput($0, $1.type) } + [DecisionInput("基数", .number)]
            model = try DecisionModel(DecisionSource(inputs: inputs, table: text))
        }

        func facts(_ generator: inout SeededGenerator) -> [String: Value] {
            var facts: [String: Value] = [:]
            for (index, kind) in kinds.enumerated() where Int.random(in: 0..<8, using: &generator) > 0 {
                facts["列\(index)"] = kind.value(&generator)
            }
            if Int.random(in: 0..<4, using: &generator) > 0 {
                facts["基数"] = .number(Decimal128(Int.random(in: 0...5, using: &generator)))
            }
            return facts
        }
    }

    @Test("索引与逐格比对结果相同：随机的表、随机的信息")
    func agreesWithEveryCell() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for round in 0..<60 {
            let rules = round == 0 ? 1300...1500 : round % 12 == 0 ? 200...330 : 1...80
            let sample = try Sample(
                rules: Int.random(in: rules, using: &generator), columns: Int.random(in: 1...5, using: &generator),
                reach: rules.lowerBound > 1 ? 1000 : 6, dashes: Int.random(in: 0...90, using: &generator), &generator)
            var evaluator = sample.model.evaluator()
            for _ in 0..<(round == 0 ? 12 : 40) {
                let facts = sample.facts(&generator)
                let expected = PlainScan(sample.model, facts).verdict
                let values = sample.model.inputs.map { facts[$0.name] ?? .null }
                let found = sample.model.evaluate(facts: facts)
                guard found == expected, evaluator.evaluate(values) == expected else {
                    Issue.record("seed \(seed): \(facts)\n\(sample.text)\nindex \(found)\nplain \(expected)")
                    return
                }
            }
        }
    }

    @Test("同一份内存接连判定，与各判各的相同；JSON 按声明的类型读")
    func readsJSON() throws {
        let model = try DecisionModel(SeniorAllowance.source())
        var evaluator = model.evaluator()
        let known: JSON = [
            "健在": true, "领取状态": "未领", "无关": 1, "户籍区划": "339902", "出生日期": "1943-05-01", "申请日": "2026-11-21",
        ]
        #expect(evaluator.evaluate(known)["金额"] == 100)
        #expect(evaluator.evaluate(["健在": true]).unmet == ["出生日期", "申请日", "户籍区划", "领取状态"])
        #expect(evaluator.evaluate(known)["金额"] == 100)
        var broken = known
        broken["出生日期"] = "1943-02-30"
        #expect(evaluator.evaluate(broken).unmet == ["出生日期"])
        #expect(evaluator.evaluate(.null).isGranted == false)
    }
}

/// The semantics of a decision table, rule by rule and cell by cell, from the trace.
private struct PlainScan {
    private let model: DecisionModel
    private let facts: [String: Value]
    private let rules: [Trace.Rule]
    private let outcomes: [Trace.Outcome]

    init(_ model: DecisionModel, _ facts: [String: Value]) {
        self.model = model
        self.facts = facts
        rules = model.trace(facts: facts).rules
        outcomes = rules.map { rule in
            if rule.cells.contains(where: { $0.outcome == .failed }) { return .failed }
            return rule.cells.contains { $0.outcome == .unknown } ? .unknown : .hit
        }
    }

    var verdict: Verdict {
        var standing = outcomes.indices.filter { outcomes[$0] != .failed }
        if model.hitPolicy == .first { standing = Array(standing.prefix(1)) }
        let hits = standing.filter { outcomes[$0] == .hit }
        if standing.isEmpty { return .referred([closest(.noRule, Array(outcomes.indices))]) }
        if hits.isEmpty { return .referred([closest(.unknown, standing)]) }
        if standing.count == 1 { return grant(hits[0]) }
        let unknown = standing.filter { outcomes[$0] == .unknown }.flatMap { rule in
            self.rules[rule].cells.indices.filter { self.rules[rule].cells[$0].outcome == .unknown }.flatMap {
                unknownFacts(rule, $0)
            }
        }
        let names = model.inputs.map(\.name).filter(unknown.contains)
        return .referred([ReferralReason(.ambiguous, rules: standing.map { model.rules[$0].name }, names: names)])
    }

    private func grant(_ index: Int) -> Verdict {
        let rule = model.rules[index]
        let output = rule.outputs[0].source == "基数" ? facts["基数"] : .number(Decimal128(rule.outputs[0].source) ?? 0)
        guard let output else { return .referred([ReferralReason(.output, rules: [rule.name], names: ["基数"])]) }
        return .granted(rule: rule.name, outputs: [DecisionOutput("金额", output)])
    }

    private func closest(_ kind: ReferralReason.Kind, _ rules: [Int]) -> ReferralReason {
        func lacks(_ rule: Int) -> [Int] {
            self.rules[rule].cells.indices.filter { self.rules[rule].cells[$0].outcome != .hit }
        }
        let fewest = rules.map { lacks($0).count }.min()
        let nearest = rules.filter { lacks($0).count == fewest }
        var names: [String] = []
        for (rule, column) in nearest.flatMap({ rule in lacks(rule).map { (rule, $0) } }) {
            let unknown = unknownFacts(rule, column)
            for name in unknown.isEmpty ? [model.columns[column].name] : unknown where !names.contains(name) {
                names.append(name)
            }
        }
        return ReferralReason(kind, rules: nearest.map { model.rules[$0].name }, names: names)
    }

    /// The unknown facts that a cell asked for: its column's own, else those that its tests name.
    private func unknownFacts(_ rule: Int, _ column: Int) -> [String] {
        if facts[model.columns[column].name] == nil { return [model.columns[column].name] }
        guard self.rules[rule].cells[column].outcome == .unknown else { return [] }
        return model.rules[rule].conditions[column].freeNames.filter { facts[$0] == nil }
    }
}
