import Kernel

/// 依据、时限、救济 — every duty has its law, and no promise is longer than the law allows.
enum LawCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        references(source) + commitments(source) + stages(source) + remedies(source)
    }

    private static func references(_ source: ItemSource) -> [Finding] {
        guard let names = source.root["依据"]?.entries?.map(\.key) else { return [] }
        return nodes(source).compactMap { node in
            guard let name = node.text, !names.contains(name) else { return nil }
            return Complaint.unknownBasis.suggesting(NearestName.to(name, among: names), or: names).with(["name": name])
                .at(node.position)
        }
    }

    /// Every place that refers to a legal basis by name.
    private static func nodes(_ source: ItemSource) -> [YAMLNode] {
        let periods = source.root["标准值"]?.entries?.flatMap { $0.value.entries ?? [] }.map(\.value) ?? []
        let records =
            [source.root["收费"], source.root["时限"]?["法定"]].compactMap(\.self)
            + (source.root["材料"]?.list ?? []) + periods
        return records.compactMap { $0["依据"] }
    }

    private static func commitments(_ source: ItemSource) -> [Finding] {
        guard let limits = source.root["时限"], let statutory = limits["法定"]?.term("期限") else { return [] }
        return ["自动", "人工"].compactMap { key in
            guard let node = limits["承诺"]?[key], let committed = node.text.flatMap({ Term($0) }) else { return nil }
            let arguments = [
                "committed": committed.description, "statutory": statutory.description, "unit": statutory.unit.rawValue,
            ]
            switch committed.ends(noLaterThan: statutory) {
            case true?: return nil
            case false?: return Complaint.aboveStatutory.with(arguments).at(node.position)
            case nil: return Complaint.incomparableTerms.with(arguments).at(node.position)
            }
        }
    }

    private static func stages(_ source: ItemSource) -> [Finding] {
        guard let committed = source.root["时限"]?["承诺"]?.term("人工"), let stages = source.root["人工办理"] else { return [] }
        let limits = stages.list?.compactMap { $0.term("时限") } ?? []
        guard let unit = limits.first?.unit, limits.allSatisfy({ $0.unit == unit }) else { return [] }
        let total = Term(count: limits.reduce(0) { $0 + $1.count }, unit: unit)
        guard total.ends(noLaterThan: committed) == false else { return [] }
        return [
            Complaint.stagesTooLong.with(["total": total.description, "committed": committed.description]).at(
                stages.position)
        ]
    }

    /// 行政复议法第二十条: sixty days; 行政诉讼法第四十六条: six months; other laws may only allow longer.
    private static func remedies(_ source: ItemSource) -> [Finding] {
        let least = ["行政复议": Term(count: 60, unit: .days), "行政诉讼": Term(count: 6, unit: .months)]
        return ["行政复议", "行政诉讼"].compactMap { key in
            guard let node = source.root["救济"]?[key], let term = node.text.flatMap({ Term($0) }),
                let legal = least[key],
                legal.ends(noLaterThan: term) != true
            else { return nil }
            return Complaint.remedyTooShort.with(["key": key, "term": term.description, "legal": legal.description])
                .at(node.position)
        }
    }
}

extension Complaint {
    static let unknownBasis = Complaint(
        "item.unknownBasis", zh: "“依据”里没有“{name}”", en: "There is no “{name}” in 依据",
        adviceZH: "可以写：{words}", adviceEN: "known: {words}")
    fileprivate static let aboveStatutory = Complaint(
        "item.aboveStatutory", zh: "承诺的 {committed}超过法定的 {statutory}",
        en: "The committed {committed} is above the statutory {statutory}",
        adviceZH: "承诺时限只能比法定的短：写 {statutory}或更短",
        adviceEN: "a promise may only shorten the limit: write {statutory} or less")
    fileprivate static let incomparableTerms = Complaint(
        "item.incomparableTerms", zh: "{committed}和法定的 {statutory}单位不同，不能保证不超过",
        en: "{committed} and the statutory {statutory} have different units: it cannot be told which ends first",
        adviceZH: "承诺时限也用“{unit}”", adviceEN: "state the promise in {unit} too")
    fileprivate static let stagesTooLong = Complaint(
        "item.stagesTooLong", zh: "各环节一共 {total}，超过承诺的 {committed}",
        en: "The stages take {total} together, more than the committed {committed}",
        adviceZH: "缩短某个环节，或者改承诺时限（不超过法定）",
        adviceEN: "shorten a stage, or the promise must change (not above the statutory limit)")
    fileprivate static let remedyTooShort = Complaint(
        "item.remedyTooShort", zh: "{key}的期限 {term}比法定的 {legal}短",
        en: "{term} for {key} is shorter than the statutory {legal}",
        adviceZH: "写 {legal}，另有法律规定更长的写更长的", adviceEN: "write {legal}, or longer where another law says so")
}
