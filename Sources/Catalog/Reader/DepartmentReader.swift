/// Reads from the descriptions in `City/departments` what definitions need to know of them: resources, fields, types.
/// All else in them is the exchange's business and is passed over.
package enum DepartmentReader {
    /// The resources of one description; findings only where it is no YAML that can be read.
    package static func resources(in text: String, file: String) -> (
        resources: [KnownSources.Resource], findings: [Finding]
    ) {
        let (root, findings) = YAMLReader.read(text, file: file)
        let provider = root?.string("部门") ?? ""
        let resources = root?["资源"]?.entries?.map { entry in
            KnownSources.Resource(
                name: entry.key, provider: provider, fields: fields(entry.value["字段"]),
                acceptsWriteBack: entry.value["回写"] != nil, waivedMaterials: entry.value.strings("可免材料"))
        }
        return (resources ?? [], findings)
    }

    private static func fields(_ node: YAMLNode?) -> [String: KnownSources.Field] {
        let fields = node?.entries?.map { entry in
            let codes = entry.value["代码"]?.entries?.compactMap(\.value.text) ?? []
            let choices = entry.value["取值"].map { _ in entry.value.strings("取值") } ?? codes
            let type: FieldType? = entry.value.word("类型")
            return (entry.key, KnownSources.Field(type: type, choices: type == .choice ? choices : []))
        }
        return Dictionary(fields ?? []) { first, _ in first }
    }
}
