import FEEL
import Kernel

/// What the parts of a model rest on: which facts each column can depend on, and which values each fact is worth trying
/// with.
struct ModelShape {
    let model: DecisionModel
    /// For each column the inputs that it can depend on, cells that speak of other values included.
    let inputsOfColumn: [Set<Int>]
    /// For each input the values to try.
    let pools: [[Value]]
    /// The input that a column tests where it tests no more than that.
    let directInputs: [Int?]

    init(_ model: DecisionModel, day: CivilDate) {
        self.model = model
        var origins: [String: Set<Int>] = [:]
        for (index, input) in model.inputs.enumerated() { origins[input.name] = [index] }
        func inputs(_ names: Set<String>) -> Set<Int> { names.reduce(into: []) { $0.formUnion(origins[$1] ?? []) } }

        var literals = model.inputs.map { _ in [Value]() }
        func note(_ values: [Value], for inputs: Set<Int>) { for input in inputs { literals[input] += values } }
        for definition in model.definitions {
            let read = inputs(definition.expression.freeNames)
            origins[definition.name] = read
            note(definition.expression.literals, for: read)
        }
        var columns: [Set<Int>] = []
        for (index, column) in model.columns.enumerated() {
            var read = inputs(column.expression.freeNames)
            note(column.expression.literals, for: read)
            for rule in model.rules { read.formUnion(inputs(rule.conditions[index].freeNames)) }
            note(model.rules.flatMap { $0.conditions[index].literals }.firstDistinct(60), for: read)
            columns.append(read)
        }
        inputsOfColumn = columns
        pools = zip(model.inputs, literals).map { input, literals in
            FactPool(literals: literals.firstDistinct(80), day: day).values(for: input)
        }
        directInputs = model.columns.map { column in
            column.expression.slot.flatMap { $0 < model.inputs.count ? $0 : nil }
        }
    }
}

extension [Value] {
    /// Each value once, so many at most.
    fileprivate func firstDistinct(_ count: Int) -> [Value] {
        var result: [Value] = []
        for value in self where result.count < count && !result.contains(where: { $0.equals(value) == true }) {
            result.append(value)
        }
        return result
    }
}
