import FEEL

/// 规则索引 — which rules of a table can hit a row of values, without trying them one after the other. Each column cuts
/// the line of its values into stretches and knows for each stretch the set of rules that it hits; a row of values is
/// the intersection of as many sets as there are columns, 64 rules at a step. Cells that are more than a comparison
/// with constants are not sorted: their rules stay candidates, and whoever evaluates tries those cells.
final class RuleIndex: Sendable {
    let ruleCount: Int
    let columns: [IndexColumn]
    /// Columns that restrict some rule, those that narrow most first.
    let order: [Int]
    /// Where values find their places.
    let lines: IndexLines
    /// The whole index in one array, where the table has no more than 64 rules.
    let flat: FlatIndex?
    /// The sets of a larger table.
    let sets: IndexSets

    init(_ cells: [CellColumn], ruleCount: Int) {
        self.ruleCount = ruleCount
        var plans = cells.map { IndexColumnPlan($0) }
        let storages = plans.indices.map { plans[$0].storage() }
        let columns = plans.map { IndexColumn($0) }
        self.columns = columns
        // Where rules are tried one by one there should be few left.
        let order = columns.indices.filter { columns[$0].restricts }.sorted { first, second in
            storages[first].triesRules == storages[second].triesRules
                ? columns[first].expectedShare < columns[second].expectedShare : storages[second].triesRules
        }
        self.order = order
        lines = IndexLines(columns, order)
        let isFlat = ruleCount <= 64
        flat = isFlat ? FlatIndex(columns, storages, order, ruleCount: ruleCount) : nil
        sets = IndexSets(columns, storages, isFlat ? [] : order)
    }

    /// What a value means to a column.
    enum Place {
        /// Nobody knows the value: each rule that the column restricts stays open.
        static let unknown = -2
        /// The value is of another kind than the cells: they are to be tried one by one.
        static let offLine = -1
    }
}
