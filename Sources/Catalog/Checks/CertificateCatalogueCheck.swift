import Kernel

/// 证照目录 — reads the reference of certificate types (`City/certificate-catalogue`) that a city picks from, and says everything
/// that is wrong with it.
package enum CertificateCatalogueCheck {
    /// - Returns: how many types there are, and all findings.
    package static func read(_ files: [DefinitionFile]) -> (count: Int, findings: [Finding]) {
        var findings: [Finding] = []
        var types: [YAMLNode] = []
        for file in files {
            guard let text = String(validating: file.bytes, as: UTF8.self) else {
                findings.append(Complaint.notUTF8.at(FilePosition(file: file.path, line: 1, column: 1)))
                continue
            }
            let (root, notation) = YAMLReader.read(text, file: file.path)
            findings += notation
            guard let root else { continue }
            let meaning = Phrase(
                "certificateCatalogue.key", zh: "第一行写“颁发机关”", en: "start with 颁发机关: and the authority")
            findings += ShapeChecker.findings(in: root, CertificateCatalogueFormat.root, meaning: meaning)
            types += root["证照"]?.list ?? []
        }
        for key in ["名称", "类型代码"] { findings += repeated(key, in: types) }
        return (types.count, (findings + types.compactMap(sourceless)).sorted())
    }

    private static func repeated(_ key: String, in types: [YAMLNode]) -> [Finding] {
        var first: [String: FilePosition] = [:]
        return types.compactMap { type in
            guard let node = type[key], let text = node.text else { return nil }
            guard let earlier = first.updateValue(node.position, forKey: text) else { return nil }
            return Complaint.catalogueTaken.with(["key": key, "name": text, "other": earlier.description])
                .at(node.position)
        }
    }

    /// A code is official only with its source.
    private static func sourceless(_ type: YAMLNode) -> Finding? {
        guard let code = type["官方代码"], type["代码出处"] == nil else { return nil }
        return Complaint.codeWithoutSource.at(code.position)
    }
}

/// 证照目录的格式 — every key that it may hold.
enum CertificateCatalogueFormat {
    static let root: Shape = .record([
        FormatKey("颁发机关", .text(.prose), zh: "哪一类机关颁发", en: "Which kind of authority issues these"),
        FormatKey("英文", .text(.prose), zh: "英文名称", en: "English name"),
        FormatKey("证照", .list(type), zh: "它颁发的证照，一种一项", en: "Its certificates, one entry each"),
    ])

    private static let type: Shape = .record([
        FormatKey("名称", .text(.prose), zh: "证照名称，全目录不重复", en: "Name, unique in the catalogue"),
        FormatKey("英文", .text(.prose), zh: "英文名称", en: "English name"),
        FormatKey(
            "类型代码", .text(CertificateFormat.typeCode), zh: "信用代码加三位，全目录不重复",
            en: "A credit code and three characters, unique in the catalogue"),
        FormatKey("依据", .text(.prose), zh: "依据哪部法", en: "On which law it rests"),
        FormatKey("持证主体", .list(.text(holder)), zh: "谁持有", en: "Who holds it"),
        FormatKey("字段", .list(.text(.prose)), zh: "证照上有哪些栏目", en: "What stands on it"),
        FormatKey("有效期", .text(CertificateFormat.validity), zh: "多久有效", en: "How long it is valid"),
        FormatKey(
            "官方代码", .text(.prose), required: false, zh: "国家目录里的代码，要写代码出处", en: "The national code, with its source"),
        FormatKey("代码出处", .text(.prose), required: false, zh: "代码在哪里公布", en: "Where the code is published"),
    ])

    private static let holder = TextForm.choice(
        "certificateHolder", ["自然人", "法人", "个体工商户"], zh: "自然人、法人或个体工商户",
        en: "自然人, 法人 or 个体工商户")
}

extension Complaint {
    fileprivate static let catalogueTaken = Complaint(
        "certificateCatalogue.taken", zh: "{key} {name} 已经写在 {other}", en: "{key} {name} stands already at {other}",
        adviceZH: "一种证照在目录里只写一次", adviceEN: "name each kind of certificate once")
    fileprivate static let codeWithoutSource = Complaint(
        "certificateCatalogue.codeWithoutSource", zh: "官方代码没有出处", en: "An official code without its source",
        adviceZH: "写上代码出处；说不出处的不写官方代码", adviceEN: "add 代码出处, or leave the official code out")
}
