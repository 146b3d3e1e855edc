import Kernel

/// 机关、证照 — what an item hands on to exists in the city: officers who take its cases, and the certificate that it gives.
enum RegisterCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        offices(source) + certificate(source)
    }

    private static func offices(_ source: ItemSource) -> [Finding] {
        guard let offices = source.known.offices else { return [] }
        return (source.root["人工办理"]?.list ?? []).compactMap { stage in
            guard let node = stage["机关"], let name = node.text, TextForm.prose.accepts(name),
                !offices.contains(name)
            else { return nil }
            let known = offices.isEmpty ? "" : "，或者改用：\(offices.joined(separator: "、"))"
            let near = NearestName.to(name, among: offices)
            return Complaint.officeWithoutStaff.with([
                "name": name, "known": near.map { "；是不是“\($0)”？" } ?? known,
                "knownEN": near.map { "; did you mean “\($0)”?" }
                    ?? (offices.isEmpty ? "" : ", or use one of: \(offices.joined(separator: "、"))"),
            ]).at(node.position)
        }
    }

    private static func certificate(_ source: ItemSource) -> [Finding] {
        guard let known = source.known.certificates, let node = source.root["结果"]?["证照"], let name = node.text,
            TextForm.prose.accepts(name)
        else {
            return []
        }
        guard let type = known.first(where: { $0.name == name }) else {
            let names = known.map(\.name).sorted()
            return [
                Complaint.unknownCertificate.suggesting(NearestName.to(name, among: names), or: names)
                    .with(["name": name]).at(node.position)
            ]
        }
        guard source.root["结果"]?["待遇"] == nil else { return [] }
        let unfilled = type.claims.filter(\.isOfEntitlement).map { "{\($0.rawValue)}" }
        guard !unfilled.isEmpty else { return [] }
        return [
            Complaint.certificateOfBenefit.with(["name": name, "claims": unfilled.joined(separator: "、")])
                .at(node.position)
        ]
    }
}

extension Complaint {
    fileprivate static let officeWithoutStaff = Complaint(
        "item.officeWithoutStaff", zh: "机关“{name}”在 City/staff.yaml 里没有人",
        en: "Nobody in City/staff.yaml works at “{name}”",
        adviceZH: "加一个岗位{known}", adviceEN: "add a post{knownEN}")
    fileprivate static let unknownCertificate = Complaint(
        "item.unknownCertificate", zh: "没有证照类型“{name}”", en: "There is no certificate type “{name}”",
        adviceZH: "在 City/certificates 复制一份改好，或者改用：{words}",
        adviceEN: "copy one in City/certificates and change it, or use: {words}")
    fileprivate static let certificateOfBenefit = Complaint(
        "item.certificateOfBenefit", zh: "证照“{name}”的正文要填 {claims}，而这个事项没有待遇",
        en: "The certificate “{name}” fills in {claims}, yet this item has no 待遇",
        adviceZH: "在“结果”里写上“待遇”，或者换一个证照类型", adviceEN: "add 待遇 under 结果, or use another certificate type")
}
