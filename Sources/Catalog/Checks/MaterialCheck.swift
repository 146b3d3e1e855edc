import Kernel

/// 材料 — nothing is asked that has no law, no exact name, or that a register already holds.
enum MaterialCheck: ItemCheck {
    /// Catch-alls that the law wants made explicit: an applicant cannot bring "other materials".
    private static let catchAlls = ["其他材料", "有关材料", "相关材料", "等材料", "其它材料"]

    static func findings(in source: ItemSource) -> [Finding] {
        (source.root["材料"]?.list ?? []).flatMap { node in
            catchAll(node) + (node["免提交"] == nil ? demanded(node, source) : waiver(node, source)) + necessity(node)
        }
    }

    private static func catchAll(_ node: YAMLNode) -> [Finding] {
        [node["名称"], node["说明"], node["情形"]].compactMap(\.self).compactMap { value in
            guard let text = value.text, let word = catchAlls.first(where: { text.contains($0) }) else { return nil }
            return Complaint.catchAllMaterial.with(["word": word]).at(value.position(of: word))
        }
    }

    private static func demanded(_ node: YAMLNode, _ source: ItemSource) -> [Finding] {
        guard let name = node["名称"], let text = name.text else { return [] }
        if let resource = source.known.resource(waiving: text) {
            let arguments = ["name": text, "resource": resource.name, "provider": resource.provider]
            return [Complaint.asksForHeldMaterial.with(arguments).at(name.position)]
        }
        return node["依据"] == nil ? [Complaint.materialWithoutBasis.with(["name": text]).at(name.position)] : []
    }

    private static func waiver(_ node: YAMLNode, _ source: ItemSource) -> [Finding] {
        guard let waiver = node["免提交"], let name = waiver.text, source.known.resources[name] == nil else { return [] }
        let names = source.known.resources.keys.sorted()
        return [
            Complaint.unknownResource.suggesting(NearestName.to(name, among: names), or: names).with(["name": name])
                .at(waiver.position)
        ]
    }

    private static func necessity(_ node: YAMLNode) -> [Finding] {
        guard node.string("必要性") == Necessity.conditional.rawValue, node["情形"] == nil else { return [] }
        return [Complaint.conditionalWithoutSituation.at(node["必要性"]?.position ?? node.position)]
    }
}

extension Complaint {
    fileprivate static let catchAllMaterial = Complaint(
        "item.catchAllMaterial", zh: "“{word}”没有说清是什么", en: "“{word}” does not say what to bring",
        adviceZH: "逐项写出材料的确切名称；写不出来就是不需要", adviceEN: "name each material exactly; what cannot be named is not needed")
    fileprivate static let asksForHeldMaterial = Complaint(
        "item.asksForHeldMaterial", zh: "“{name}”能证明的内容，{provider}的“{resource}”里已有",
        en: "{provider} already holds in “{resource}” what “{name}” would prove",
        adviceZH: "写“免提交: {resource}”", adviceEN: "write 免提交: {resource}")
    fileprivate static let materialWithoutBasis = Complaint(
        "item.materialWithoutBasis", zh: "要求提交“{name}”没有写依据", en: "“{name}” is asked for without a legal basis",
        adviceZH: "写“依据: 名称”；能从来源取得的写“免提交: 来源”；都没有就去掉这项材料",
        adviceEN: "write 依据: with a name from 依据, or 免提交: with a source that holds it, or remove the material")
    static let unknownResource = Complaint(
        "item.unknownResource", zh: "没有登记名为“{name}”的来源", en: "No source named “{name}” is registered",
        adviceZH: "已登记的有：{words}", adviceEN: "registered: {words}")
    fileprivate static let conditionalWithoutSituation = Complaint(
        "item.conditionalWithoutSituation", zh: "非必要的材料没有写什么情形要交", en: "It is not said when this material is needed",
        adviceZH: "加上“情形: …”", adviceEN: "add 情形: with the situation")
}
