import Decisions
import FEEL
package import Kernel

/// 准予的样例 — facts on which a rule grants, made up from the rule itself: what an example in a definition would look
/// like, and where tests begin that take facts away.
package struct GrantSample: Sendable {
    package let rule: String
    /// By field name; the facts of the day are given by the day.
    package let facts: [String: FactValue]
    /// Fields that the rule cannot do without.
    package let needed: [String]
}

extension ServiceItem {
    /// One sample for each rule, in the order of the table, under the standards of a day. A rule for which no facts were
    /// found has none.
    package func grantSamples(on day: CivilDate) -> [GrantSample] {
        guard let model = rules?.model(on: day) else { return [] }
        let days = DayFacts([
            RuleNames.applicationDay: .day, RuleNames.determinationDay: .day, RuleNames.month: .firstOfMonth,
        ])
        let inputs = Dictionary(uniqueKeysWithValues: model.rules.map { ($0.name, $0.inputs) })
        return model.grantingFacts(on: day, days: days).map { rule, facts in
            let asked = facts.filter { !RuleNames.given.contains($0.key) }
            return GrantSample(
                rule: rule, facts: asked.compactMapValues(\.fact),
                needed: asked.keys.filter { inputs[rule]?.contains($0) ?? false }.sorted())
        }
    }
}
