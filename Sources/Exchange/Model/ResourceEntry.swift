package import Kernel
import Vault

/// 目录条目 — one resource as the catalogue shows it (GB/T 21063.3 核心元数据；政务数据共享条例). All of it is public unless it is a
/// draft; how a department's system is asked is not in it.
package struct ResourceEntry: Sendable, Equatable {
    /// 资源编号: the city's own, e.g. `339900-GA-9001`; never changed and never used twice.
    package let code: String
    /// What items and the exchange call it, e.g. `人口信息`.
    package let name: String
    package let provider: Resource.Provider
    package let summary: String
    package let category: Category
    package let sharing: Sharing
    /// `实时`, `每日` … as the descriptions write it.
    package let updateCycle: String
    /// 质量: what the provider says of it.
    package let quality: String?
    /// `nil` where nothing can be read.
    package let grade: TrustGrade?
    package let fields: [Field]
    /// 核验: what it answers by yes or no.
    package let questions: [Question]
    /// 限额: how often it may be asked in a day, as it is written; `nil` where nothing is said.
    package let quota: String?
    /// 草稿: not published, read by nobody.
    package let isDraft: Bool

    /// 信息资源分类: five kinds of basic information, topics, and what belongs to one department.
    package enum Category: String, Sendable, CaseIterable {
        case population = "人口"
        case legalEntities = "法人"
        case geography = "空间地理"
        case credit = "社会信用"
        case certificates = "电子证照"
        case topic = "主题"
        case department = "部门"
    }

    /// 共享类型.
    package enum Sharing: Sendable, Equatable {
        case unconditional
        case conditional(String, basis: String)
        /// 不予共享, by a law, an administrative regulation or a decision of the State Council.
        case withheld(ground: String)

        /// As the Regulation calls it.
        package var word: String {
            switch self {
            case .unconditional: "无条件共享"
            case .conditional: "有条件共享"
            case .withheld: "不予共享"
            }
        }

        var condition: String? { if case .conditional(let condition, _) = self { condition } else { nil } }

        var basis: String? {
            switch self {
            case .unconditional: nil
            case .conditional(_, let basis): basis
            case .withheld(let ground): ground
            }
        }
    }

    /// 信息项, without where it stands in the department's system.
    package struct Field: Sendable, Equatable {
        package let name: String
        package let kind: ResourceField.Kind
        package let unit: String?
        /// 敏感个人信息 (个人信息保护法第二十八条).
        package let isSensitive: Bool

        fileprivate var json: JSON {
            [
                "name": JSON(name), "type": JSON(kind.rawValue), "unit": unit.map { JSON($0) } ?? .null,
                "isSensitive": JSON(isSensitive),
            ]
        }
    }
}

extension ResourceEntry {
    /// 核验项, without how the department's system is asked.
    package struct Question: Sendable, Equatable {
        package let name: String
        /// In words, with its parameters in braces.
        package let text: String
        package let parameters: [String]
        /// The fields that the answer is computed from.
        package let fields: [String]

        fileprivate init(_ predicate: ResourcePredicate) {
            (name, text, fields) = (predicate.name, predicate.question, predicate.fields)
            parameters = predicate.parameters.map(\.name)
        }

        fileprivate var json: JSON {
            [
                "name": JSON(name), "question": JSON(text), "parameters": .array(parameters.map { JSON($0) }),
                "looksAt": .array(fields.map { JSON($0) }),
            ]
        }
    }
}

extension ResourceEntry {
    /// As it is published and kept. Where nothing is answered by yes or no, or without limit, the key is not there, so that
    /// entries that were published before there were such things are what they were.
    package var json: JSON {
        var json = content
        if !questions.isEmpty { json["questions"] = .array(questions.map(\.json)) }
        if let quota { json["quota"] = JSON(quota) }
        return json
    }

    private var content: JSON {
        [
            "code": JSON(code), "name": JSON(name), "provider": JSON(provider.name),
            "providerCode": JSON(provider.code),
            "summary": JSON(summary), "category": JSON(category.rawValue), "sharing": JSON(sharing.word),
            "condition": sharing.condition.map { JSON($0) } ?? .null, "basis": sharing.basis.map { JSON($0) } ?? .null,
            "updateCycle": JSON(updateCycle), "quality": quality.map { JSON($0) } ?? .null,
            "grade": (grade?.rawValue).map { JSON($0) } ?? .null,
            "fields": .array(fields.map(\.json)),
        ]
    }

    /// SHA-256 over the published bytes, hexadecimal: the entry's version.
    package var digest: String { Hex.text(Digest.sha256(json.bytes)) }
}

extension ResourceEntry {
    /// One entry of `资源` in a department's description.
    init(_ name: String, shared tree: Description, provider: Resource.Provider) throws {
        let condition = tree["共享"]?["条件"]?.text
        let basis = tree["共享"]?["依据"]?.text ?? tree["依据"]?.text
        let sharing: Sharing = condition.map { .conditional($0, basis: basis ?? "") } ?? .unconditional
        let fields = try (tree["字段"]?.entries ?? []).map { entry in
            Field(
                name: entry.key, kind: try ResourceField(entry.key, entry.value).kind,
                unit: entry.value["单位"]?.text, isSensitive: entry.value["敏感"]?.text == "是")
        }
        try self.init(
            name, tree, provider: provider, sharing: sharing, grade: tree["级别"]?.text.flatMap(TrustGrade.init),
            fields: fields,
            questions: (tree["核验"]?.entries ?? []).map { Question(try ResourcePredicate($0.key, $0.value)) })
    }

    /// One entry of `不予共享`.
    init(_ name: String, withheld tree: Description, provider: Resource.Provider) throws {
        try self.init(
            name, tree, provider: provider, sharing: .withheld(ground: tree.required("依据")), grade: nil, fields: [],
            questions: [])
    }

    private init(
        _ name: String, _ tree: Description, provider: Resource.Provider, sharing: Sharing, grade: TrustGrade?,
        fields: [Field], questions: [Question]
    ) throws {
        let categoryText = try tree.required("分类")
        guard let category = Category(rawValue: categoryText) else {
            let known = Category.allCases.map(\.rawValue).joined(separator: "、")
            throw DescriptionError(path: "分类", problem: "\(categoryText) 不是 \(known) 之一")
        }
        self.init(
            code: try tree.required("编号"), name: name, provider: provider, summary: tree["摘要"]?.text ?? name,
            category: category, sharing: sharing, updateCycle: tree["更新周期"]?.text ?? "不定期",
            quality: tree["质量"]?.text, grade: grade, fields: fields, questions: questions,
            quota: tree["限额"]?.text, isDraft: tree["编制"]?.text == "草稿")
    }
}

extension ResourceEntry {
    /// Whether a text asks one of its questions, with as many arguments as there are parameters.
    func answers(_ text: String) -> Bool {
        guard let call = PredicateCall(text), call.description == text else { return false }
        return questions.contains { $0.name == call.name && $0.parameters.count == call.arguments.count }
    }
}
