import Decisions
import FEEL
package import Kernel

/// 规则表 — the decision of an item as it is read aloud in a meeting: definitions, columns, one line for each rule.
package struct RulesSheet: Sendable {
    /// 定义: a name and how it is computed.
    package struct Definition: Sendable, Equatable {
        package let name: String
        package let expression: String
    }

    /// One rule.
    package struct Row: Sendable, Equatable {
        package let name: String
        /// One for each column; `-` where the column does not matter.
        package let conditions: [String]
        /// One for each output.
        package let outputs: [String]
    }

    package let definitions: [Definition]
    package let columns: [String]
    /// Without 结论, which always says 准予.
    package let outputs: [String]
    package let rows: [Row]
    /// 标准值 of the edition, each with its value.
    package let standards: [Definition]
    /// Facts that the rules read, in the order of 信息: what can be tried.
    package let fields: [InformationField]
}

/// 一版规则 — the table with the standards of one span of days.
package struct RulesEdition: Sendable {
    /// 施行日 — the first day; `nil` where no standard has a day of effect.
    package let from: CivilDate?
    package let sheet: RulesSheet

    fileprivate init(_ edition: ItemRules.Edition, fields: [InformationField]) {
        from = edition.from
        let model = edition.model
        sheet = RulesSheet(
            definitions: model.definitions.map { .init(name: $0.name, expression: $0.expression.source) },
            columns: model.columns.map(\.name), outputs: model.outputs,
            rows: model.rules.map { rule in
                .init(
                    name: rule.name, conditions: rule.conditions.map(\.source), outputs: rule.outputs.map(\.source))
            },
            standards: edition.parameters.map { .init(name: $0.name, expression: $0.value.description) },
            fields: fields)
    }
}

extension ServiceItem {
    /// What is shown of the rules to whoever asks on a day: the edition in force; before the first is, that one, on its first
    /// day.
    package func rulesShown(on day: CivilDate) -> (day: CivilDate, edition: RulesEdition?) {
        if let edition = rulesEdition(on: day) { return (day, edition) }
        let first = rulesEditions.first
        return (first?.from ?? day, first)
    }

    /// How many rules decide it; `nil` where people do.
    package var ruleCount: Int? { rules?.ruleNames.count }

    /// The edition that decides on a day; `nil` where people decide, or where none is in force yet.
    package func rulesEdition(on day: CivilDate) -> RulesEdition? {
        rulesEditions.last { edition in edition.from.map { $0 <= day } ?? true }
    }

    /// Every edition that was, is or will be in force, earliest first; empty where people decide.
    package var rulesEditions: [RulesEdition] {
        guard let rules else { return [] }
        let fields = rules.factNames.compactMap { field(named: $0) }
        return rules.editions.map { RulesEdition($0, fields: fields) }
    }
}
