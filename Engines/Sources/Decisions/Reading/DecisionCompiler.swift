import FEEL
import Kernel

/// Turns the text of a decision into expressions and tests, and collects what is wrong on the way.
struct DecisionCompiler {
    private let source: DecisionSource
    private var scope: NameScope
    /// For each name the facts that it can depend on.
    private var origins: [String: Set<String>] = [:]
    private(set) var problems: [DecisionProblem] = []

    init(_ source: DecisionSource, _ zones: ZoneTable) {
        self.source = source
        scope = NameScope(zones: zones)
        for parameter in source.parameters { scope.define(parameter.name, as: parameter.value) }
        for input in source.inputs {
            scope.declare(input.name, input.type)
            origins[input.name] = [input.name]
        }
    }

    /// `nil` where anything is wrong.
    mutating func compile() -> DecisionPlan? {
        checkNames()
        let definitions = compileDefinitions()
        let (table, tableProblems) = PipeTable.parse(source.table)
        problems += tableProblems
        guard let table else { return nil }
        let columns = table.columns.map { compileColumn($0) }
        checkOutputs(table)
        let rules = compileRules(table, columns)
        guard problems.isEmpty else { return nil }
        return DecisionPlan(
            inputs: source.inputs, definitions: definitions, hitPolicy: table.hitPolicy,
            columns: columns.compactMap { $0 },
            outputs: table.outputs.map(\.text).filter { $0 != DecisionModel.conclusion }, table: rules,
            zones: scope.zones)
    }

    /// A fact and a 标准值 of one name would hide one another in every line.
    private mutating func checkNames() {
        var seen: Set<String> = []
        for name in source.parameters.map(\.name) + source.inputs.map(\.name) where !seen.insert(name).inserted {
            report(TableSentence.duplicate(name), .definitions, at: SourceCell([], line: 1, column: 1))
        }
    }

    private mutating func compileDefinitions() -> [DecisionModel.Definition] {
        let block = DefinitionBlock(source.definitions)
        problems += block.problems
        var definitions: [DecisionModel.Definition] = []
        for (index, entry) in block.entries.enumerated() {
            let name = entry.name.text
            let later = block.entries[index...].map(\.name.text)
            let expression = compile(entry.expression, .definitions, later: later)
            if scope.contains(name) {
                report(TableSentence.duplicate(name), .definitions, at: entry.name)
                continue
            }
            // Declared even where it cannot be read, so that one mistake is not reported again at every use.
            let type = expression.map { $0.warnings.isEmpty && $0.type != .null ? $0.type : .any }
            scope.declare(name, type ?? .any)
            origins[name] = expression.map { origins(of: $0) } ?? []
            if let expression { definitions.append(DecisionModel.Definition(name: name, expression: expression)) }
        }
        return definitions
    }

    private mutating func compileColumn(_ cell: SourceCell) -> DecisionModel.Column? {
        guard !cell.isEmpty else {
            report(TableSentence.emptyName, .table, at: cell)
            return nil
        }
        return compile(cell, .table).map { DecisionModel.Column(name: cell.text, expression: $0) }
    }

    private mutating func checkOutputs(_ table: PipeTable) {
        var seen: Set<String> = []
        for output in table.outputs {
            if output.isEmpty { report(TableSentence.emptyName, .table, at: output) }
            if !seen.insert(output.text).inserted { report(TableSentence.duplicate(output.text), .table, at: output) }
        }
        guard !seen.contains(DecisionModel.conclusion) else { return }
        report(TableSentence.noConclusion, .table, at: table.outputs.first ?? SourceCell([], line: 1, column: 1))
    }

    private mutating func compileRules(_ table: PipeTable, _ columns: [DecisionModel.Column?]) -> RuleTable {
        let outputs = table.outputs.indices.filter { table.outputs[$0].text != DecisionModel.conclusion }
        var builder = RuleTableBuilder(columns: columns.count, outputs: outputs.count)
        var names: Set<String> = []
        for row in table.rows {
            if row.name.isEmpty { report(TableSentence.emptyName, .table, at: row.name) }
            if !names.insert(row.name.text).inserted {
                report(TableSentence.duplicate(row.name.text), .table, at: row.name)
            }
            for (column, cell) in zip(columns.indices, row.conditions) {
                compileTests(cell, columns[column], &builder.columns[column])
            }
            for index in table.outputs.indices where !outputs.contains(index) { checkConclusion(row.outputs[index]) }
            for (output, index) in outputs.enumerated() { compileOutput(row.outputs[index], &builder.outputs[output]) }
            // What cannot be read leaves gaps in the columns; then there will be no plan.
            guard problems.isEmpty else { continue }
            builder.endRule(row.name.text, line: row.name.line) { origins(ofLastRule: $0, columns) }
        }
        return RuleTable(builder)
    }

    /// Facts that the cells of the last rule can depend on.
    private func origins(
        ofLastRule builder: RuleTableBuilder, _ columns: [DecisionModel.Column?]
    ) -> Set<String> {
        var inputs: Set<String> = []
        for (cells, column) in zip(builder.columns, columns) {
            guard let tests = cells.last, !tests.isAny, let column else { continue }
            inputs.formUnion(origins(of: column.expression))
            for name in tests.freeNames { inputs.formUnion(origins[name] ?? []) }
        }
        for cells in builder.outputs { if let output = cells.last { inputs.formUnion(origins(of: output)) } }
        return inputs
    }

    private mutating func compileOutput(_ cell: SourceCell, _ cells: inout InternedColumn<Expression>) {
        guard cells.append(known: cell.text) == nil else { return }
        let found = problems.count
        guard let expression = compile(cell, .table), problems.count == found else { return }
        cells.append(expression, text: cell.text)
    }

    private mutating func checkConclusion(_ cell: SourceCell) {
        guard cell.text != DecisionModel.granted, cell.text != "\"\(DecisionModel.granted)\"" else { return }
        report(TableSentence.onlyGrants, .table, at: cell)
    }

    /// Reads a cell, unless one of the same text above it was read without complaint.
    private mutating func compileTests(
        _ cell: SourceCell, _ column: DecisionModel.Column?, _ cells: inout CellColumn
    ) {
        guard cells.append(known: cell.text) == nil else { return }
        guard !cell.isEmpty else { return report(TableSentence.emptyCell, .table, at: cell) }
        do throws(FEELError) {
            let found = problems.count
            let tests = try UnaryTests.parse(cell.text, names: scope, input: column?.expression.type ?? .any)
            check(tests.warnings, tests.usesClock, .table, cell)
            if let column { checkValues(of: tests, column, cell) }
            if problems.count == found { cells.append(tests, text: cell.text) }
        } catch {
            problems.append(DecisionProblem(.table, error, from: cell, advice: quoteAdvice(error, column)))
        }
    }

    /// A value in a cell that the column can never have is a slip of the pen: the rule would never hit.
    private mutating func checkValues(of tests: UnaryTests, _ column: DecisionModel.Column, _ cell: SourceCell) {
        let type = column.expression.type
        let allowed = allowedValues(of: column)
        for value in tests.constants {
            let isOfType = type == .any || type.admits(value)
            let isAllowed = allowed.isEmpty || value.string.map(allowed.contains) ?? true
            guard !isOfType || !isAllowed else { continue }
            report(TableSentence.neverMatches(value.literal, column.name), .table, at: cell)
        }
    }

    private func allowedValues(of column: DecisionModel.Column) -> [String] {
        source.inputs.first { $0.name == column.name }?.allowedValues ?? []
    }

    /// Where the unknown name is one of the texts that the column can have, it only lacks its quotes.
    private func quoteAdvice(_ error: FEELError, _ column: DecisionModel.Column?) -> Phrase? {
        guard let column, error.code == "feel.unknownName", let name = error.message.arguments["name"],
            allowedValues(of: column).contains(name)
        else { return nil }
        return TableSentence.quoteIt(name)
    }

    private mutating func compile(
        _ cell: SourceCell, _ part: DecisionProblem.Part, later: [String] = []
    ) -> Expression? {
        guard !cell.isEmpty || part == .definitions else {
            report(TableSentence.emptyCell, part, at: cell)
            return nil
        }
        do throws(FEELError) {
            let expression = try Expression.parse(cell.text, names: scope)
            check(expression.warnings, expression.usesClock, part, cell)
            return expression
        } catch {
            let name = error.code == "feel.unknownName" ? error.message.arguments["name"] : nil
            let advice = name.flatMap { later.contains($0) ? TableSentence.definedLater($0) : nil }
            problems.append(DecisionProblem(part, error, from: cell, advice: advice))
            return nil
        }
    }

    private mutating func check(
        _ warnings: [FEELError], _ usesClock: Bool, _ part: DecisionProblem.Part, _ cell: SourceCell
    ) {
        problems += warnings.map { DecisionProblem(part, $0, from: cell) }
        if usesClock { report(TableSentence.readsClock, part, at: cell) }
    }

    private func origins(of expression: Expression) -> Set<String> {
        expression.freeNames.reduce(into: []) { $0.formUnion(origins[$1] ?? []) }
    }

    private mutating func report(_ sentences: TableSentence.Pair, _ part: DecisionProblem.Part, at cell: SourceCell) {
        problems.append(DecisionProblem(part, at: cell, sentences.message, advice: sentences.advice))
    }
}
