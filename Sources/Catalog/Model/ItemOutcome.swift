package import Kernel

/// 结果 — what a grant gives.
package struct ItemOutcome: Hashable, Sendable {
    /// 证照 — the name of the certificate type.
    package let certificate: String
    /// `nil` for long-term validity.
    package let validity: Term?
    package let entitlement: EntitlementTerms?
    /// 回写 — the resource that the result is written back to.
    package let writeBack: String?
}

/// 待遇 — a payment that a grant opens.
package struct EntitlementTerms: Hashable, Sendable {
    /// The output of the decision table that holds the amount (yuan a period).
    package let amountOutput: String
    package let period: PaymentPeriod
    package let start: EntitlementStart
    /// 止 — what ends it, in words.
    package let ends: [String]
    /// 每人限领 — live entitlements of one person at a time.
    package let liveCountMax: Int
}

/// 标准值 — a number, or several steps of it, that changes by law and never by editing the past.
package struct StandardValue: Hashable, Sendable {
    package let name: String
    /// e.g. `元/月`.
    package let unit: String
    /// By day of effect, earliest first.
    package let periods: [Period]

    /// The numbers from one day on.
    package struct Period: Hashable, Sendable {
        package let from: CivilDate
        package let steps: [Step]
        package let basis: String
    }

    package struct Step: Hashable, Sendable {
        package let name: String
        package let value: Decimal128
    }

    /// The only step of a standard without steps is written under this name.
    package static let singleStep = "值"

    /// What is in force on a day; `nil` before the first period.
    package func inForce(on day: CivilDate) -> Period? { periods.last { $0.from <= day } }
}

/// 理由 — sentences of the decision as the applicant reads them, with `{name}` where a value is filled in.
package struct ReasonTemplates: Hashable, Sendable {
    /// `nil` where the system never grants.
    package let granted: String?
    package let referred: String
}

/// 示例 — a case with its expected result, run at every check.
package struct ItemExample: Sendable {
    package let name: String
    /// 申请日
    package let day: CivilDate
    package let facts: [String: FactValue]
    package let expected: Expectation

    package struct Expectation: Hashable, Sendable {
        package let isGranted: Bool
        package let rule: String?
        /// Columns of the table and their values as they are written.
        package let outputs: [String: String]
    }
}
