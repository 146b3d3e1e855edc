import Kernel

/// 数源部门: one department, how its system is reached, and what it offers: one file of `City/departments`.
package struct Department: Sendable {
    package let name: String
    package let provider: Resource.Provider
    /// `数据库`, `接口`, `文件`
    package let connectionKind: String
    /// The `连接` part, for the connector.
    package let connection: Description
    /// What can be read: drafts and what is not shared are not among them.
    package let resources: [Resource]
    /// 目录: all that it says of its data, in the order of the file.
    package let catalogue: [ResourceEntry]

    package init(yaml: String) throws {
        let tree = try Description(yaml: yaml)
        name = try tree.required("部门")
        provider = Resource.Provider(
            name: try tree.required("提供方", "名称"), code: try tree.required("提供方", "代码"))
        guard let connection = tree["连接"] else { throw DescriptionError(path: "连接", problem: "缺少 (missing)") }
        self.connection = connection
        connectionKind = try connection.required("方式")
        let (name, provider) = (name, provider)
        let shared = try Self.read("资源", of: tree) { entry in
            (entry, try ResourceEntry(entry.key, shared: entry.value, provider: provider))
        }
        let withheld = try Self.read("不予共享", of: tree) { entry in
            try ResourceEntry(entry.key, withheld: entry.value, provider: provider)
        }
        catalogue = shared.map(\.1) + withheld
        resources = try shared.filter { !$0.1.isDraft }.map { entry, _ in
            try Self.naming("资源", entry) {
                try Resource(entry.key, entry.value, department: name, provider: provider)
            }
        }
    }

    private static func read<Value>(
        _ list: String, of tree: Description, _ body: (Description.Entry) throws -> Value
    ) throws -> [Value] {
        try (tree[list]?.entries ?? []).map { entry in try naming(list, entry) { try body(entry) } }
    }

    /// An error in an entry is said with the entry's name.
    private static func naming<Value>(
        _ list: String, _ entry: Description.Entry, _ body: () throws -> Value
    ) throws -> Value {
        do { return try body() } catch let error as DescriptionError {
            throw DescriptionError(path: "\(list).\(entry.key).\(error.path)", problem: error.problem)
        }
    }
}

extension Resource {
    init(_ name: String, _ tree: Description, department: String, provider: Provider) throws {
        self.name = name
        code = try tree.required("编号")
        self.department = department
        self.provider = provider
        description = tree
        summary = tree["摘要"]?.text ?? name
        let gradeText = try tree.required("级别")
        guard let grade = TrustGrade(rawValue: gradeText) else {
            throw DescriptionError(path: "级别", problem: "\(gradeText) 不是 A、B、C、D 之一")
        }
        self.grade = grade
        shareType = try tree.required("共享", "类型")
        basis = tree["依据"]?.text ?? tree["共享"]?["依据"]?.text
        keys = tree["键"]?.textMap ?? [:]
        guard keys[Self.subjectKey]?.isEmpty == false, !keys.values.contains("") else {
            throw DescriptionError(
                path: "键",
                problem: "没有写“证件号码”是哪一列——平台要用它核对查回的记录是不是申请人本人的 (say which column holds 证件号码: "
                    + "each record is checked to be the applicant's)")
        }
        allowsMany = tree["记录数"]?.text == "多"
        whenNotRecorded = tree["查无记录"]?.textMap
        deadlineMilliseconds = try Self.milliseconds(tree.required("时限"), at: "时限")
        validMilliseconds = try tree["有效"]?.text.map { try Self.milliseconds($0, at: "有效") }
        updatedAt = try tree["更新时间"].map {
            ColumnFormat(column: try $0.required("列"), format: DateFormat(try $0.required("格式")))
        }
        dailyMax = try tree["限额"]?.text.map(Self.dailyMax)
        fields = try (tree["字段"]?.entries ?? []).map { try ResourceField($0.key, $0.value) }
        predicates = try (tree["核验"]?.entries ?? []).map { try ResourcePredicate($0.key, $0.value) }
        writeBack = try tree["回写"].map { try WriteBack($0) }
        correction = try tree["回写"]?["更正"].map { try Correction($0) }
    }

    /// `每日 5000 次`
    private static func dailyMax(_ text: String) throws -> Int {
        let words = text.filter { $0 != " " }
        guard words.hasPrefix("每日"), words.hasSuffix("次"), let count = Int(words.dropFirst(2).dropLast()), count > 0
        else { throw DescriptionError(path: "限额", problem: "\(text)：写成“每日 5000 次”") }
        return count
    }

    /// `800 毫秒`, `90 分钟`, `400 日`
    private static func milliseconds(_ text: String, at path: String) throws -> Int64 {
        let units: [(String, Int64)] = [
            ("毫秒", 1), ("分钟", 60_000), ("小时", 3_600_000), ("秒", 1000), ("日", 86_400_000), ("天", 86_400_000),
        ]
        for (unit, factor) in units where text.hasSuffix(unit) {
            if let count = Int64(text.dropLast(unit.count).filter { $0 != " " }), count > 0 { return count * factor }
        }
        throw DescriptionError(path: path, problem: "\(text)：写成“800 毫秒”或“30 日”")
    }
}

extension ResourceField {
    init(_ name: String, _ tree: Description) throws {
        self.name = name
        column = try tree.required("列")
        let kindText = try tree.required("类型")
        guard let kind = Kind(rawValue: kindText) else {
            let known = Kind.allCases.map(\.rawValue).joined(separator: "、")
            throw DescriptionError(path: "字段.\(name).类型", problem: "\(kindText) 不是 \(known) 之一")
        }
        self.kind = kind
        format = (tree["格式"]?.text).map(DateFormat.init)
        codes = tree["代码"]?.textMap ?? [:]
        values = tree["取值"]?.texts ?? []
        cleaning = try (tree["清洗"]?.texts ?? []).map { text in
            guard let step = Cleaning(rawValue: text) else {
                let known = Cleaning.allCases.map(\.rawValue).joined(separator: "、")
                throw DescriptionError(path: "字段.\(name).清洗", problem: "\(text) 不是 \(known) 之一")
            }
            return step
        }
        if kind == .date, format == nil { throw DescriptionError(path: "字段.\(name).格式", problem: "日期要写格式") }
    }
}
