import Decisions
import FEEL
package import Kernel

/// 能领多少 — one standard value that the amount of a grant is made of.
package struct PayableAmount: Hashable, Sendable {
    /// The step, or the standard where it only bounds the amount; `nil` where it is the amount itself.
    package let name: String?
    /// As it is written, e.g. `元/月`.
    package let unit: String
    package let value: String
}

extension ServiceItem {
    /// The standard values, in force on a day, that the amount of the entitlement can be made of, through definitions as
    /// well; empty where a grant opens no payment, or its amount rests on no standard in yuan.
    package func payableAmounts(on day: CivilDate) -> [PayableAmount] {
        guard let terms = outcome.entitlement, let model = rules?.model(on: day),
            let column = model.outputs.firstIndex(of: terms.amountOutput)
        else { return [] }
        let direct = model.rules.reduce(into: Set<String>()) { $0.formUnion($1.outputs[column].freeNames) }
        // A definition can only read earlier ones.
        let reached = model.definitions.reversed().reduce(into: direct) { names, definition in
            if names.contains(definition.name) { names.formUnion(definition.expression.freeNames) }
        }
        return standards.filter { reached.contains($0.name) && $0.unit.hasPrefix("元") }.flatMap { standard in
            (standard.inForce(on: day)?.steps ?? []).map { step in
                let isSingle = step.name == StandardValue.singleStep
                let name = isSingle ? (direct.contains(standard.name) ? nil : standard.name) : step.name
                return PayableAmount(name: name, unit: standard.unit, value: step.value.description)
            }
        }
    }
}
