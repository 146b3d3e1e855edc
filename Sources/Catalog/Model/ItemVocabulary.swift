/// 事项类型 — the kinds of service items that people apply for, with the words of GB/T 39046—2020 A.1. Penalties,
/// compulsion, levies and inspections are not applied for and have no definition here.
package enum ItemKind: String, CaseIterable, Sendable {
    case licensing = "行政许可"
    case grant = "行政给付"
    case confirmation = "行政确认"
    case award = "行政奖励"
    case adjudication = "行政裁决"
    case otherPower = "其他行政权力"
    case publicService = "公共服务"

    /// Digits 3 and 4 of the base code.
    package var code: String {
        switch self {
        case .licensing: "01"
        case .grant: "05"
        case .confirmation: "07"
        case .award: "08"
        case .adjudication: "09"
        case .otherPower: "10"
        case .publicService: "20"
        }
    }
}

/// 服务对象 — who may apply, in the practice of the national platform.
package enum ApplicantKind: String, CaseIterable, Sendable {
    case naturalPerson = "自然人"
    case enterprise = "企业法人"
    case publicInstitution = "事业法人"
    case socialOrganization = "社会组织法人"
    case unincorporated = "非法人企业"
    case agency = "行政机关"
    case other = "其他组织"
}

/// 渠道 — a way to apply. The legal clock is the same on each, and none may be made a condition.
package enum Channel: String, CaseIterable, Sendable {
    case web = "网上"
    case mobile = "移动端"
    case telephone = "电话"
    case counter = "窗口"
    case kiosk = "自助终端"
    case homeVisit = "上门"
    case post = "邮寄"

    /// Whether a person without a device, a connection or the habit of them is served there by a person.
    package var isOffline: Bool { self == .counter || self == .homeVisit }
}

/// 办件类型 (GB/T 39046—2020 A.6).
package enum HandlingKind: String, CaseIterable, Sendable {
    case immediate = "即办件"
    case committed = "承诺件"
}

/// 依据的作用 — what a legal basis is cited for.
package enum BasisRole: String, CaseIterable, Sendable {
    /// Creates the service or the duty.
    case establishing = "设定"
    case supporting = "依据"
    case fee = "收费"
    case limit = "时限"
    case material = "材料"
}

/// 必要性 — whether a material is always needed; `deferrable` ones may follow later (容缺受理).
package enum Necessity: String, CaseIterable, Sendable {
    case required = "必要"
    case conditional = "非必要"
    case deferrable = "容缺"
}

/// 户主 — whose account a payment may go to.
package enum AccountHolder: String, CaseIterable, Sendable {
    case applicant = "申请人"
    case beneficiary = "受益人"
}

/// 发放周期 — how often a benefit is paid.
package enum PaymentPeriod: String, CaseIterable, Sendable {
    case monthly = "每月"
    case quarterly = "每季"
    case yearly = "每年"
    case once = "一次性"
}

/// 起算 — from when a benefit runs.
package enum EntitlementStart: String, CaseIterable, Sendable {
    case applicationDay = "申请日"
    case applicationMonth = "申请当月"
    case monthAfterApplication = "申请次月"
    case determinationDay = "决定日"
    case monthAfterDetermination = "决定次月"
}
