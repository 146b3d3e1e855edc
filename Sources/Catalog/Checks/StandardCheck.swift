import Kernel

/// 标准值 — numbers that change by law: named once, with the same steps in every period.
enum StandardCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        let entries = source.root["标准值"]?.entries ?? []
        return entries.flatMap { entry in
            nameTaken(entry, source) + (entry.value.entries.map { periods($0, of: entry) } ?? [])
        } + reserved(source.fieldEntries)
    }

    private static func nameTaken(_ entry: YAMLNode.Entry, _ source: ItemSource) -> [Finding] {
        let isTaken = RuleNames.given.contains(entry.key) || source.fieldEntries.contains { $0.key == entry.key }
        return isTaken ? [Complaint.nameTaken.with(["name": entry.key]).at(entry.keyPosition)] : []
    }

    private static func reserved(_ fields: [YAMLNode.Entry]) -> [Finding] {
        fields.filter { RuleNames.given.contains($0.key) }
            .map { Complaint.nameTaken.with(["name": $0.key]).at($0.keyPosition) }
    }

    private static func periods(_ entries: [YAMLNode.Entry], of standard: YAMLNode.Entry) -> [Finding] {
        let periods = entries.filter { $0.key != "单位" }
        guard let first = periods.first else {
            return [Complaint.standardWithoutPeriod.with(["name": standard.key]).at(standard.value.position)]
        }
        let steps = stepNames(first)
        return periods.flatMap { period -> [Finding] in
            let names = stepNames(period)
            if names.isEmpty { return [Complaint.periodWithoutNumber.at(period.value.position)] }
            if names.count > 1, names.contains(StandardValue.singleStep) {
                return [Complaint.mixedSteps.at(period.value.position(ofKey: StandardValue.singleStep))]
            }
            guard Set(names) != Set(steps) else { return [] }
            return [Complaint.stepsDiffer.with(["words": steps.joined(separator: "、")]).at(period.value.position)]
        }
    }

    private static func stepNames(_ period: YAMLNode.Entry) -> [String] {
        period.value.entries?.map(\.key).filter { $0 != "依据" } ?? []
    }
}

/// 规则里的名称 — names that every rule may use besides those of its own definition.
enum RuleNames {
    static let applicationDay = "申请日"
    static let determinationDay = "决定日"
    /// The first day of the month of application.
    static let month = "本月"
    static let given = [applicationDay, determinationDay, month]
    /// Filled into the sentence 转人工: what could not be confirmed.
    static let unmet = "未满足"
}

extension YAMLNode {
    func position(ofKey key: String) -> FilePosition { entry(key)?.keyPosition ?? position }
}

extension Complaint {
    static let nameTaken = Complaint(
        "item.nameTaken", zh: "“{name}”这个名称已经用了", en: "The name “{name}” is taken",
        adviceZH: "换一个名称：信息、标准值、定义和申请日、决定日、本月不能重名",
        adviceEN: "choose another: fields, standards, definitions and 申请日, 决定日, 本月 share one set of names")
    fileprivate static let standardWithoutPeriod = Complaint(
        "item.standardWithoutPeriod", zh: "“{name}”没有写从哪天起", en: "“{name}” has no day of effect",
        adviceZH: "加上“自 2024-01-01: { 值: 100, 依据: 名称 }”", adviceEN: "add 自 2024-01-01: { 值: 100, 依据: name }")
    fileprivate static let periodWithoutNumber = Complaint(
        "item.periodWithoutNumber", zh: "这里没有写数", en: "There is no number here",
        adviceZH: "写“值: 100”，分档的写“档名: 100”", adviceEN: "write 值: 100, or one name: 100 for each step")
    fileprivate static let mixedSteps = Complaint(
        "item.mixedSteps", zh: "“值”只在没有分档时写", en: "值 is for standards without steps",
        adviceZH: "把“值”换成这一档的名称", adviceEN: "give the step a name instead of 值")
    fileprivate static let stepsDiffer = Complaint(
        "item.stepsDiffer", zh: "这一期的分档和第一期不同", en: "The steps of this period are not those of the first",
        adviceZH: "每一期都写同样的分档：{words}", adviceEN: "write the same steps in every period: {words}")
}
