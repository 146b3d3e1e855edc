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
        for (number, rule) in drawn.rules.enumerated() {
            guard rule.inputs.count == drawn.inputs.count, rule.outputs.count == drawn.outputs.count else {
                report(GraphSentence.wrongCount(number + 1))
                logic.isUnreadable = true
                continue
            }
            logic.rules.append(
                zip(rule.inputs, inputTypes).map { text, type in
                    cell(text, type, isUnreadable: &logic.isUnreadable)
                })
        }
        if logic.isUnreadable { return logic.part(parts, composer) }
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

    /// `nil` where any value passes.
    mutating func cell(_ text: DMN.Text, _ type: FEELType, isUnreadable: inout Bool) -> UnaryTests? {
        if text.isBlank { return nil }
        let tests = reading(text) { (composer) throws(FEELError) in try composer.tests(text.source, input: type) }
        guard let tests else {
            isUnreadable = true
            return nil
        }
        return tests.isAny ? nil : tests
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
