import Decisions
import Kernel

/// 示例 — every example names what exists, comes out as it says, and stands on every fact that it lists.
enum ExampleCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        let nodes = source.root["示例"]?.list ?? []
        guard source.root["决定"] != nil else { return nodes.flatMap { known($0, source) } + grants(nodes) }
        return nodes.flatMap { node in
            let names = known(node, source) + expected(node, source)
            guard names.isEmpty, let rules = source.rules?.rules, let example = source.reader.example(node) else {
                return names
            }
            return run(ExampleRun(example, rules: rules), node)
        }
    }

    private static func known(_ node: YAMLNode, _ source: ItemSource) -> [Finding] {
        (node["已知"]?.entries ?? []).compactMap { entry in
            guard let field = source.reader.readableFields.first(where: { $0.name == entry.key }) else {
                let names = source.fieldEntries.map(\.key)
                guard !names.contains(entry.key) else { return nil }
                return Complaint.unknownField.suggesting(NearestName.to(entry.key, among: names), or: names)
                    .with(["name": entry.key]).at(entry.keyPosition)
            }
            guard let text = entry.value.text, field.value(text) == nil else { return nil }
            let arguments = ["value": text, "name": field.name, "type": field.type.rawValue]
            guard field.type == .choice else { return Complaint.badFact.with(arguments).at(entry.value.position) }
            return Complaint.notAChoice.suggesting(NearestName.to(text, among: field.choices), or: field.choices)
                .with(arguments).at(entry.value.position)
        }
    }

    private static func expected(_ node: YAMLNode, _ source: ItemSource) -> [Finding] {
        guard let rules = source.rules, rules.findings.isEmpty, let table = rules.table else { return [] }
        return (node["应得"]?.entries ?? []).compactMap { entry in
            let (names, written, position, complaint) =
                switch entry.key {
                case "结论": ([String](), "", entry.keyPosition, Complaint.unknownOutput)
                case "规则":
                    (table.rows.map(\.name.text), entry.value.text ?? "", entry.value.position, Complaint.unknownRule)
                default: (rules.outputNames, entry.key, entry.keyPosition, Complaint.unknownOutput)
                }
            guard !names.isEmpty, !names.contains(written) else { return nil }
            return complaint.suggesting(NearestName.to(written, among: names), or: names).with(["name": written]).at(
                position)
        }
    }

    /// Examples of an item that people decide cannot expect a grant.
    private static func grants(_ nodes: [YAMLNode]) -> [Finding] {
        nodes.compactMap { node in
            guard let conclusion = node["应得"]?["结论"], conclusion.text == "准予" else { return nil }
            return Complaint.grantWithoutRules.at(conclusion.position)
        }
    }

    private static func run(_ run: ExampleRun, _ node: YAMLNode) -> [Finding] {
        guard run.isAsExpected else {
            let entries = node["应得"]?.entries ?? []
            let wanted = entries.map { "\($0.key) \($0.value.text ?? "")" }.joined(separator: "，")
            let arguments = ["name": run.example.name, "wanted": wanted, "got": run.result, "trace": run.explanation]
            return [Complaint.exampleFails.with(arguments).at(node["应得"]?.position ?? node.position)]
        }
        return run.factsNotNeeded.compactMap { name in
            guard let entry = node["已知"]?.entry(name) else { return nil }
            let arguments = ["name": name, "rule": run.verdict.rule ?? ""]
            return Complaint.grantsOnUnknown.with(arguments).at(entry.keyPosition)
        }
    }
}

extension Complaint {
    fileprivate static let badFact = Complaint(
        "item.badFact", zh: "“{value}”不是“{name}”的值（{type}）", en: "“{value}” is no value of “{name}” ({type})",
        adviceZH: "按“{type}”写：日期如 1943-05-01，是否写 true 或 false，区划写 6、9 或 12 位数字",
        adviceEN: "write a {type}: days as 1943-05-01, true or false, divisions of 6, 9 or 12 digits")
    fileprivate static let unknownRule = Complaint(
        "item.unknownRule", zh: "决定表里没有规则“{name}”", en: "The table has no rule “{name}”",
        adviceZH: "可以写：{words}", adviceEN: "known: {words}")
    fileprivate static let grantWithoutRules = Complaint(
        "item.grantWithoutRules", zh: "没有“决定”的事项不会自动准予", en: "Without 决定 nothing is granted automatically",
        adviceZH: "写“结论: 转人工”，或者写上“决定”", adviceEN: "write 结论: 转人工, or write 决定")
    fileprivate static let exampleFails = Complaint(
        "item.exampleFails", zh: "示例“{name}”应得 {wanted}，实得 {got}", en: "Example “{name}” expects {wanted}, got {got}",
        adviceZH: "核对示例和规则：{trace}", adviceEN: "compare example and rules: {trace}")
    fileprivate static let grantsOnUnknown = Complaint(
        "item.grantsOnUnknown", zh: "没有“{name}”，规则“{rule}”也会准予", en: "The rule “{rule}” grants even without “{name}”",
        adviceZH: "查不到的信息不能准予：在规则里加上这个条件；这条规则确实不需要它的，从示例的“已知”里去掉",
        adviceEN:
            "add the condition to the rule, or remove the fact from 已知 if the rule does not need it"
    )
}
