import Kernel

/// 渠道、编码、受理 — nobody is left without a way in, and the codes say what the item is.
enum ServiceCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        offlineChannel(source) + baseCode(source) + routing("受理", source) + routing("通办", source)
    }

    private static func offlineChannel(_ source: ItemSource) -> [Finding] {
        guard let channels: [Channel] = source.root.words("渠道"), !channels.contains(where: \.isOffline) else {
            return []
        }
        return [Complaint.noOfflineChannel.at(source.position("渠道"))]
    }

    private static func baseCode(_ source: ItemSource) -> [Finding] {
        guard let code = source.root["编码"]?.string("基本"), TextForm.baseCode.accepts(code),
            let kind: ItemKind = source.root.word("类型")
        else { return [] }
        let written = String(code.dropFirst(2).prefix(2))
        guard written != kind.code else { return [] }
        return [
            Complaint.baseCodeOfOtherKind.with(["written": written, "kind": kind.rawValue, "code": kind.code])
                .at(source.position("编码", "基本"))
        ]
    }

    /// Cases go to a district, or to another city, by a field that is a division.
    private static func routing(_ key: String, _ source: ItemSource) -> [Finding] {
        guard let name = source.root[key]?.string("按") else { return [] }
        let divisions = source.reader.readableFields.filter { $0.type == .division }.map(\.name)
        guard !divisions.contains(name) else { return [] }
        let position = source.position(key, "按")
        guard let entry = source.fieldEntries.first(where: { $0.key == name }) else {
            let names = source.fieldEntries.map(\.key)
            return [
                Complaint.unknownField.suggesting(NearestName.to(name, among: names), or: names).with(["name": name])
                    .at(position)
            ]
        }
        // A division whose type is forgotten is reported where it is written.
        let path = entry.value.string("来源").flatMap { SourcePath($0) }
        if let path, source.known.field(path)?.type == .division { return [] }
        return [Complaint.routedByOther.with(["name": name]).at(position)]
    }
}

extension Complaint {
    fileprivate static let noOfflineChannel = Complaint(
        "item.noOfflineChannel", zh: "没有线下渠道", en: "There is no offline channel",
        adviceZH: "在“渠道”里加上“窗口”或“上门”：不会用手机的人也要能办",
        adviceEN: "add 窗口 (counter) or 上门 (home visit): those without a phone must be served too")
    fileprivate static let baseCodeOfOtherKind = Complaint(
        "item.baseCodeOfOtherKind", zh: "基本编码第 3、4 位是 {written}，不是“{kind}”",
        en: "Digits 3 and 4 of the base code are {written}, which is not {kind}",
        adviceZH: "“{kind}”是 {code}：核对编码和类型，改掉错的那一个",
        adviceEN: "{kind} is {code}: compare code and kind and mend the one that is wrong")
    fileprivate static let routedByOther = Complaint(
        "item.routedByOther", zh: "“{name}”不是行政区划，不能用来分派",
        en: "“{name}” is no division, so cases cannot be routed by it",
        adviceZH: "写一项“类型: 行政区划”的信息", adviceEN: "name a field with 类型: 行政区划")
    static let unknownField = Complaint(
        "item.unknownField", zh: "“信息”里没有“{name}”", en: "There is no field “{name}” in 信息",
        adviceZH: "可以写：{words}", adviceEN: "known: {words}")
}
