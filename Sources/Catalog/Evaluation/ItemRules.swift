package import Decisions
import FEEL
package import Kernel

/// 规则 — the decision of an item, compiled once for each set of standard values that was or will be in force.
package struct ItemRules: Sendable {
    /// The rules with the standards of one span of days.
    struct Edition: Sendable {
        /// The first day; `nil` where the item has no standards.
        let from: CivilDate?
        let model: DecisionModel
        /// The standards of those days.
        let parameters: [DecisionParameter]
    }

    /// Earliest first; never empty.
    let editions: [Edition]
    /// Standards by name, with their first day of effect: what is missing on a day before all of them are in force.
    let standards: [(name: String, from: CivilDate)]
    /// 定义, as it is written.
    package let definitionsText: String
    /// 决定, as it is written.
    package let tableText: String

    /// Names of the rules, in the order of the table.
    package var ruleNames: [String] { editions[0].model.rules.map(\.name) }

    /// Facts that some rule or definition reads, in the order of 信息: only these are put to the rules and kept in
    /// traces.
    package var factNames: [String] { editions[0].model.inputs.map(\.name).filter { !RuleNames.given.contains($0) } }

    func model(on day: CivilDate) -> DecisionModel? {
        editions.last { edition in edition.from.map { $0 <= day } ?? true }?.model
    }

    /// The rules of a day as a DMN model of that name, for tools of others; `nil` before all standards are in force.
    package func drawn(on day: CivilDate, name: String, namespace: String) -> DMN.Definitions? {
        let edition = editions.last { edition in edition.from.map { $0 <= day } ?? true }
        return edition.map { edition in
            DMN.Definitions(
                exporting: edition.model, parameters: edition.parameters, name: name, namespace: namespace)
        }
    }

    /// Standards that are not in force yet.
    func standardsMissing(on day: CivilDate) -> [String] { standards.filter { day < $0.from }.map(\.name) }
}

extension ItemRules {
    /// Compiles the rules for every span of days in which the same standards are in force.
    static func compile(
        inputs: [DecisionInput], standards: [StandardValue], unreadable: [String], definitions: String, table: String
    ) throws(DecisionProblems) -> ItemRules {
        let firstDays = standards.compactMap { $0.periods.first?.from }
        let start = firstDays.max()
        let days: [CivilDate?] =
            start.map { start in
                Set(standards.flatMap(\.periods).map(\.from)).filter { $0 >= start }.sorted().map(Optional.some)
            } ?? [nil]
        var editions: [Edition] = []
        for day in days {
            let parameters = standards.compactMap { $0.parameter(on: day) }
            let open = unreadable.map { DecisionInput($0, .any) }
            let source = DecisionSource(
                inputs: inputs + open, parameters: parameters, definitions: definitions, table: table)
            let model = try DecisionModel(source, zones: MachineZones.table).keepingNeededInputs(of: source)
            editions.append(Edition(from: day, model: model, parameters: parameters))
        }
        let named = zip(standards.map(\.name), firstDays).map { (name: $0, from: $1) }
        return ItemRules(editions: editions, standards: named, definitionsText: definitions, tableText: table)
    }
}

extension DecisionModel {
    /// The same decision over those facts only that a rule or a definition reads: what is not needed to decide is
    /// neither handed over nor kept in a trace (个人信息保护法第六条).
    fileprivate func keepingNeededInputs(of source: DecisionSource) throws(DecisionProblems) -> DecisionModel {
        let needed = definitions.reduce(into: Set(usedInputs)) { $0.formUnion($1.expression.freeNames) }
        var source = source
        source.inputs = source.inputs.filter { needed.contains($0.name) }
        return try DecisionModel(source, zones: MachineZones.table)
    }
}

extension StandardValue {
    /// The standard under its own name: a number, or a context with its steps.
    fileprivate func parameter(on day: CivilDate?) -> DecisionParameter? {
        guard let day, let period = inForce(on: day) else { return nil }
        if period.steps.count == 1, period.steps[0].name == StandardValue.singleStep {
            return DecisionParameter(name, .number(period.steps[0].value))
        }
        return DecisionParameter(
            name, .context(Context(period.steps.map { Context.Entry($0.name, .number($0.value)) })))
    }
}
