import FEEL

extension DMN.Definitions {
    /// The decision of an item as a DMN model that any reader can open: a fact is an input, a 标准值 and a definition are
    /// decisions, the table is a table with the same columns and cells.
    ///
    /// DMN lets a test of null pass where FEEL says so; an item grants on known facts only. So beside the table stands
    /// for each rule whether it holds, fails or cannot be told, and the last decision, which bears the model's name,
    /// grants only where that is settled: `{规则, 结论, …outputs}` with 结论 准予 or 转人工.
    public init(
        exporting model: DecisionModel, parameters: [DecisionParameter] = [], name: String, namespace: String
    ) {
        self = DecisionExport(model, parameters, name).definitions(namespace)
    }
}

/// Turns the decision of an item into a model.
struct DecisionExport {
    private let model: DecisionModel
    private let parameters: [DecisionParameter]
    private let name: String
    /// For each name its element: facts, parameters, definitions.
    private var references: [String: DMN.Reference] = [:]
    /// For each name the facts that its value is computed from.
    private var origins: [String: Set<String>] = [:]

    static let rule = "规则"
    private static let table = "规则表"
    private static let settled = "规则是否成立"

    init(_ model: DecisionModel, _ parameters: [DecisionParameter], _ name: String) {
        self.model = model
        self.parameters = parameters
        self.name = name
        for (number, input) in model.inputs.enumerated() {
            references[input.name] = DMN.Reference("input_\(number + 1)")
            origins[input.name] = [input.name]
        }
        for (number, parameter) in parameters.enumerated() {
            references[parameter.name] = DMN.Reference("standard_\(number + 1)")
        }
        for (number, definition) in model.definitions.enumerated() {
            references[definition.name] = DMN.Reference("definition_\(number + 1)")
            origins[definition.name] = facts(of: definition.expression.freeNames)
        }
    }

    func definitions(_ namespace: String) -> DMN.Definitions {
        var result = DMN.Definitions(name: name, namespace: namespace)
        for (number, input) in model.inputs.enumerated() {
            let type = type(of: input, number + 1, &result)
            result.inputs.append(DMN.InputData(id: "input_\(number + 1)", name: input.name, type: type))
        }
        for (number, parameter) in parameters.enumerated() {
            let text = DMN.Text(parameter.value.literal)
            result.decisions.append(
                DMN.Decision(id: "standard_\(number + 1)", name: parameter.name, logic: DMN.Boxed(text)))
        }
        for (number, definition) in model.definitions.enumerated() {
            let source = definition.expression.source.trimmed
            result.decisions.append(
                decision(
                    "definition_\(number + 1)", definition.name, DMN.Boxed(DMN.Text(source)),
                    names: definition.expression.freeNames, texts: [source]))
        }
        let table = drawnTable
        let (names, texts) = (tableNames, texts(of: table))
        let rules = DMN.Boxed(.list(model.rules.map { DMN.Boxed(DMN.Text(truth(of: $0))) }))
        result.decisions += [
            decision("table", DecisionExport.table, DMN.Boxed(.table(table)), names: names, texts: texts),
            decision("settled", DecisionExport.settled, rules, names: names.union(facts(of: names)), texts: texts),
        ]
        var last = DMN.Decision(id: "decision", name: name, logic: DMN.Boxed(DMN.Text(verdict)))
        last.information = [DMN.Reference("table"), DMN.Reference("settled")]
        result.decisions.append(last)
        return result
    }

    /// A decision with its requirements: names of facts and definitions, and standards that its texts may speak of.
    private func decision(
        _ id: String, _ name: String, _ logic: DMN.Boxed, names: Set<String>, texts: [String]
    ) -> DMN.Decision {
        var decision = DMN.Decision(id: id, name: name, logic: logic)
        let standards = parameters.map(\.name).filter { name in texts.contains { $0.contains(name) } }
        let used = names.union(standards)
        let ordered = model.inputs.map(\.name) + parameters.map(\.name) + model.definitions.map(\.name)
        decision.information = ordered.filter(used.contains).compactMap { references[$0] }
        let inputs = Set(model.inputs.compactMap { references[$0.name] })
        decision.requiredInputs = inputs.intersection(decision.information)
        return decision
    }

    /// Facts and definitions that the table reads.
    private var tableNames: Set<String> {
        let cells = model.rules.flatMap { rule in
            rule.conditions.map(\.freeNames) + rule.outputs.map { $0.freeNames.union(untested($0, in: rule)) }
        }
        return (model.columns.map(\.expression.freeNames) + cells).reduce(into: []) { $0.formUnion($1) }
    }

    private func facts(of names: Set<String>) -> Set<String> {
        names.reduce(into: []) { $0.formUnion(origins[$1] ?? []) }
    }

    private func type(of input: DecisionInput, _ number: Int, _ result: inout DMN.Definitions) -> DMN.TypeReference? {
        guard input.allowedValues.isEmpty else {
            var item = DMN.ItemDefinition("类型\(number)", "string")
            item.allowedValues = DMN.Text(input.allowedValues.map { Value.string($0).literal }.joined(separator: ", "))
            result.itemDefinitions.append(item)
            return DMN.TypeReference(item.name)
        }
        return define(input.type, "类型\(number)", &result)
    }

    /// The name of a type; one that has no name in FEEL is defined first.
    private func define(_ type: FEELType, _ name: String, _ result: inout DMN.Definitions) -> DMN.TypeReference? {
        if let name = type.dmnName { return DMN.TypeReference(name) }
        guard let item = item(type, name) else { return nil }
        result.itemDefinitions.append(item)
        return DMN.TypeReference(name)
    }

    private func item(_ type: FEELType, _ name: String) -> DMN.ItemDefinition? {
        if let known = type.dmnName { return DMN.ItemDefinition(name, DMN.TypeReference(known)) }
        switch type {
        case .list(let element):
            guard var item = item(element, name), !item.isCollection else { return nil }
            item.isCollection = true
            return item
        case .context(let entries) where !entries.isEmpty:
            var item = DMN.ItemDefinition(name)
            item.components = entries.map { self.item($0.type, $0.name) ?? DMN.ItemDefinition($0.name, "Any") }
            return item
        default: return nil
        }
    }

    private var drawnTable: DMN.Table {
        let names = [DecisionExport.rule, DecisionModel.conclusion] + model.outputs
        let outputs = names.enumerated().map { number, name in
            DMN.Output(
                name, type: number < 2 ? "string" : outputType(number - 2),
                defaultValue: number == 1 ? DecisionExport.text(DecisionModel.referred) : nil)
        }
        let rules = model.rules.enumerated().map { number, rule in
            DMN.Rule(
                rule.conditions.map { DMN.Text($0.source) },
                [DecisionExport.text(rule.name), DecisionExport.text(DecisionModel.granted)]
                    + rule.outputs.map { DMN.Text(output($0, of: rule)) }, id: "rule_\(number + 1)")
        }
        return DMN.Table(
            hitPolicy: model.hitPolicy == .first ? .first : .unique,
            inputs: model.columns.map { column in
                DMN.Input(
                    DMN.Text(column.expression.source.trimmed),
                    type: column.expression.type.dmnName.map { DMN.TypeReference($0) }, label: column.name)
            }, outputs: outputs, rules: rules)
    }

    /// The type that all rules agree on.
    private func outputType(_ number: Int) -> DMN.TypeReference? {
        let types = Set(model.rules.map { $0.outputs[number].type })
        return types.count == 1 ? types.first?.dmnName.map { DMN.TypeReference($0) } : nil
    }

    /// An output that reads a fact which no cell of its rule tests says nothing while that fact is unknown.
    private func output(_ expression: Expression, of rule: DecisionModel.Rule) -> String {
        guarded(expression.source.trimmed, untested(expression, in: rule), "")
    }

    /// Facts that an output reads and no cell of its rule tests.
    private func untested(_ expression: Expression, in rule: DecisionModel.Rule) -> Set<String> {
        var tested: Set<String> = []
        for (column, tests) in zip(model.columns, rule.conditions) where !tests.isAny {
            tested.formUnion(facts(of: column.expression.freeNames.union(tests.freeNames)))
        }
        return facts(of: expression.freeNames).subtracting(tested)
    }

    /// Whether a rule holds: true, false, or null where that cannot be told. A cell that fails decides.
    private func truth(of rule: DecisionModel.Rule) -> String {
        let cells = zip(model.columns, rule.conditions).compactMap { column, tests -> String? in
            guard !tests.isAny else { return nil }
            let facts = facts(of: column.expression.freeNames.union(tests.freeNames))
            return "(" + guarded(DecisionExport.test(column.expression.source, tests.source), facts, column.name) + ")"
        }
        return cells.isEmpty ? "true" : cells.joined(separator: " and ")
    }

    /// A text that is null while one of the facts is, or the value of the column itself.
    private func guarded(_ text: String, _ facts: Set<String>, _ column: String) -> String {
        let ordered = model.inputs.map(\.name).filter(facts.contains)
        let column = column.isEmpty || ordered.contains(column) ? [] : ["(\(column)) = null"]
        let tests = model.inputs.filter { facts.contains($0.name) }.map(DecisionExport.isUnknown) + column
        return tests.isEmpty ? text : "if \(tests.joined(separator: " or ")) then null else \(text)"
    }

    /// Whether a fact, or a part of it, is unknown.
    private static func isUnknown(_ input: DecisionInput) -> String {
        switch input.type {
        case .list(.context(let entries)) where !entries.isEmpty:
            let parts = entries.map { "项.\($0.name) = null" }.joined(separator: " or ")
            return "\(input.name) = null or (some 项 in \(input.name) satisfies 项 = null or \(parts))"
        case .list: return "\(input.name) = null or list contains(\(input.name), null)"
        case .context(let entries) where !entries.isEmpty:
            return (["\(input.name) = null"] + entries.map { "\(input.name).\($0.name) = null" })
                .joined(separator: " or ")
        default: return "\(input.name) = null"
        }
    }

    /// A cell as an expression.
    private static func test(_ column: String, _ cell: String) -> String {
        let trimmed = cell.trimmed
        if trimmed.hasPrefix("not"), trimmed.hasSuffix(")") {
            let inner = String(trimmed.dropFirst(3)).trimmed
            if inner.hasPrefix("(") { return "not((\(column)) in \(inner))" }
        }
        return "(\(column)) in (\(cell))"
    }

    private static func text(_ string: String) -> DMN.Text { DMN.Text(Value.string(string).literal) }

    private func texts(of table: DMN.Table) -> [String] {
        table.inputs.map(\.expression.source)
            + table.rules.flatMap { rule in (rule.inputs + rule.outputs).map(\.source) }
    }

    /// Grants what the table says where it is settled which rule hits and every output has a value.
    private var verdict: String {
        let settled = DecisionExport.settled
        let isOpen =
            model.hitPolicy == .first
            ? "count(\(settled)[item != false]) > 0 and \(settled)[item != false][1] = null"
            : "list contains(\(settled), null)"
        let names = [DecisionExport.rule, DecisionModel.conclusion] + model.outputs
        let missing = model.outputs.map { "\(DecisionExport.table).\($0) = null" }
        let tests = ([isOpen, "\(DecisionExport.table) = null"] + missing).map { "(\($0))" }
        let referred = names.map {
            "\($0): \($0 == DecisionModel.conclusion ? "\"\(DecisionModel.referred)\"" : "null")"
        }
        return "if \(tests.joined(separator: " or "))\nthen { \(referred.joined(separator: ", ")) }\n"
            + "else \(DecisionExport.table)"
    }
}

extension FEELType {
    /// The name that DMN gives the type; `nil` where it has none of its own.
    var dmnName: String? {
        switch self {
        case .any: "Any"
        case .number: "number"
        case .string: "string"
        case .boolean: "boolean"
        case .date: "date"
        case .time: "time"
        case .dateTime: "date and time"
        case .duration: "days and time duration"
        case .months: "years and months duration"
        default: nil
        }
    }
}
