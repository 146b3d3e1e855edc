import Decisions
import FEEL
import Kernel

/// 定义、决定 — the rules compile, can only grant or hand over, and take their amounts from dated standards.
enum RulesCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        guard let rules = source.rules else { return withoutRules(source) }
        return rules.findings + otherwise(source) + bareAmounts(rules, source) + rulesWithoutExample(rules, source)
    }

    /// What only rules could keep.
    private static func withoutRules(_ source: ItemSource) -> [Finding] {
        let automatic = source.root["时限"]?["承诺"]?["自动"].map { Complaint.automaticWithoutRules.at($0.position) }
        let definitions = source.root.entry("定义").map { Complaint.definitionsWithoutRules.at($0.keyPosition) }
        let isUnread = source.root["决定"] != nil
        return isUnread ? [] : [automatic, definitions].compactMap(\.self)
    }

    private static func otherwise(_ source: ItemSource) -> [Finding] {
        guard let node = source.root["决定"], let text = node.text else { return [] }
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        return lines.contains { $0.hasPrefix("otherwise") } ? [] : [Complaint.noOtherwise.at(node.position)]
    }

    /// A number in the column of the amount: it would change by editing the past.
    private static func bareAmounts(_ rules: RulesReading, _ source: ItemSource) -> [Finding] {
        guard let table = rules.table, let name = source.root["结果"]?["待遇"]?.string("金额"),
            let column = table.outputs.firstIndex(where: { $0.text == name })
        else { return [] }
        return table.rows.compactMap { row in
            guard row.outputs.indices.contains(column), Decimal128(row.outputs[column].text) != nil else { return nil }
            return Complaint.bareAmount.with(["amount": row.outputs[column].text]).at(
                rules.position(of: row.outputs[column]))
        }
    }

    /// Each rule is hit by an example that expects it to grant. An example that is wrong is reported where it stands.
    private static func rulesWithoutExample(_ rules: RulesReading, _ source: ItemSource) -> [Finding] {
        let examples = source.examples.filter(\.expected.isGranted)
        guard let compiled = rules.rules, source.examples.count == source.root["示例"]?.list?.count ?? 0 else {
            return []
        }
        let hit =
            examples.compactMap { ExampleRun($0, rules: compiled).verdict.rule } + examples.compactMap(\.expected.rule)
        return compiled.ruleNames.filter { !hit.contains($0) }.compactMap { name in
            rules.position(ofRule: name).map { Complaint.ruleWithoutExample.with(["name": name]).at($0) }
        }
    }
}

extension Complaint {
    fileprivate static let automaticWithoutRules = Complaint(
        "item.automaticWithoutRules", zh: "承诺了自动办结，却没有“决定”", en: "An automatic limit is promised, but there is no 决定",
        adviceZH: "写上“决定”，或者去掉“自动”：没有规则的事项都由人决定",
        adviceEN: "write 决定, or remove 自动: without rules people decide every case")
    fileprivate static let definitionsWithoutRules = Complaint(
        "item.definitionsWithoutRules", zh: "有“定义”，没有“决定”", en: "There is 定义 but no 决定",
        adviceZH: "写上“决定”，或者去掉“定义”", adviceEN: "write 决定, or remove 定义")
    fileprivate static let noOtherwise = Complaint(
        "item.noOtherwise", zh: "没有写规则都不符合时怎么办", en: "It is not said what happens where no rule hits",
        adviceZH: "在最后加一行 otherwise 转人工", adviceEN: "add a last line: otherwise 转人工")
    fileprivate static let bareAmount = Complaint(
        "item.bareAmount", zh: "金额直接写了 {amount}", en: "The amount is written as {amount}",
        adviceZH: "金额会随政策变：在“标准值”里写明从哪天起是多少，这里写它的名称",
        adviceEN: "amounts change by law: write it in 标准值 with its day of effect and use its name here")
    static let ruleWithoutExample = Complaint(
        "item.ruleWithoutExample", zh: "规则“{name}”没有命中它的示例", en: "No example hits the rule “{name}”",
        adviceZH: "在“示例”里加一个应得这条规则的", adviceEN: "add one to 示例 that is granted by this rule")
}
