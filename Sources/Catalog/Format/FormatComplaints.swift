/// What can be wrong with keys and the form of values.
extension Complaint {
    static let unknownKey = Complaint(
        "item.unknownKey", zh: "这里没有“{key}”这个键", en: "There is no key “{key}” here",
        adviceZH: "这里可以写：{words}", adviceEN: "these can stand here: {words}")
    static let missingKey = Complaint(
        "item.missingKey", zh: "缺少“{key}”", en: "“{key}” is missing",
        adviceZH: "补上“{key}”：{meaning}", adviceEN: "add “{key}”: {meaningEN}")
    static let wrongKind = Complaint(
        "item.wrongKind", zh: "这里应写{wanted}，写的是{found}", en: "Expected {wantedEN} here, found {foundEN}",
        adviceZH: "{meaning}", adviceEN: "{meaningEN}")
    static let emptyText = Complaint(
        "item.emptyText", zh: "这里没有写内容", en: "Nothing is written here",
        adviceZH: "写上内容；不需要就把这一行去掉", adviceEN: "write it, or remove the line if it is not needed")
    static let notAChoice = Complaint(
        "item.notAChoice", zh: "“{value}”不在可选的词里", en: "“{value}” is none of the words that can stand here",
        adviceZH: "从这些里选：{words}", adviceEN: "choose one of {words}")
    static let notABlock = Complaint(
        "item.notABlock", zh: "“{key}”要写成多行", en: "“{key}” is written as a block of lines",
        adviceZH: "在冒号后写“|”，内容从下一行起缩进两个空格",
        adviceEN: "write “|” after the colon and indent the lines below by two spaces")
    static let tooMany = Complaint(
        "item.tooMany", zh: "最多 {max} 项，这里有 {count} 项", en: "At most {max} here, found {count}",
        adviceZH: "去掉不必要的", adviceEN: "remove what is not needed")
    static let tooFew = Complaint(
        "item.tooFew", zh: "至少 {min} 项", en: "At least {min} here",
        adviceZH: "{meaning}", adviceEN: "{meaningEN}")

    static let feeWithoutBasis = Complaint(
        "item.feeWithoutBasis", zh: "收费没有写依据", en: "The fee has no legal basis",
        adviceZH: "没有法律、法规依据不得收费：写“收费: 无”，或者加上“依据: 名称”",
        adviceEN: "without a legal basis nothing may be charged: write 收费: 无, or add 依据: with a name from 依据")
    static let amountWithoutUnit = Complaint(
        "item.amountWithoutUnit", zh: "标准值没有单位", en: "The standard value has no unit",
        adviceZH: "加上“单位: 元/月”这样的一行", adviceEN: "add a line such as 单位: 元/月")
    static let noRemedy = Complaint(
        "item.noRemedy", zh: "没有写“救济”", en: "救济 (remedies) is missing",
        adviceZH: "写上“救济: { 行政复议: 60 日, 行政诉讼: 6 个月 }”", adviceEN: "write 救济: { 行政复议: 60 日, 行政诉讼: 6 个月 }")
    static let exampleWithoutDay = Complaint(
        "item.exampleWithoutDay", zh: "示例没有写日期", en: "The example has no day",
        adviceZH: "加上“日期: 2026-11-21”：年龄和标准都随日期变，写明了示例才一直成立",
        adviceEN: "add 日期: 2026-11-21; ages and standards change by day, and only a dated example stays true")

    /// With the nearest known name in front, where there is one.
    func suggesting(_ near: String?, or words: some Collection<String>) -> Complaint {
        let list = words.joined(separator: "、")
        guard let near else { return with(["words": list]) }
        return advising(zh: "是不是“{near}”？{rest}", en: "did you mean “{near}”? {restEN}")
            .with([
                "near": near,
                "rest": words.count > 12 ? "" : "可以写：\(list)", "restEN": words.count > 12 ? "" : "Known: \(list)",
            ])
    }
}
