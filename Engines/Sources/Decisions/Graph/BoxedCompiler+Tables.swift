import FEEL

/// Decision tables.
extension BoxedCompiler {
    mutating func table(_ drawn: DMN.Table) -> Composer.Part {
        var logic = TableLogic(drawn)
        var parts: [Composer.Part] = []
        var inputTypes: [FEELType] = []
        for input in drawn.inputs {
            let expression = literal(input.expression)
            let declared = type(input.type).map(types.feelType) ?? .any
            inputTypes.append(declared == .any ? expression.type : declared)
            parts.append(expression)
            logic.allowedInputs.append(allowedValues(input.allowedValues))
        }
        var rows: [[UnaryTests]] = []
        var known = Array(repeating: [String: UnaryTests](), count: drawn.inputs.count)
        for (number, rule) in drawn.rules.enumerated() {
            guard rule.inputs.count == drawn.inputs.count, rule.outputs.count == drawn.outputs.count else {
                report(GraphSentence.wrongCount(number + 1))
                logic.isUnreadable = true
                continue
            }
            let cells = rule.inputs.indices.compactMap { column in
                cell(rule.inputs[column], inputTypes[column], &known[column])
            }
            logic.isUnreadable = logic.isUnreadable || cells.count < drawn.inputs.count
            rows.append(cells)
        }
        if logic.isUnreadable { return logic.part(parts, composer) }
        logic.setRules(rows)
        for rule in drawn.rules { parts += rule.outputs.map { outputCell($0) } }
        for output in drawn.outputs {
            logic.outputs.append(self.output(output))
            parts.append(output.defaultValue.map { literal($0) } ?? composer.constant(.null))
        }
        return logic.part(parts, composer)
    }

    /// An output cell may be left open as `-`.
    mutating func outputCell(_ text: DMN.Text) -> Composer.Part {
        text.source.trimmed == "-" ? composer.constant(.null) : literal(text)
    }

    /// An input cell; a blank one passes any value. `known` are the cells of the column that were read before: equal
    /// ones are read once.
    mutating func cell(_ text: DMN.Text, _ type: FEELType, _ known: inout [String: UnaryTests]) -> UnaryTests? {
        let source = text.isBlank ? "-" : text.source
        if let tests = known[source] { return tests }
        let tests = reading(text) { (composer) throws(FEELError) in try composer.tests(source, input: type) }
        if let tests, tests.warnings.isEmpty { known[source] = tests }
        return tests
    }

    mutating func allowedValues(_ text: DMN.Text?) -> UnaryTests? {
        guard let text, !text.isBlank else { return nil }
        let tests = reading(text) { (composer) throws(FEELError) in try composer.tests(text.source, input: .any) }
        return tests.flatMap { $0.isAny ? nil : $0 }
    }

    mutating func output(_ drawn: DMN.Output) -> TableLogic.Output {
        let type = type(drawn.type)
        var output = TableLogic.Output(name: drawn.name ?? drawn.label ?? "", type: type, types: types)
        if let text = drawn.allowedValues, !text.isBlank {
            output.allowed = allowedValues(text)
            output.priorities =
                reading(text) { (composer) throws(FEELError) in
                    try composer.separateTests(text.source, input: .any)
                } ?? []
        }
        return output
    }
}
