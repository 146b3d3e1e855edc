import FEEL
import Kernel

extension DecisionGraph {
    /// What was found in a decision table of the model.
    public struct TableReport: Sendable {
        /// The decision whose logic the table is.
        public let decision: String
        /// By kind, dead rules and overlaps before gaps.
        public let findings: [TableFinding]
    }

    /// 检查 — the decision tables of the model before they are used: gaps, overlaps, rules that never decide. Facts of a
    /// counter-example are inputs of the decision, as far as its columns are names or entries of them; a finding's line
    /// is the line of the file.
    ///
    /// - Parameters:
    ///   - nulls: whether rules should cover null in every column; else they should where a cell of the column speaks of
    ///     it.
    ///   - limits: what the search may use at most.
    public func check(nulls: Bool = false, limits: CheckLimits = CheckLimits()) -> [TableReport] {
        let reader = TypeReader(models, zones)
        return nodes.indices.compactMap { place -> TableReport? in
            let node = nodes[place]
            guard node.kind == .decision,
                let drawn = models[node.model].definitions.decisions.first(where: { $0.variable.name == node.name }),
                case .table(let table)? = drawn.logic?.form
            else { return nil }
            let builder = OutlineBuilder(self, place, reader, nulls: nulls)
            guard let outline = builder.outline(table) else { return nil }
            let expressions = outline.columns.map(\.expression)
            let findings = outline.check(limits: limits).map { finding in
                finding.replacingFacts { builder.facts($0.columns, expressions: expressions) }
            }
            return TableReport(decision: node.name, findings: findings)
        }
    }
}

/// Reads a table of a graph as its check wants it.
private struct OutlineBuilder {
    private let graph: DecisionGraph
    private let place: Int
    private let reader: TypeReader
    private let nulls: Bool
    private var names: NameScope
    /// Types of the values that the table may use.
    private var values: [String: ItemType] = [:]

    init(_ graph: DecisionGraph, _ place: Int, _ reader: TypeReader, nulls: Bool) {
        self.graph = graph
        self.place = place
        self.reader = reader
        self.nulls = nulls
        names = NameScope(zones: graph.zones)
        for needed in graph.nodes[place].requirements {
            let node = graph.nodes[needed]
            names.declare(node.name, graph.types.feelType(node.type ?? .any))
            values[node.name] = node.type ?? .any
        }
    }

    /// `nil` where some cell cannot be read, which is a problem of the model already.
    func outline(_ table: DMN.Table) -> TableOutline? {
        let columns = table.inputs.enumerated().compactMap {
            column($0.element, cells: table.rules.map(\.inputs), at: $0.offset)
        }
        guard columns.count == table.inputs.count else { return nil }
        var rules: [(rule: TableOutline.Rule, ranks: [Int]?)] = []
        for (index, drawn) in table.rules.enumerated() {
            guard let rule = rule(drawn, columns, number: index + 1) else { return nil }
            rules.append((rule, ranks(rule, table)))
        }
        let isOrdered =
            table.hitPolicy == .first || table.hitPolicy == .priority && rules.allSatisfy { $0.ranks != nil }
        if table.hitPolicy == .priority, isOrdered {
            rules = rules.enumerated().sorted { left, right in
                let (first, second) = (left.element.ranks ?? [], right.element.ranks ?? [])
                return first == second ? left.offset < right.offset : first.lexicographicallyPrecedes(second)
            }.map(\.element)
        }
        let hasDefault = table.outputs.contains { $0.defaultValue.map { !$0.isBlank } ?? false }
        let hits: TableOutline.Hits =
            switch table.hitPolicy {
            case .unique: .one
            case .any: .agreeing
            case .first, .priority: isOrdered ? .ranked : .all
            case .ruleOrder, .outputOrder, .collect: .all
            }
        return TableOutline(
            columns: columns, rules: rules.map(\.rule), hits: hits, mustCoverAll: hits != .all && !hasDefault)
    }

    private func column(_ input: DMN.Input, cells: [[DMN.Text]], at index: Int) -> TableOutline.Column? {
        guard let expression = try? Expression.parse(input.expression.source, names: names) else { return nil }
        let declared = input.type.flatMap { reader.type($0, in: graph.nodes[place].model) }
        let own = itemType(of: input.expression.source)
        let type = [declared, own].compactMap { $0 }.map(graph.types.feelType).first { $0 != .any }
        let speaksOfNull = cells.contains { row in
            index < row.count && (tests(row[index])?.constants ?? []).contains(where: \.isNull)
        }
        return TableOutline.Column(
            input.label ?? input.expression.source, expression: input.expression.source, type: type ?? expression.type,
            allowed: input.allowedValues.flatMap(tests) ?? declared.flatMap(allowed) ?? own.flatMap(allowed),
            admitsNull: nulls || speaksOfNull)
    }

    /// The type of a name, or of an entry of it.
    private func itemType(of expression: String) -> ItemType? {
        guard let (name, entries) = path(expression) else { return nil }
        var type = values[name]
        for entry in entries { type = type.flatMap { graph.types.component(entry, of: $0) } }
        return type
    }

    /// The tests that a type asks of its values.
    private func allowed(_ type: ItemType) -> UnaryTests? {
        switch type {
        case .constrained(_, let tests, _): tests
        case .defined(let index): allowed(graph.types.definitions[index])
        default: nil
        }
    }

    private func tests(_ text: DMN.Text) -> UnaryTests? {
        text.isBlank ? nil : try? UnaryTests.parse(text.source, names: names)
    }

    private func rule(
        _ drawn: DMN.Rule, _ columns: [TableOutline.Column], number: Int
    ) -> TableOutline.Rule? {
        guard drawn.inputs.count == columns.count else { return nil }
        let conditions = zip(drawn.inputs, columns).compactMap { text, column in
            try? UnaryTests.parse(text.isBlank ? "-" : text.source, names: names, input: column.type)
        }
        guard conditions.count == columns.count else { return nil }
        let outputs = drawn.outputs.compactMap { text in
            try? Expression.parse(text.isBlank || text.source == "-" ? "null" : text.source, names: names)
        }
        let line = (drawn.inputs.first ?? drawn.outputs.first)?.position.line ?? number
        return TableOutline.Rule(String(number), line: line, conditions: conditions, outputs: outputs)
    }

    /// How important each output of a rule is, where that is the same whatever the values.
    private func ranks(_ rule: TableOutline.Rule, _ table: DMN.Table) -> [Int]? {
        guard table.hitPolicy == .priority, rule.outputs.count == table.outputs.count else { return nil }
        var ranks: [Int] = []
        for (output, expression) in zip(table.outputs, rule.outputs) {
            guard let value = expression.constant else { return nil }
            var composer = Composer(names)
            let priorities = output.allowedValues.flatMap { try? composer.separateTests($0.source, input: .any) } ?? []
            let rank = priorities.firstIndex { $0.matches(value, in: Scope(names)) == true }
            ranks.append(rank ?? priorities.count)
        }
        return ranks
    }

    // Facts

    /// What the decision would have to be given for its columns to have these values; columns that compute say nothing.
    func facts(_ columns: [Counterexample.Reading], expressions: [String]) -> [Counterexample.Reading] {
        var facts: [Counterexample.Reading] = []
        for (reading, expression) in zip(columns, expressions) {
            guard let (name, entries) = path(expression) else { continue }
            let index = facts.firstIndex { $0.name == name }
            let value = OutlineBuilder.setting(reading.value, at: entries[...], of: index.map { facts[$0].value })
            let fact = Counterexample.Reading(name: name, value: value)
            if let index { facts[index] = fact } else { facts.append(fact) }
        }
        return facts
    }

    private static func setting(_ value: Value, at entries: ArraySlice<String>, of whole: Value?) -> Value {
        guard let first = entries.first else { return value }
        var context = whole?.context ?? Context()
        context[first] = setting(value, at: entries.dropFirst(), of: context[first])
        return .context(context)
    }

    /// A name of the scope, and entries of it.
    private func path(_ expression: String) -> (name: String, entries: [String])? {
        let text = Substring(expression).trimmed
        guard let name = values.keys.filter({ text == $0 || text.hasPrefix($0 + ".") }).max(by: { $0.count < $1.count })
        else { return nil }
        let rest = text.dropFirst(name.count).split(separator: ".").map { String($0.trimmed) }
        let isPlain = rest.allSatisfy {
            $0.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == " " || $0 == "_" }
        }
        return isPlain ? (name, rest) : nil
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return text
    }
}
