package import Kernel

/// 依据 — a legal basis of the item.
package struct LegalBasis: Hashable, Sendable {
    /// The name by which other parts of the definition refer to it, e.g. `办法`.
    package let key: String
    package let title: String
    /// 条款, as it is cited.
    package let articles: String
    package let role: BasisRole
    package let documentNumber: String?
    /// The day on which the citation was last compared with the text; `nil` where never.
    package let verifiedOn: CivilDate?

    /// Not verified against its source: shown as 示例.
    package var isSample: Bool { title.contains("示例") }
    /// 《惠民市高龄津贴发放办法（示例）》第五条、第六条
    package var citation: String { "《\(title)》\(articles)" }
}

/// 时限 — how long it may take by law, and how long the authority promises.
package struct TimeLimits: Hashable, Sendable {
    package let handling: HandlingKind
    package let statutory: Term
    /// The name of its legal basis.
    package let statutoryBasis: String
    /// Where the system decides; `nil` where it never does.
    package let committedAutomatic: Term?
    package let committedManual: Term
}

/// 申请材料 — one material, or what stands in for it.
package struct Material: Hashable, Sendable {
    package let name: String
    /// 免提交 — the resource that holds what it would prove; `nil` where it must be handed in.
    package let waivedBy: String?
    package let basis: String?
    package let necessity: Necessity
    /// When it is needed, if not always.
    package let situation: String?
    /// 原件、复印件…
    package let form: String?
    package let note: String?
}

/// 人工办理 — a stage where people work on the case.
package struct ManualStage: Hashable, Sendable {
    package let name: String
    package let authority: String
    package let limit: Term
}

/// 救济 — what a person can do against a determination, and within which term.
package struct Remedies: Hashable, Sendable {
    /// 行政复议
    package let reconsideration: Term
    /// 行政诉讼
    package let litigation: Term
}
