/// 理由 — the applicant is told why, and every name in the sentence has a value.
enum ReasonCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        let granted = source.root["理由"]?["准予"]
        let referred = source.root["理由"]?["转人工"]
        var findings = placeholders(granted, known: names(source)) + placeholders(referred, known: [RuleNames.unmet])
        if source.root["决定"] != nil, granted == nil, let reasons = source.root.entry("理由") {
            findings.append(Complaint.grantWithoutReason.at(reasons.keyPosition))
        }
        return findings
    }

    private static func names(_ source: ItemSource) -> [String] {
        let definitions = source.root["定义"]?.text?.split(separator: "\n").compactMap { line -> String? in
            guard !line.hasPrefix(" "), let sign = line.firstIndex(of: "=") else { return nil }
            return String(line[..<sign].reversed().drop { $0 == " " }.reversed())
        }
        return source.fieldEntries.map(\.key) + (definitions ?? []) + (source.rules?.outputNames ?? [])
            + RuleNames.given
    }

    private static func placeholders(_ node: YAMLNode?, known: [String]) -> [Finding] {
        guard let node, let text = node.text else { return [] }
        return SentenceTemplate(text: text).names.filter { !known.contains($0) }.map { name in
            Complaint.unknownPlaceholder.suggesting(NearestName.to(name, among: known), or: known).with(["name": name])
                .at(node.position(of: "{\(name)}").moved(columns: 1))
        }
    }
}

extension Complaint {
    fileprivate static let unknownPlaceholder = Complaint(
        "item.unknownPlaceholder", zh: "句子里的“{name}”没有值可填", en: "Nothing can be filled in for “{name}”",
        adviceZH: "可以用：{words}", adviceEN: "known: {words}")
    fileprivate static let grantWithoutReason = Complaint(
        "item.grantWithoutReason", zh: "准予时没有告诉申请人为什么", en: "A grant gives the applicant no reason",
        adviceZH: "在“理由”里加上“准予: …”", adviceEN: "add 准予: with the sentence to 理由")
}
