import Kernel

/// Makes a `ServiceItem` of a tree whose form was found right. Each part answers `nil` where the tree does not hold
/// what the format asks for, so that a part can be read even while another is broken.
struct ItemReader {
    let root: YAMLNode
    /// The fields that can be read, for checks that go on while others are broken.
    let readableFields: [InformationField]
    /// The standards that can be read.
    let readableStandards: [StandardValue]

    init(root: YAMLNode) {
        self.root = root
        readableFields = root["信息"]?.entries?.compactMap { Self.field(of: $0) } ?? []
        readableStandards = root["标准值"]?.entries?.compactMap { Self.standard(of: $0) } ?? []
    }

    func item(rules: ItemRules?, version: ItemVersion) -> ServiceItem? {
        guard let name = root.string("事项"), let summary = root.string("说明"), let baseCode = root["编码"]?.string("基本"),
            let localCode = localCode, let kind: ItemKind = root.word("类型"),
            let applicants: [ApplicantKind] = root.words("对象"),
            let service, let bases, let limits, let materials, let fields, let standards, let reasons, let stages,
            let remedies, let outcome
        else { return nil }
        return ServiceItem(
            name: name, english: english, aliases: root.strings("别名"), summary: summary, unverified: unverified,
            baseCode: baseCode, localCode: localCode, kind: kind, applicants: applicants, service: service,
            bases: bases, limits: limits,
            materials: materials, informationFields: fields, standards: standards, rules: rules, reasons: reasons,
            stages: stages, steps: root.strings("办理流程"), refusalGrounds: root.strings("可不予"), remedies: remedies,
            outcome: outcome, examples: root["示例"]?.list?.compactMap { example($0) } ?? [],
            isSample: root.mentions("示例", except: "示例"), version: version)
    }

    var localCode: LocalCode? { root["编码"]?.string("本地").flatMap { LocalCode($0) } }

    private var english: ServiceItem.EnglishText? {
        guard let node = root["英文"], let name = node.string("事项") else { return nil }
        return ServiceItem.EnglishText(name: name, summary: node.string("说明"))
    }

    private var unverified: ServiceItem.UnverifiedNotice? {
        guard let node = root["未核实"], let chinese = node.string("说明"), let english = node.string("英文") else {
            return nil
        }
        return ServiceItem.UnverifiedNotice(chinese: chinese, english: english)
    }

    var bases: [LegalBasis]? {
        root["依据"]?.entries?.map { entry in
            guard let title = entry.value.string("名称"), let articles = entry.value.string("条款"),
                let role: BasisRole = entry.value.word("作用")
            else { return nil }
            return LegalBasis(
                key: entry.key, title: title, articles: articles, role: role, documentNumber: entry.value.string("文号"),
                verifiedOn: entry.value.string("核对").flatMap { CivilDate($0) })
        }.complete()
    }

    var limits: TimeLimits? {
        guard let node = root["时限"], let handling: HandlingKind = node.word("办件类型"),
            let statutory = node["法定"]?.term("期限"), let basis = node["法定"]?.string("依据"),
            let manual = node["承诺"]?.term("人工")
        else { return nil }
        return TimeLimits(
            handling: handling, statutory: statutory, statutoryBasis: basis,
            committedAutomatic: node["承诺"]?.term("自动"), committedManual: manual)
    }

    var materials: [Material]? {
        root["材料"]?.list?.map { node in
            node.string("名称").map { name in
                Material(
                    name: name, waivedBy: node.string("免提交"), basis: node.string("依据"),
                    necessity: node.word("必要性") ?? .required, situation: node.string("情形"), form: node.string("形式"),
                    note: node.string("说明"))
            }
        }.complete()
    }

    var stages: [ManualStage]? {
        root["人工办理"]?.list?.map { node in
            guard let name = node.string("环节"), let authority = node.string("机关"), let limit = node.term("时限") else {
                return nil
            }
            return ManualStage(name: name, authority: authority, limit: limit)
        }.complete()
    }

    var remedies: Remedies? {
        guard let node = root["救济"], let reconsideration = node.term("行政复议"), let litigation = node.term("行政诉讼") else {
            return nil
        }
        return Remedies(reconsideration: reconsideration, litigation: litigation)
    }

    var reasons: ReasonTemplates? {
        root["理由"]?.string("转人工").map { ReasonTemplates(granted: root["理由"]?.string("准予"), referred: $0) }
    }
}

extension YAMLNode {
    func string(_ key: String) -> String? { self[key]?.text }
    func strings(_ key: String) -> [String] { self[key]?.listOrOne.compactMap(\.text) ?? [] }
    func term(_ key: String) -> Term? { string(key).flatMap { Term($0) } }

    /// A word of a vocabulary whose raw values are the words of the file.
    func word<Word: RawRepresentable<String>>(_ key: String) -> Word? { string(key).flatMap { Word(rawValue: $0) } }

    func words<Word: RawRepresentable<String>>(_ key: String) -> [Word]? {
        self[key]?.listOrOne.map { $0.text.flatMap { Word(rawValue: $0) } }.complete()
    }
}

extension Array {
    /// The elements where none is missing; `nil` otherwise.
    func complete<Value>() -> [Value]? where Element == Value? {
        let values = compactMap { $0 }
        return values.count == count ? values : nil
    }
}
