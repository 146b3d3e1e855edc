public import FEEL

/// The rules of a decision, column by column: what rules have in common is kept once.
final class RuleTable: Sendable {
    let names: [String]
    fileprivate let lines: PlaceList
    let columns: [CellColumn]
    /// For each output but 结论 its expressions.
    fileprivate let outputs: [InternedColumn<Expression>]
    fileprivate let inputs: InternedColumn<Set<String>>

    init(_ builder: RuleTableBuilder) {
        names = builder.names
        var lines = builder.lines
        lines.finish()
        self.lines = lines
        columns = builder.columns.map(\.finished)
        outputs = builder.outputs.map(\.finished)
        inputs = builder.inputs.finished
    }

    var rules: [DecisionModel.Rule] { names.indices.map { DecisionModel.Rule(self, $0) } }

    /// For each rule its outputs, where they are the same in every evaluation; equal ones are kept once.
    func fixedOutputs(_ names: [String]) -> InternedColumn<[DecisionOutput]?> {
        var column = InternedColumn<[DecisionOutput]?>()
        for rule in self.names.indices {
            let key = outputs.map { String($0.places[rule]) }.joined(separator: ",")
            guard column.append(known: key) == nil else { continue }
            let values = outputs.compactMap { $0[rule].constant }
            let isFixed = values.count == names.count && !values.contains(where: \.isNull)
            column.append(isFixed ? zip(names, values).map { DecisionOutput($0, $1) } : nil, text: key)
        }
        return column.finished
    }
}

/// Collects the rules of a table as they are read.
struct RuleTableBuilder {
    fileprivate(set) var names: [String] = []
    fileprivate var lines = PlaceList()
    var columns: [CellColumn]
    var outputs: [InternedColumn<Expression>]
    fileprivate var inputs = InternedColumn<Set<String>>()

    init(columns: Int, outputs: Int) {
        self.columns = Array(repeating: InternedColumn(), count: columns)
        self.outputs = Array(repeating: InternedColumn(), count: outputs)
    }

    /// Ends the rule whose cells were added to `columns` and `outputs`. `origins` says on which facts it can depend; it
    /// is asked once for all rules that restrict the same columns and name nothing else.
    mutating func endRule(_ name: String, line: Int, origins: (RuleTableBuilder) -> Set<String>) {
        names.append(name)
        lines.append(line)
        var key = ""
        for column in columns {
            guard let cell = column.last else { continue }
            key += cell.isAny ? "-" : cell.freeNames.isEmpty ? "+" : "{\(cell.source)}"
        }
        for output in outputs {
            guard let cell = output.last, !cell.freeNames.isEmpty else { continue }
            key += "|\(cell.source)"
        }
        guard inputs.append(known: key) == nil else { return }
        let found = origins(self)
        inputs.append(found, text: key)
    }
}

extension DecisionModel {
    /// 规则 — one row of the table.
    public struct Rule: Sendable {
        private let table: RuleTable
        private let place: Int

        init(_ table: RuleTable, _ place: Int) {
            self.table = table
            self.place = place
        }

        /// As it is written in the table, and kept with each decision.
        public var name: String { table.names[place] }
        /// Where it stands; 1 is the first line of the block 决定.
        public var line: Int { table.lines[place] }
        /// One for each column.
        public var conditions: [UnaryTests] { table.columns.map { $0[place] } }
        /// One for each output but 结论.
        public var outputs: [Expression] { table.outputs.map { $0[place] } }
        /// Facts that the rule can depend on, through definitions as well.
        public var inputs: Set<String> { table.inputs[place] }
    }
}
