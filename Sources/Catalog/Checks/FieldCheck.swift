import Kernel

/// 信息 — each thing that must be known comes from where it is kept; a person is asked only for what nobody keeps.
enum FieldCheck: ItemCheck {
    static func findings(in source: ItemSource) -> [Finding] {
        source.fieldEntries.flatMap { entry in
            let origin = origin(entry, source)
            return origin + choices(entry) + (origin.isEmpty ? naming(entry) : [])
        }
    }

    private static func origin(_ entry: YAMLNode.Entry, _ source: ItemSource) -> [Finding] {
        guard let node = entry.value["来源"] else { return withoutSource(entry, source) }
        guard let text = node.text, let path = SourcePath(text) else { return [] }
        guard let resource = source.known.resources[path.resource] else {
            let names = source.known.resources.keys.sorted()
            let near = NearestName.to(path.resource, among: names)
            return [
                Complaint.unknownResource.suggesting(near, or: names).with(["name": path.resource]).at(node.position)
            ]
        }
        if let call = path.predicate { return question(call, entry, resource, node) }
        guard !resource.allowsMany else {
            return [Complaint.manyRecords.with(["resource": path.resource]).at(node.position)]
        }
        guard let field = resource.fields[path.field] else {
            let names = resource.fields.keys.sorted()
            let near = NearestName.to(path.field, among: names)
            let arguments = ["name": path.field, "resource": path.resource]
            return [
                Complaint.unknownSourceField.suggesting(near, or: names).with(arguments)
                    .at(node.position(of: ".\(path.field)").moved(columns: 1))
            ]
        }
        return agreement(entry, field)
    }

    /// A question of yes or no is one that the source answers, with its parameters, and its answer is 是否.
    private static func question(
        _ call: PredicateCall, _ entry: YAMLNode.Entry, _ resource: KnownSources.Resource, _ node: YAMLNode
    ) -> [Finding] {
        let place = node.position(of: ".\(call.name)").moved(columns: 1)
        guard let predicate = resource.predicates[call.name] else {
            let names = resource.predicates.values.map(\.form).sorted()
            let near = NearestName.to(call.name, among: resource.predicates.keys.sorted())
            let form = near.flatMap { resource.predicates[$0]?.form }
            let arguments = ["name": call.name, "resource": resource.name]
            guard !names.isEmpty else { return [Complaint.noPredicates.with(arguments).at(place)] }
            return [Complaint.unknownPredicate.suggesting(form, or: names).with(arguments).at(place)]
        }
        guard let field = resource.field(call.description) else {
            let types = predicate.parameters.map { "\($0.name) \($0.type.rawValue)" }.joined(separator: "、")
            let arguments = ["form": predicate.form, "types": types.isEmpty ? "—" : types]
            return [Complaint.predicateArguments.with(arguments).at(place)]
        }
        return agreement(entry, field)
    }

    private static func withoutSource(_ entry: YAMLNode.Entry, _ source: ItemSource) -> [Finding] {
        // A misspelt 来源 is reported as an unknown key already.
        guard entry.value.entries?.allSatisfy({ key in ItemFormat.fieldKeys.contains { $0.name == key.key } }) == true
        else {
            return []
        }
        if let path = source.known.path(holding: entry.key) {
            return [Complaint.asksForHeld.with(["name": entry.key, "path": path]).at(entry.keyPosition)]
        }
        return entry.value["否则"] == nil
            ? [Complaint.fieldWithoutSource.with(["name": entry.key]).at(entry.keyPosition)] : []
    }

    /// Type and values are those of the source: a date that is called text would be compared as text.
    private static func agreement(_ entry: YAMLNode.Entry, _ field: KnownSources.Field) -> [Finding] {
        let written: FieldType? = entry.value["类型"] == nil ? .text : entry.value.word("类型")
        guard let written, let type = field.type else { return [] }
        let position = (entry.value["类型"] ?? entry.value).position
        guard written == type else {
            let arguments = ["name": entry.key, "written": written.rawValue, "type": type.rawValue]
            return [Complaint.typeDiffersFromSource.with(arguments).at(position)]
        }
        guard let values = entry.value["取值"], !field.choices.isEmpty else { return [] }
        let listed = Set(entry.value.strings("取值"))
        guard listed != Set(field.choices) else { return [] }
        return [
            Complaint.choicesDifferFromSource.with(["values": field.choices.uniqued.joined(separator: ", ")]).at(
                values.position)
        ]
    }

    private static func choices(_ entry: YAMLNode.Entry) -> [Finding] {
        let isChoice = entry.value.string("类型") == FieldType.choice.rawValue
        if isChoice, entry.value["取值"] == nil {
            return [Complaint.choiceWithoutValues.with(["name": entry.key]).at(entry.value.position)]
        }
        if !isChoice, let values = entry.value["取值"] {
            return [Complaint.valuesWithoutChoice.with(["name": entry.key]).at(values.position)]
        }
        return []
    }

    /// A name that says what it holds, and a type that says otherwise.
    private static func naming(_ entry: YAMLNode.Entry) -> [Finding] {
        let written = entry.value["类型"] == nil ? FieldType.text : entry.value.word("类型")
        let isAnswer = entry.value.string("来源").flatMap { SourcePath($0) }?.predicate != nil
        guard let written, !isAnswer else { return [] }
        let position = (entry.value["类型"] ?? entry.value).position
        if entry.key.hasSuffix("年龄") || entry.key.hasSuffix("周岁") {
            return [Complaint.ageAsField.with(["name": entry.key]).at(entry.keyPosition)]
        }
        guard let (_, type) = endings.first(where: { entry.key.hasSuffix($0.key) }), type != written else { return [] }
        return [Complaint.typeUnlikeName.with(["name": entry.key, "type": type.rawValue]).at(position)]
    }

    private static let endings: KeyValuePairs<String, FieldType> = [
        "区划": .division, "日期": .date, "银行账号": .bankAccount, "账户": .bankAccount, "证件号码": .residentID,
        "身份证号": .residentID, "统一社会信用代码": .creditCode, "手机号": .telephone, "手机号码": .telephone,
        "联系电话": .telephone,
    ]
}

extension Array where Element: Hashable {
    /// Each element once, in the order of first appearance.
    var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
