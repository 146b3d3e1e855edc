public import FEEL

/// 逐条对照 — the table as a clerk sees it: each rule, each cell, the value it met, and how it came out.
public struct RuleSheet: Sendable {
    /// One cell.
    public struct Cell: Sendable {
        /// The value of the column; `nil` where it is unknown.
        public let value: Value?
        /// As it is written.
        public let test: String
        /// What it asks for.
        public let requirement: Requirement
        /// How it came out.
        public let outcome: Trace.Outcome
    }

    /// One rule.
    public struct Row: Sendable {
        /// The name of the rule.
        public let rule: String
        /// Where it stands; 1 is the first line of the block 决定.
        public let line: Int
        /// How the whole rule came out.
        public let outcome: Trace.Outcome
        /// One for each column.
        public let cells: [Cell]
        /// How many cells did not hit.
        public var lacking: Int { cells.count { $0.outcome != .hit } }
    }

    /// Names of the columns.
    public let columns: [String]
    /// One for each rule, from top to bottom.
    public let rows: [Row]
    /// Rules that lack least, in the order of the table: those that hit, or came nearest to it.
    public var nearest: [String] {
        let least = rows.map(\.lacking).min()
        return rows.filter { $0.lacking == least }.map(\.rule)
    }
}

extension Explanation {
    /// 对工作人员的对照表 — every cell of every rule.
    public var sheet: RuleSheet {
        var evaluation = evaluation
        let space = TableSpace(model.outline, meter: SearchMeter(steps: CheckLimits().trialSteps))
        let rows = model.rules.indices.map { rule in
            RuleSheet.Row(
                rule: model.rules[rule].name, line: model.rules[rule].line,
                outcome: Trace.Outcome(evaluation.outcome(ofRule: rule)),
                cells: model.columns.indices.map { cell(rule, $0, space, &evaluation) })
        }
        return RuleSheet(columns: model.columns.map(\.name), rows: rows)
    }

    private func cell(
        _ rule: Int, _ column: Int, _ space: TableSpace, _ evaluation: inout Evaluation
    ) -> RuleSheet.Cell {
        let restricting = model.plan.cells(ofRule: rule).first { $0.column == column }
        return RuleSheet.Cell(
            value: evaluation.known(model.plan.columnSlots[column]), test: model.rules[rule].conditions[column].source,
            requirement: model.requirement(rule: rule, column: column, in: space),
            outcome: restricting.map { Trace.Outcome(evaluation.outcome($0).outcome) } ?? .hit)
    }
}
