import FEEL
import Kernel

/// A decision table as it runs (DMN 1.5 §8.2.8 ff.).
struct TableLogic: Sendable {
    struct Output: Sendable {
        let name: String
        let edge: Composer.Edge?
        /// The same for one element, where the type is a list of what the rules give.
        let elementEdge: Composer.Edge?
        var allowed: UnaryTests?
        /// Tests whose order is the order of importance.
        var priorities: [UnaryTests] = []

        init(name: String, type: ItemType?, types: ItemTypes) {
            self.name = name
            edge = types.edge(type)
            if let type, case .list(let element) = types.resolved(type) {
                elementEdge = types.edge(element)
            } else {
                elementEdge = edge
            }
        }
    }

    let hitPolicy: DMN.HitPolicy
    let aggregation: DMN.Aggregation?
    let hasDefault: Bool
    /// What the value of each column must be among.
    var allowedInputs: [UnaryTests?] = []
    /// The cells of each column.
    private(set) var columns: [CellColumn] = []
    private(set) var index = RuleIndex([], ruleCount: 0)
    /// The value of each rule whose outputs never differ.
    private(set) var fixedRows: [Value?] = []
    var outputs: [Output] = []
    /// Whether a cell cannot be read: then no rule can be trusted to be the one that hits.
    var isUnreadable = false

    init(_ drawn: DMN.Table) {
        hitPolicy = drawn.hitPolicy
        aggregation = drawn.hitPolicy == .collect ? drawn.aggregation : nil
        hasDefault = drawn.outputs.contains { $0.defaultValue.map { !$0.isBlank } ?? false }
    }

    /// Takes the cells, rule by rule.
    mutating func setRules(_ rules: [[UnaryTests]]) {
        columns = allowedInputs.indices.map { column in CellColumn(rules.lazy.map { $0[column] }) }
        index = RuleIndex(columns, ruleCount: rules.count)
    }

    /// The table as a part: `parts` are the columns' expressions, the output cells row by row, and the defaults.
    func part(_ parts: [Composer.Part], _ composer: Composer) -> Composer.Part {
        var table = self
        if !isUnreadable { table.fixRows(parts.map(\.constant)) }
        return composer.woven(parts, type: .any) { [table] steps in { frame in table.value(steps, &frame) } }
    }

    /// Finds the rules whose outputs are the same in every evaluation, and conform: most tables have no others.
    private mutating func fixRows(_ constants: [Value?]) {
        guard !givesList else { return }
        var frame = Frame(globals: [], unknowns: [])
        fixedRows = (0..<index.ruleCount).map { rule in
            let start = allowedInputs.count + rule * outputs.count
            let values = constants[start..<start + outputs.count].compactMap { $0 }
            guard values.count == outputs.count else { return nil }
            var row: [Value] = []
            for (value, output) in zip(values, outputs) {
                guard let value = conforming(value, output, &frame) else { return nil }
                row.append(value)
            }
            return whole(row)
        }
    }

    private func value(_ steps: [Step], _ frame: inout Frame) -> Value {
        guard !isUnreadable else { return fault(GraphSentence.tableUnreadable, &frame) }
        var inputs: [Value] = []
        inputs.reserveCapacity(allowedInputs.count)
        for (column, allowed) in allowedInputs.enumerated() {
            let value = steps[column](&frame)
            if let allowed, !value.isNull, allowed.matches(value, &frame) != true {
                return fault(GraphSentence.notAllowed(String(column + 1), value), &frame)
            }
            inputs.append(value)
        }
        let hits = hits(inputs, &frame)
        if frame.journal.isTracing { frame.journal.note(.hits(hits)) }
        guard !hits.isEmpty else { return defaultValue(steps, &frame) }
        return combined(hits, steps, &frame)
    }

    func fault(_ phrase: Phrase, _ frame: inout Frame) -> Value {
        frame.journal.note(.fault(phrase))
        return .null
    }
}
