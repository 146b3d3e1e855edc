package import Kernel

/// 自动决定的结论 — what the rules of an item say about known facts on a day. A machine may grant or hand over; it never
/// refuses.
package enum ItemVerdict: Sendable {
    case granted(Grant)
    /// 转人工. `unmet` names the facts and columns that kept every rule from granting; empty where people decide the
    /// item anyway.
    case referred(unmet: [String], trace: JSON)

    /// 准予 — a grant, with all that it rests on.
    package struct Grant: Sendable {
        /// The rule that hit.
        package let rule: String
        /// The sentence for the applicant, in the words of the definition.
        package let reason: String
        /// The other columns of the rule, in the order of the table.
        package let outputs: [Output]
        /// The amount of the benefit for one period; `nil` where the item pays nothing.
        package let amountFen: Int?
        /// Inputs, definitions and every rule with what its cells said, as it is kept with the decision.
        package let trace: JSON
        /// SHA-256 over the bytes of `trace`, in hexadecimal: a replay has to give the same.
        package let traceHash: String

        package var outputsJSON: JSON {
            .object(outputs.map { JSON.Member($0.name, JSON($0.value.storedText)) })
        }
    }

    /// One column of a rule that hit.
    package struct Output: Hashable, Sendable {
        package let name: String
        package let value: FactValue
    }

    package var grant: Grant? { if case .granted(let grant) = self { grant } else { nil } }

    package var trace: JSON {
        switch self {
        case .granted(let grant): grant.trace
        case .referred(_, let trace): trace
        }
    }
}
