/// 怎么办 — where, through which channels and on which terms a service is given.
package struct ServiceTerms: Hashable, Sendable {
    /// 受理机关
    package let authority: String
    /// The field (a division) by which cases go to the districts; `nil` where one authority handles all.
    package let routedBy: String?
    package let channels: [Channel]
    /// 实名等级 — 1…3.
    package let assuranceLevelMin: Int
    /// 到现场次数
    package let visitCountMax: Int
    package let fee: Fee
    package let places: [HandlingPlace]
    package let enquiries: Contact
    package let complaints: Contact
    /// 先问 — at most three; answers are never kept and never hide the button.
    package let screening: [ScreeningQuestion]
    /// 通办; `nil` where only the own place takes the application in.
    package let crossProvince: CrossProvinceService?
}

/// 收费
package enum Fee: Hashable, Sendable {
    case none
    /// The standard as it is written, in fen, and the name of its legal basis.
    case charged(text: String, amountFen: Int, basis: String)
}

/// 办理地点 — where people can go.
package struct HandlingPlace: Hashable, Sendable {
    package let name: String
    package let address: String
    package let hours: String
    package let telephone: String?
}

/// 咨询、监督投诉 — how to reach somebody.
package struct Contact: Hashable, Sendable {
    package let telephone: String
    package let place: String?
    package let web: String?
}

/// 先问 — a question that helps people see before sign-in whether this is for them.
package struct ScreeningQuestion: Hashable, Sendable {
    package let question: String
    package let answers: [Answer]

    /// One answer and the hint that it gets.
    package struct Answer: Hashable, Sendable {
        package let label: String
        package let hint: String
    }
}
