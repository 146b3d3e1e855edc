import Decisions
import FEEL
import Kernel

/// 示例的运行 — an example put to the rules.
struct ExampleRun {
    let example: ItemExample
    let verdict: Verdict
    private let model: DecisionModel?
    private let facts: [String: Value]

    init(_ example: ItemExample, rules: ItemRules) {
        self.example = example
        let month = example.day.adding(days: 1 - example.day.day)
        let days: [String: Value] = [
            RuleNames.applicationDay: .date(example.day), RuleNames.determinationDay: .date(example.day),
            RuleNames.month: .date(month),
        ]
        facts = example.facts.mapValues { Value($0) }.merging(days) { fact, _ in fact }
        model = rules.model(on: example.day)
        let missing = rules.standardsMissing(on: example.day)
        verdict = model?.evaluate(facts: facts) ?? .referred([ReferralReason(.unknown, names: missing)])
    }

    /// Facts of the example without which it is granted all the same.
    var factsNotNeeded: [String] {
        guard let model, verdict.isGranted else { return [] }
        return example.facts.keys.sorted().filter { name in
            var blanked = facts
            blanked[name] = nil
            return model.evaluate(facts: blanked).isGranted
        }
    }

    /// Whether the result is the expected one.
    var isAsExpected: Bool {
        guard verdict.isGranted == example.expected.isGranted else { return false }
        if let rule = example.expected.rule, verdict.rule != rule { return false }
        return example.expected.outputs.allSatisfy { name, text in verdict[name].map { $0.reads(as: text) } ?? false }
    }

    /// What came out, in words: `准予（八十岁档，金额 100）`, `转人工（年龄）`.
    var result: String {
        switch verdict {
        case .granted(let rule, let outputs):
            let values = outputs.map { "，\($0.name) \($0.value.fact?.storedText ?? "—")" }.joined()
            return "准予（\(rule)\(values)）"
        case .referred: return verdict.unmet.isEmpty ? "转人工" : "转人工（\(verdict.unmet.joined(separator: "、"))）"
        }
    }

    /// Which cell kept which rule from granting: `八十岁档：年龄 79 不合 [80..90)`.
    var explanation: String {
        guard let model else { return "这一天还没有标准值" }
        return model.trace(facts: facts).rules.map { rule in
            let cell = rule.cells.first { $0.outcome != .hit }
            guard let cell else { return "\(rule.name)：全部符合" }
            let value = cell.value?.fact?.storedText ?? "不能确认"
            return "\(rule.name)：\(cell.column) \(value)，应为 \(cell.test)"
        }.joined(separator: "；")
    }
}

extension Verdict {
    var rule: String? { if case .granted(let rule, _) = self { rule } else { nil } }
}

extension Value {
    /// Whether an example that writes `text` expects this value.
    fileprivate func reads(as text: String) -> Bool {
        switch fact {
        case .number(let number)?: Decimal128(text) == number
        case .flag(let flag)?: FieldType.flag.value(text) == .flag(flag)
        case let fact?: fact.storedText == text
        case nil: false
        }
    }
}
