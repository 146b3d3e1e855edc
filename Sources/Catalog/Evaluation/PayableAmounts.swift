import Decisions
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
        guard let terms = outcome.entitlement, let rules, let table = PipeTable.parse(rules.tableText).table,
            let column = table.outputs.firstIndex(where: { $0.text == terms.amountOutput })
        else { return [] }
        let direct = table.rows.reduce(into: Set<String>()) { $0.formUnion(Self.names(in: $1.outputs[column].text)) }
        // A definition can only read earlier ones.
        let reached = rules.definitionsText.split(separator: "\n").reversed().reduce(into: direct) { names, line in
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let name = Self.names(in: String(parts[0])).first, names.contains(name) else {
                return
            }
            names.formUnion(Self.names(in: String(parts[1])))
        }
        return standards.filter { reached.contains($0.name) && $0.unit.hasPrefix("元") }.flatMap { standard in
            (standard.inForce(on: day)?.steps ?? []).map { step in
                let isSingle = step.name == StandardValue.singleStep
                let name = isSingle ? (direct.contains(standard.name) ? nil : standard.name) : step.name
                return PayableAmount(name: name, unit: standard.unit, value: step.value.description)
            }
        }
    }

    /// What stands in an expression between its signs: names, numbers and words of the language.
    private static func names(in expression: String) -> Set<String> {
        let signs: Set<Character> = Set(" .,()[]{}<>=+-*/;:\"\t")
        return Set(expression.split { signs.contains($0) }.map(String.init))
    }
}
