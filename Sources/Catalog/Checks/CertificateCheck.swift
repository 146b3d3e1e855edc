import Kernel

/// 证照类型 — reads the types in `City/certificates` and says everything that is wrong with them: a certificate is signed, so
/// that a slip in it cannot be taken back.
package enum CertificateCheck {
    /// What items need to know of the types, and all findings, by file and place.
    /// - Parameter offices: those that have somebody at work; `nil` where that is not known.
    package static func read(
        _ files: [DefinitionFile], offices: [String]? = nil
    ) -> (types: [KnownSources.Certificate], findings: [Finding]) {
        var findings: [Finding] = []
        var roots: [YAMLNode] = []
        for file in files {
            guard let text = String(validating: file.bytes, as: UTF8.self) else {
                findings.append(Complaint.notUTF8.at(FilePosition(file: file.path, line: 1, column: 1)))
                continue
            }
            let (root, notation) = YAMLReader.read(text, file: file.path)
            findings += notation
            guard let root else { continue }
            let meaning = Phrase("certificate.key", zh: "第一行写“证照”和名称", en: "start with 证照: and the name")
            findings += ShapeChecker.findings(in: root, CertificateFormat.root, meaning: meaning)
            findings += placeholders(root["正文"]) + keeper(root["管理机关"], offices)
            roots.append(root)
        }
        for key in ["证照", "简称", "类型代码"] { findings += repeated(key, in: roots) }
        return (roots.compactMap(known), findings.sorted())
    }

    private static func known(_ root: YAMLNode) -> KnownSources.Certificate? {
        root.string("证照").map { name in
            let names = root.string("正文").map { SentenceTemplate(text: $0).names } ?? []
            return KnownSources.Certificate(name: name, claims: names.compactMap(CertificateClaim.init(rawValue:)))
        }
    }

    private static func placeholders(_ node: YAMLNode?) -> [Finding] {
        guard let node, let text = node.text else { return [] }
        let known = CertificateClaim.allCases.map(\.rawValue)
        return SentenceTemplate(text: text).names.filter { !known.contains($0) }.map { name in
            Complaint.unknownClaim.suggesting(NearestName.to(name, among: known), or: known).with(["name": name])
                .at(node.position(of: "{\(name)}").moved(columns: 1))
        }
    }

    /// Where an office is named, somebody works there: else nobody could suspend what was issued.
    private static func keeper(_ node: YAMLNode?, _ offices: [String]?) -> [Finding] {
        guard let node, let name = node.text, let offices, !offices.contains(name) else { return [] }
        return [
            Complaint.keeperWithoutStaff.suggesting(NearestName.to(name, among: offices), or: offices)
                .with(["name": name]).at(node.position)
        ]
    }

    /// What identifies a type stands in one file only: else two kinds of certificate could not be told apart.
    private static func repeated(_ key: String, in roots: [YAMLNode]) -> [Finding] {
        var first: [String: FilePosition] = [:]
        return roots.compactMap { root in
            guard let node = root[key], let text = node.text else { return nil }
            guard let earlier = first[text] else {
                first[text] = node.position
                return nil
            }
            return Complaint.certificateTaken.with(["key": key, "name": text, "other": earlier.description])
                .at(node.position)
        }
    }
}

extension Complaint {
    fileprivate static let unknownClaim = Complaint(
        "certificate.unknownPlaceholder", zh: "正文里的“{name}”没有值可填", en: "Nothing can be filled in for “{name}”",
        adviceZH: "可以用：{words}", adviceEN: "known: {words}")
    fileprivate static let keeperWithoutStaff = Complaint(
        "certificate.keeperWithoutStaff", zh: "管理机关“{name}”在 City/staff.yaml 里没有人",
        en: "Nobody in City/staff.yaml works at “{name}”", adviceZH: "加一个岗位，或者改用：{words}",
        adviceEN: "add a post, or use: {words}")
    fileprivate static let certificateTaken = Complaint(
        "certificate.taken", zh: "{key} {name} 已经用在 {other}", en: "{key} {name} is already used at {other}",
        adviceZH: "换一个没有用过的：证照靠它区分", adviceEN: "choose one that was never used: certificates are told apart by it")
}
