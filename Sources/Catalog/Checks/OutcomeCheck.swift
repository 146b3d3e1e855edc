import Kernel

/// 结果 — what is promised can be paid, and written back to where it is kept.
enum OutcomeCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        amount(source) + writeBack(source)
    }

    private static func amount(_ source: ItemSource) -> [Finding] {
        guard let node = source.root["结果"]?["待遇"]?["金额"], let name = node.text, let rules = source.rules else {
            return []
        }
        let names = rules.outputNames
        guard !names.isEmpty, !names.contains(name) else { return [] }
        return [
            Complaint.unknownOutput.suggesting(NearestName.to(name, among: names), or: names).with(["name": name])
                .at(node.position)
        ]
    }

    private static func writeBack(_ source: ItemSource) -> [Finding] {
        guard let node = source.root["结果"]?["回写"], let name = node.text else { return [] }
        guard let resource = source.known.resources[name] else {
            let names = source.known.resources.values.filter(\.acceptsWriteBack).map(\.name).sorted()
            return [
                Complaint.unknownResource.suggesting(NearestName.to(name, among: names), or: names).with(["name": name])
                    .at(node.position)
            ]
        }
        return resource.acceptsWriteBack ? [] : [Complaint.noWriteBack.with(["name": name]).at(node.position)]
    }
}

extension Complaint {
    static let unknownOutput = Complaint(
        "item.unknownOutput", zh: "决定表没有“{name}”这一列", en: "The table has no column “{name}”",
        adviceZH: "可以写：{words}", adviceEN: "known: {words}")
    fileprivate static let noWriteBack = Complaint(
        "item.noWriteBack", zh: "“{name}”没有登记回写", en: "“{name}” takes no results back",
        adviceZH: "请提供部门在接入说明里登记“回写”，或者去掉这一行", adviceEN: "the department describes 回写 for it, or remove the line")
}
