import FEEL
import Kernel

/// What the rules that hit give together: hit policies, allowed values, aggregation (DMN 1.5 §8.2.8 ff.).
extension TableLogic {
    func combined(_ hits: [Int], _ steps: [Step], _ frame: inout Frame) -> Value {
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

    func agreed(_ hits: [Int], _ steps: [Step], _ frame: inout Frame) -> Value {
        guard let first = row(hits[0], steps, &frame).map(whole) else { return .null }
        for hit in hits.dropFirst() where row(hit, steps, &frame).map(whole) != first {
            return fault(GraphSentence.differingHits(hits), &frame)
        }
        return first
    }

    /// What a rule that hits alone gives.
    func answer(_ rule: Int, _ steps: [Step], _ frame: inout Frame) -> Value {
        fixedRows[rule] ?? row(rule, steps, &frame).map(whole) ?? .null
    }

    var givesList: Bool {
        switch hitPolicy {
        case .ruleOrder, .outputOrder, .collect: aggregation == nil
        default: false
        }
    }

    /// The outputs of a rule; `nil` where one does not conform or is not allowed.
    func row(_ rule: Int, _ steps: [Step], _ frame: inout Frame) -> [Value]? {
        let start = allowedInputs.count + rule * outputs.count
        var values: [Value] = []
        for (column, output) in outputs.enumerated() {
            let value = steps[start + column](&frame)
            guard let conforming = conforming(value, output, &frame) else { return nil }
            values.append(conforming)
        }
        return values
    }

    func conforming(_ value: Value, _ output: Output, _ frame: inout Frame) -> Value? {
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
    func whole(_ row: [Value]) -> Value {
        if row.count == 1 { return row[0] }
        return .context(Context(zip(outputs, row).map { Context.Entry($0.name, $1) }))
    }

    func defaultValue(_ steps: [Step], _ frame: inout Frame) -> Value {
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
    func ordered(_ hits: [Int], _ steps: [Step], _ frame: inout Frame) -> [[Value]] {
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

    func aggregate(_ rows: [[Value]], _ aggregation: DMN.Aggregation, _ frame: inout Frame) -> Value {
        if aggregation == .count { return .number(Decimal128(rows.count)) }
        let columns = outputs.indices.map { column in TableLogic.aggregate(rows.map { $0[column] }, aggregation) }
        if columns.contains(where: \.isNull) { return fault(GraphSentence.noAggregate, &frame) }
        return whole(columns)
    }

    static func aggregate(_ values: [Value], _ aggregation: DMN.Aggregation) -> Value {
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
