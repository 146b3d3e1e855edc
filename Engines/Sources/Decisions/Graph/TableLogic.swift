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
    private var fixedRows: [Value?] = []
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

    private func fault(_ phrase: Phrase, _ frame: inout Frame) -> Value {
        frame.journal.note(.fault(phrase))
        return .null
    }

    /// Places of the rules that hit, from the top.
    private func hits(_ inputs: [Value], _ frame: inout Frame) -> [Int] {
        if let flat = index.flat { return hits(inputs, flat, &frame) }
        var narrowing = Narrowing(index)
        for column in index.lines.columns {
            narrowing.places[column.number] = place(of: inputs[column.number], in: column)
        }
        narrowing.begin(index)
        var hits: [Int] = []
        var (start, goesOn) = (0, true)
        repeat {
            let (possible, end) = (narrowing.possible, narrowing.end)
            possible.forEach(from: start) { rule in
                guard rule < end else { return false }
                if narrowing.isUnchecked(rule), !passes(inputs, rule, &frame) { return true }
                hits.append(rule)
                goesOn = hitPolicy != .first
                return goesOn
            }
            start = end
        } while goesOn && narrowing.narrowFurther(index)
        return hits
    }

    /// Where a value lies among those that cells name. A cell may ask for null itself, so null is tried and not taken
    /// for unknown.
    private func place(of value: Value, in column: IndexLines.Column) -> Int {
        value.isNull ? RuleIndex.Place.offLine : index.lines.place(of: value, in: column)
    }

    /// The same for a table of up to 64 rules, whose sets are words.
    private func hits(_ inputs: [Value], _ flat: FlatIndex, _ frame: inout Frame) -> [Int] {
        var (possible, unchecked) = (flat.allRules, UInt64(0))
        for (line, column) in zip(index.lines.columns, flat.columns) {
            let place = place(of: inputs[column.number], in: line)
            let hits = flat.hits(column, place)
            if place >= 0 { possible &= hits }
            unchecked |= place >= 0 ? column.unsortedRules : ~hits
        }
        var hits: [Int] = []
        while possible != 0 {
            let rule = possible.trailingZeroBitCount
            possible &= possible - 1
            if unchecked >> UInt64(rule) & 1 == 1, !passes(inputs, rule, &frame) { continue }
            hits.append(rule)
            if hitPolicy == .first { break }
        }
        return hits
    }

    private func passes(_ inputs: [Value], _ rule: Int, _ frame: inout Frame) -> Bool {
        for (column, value) in zip(columns, inputs) {
            let test = column[rule]
            guard test.isAny || test.matches(value, &frame) == true else { return false }
        }
        return true
    }

    private func combined(_ hits: [Int], _ steps: [Step], _ frame: inout Frame) -> Value {
        switch hitPolicy {
        case .unique:
            guard hits.count == 1 else { return fault(GraphSentence.severalHits(hits), &frame) }
            return answer(hits[0], steps, &frame)
        case .first: return answer(hits[0], steps, &frame)
        case .any: return agreed(hits, steps, &frame)
        case .priority: return ordered(hits, steps, &frame).first.map(whole) ?? .null
        case .outputOrder: return .list(ordered(hits, steps, &frame).map(whole))
        case .ruleOrder, .collect:
            let rows = hits.map { row($0, steps, &frame) }
            let kept = rows.compactMap { $0 }
            guard kept.count == rows.count else { return .null }
            return aggregation.map { aggregate(kept, $0, &frame) } ?? .list(kept.map(whole))
        }
    }

    private func agreed(_ hits: [Int], _ steps: [Step], _ frame: inout Frame) -> Value {
        guard let first = row(hits[0], steps, &frame).map(whole) else { return .null }
        for hit in hits.dropFirst() where row(hit, steps, &frame).map(whole) != first {
            return fault(GraphSentence.differingHits(hits), &frame)
        }
        return first
    }

    /// What a rule that hits alone gives.
    private func answer(_ rule: Int, _ steps: [Step], _ frame: inout Frame) -> Value {
        fixedRows[rule] ?? row(rule, steps, &frame).map(whole) ?? .null
    }

    private var givesList: Bool {
        switch hitPolicy {
        case .ruleOrder, .outputOrder, .collect: aggregation == nil
        default: false
        }
    }

    /// The outputs of a rule; `nil` where one does not conform or is not allowed.
    private func row(_ rule: Int, _ steps: [Step], _ frame: inout Frame) -> [Value]? {
        let start = allowedInputs.count + rule * outputs.count
        var values: [Value] = []
        for (column, output) in outputs.enumerated() {
            let value = steps[start + column](&frame)
            guard let conforming = conforming(value, output, &frame) else { return nil }
            values.append(conforming)
        }
        return values
    }

    private func conforming(_ value: Value, _ output: Output, _ frame: inout Frame) -> Value? {
        var edge = output.edge
        if givesList, case .list = value {} else if givesList { edge = output.elementEdge }
        guard let result = edge.map({ $0(value, &frame) }) ?? value else { return nil }
        if let allowed = output.allowed, !result.isNull, allowed.matches(result, &frame) != true {
            frame.journal.note(.fault(GraphSentence.notAllowed(output.name, result)))
            return nil
        }
        return result
    }

    /// One output is the value itself, several are a context.
    private func whole(_ row: [Value]) -> Value {
        if row.count == 1 { return row[0] }
        return .context(Context(zip(outputs, row).map { Context.Entry($0.name, $1) }))
    }

    private func defaultValue(_ steps: [Step], _ frame: inout Frame) -> Value {
        guard hasDefault else { return .null }
        let start = steps.count - outputs.count
        var values: [Value] = []
        for (column, output) in outputs.enumerated() {
            let value = steps[start + column](&frame)
            guard let conforming = conforming(value, output, &frame) else { return .null }
            values.append(conforming)
        }
        return whole(values)
    }

    /// Rows by the importance of their outputs, from the first column on; of equal ones the upper comes first.
    private func ordered(_ hits: [Int], _ steps: [Step], _ frame: inout Frame) -> [[Value]] {
        var rows: [(ranks: [Int], row: [Value])] = []
        for hit in hits {
            guard let row = row(hit, steps, &frame) else { continue }
            let ranks = zip(outputs, row).map { output, value in
                output.priorities.firstIndex { $0.matches(value, &frame) == true } ?? output.priorities.count
            }
            rows.append((ranks, row))
        }
        return rows.enumerated().sorted { left, right in
            if left.element.ranks == right.element.ranks { return left.offset < right.offset }
            return left.element.ranks.lexicographicallyPrecedes(right.element.ranks)
        }.map(\.element.row)
    }

    private func aggregate(_ rows: [[Value]], _ aggregation: DMN.Aggregation, _ frame: inout Frame) -> Value {
        if aggregation == .count { return .number(Decimal128(rows.count)) }
        let columns = outputs.indices.map { column in TableLogic.aggregate(rows.map { $0[column] }, aggregation) }
        if columns.contains(where: \.isNull) { return fault(GraphSentence.noAggregate, &frame) }
        return whole(columns)
    }

    private static func aggregate(_ values: [Value], _ aggregation: DMN.Aggregation) -> Value {
        guard var result = values.first else { return .null }
        for value in values.dropFirst() {
            switch aggregation {
            case .sum: result = result.adding(value)
            case .min, .max:
                guard let order = value.order(to: result) else { return .null }
                if aggregation == .min ? order < 0 : order > 0 { result = value }
            case .count: continue
            }
        }
        return aggregation == .sum && values.count == 1 ? result.adding(nil) : result
    }
}

extension Value {
    /// The sum of two amounts; null where either is none. Nothing added tells whether it is an amount at all.
    fileprivate func adding(_ other: Value?) -> Value {
        switch (self, other) {
        case (.number, nil), (.months, nil), (.duration, nil): self
        case (.number(let left), .number(let right)): left.adding(right).map(Value.number) ?? .null
        case (.months(let left), .months(let right)):
            Int(exactly: Int128(left) + Int128(right)).map(Value.months) ?? .null
        case (.duration(let left), .duration(let right)):
            .duration(DayTimeDuration(nanoseconds: left.nanoseconds + right.nanoseconds))
        default: .null
        }
    }
}
