/// Reads from the descriptions in `City/departments` what definitions need to know of them: resources, fields, types;
/// and says everything that is wrong with them.
package enum DepartmentReader {
    /// What these descriptions register, and every finding in them, by file and place.
    package static func read(_ files: [DefinitionFile]) -> (known: KnownSources, findings: [Finding]) {
        let readings = files.map(read)
        let roots = readings.compactMap(\.root)
        let known = KnownSources(roots.flatMap(resources), isWhole: roots.count == files.count)
        return (known, (readings.flatMap(\.findings) + DepartmentCheck.repeated(in: roots)).uniqued.sorted())
    }

    private static func read(_ file: DefinitionFile) -> (root: YAMLNode?, findings: [Finding]) {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            return (nil, [Complaint.notUTF8.at(FilePosition(file: file.path, line: 1, column: 1))])
        }
        let (root, notation) = YAMLReader.read(text, file: file.path)
        return (root, notation + (root.map(DepartmentCheck.findings) ?? []))
    }

    /// A draft is not registered yet: no item may refer to it.
    private static func resources(_ root: YAMLNode) -> [KnownSources.Resource] {
        (root["资源"]?.entries ?? []).filter { $0.value.string("编制") != "草稿" }.map { entry in
            KnownSources.Resource(
                name: entry.key, provider: root.string("部门") ?? "", fields: fields(entry.value["字段"]),
                acceptsWriteBack: entry.value["回写"] != nil, waivedMaterials: entry.value.strings("可免材料"),
                allowsMany: entry.value.string("记录数") == "多", predicates: predicates(entry.value["核验"]))
        }
    }

    private static func predicates(_ node: YAMLNode?) -> [String: KnownSources.Predicate] {
        let predicates = node?.entries?.map { entry in
            let parameters = entry.value["参数"]?.entries?.compactMap { parameter in
                parameter.value.text.flatMap(FieldType.init).map {
                    KnownSources.Predicate.Parameter(name: parameter.key, type: $0)
                }
            }
            let predicate = KnownSources.Predicate(
                name: entry.key, parameters: parameters ?? [], fields: entry.value.strings("看"),
                condition: entry.value.string("条件") ?? "")
            return (entry.key, predicate)
        }
        return Dictionary(predicates ?? []) { first, _ in first }
    }

    private static func fields(_ node: YAMLNode?) -> [String: KnownSources.Field] {
        let fields = node?.entries?.map { entry in
            let codes = entry.value["代码"]?.entries?.compactMap(\.value.text) ?? []
            let choices = entry.value["取值"].map { _ in entry.value.strings("取值") } ?? codes
            let type: FieldType? = entry.value.word("类型")
            let field = KnownSources.Field(
                type: type, choices: type == .choice ? choices : [], isUnchanging: entry.value.string("不变") == "是")
            return (entry.key, field)
        }
        return Dictionary(fields ?? []) { first, _ in first }
    }
}
