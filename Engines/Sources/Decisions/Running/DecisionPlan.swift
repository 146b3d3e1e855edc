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
    let table: RuleTable
    var ruleNames: [String] { table.names }

    /// Expressions to compute before the rules are tried, each into the next slot after the inputs: definitions, then
    /// those columns that are more than a name.
    let steps: [Expression]
    /// The slot that each column tests.
    let columnSlots: [Int]
    /// The cells of each column.
    var cellColumns: [CellColumn] { table.columns }
    let index: RuleIndex
    let admissions: [Admission]
    /// For each rule its outputs, where they are the same in every evaluation.
    let fixedOutputs: InternedColumn<[DecisionOutput]?>
    /// Names that a reason can give, each once: inputs, then columns that are no inputs.
    let reasonNames: [String]
    /// Where texts find their time zones.
    let zones: ZoneTable
    /// The place of each column's name among them.
    let columnNames: [Int]

    init(
        inputs: [DecisionInput], definitions: [DecisionModel.Definition], hitPolicy: HitPolicy,
        columns: [DecisionModel.Column], outputs: [String], table: RuleTable, zones: ZoneTable
    ) {
        self.zones = zones
        self.inputs = inputs
        self.definitions = definitions
        self.hitPolicy = hitPolicy
        self.columns = columns
        self.outputs = outputs
        self.table = table
        rules = table.rules
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
        index = RuleIndex(table.columns, ruleCount: table.names.count)
        admissions = inputs.map(Admission.init)
        fixedOutputs = table.fixedOutputs(outputs)
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
}

/// Whether a fact can be relied on, decided by looking at its kind only where that is enough.
enum Admission: UInt8, Sendable {
    case boolean, number, string, date
    /// The input has to be asked.
    case other

    init(_ input: DecisionInput) {
        self =
            switch input.type {
            case .boolean: .boolean
            case .number: .number
            case .date: .date
            case .string where input.allowedValues.isEmpty: .string
            default: .other
            }
    }

    @inline(__always)
    func admits(_ value: Value, to input: @autoclosure () -> DecisionInput) -> Bool {
        switch (self, value) {
        case (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date): true
        case (.other, _): input().admits(value)
        default: false
        }
    }
}
