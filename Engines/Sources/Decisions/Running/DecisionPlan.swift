import FEEL

/// What a decision was compiled to, shared by all copies of the model. Beside the parts as people know them stand the
/// same parts as the evaluation wants them: slots and steps.
final class DecisionPlan: Sendable {
    let inputs: [DecisionInput]
    let definitions: [DecisionModel.Definition]
    let hitPolicy: HitPolicy
    let columns: [DecisionModel.Column]
    let outputs: [String]
    let rules: [DecisionModel.Rule]
    let ruleNames: [String]

    /// Expressions to compute before the rules are tried, each into the next slot after the inputs: definitions, then
    /// those columns that are more than a name.
    let steps: [Expression]
    /// The slot that each column tests.
    let columnSlots: [Int]
    /// The cells of each column.
    let cellColumns: [CellColumn]
    let index: RuleIndex
    let admissions: [Admission]
    /// For each rule its outputs, where they are the same in every evaluation.
    let fixedOutputs: [[DecisionOutput]?]
    /// Names that a reason can give, each once: inputs, then columns that are no inputs.
    let reasonNames: [String]
    /// The place of each column's name among them.
    let columnNames: [Int]

    init(
        inputs: [DecisionInput], definitions: [DecisionModel.Definition], hitPolicy: HitPolicy,
        columns: [DecisionModel.Column], outputs: [String], rules: [DecisionModel.Rule]
    ) {
        self.inputs = inputs
        self.definitions = definitions
        self.hitPolicy = hitPolicy
        self.columns = columns
        self.outputs = outputs
        self.rules = rules
        ruleNames = rules.map(\.name)
        var steps = definitions.map(\.expression)
        var slots: [Int] = []
        for column in columns {
            if let slot = column.expression.slot {
                slots.append(slot)
            } else {
                slots.append(inputs.count + steps.count)
                steps.append(column.expression)
            }
        }
        self.steps = steps
        columnSlots = slots
        cellColumns = columns.indices.map { column in CellColumn(rules.lazy.map { $0.conditions[column] }) }
        index = RuleIndex(cellColumns, ruleCount: rules.count)
        admissions = inputs.map(Admission.init)
        fixedOutputs = rules.map { DecisionPlan.fixedOutputs(of: $0, outputs) }
        var names = inputs.map(\.name)
        columnNames = columns.map { column in
            if let known = names.firstIndex(of: column.name) { return known }
            names.append(column.name)
            return names.count - 1
        }
        reasonNames = names
    }

    /// A cell that is not `-`.
    struct Cell: Sendable {
        let column: Int
        let slot: Int
        let tests: UnaryTests
    }

    /// The cells that restrict a rule, in the order of the columns.
    func cells(ofRule rule: Int) -> [Cell] {
        cellColumns.indices.compactMap { column in
            let tests = cellColumns[column][rule]
            return tests.isAny ? nil : Cell(column: column, slot: columnSlots[column], tests: tests)
        }
    }

    private static func fixedOutputs(of rule: DecisionModel.Rule, _ names: [String]) -> [DecisionOutput]? {
        let values = rule.outputs.compactMap(\.constant)
        guard values.count == names.count, !values.contains(where: \.isNull) else { return nil }
        return zip(names, values).map { DecisionOutput($0, $1) }
    }
}

/// Whether a fact can be relied on, decided by looking at its kind only where that is enough.
enum Admission: Sendable {
    case boolean, number, string, date
    case other(DecisionInput)

    init(_ input: DecisionInput) {
        self =
            switch input.type {
            case .boolean: .boolean
            case .number: .number
            case .date: .date
            case .string where input.allowedValues.isEmpty: .string
            default: .other(input)
            }
    }

    func admits(_ value: Value) -> Bool {
        switch (self, value) {
        case (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date): true
        case (.other(let input), _): input.admits(value)
        default: false
        }
    }
}
