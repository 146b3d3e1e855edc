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

    /// Expressions to compute before the rules are tried, each into the next slot after the inputs: definitions, then
    /// those columns that are more than a name.
    let steps: [Expression]
    /// The slot that each column tests.
    let columnSlots: [Int]
    /// For each rule the cells that restrict it.
    let cells: [[Cell]]
    let admissions: [Admission]

    /// A cell that is not `-`.
    struct Cell: Sendable {
        let column: Int
        let slot: Int
        let tests: UnaryTests
    }

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
        cells = rules.map { rule in
            zip(rule.conditions.indices, rule.conditions).filter { !$1.isAny }.map { column, tests in
                Cell(column: column, slot: slots[column], tests: tests)
            }
        }
        admissions = inputs.map(Admission.init)
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
