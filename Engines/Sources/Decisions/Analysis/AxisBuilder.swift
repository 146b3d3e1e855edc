import FEEL
import Kernel

/// Cuts a column's values at the constants of its cells.
struct AxisBuilder {
    private let column: TableOutline.Column
    private let cells: [UnaryTests]
    private let meter: SearchMeter

    init(_ column: TableOutline.Column, cells: [UnaryTests], meter: SearchMeter) {
        self.column = column
        self.cells = cells
        self.meter = meter
    }

    func build() -> Axis {
        let constants = (cells + (column.allowed.map { [$0] } ?? [])).flatMap { $0.constants + $0.literals }
        var atoms: [Axis.Atom] = []
        for kind in kinds(of: constants) { atoms += section(kind, constants.filter { $0.type == kind }) }
        if let allowed = column.allowed, allowed.isFixed {
            atoms.removeAll { meter.answer(allowed, to: $0.sample) == .fails }
        }
        if atoms.isEmpty, column.allowed == nil {
            atoms = [Axis.Atom(form: .anything, lower: nil, upper: nil, sample: .string(Sample.otherText))]
        }
        if column.admitsNull { atoms.append(Axis.Atom(form: .null, lower: nil, upper: nil, sample: .null)) }
        return Axis(atoms: atoms)
    }

    /// Of a column without a declared type, the kinds that its cells speak of.
    private func kinds(of constants: [Value]) -> [FEELType] {
        let simple: [FEELType] = [.number, .string, .boolean, .date, .time, .dateTime, .months, .duration]
        if column.type == .any { return simple.filter { kind in constants.contains { $0.type == kind } } }
        return simple.filter { $0 == column.type }
    }

    private func section(_ kind: FEELType, _ constants: [Value]) -> [Axis.Atom] {
        if kind == .boolean { return [false, true].map { point(.boolean($0)) } }
        let points = sorted(constants)
        guard kind == .string else { return ordered(points, kind) }
        // Cells that only compare for equality give one answer to all texts that none of them names.
        let line = ordered(points, kind)
        let between = line.filter { $0.form == .between }
        let isOrdered = cells.contains { cell in
            let answers = between.map { meter.answer(cell, to: $0.sample) }
            return answers.contains { $0 != answers[0] }
        }
        if isOrdered { return line }
        return points.map(point) + [
            Axis.Atom(form: .other, lower: nil, upper: nil, sample: Sample.text(unlike: points))
        ]
    }

    private func point(_ value: Value) -> Axis.Atom {
        Axis.Atom(form: .point, lower: value, upper: value, sample: value)
    }

    /// Each value once, in ascending order; those that cannot be compared with the others (a time with and one without
    /// an offset) are left out.
    private func sorted(_ values: [Value]) -> [Value] {
        guard let first = values.first else { return [] }
        let comparable = values.filter { Axis.order($0, first) != nil }
        let ascending = comparable.sorted { Axis.order($0, $1) == -1 }
        return ascending.indices.filter { $0 == 0 || Axis.order(ascending[$0 - 1], ascending[$0]) != 0 }.map {
            ascending[$0]
        }
    }

    /// Points and what lies between them. Where nothing does (two days in a row), there is no piece.
    private func ordered(_ points: [Value], _ kind: FEELType) -> [Axis.Atom] {
        var atoms: [Axis.Atom] = []
        func between(_ lower: Value?, _ upper: Value?) {
            guard let sample = Sample.value(of: kind, above: lower, below: upper) else { return }
            atoms.append(Axis.Atom(form: .between, lower: lower, upper: upper, sample: sample))
        }
        between(nil, points.first)
        for (index, value) in points.enumerated() {
            atoms.append(point(value))
            between(value, index + 1 < points.count ? points[index + 1] : nil)
        }
        return atoms
    }
}
