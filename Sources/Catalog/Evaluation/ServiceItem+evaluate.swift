import Decisions
import FEEL
package import Kernel
import Vault

extension ServiceItem {
    /// 自动决定 — what the rules say about known facts, under the standards in force on the day of application. Pure: the
    /// same facts, days and version give the same verdict and the same trace.
    ///
    /// - Parameters:
    ///   - facts: by field name; only those that are known and undisputed. Facts that the rules do not need are not
    /// looked at.
    ///   - day: 申请日.
    ///   - determinationDay: 决定日; the day of application where it is not said.
    package func evaluate(
        facts: [String: FactValue], on day: CivilDate, determinedOn determinationDay: CivilDate? = nil
    ) -> ItemVerdict {
        guard let rules else { return .referred(unmet: [], trace: .null) }
        let days = DecisionDays(application: day, determination: determinationDay ?? day)
        guard let model = rules.model(on: day) else {
            return .referred(unmet: rules.standardsMissing(on: day), trace: .object(header(days)))
        }
        let values = facts.mapValues { Value($0) }.merging(days.values) { _, given in given }
        let trace = model.trace(facts: values)
        let json = JSON.object(header(days) + (trace.json.members ?? []))
        return verdict(of: trace, facts: facts, days: days, json: json)
    }

    /// What was decided about, in front of how.
    private func header(_ days: DecisionDays) -> [JSON.Member] {
        [
            JSON.Member("item", JSON(id)), JSON.Member("version", JSON(version.digest)),
            JSON.Member("applicationDay", JSON(days.application.description)),
            JSON.Member("determinationDay", JSON(days.determination.description)),
        ]
    }

    private func verdict(of trace: Trace, facts: [String: FactValue], days: DecisionDays, json: JSON) -> ItemVerdict {
        guard case .granted(let rule, let decided) = trace.verdict else {
            return .referred(unmet: trace.unmet, trace: json)
        }
        var outputs: [ItemVerdict.Output] = []
        for output in decided {
            guard let value = output.value.fact else { return .referred(unmet: [output.name], trace: json) }
            outputs.append(ItemVerdict.Output(name: output.name, value: value))
        }
        var amountFen: Int?
        if let name = outcome.entitlement?.amountOutput {
            guard case .number(let yuan)? = outputs.first(where: { $0.name == name })?.value,
                let fen = MoneyText.fen(yuan: yuan)
            else { return .referred(unmet: [name], trace: json) }
            amountFen = fen
        }
        let reason = SentenceTemplate(text: reasons.granted ?? "").filled { name in
            let value =
                outputs.first { $0.name == name }?.value ?? facts[name] ?? days.facts[name]
                ?? trace.definitions.first { $0.name == name }?.value?.fact
            return value?.sentenceText
        }
        return .granted(
            ItemVerdict.Grant(
                rule: rule, reason: reason, outputs: outputs, amountFen: amountFen, trace: json,
                traceHash: Hex.text(Digest.sha256(json.bytes))))
    }
}

/// Days that every rule may use.
private struct DecisionDays {
    let application: CivilDate
    let determination: CivilDate

    var facts: [String: FactValue] {
        [
            RuleNames.applicationDay: .date(application), RuleNames.determinationDay: .date(determination),
            RuleNames.month: .date(application.adding(days: 1 - application.day)),
        ]
    }

    var values: [String: Value] { facts.mapValues { Value($0) } }
}
