import Kernel

/// 数据资源: what one department offers to be read, and may be told, as its description file says it.
package struct Resource: Sendable {
    /// `人口信息`, `民政发放.高龄津贴`
    package internal(set) var name: String
    /// 资源编号
    package let code: String
    /// Short name of the department, e.g. `公安`.
    package let department: String
    package let provider: Provider
    package let summary: String
    package let grade: TrustGrade
    package let shareType: String
    /// The basis of sharing, where one is stated.
    package let basis: String?
    /// What a person's records are asked by: every resource says in which column it stands.
    package static let subjectKey = "证件号码"

    /// The column in the source for each key we ask by; `subjectKey` is one of them.
    package let keys: [String: String]
    /// Whether a person may have several records.
    package let allowsMany: Bool
    /// What no record means, where the description says so: `{ 状态: 未领 }`.
    package let whenNotRecorded: [String: String]?
    package let deadlineMilliseconds: Int64
    /// How old a record may be.
    package let validMilliseconds: Int64?
    package let updatedAt: ColumnFormat?
    /// 限额: how often it may be asked in a day, questions of yes or no included; `nil` where nothing is said.
    package let dailyMax: Int?
    package let fields: [ResourceField]
    /// 核验: questions that it answers by yes or no.
    package let predicates: [ResourcePredicate]
    package internal(set) var writeBack: WriteBack?
    /// 更正; `nil` where the department's people put right what does not stand any more.
    package internal(set) var correction: Correction?
    /// Whether it is itself a way of correcting.
    package internal(set) var isCorrecting = false
    /// The whole description, from which the connector takes its statements, paths and pages.
    package let description: Description

    /// 更正 as a resource that is written to: told, acknowledged, compared and told again as any other.
    package var correcting: Resource? {
        guard let correction else { return nil }
        var resource = self
        (resource.name, resource.writeBack, resource.correction) = ("\(name).更正", correction.writeBack, nil)
        resource.isCorrecting = true
        return resource
    }

    package func field(_ name: String) -> ResourceField? { fields.first { $0.name == name } }

    /// 提供方.
    package struct Provider: Sendable, Equatable {
        package let name: String
        /// 统一社会信用代码
        package let code: String
    }

    /// A column and how its text is written.
    package struct ColumnFormat: Sendable, Equatable {
        package let column: String
        package let format: DateFormat
    }
}

/// 信息项: one field of a resource.
package struct ResourceField: Sendable, Equatable {
    package let name: String
    package let column: String
    package let kind: Kind
    /// For days and instants, e.g. `yyyyMMdd`; `秒` for seconds since 1970.
    package let format: DateFormat?
    /// The source's codes and what they mean.
    package let codes: [String: String]
    /// The values that may come out, where the description lists them.
    package let values: [String]
    /// 清洗, in order, before anything else is made of the text.
    package var cleaning: [Cleaning] = []

    /// 类型 as the descriptions write it.
    package enum Kind: String, Sendable, CaseIterable {
        case text = "文本"
        case choice = "选项"
        case date = "日期"
        case flag = "是否"
        case number = "数"
        case money = "金额"
        case division = "行政区划"
        case residentID = "身份号码"
        case phone = "手机号码"
        case bankAccount = "银行账号"
    }
}
