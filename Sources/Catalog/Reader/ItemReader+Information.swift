import Kernel

extension ItemReader {
    /// `nil` where one of them cannot be read.
    var fields: [InformationField]? { root["信息"]?.entries?.count == readableFields.count ? readableFields : nil }

    static func field(of entry: YAMLNode.Entry) -> InformationField? {
        let node = entry.value
        guard node.entries != nil, ItemName.isValid(entry.key) else { return nil }
        let source = node.string("来源").flatMap { SourcePath($0) }
        guard node["来源"] == nil || source != nil, let type = node["类型"] == nil ? .text : node.word("类型") as FieldType?
        else {
            return nil
        }
        if type == .choice, node.strings("取值").isEmpty { return nil }
        return InformationField(
            name: entry.key, source: source, type: type, choices: node.strings("取值"), isAskable: node["否则"] != nil,
            holder: node.word("户主"), hint: node.string("提示"))
    }

    var standards: [StandardValue]? {
        root["标准值"]?.entries?.count ?? 0 == readableStandards.count ? readableStandards : nil
    }

    static func standard(of entry: YAMLNode.Entry) -> StandardValue? {
        guard let entries = entry.value.entries else { return nil }
        let periods = entries.filter { $0.key != "单位" }.map { period(of: $0) }.complete()
        guard let periods, let first = periods.first else { return nil }
        let steps = Set(first.steps.map(\.name))
        guard periods.allSatisfy({ Set($0.steps.map(\.name)) == steps }) else { return nil }
        return StandardValue(
            name: entry.key, unit: entry.value.string("单位") ?? "", periods: periods.sorted { $0.from < $1.from })
    }

    private static func period(of entry: YAMLNode.Entry) -> StandardValue.Period? {
        guard let from = ItemName.dayOfEffect(entry.key), let entries = entry.value.entries else { return nil }
        let steps = entries.filter { $0.key != "依据" }.map { step in
            step.value.text.flatMap { Decimal128($0) }.map { StandardValue.Step(name: step.key, value: $0) }
        }
        guard let steps = steps.complete(), !steps.isEmpty else { return nil }
        return StandardValue.Period(from: from, steps: steps, basis: entry.value.string("依据") ?? "")
    }

    /// `nil` where a part is missing or a fact has no value of its field.
    func example(_ node: YAMLNode) -> ItemExample? {
        guard let name = node.string("名称"), let day = node.string("日期").flatMap({ CivilDate($0) }),
            let known = node["已知"]?.entries, let expected = node["应得"]?.entries,
            let conclusion = node["应得"]?.string("结论")
        else { return nil }
        let facts = known.compactMap { entry -> (String, FactValue)? in
            let field = readableFields.first { $0.name == entry.key }
            return entry.value.text.flatMap { field?.value($0) }.map { (entry.key, $0) }
        }
        guard facts.count == known.count else { return nil }
        let outputs = expected.filter { $0.key != "结论" && $0.key != "规则" }.compactMap { entry in
            entry.value.text.map { (entry.key, $0) }
        }
        return ItemExample(
            name: name, day: day, facts: Dictionary(facts) { first, _ in first },
            expected: ItemExample.Expectation(
                isGranted: conclusion == "准予", rule: node["应得"]?.string("规则"),
                outputs: Dictionary(outputs) { first, _ in first }))
    }

    var outcome: ItemOutcome? {
        guard let node = root["结果"], let certificate = node.string("证照") else { return nil }
        return ItemOutcome(
            certificate: certificate, validity: node.term("有效期"), entitlement: node["待遇"].flatMap { entitlement($0) },
            writeBack: node.string("回写"))
    }

    private func entitlement(_ node: YAMLNode) -> EntitlementTerms? {
        guard let amount = node.string("金额"), let period: PaymentPeriod = node.word("周期"),
            let start: EntitlementStart = node.word("起")
        else { return nil }
        return EntitlementTerms(
            amountOutput: amount, period: period, start: start, ends: node.strings("止"),
            liveCountMax: node.string("每人限领").flatMap { Int($0) } ?? 1)
    }
}
