import Decisions
import FEEL
import Kernel

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
    /// Facts that the rules read, in the order of 信息: what can be tried.
    package let fields: [InformationField]
}

extension ServiceItem {
    /// The rules as a table; `nil` where people decide the item.
    package var rulesSheet: RulesSheet? {
        guard let rules, let model = rules.editions.last?.model else { return nil }
        return RulesSheet(
            definitions: model.definitions.map { .init(name: $0.name, expression: $0.expression.source) },
            columns: model.columns.map(\.name), outputs: model.outputs,
            rows: model.rules.map { rule in
                .init(
                    name: rule.name, conditions: rule.conditions.map(\.source), outputs: rule.outputs.map(\.source))
            },
            fields: rules.factNames.compactMap { field(named: $0) })
    }
}
