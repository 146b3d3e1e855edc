import FEEL

/// All rows of values that a table can meet, as a box with one side for each different value that the columns test, and
/// each rule as the part of the box that it covers.
struct TableSpace: Sendable {
    /// One side of the box.
    struct Side: Sendable {
        /// Columns that test this value; the first gives its name.
        let columns: [Int]
        let name: String
        let axis: Axis
    }

    /// What a rule covers of each side.
    struct Box: Sendable {
        /// Surely hit.
        var sure: [PositionSet]
        /// Not surely missed. Wider than `sure` where a cell speaks of other values.
        var possible: [PositionSet]
        /// Sides that the rule does not look at.
        var isFree: [Bool]

        var isExact: Bool { sure == possible }
        /// The first side on which no value can hit.
        var emptySide: Int? { possible.firstIndex(where: \.isEmpty) }
    }

    let sides: [Side]
    let boxes: [Box]
    /// Cells whose answer between two of their constants can only be supposed, as rule and column.
    let inexactCells: [(rule: Int, column: Int)]

    /// - Parameter meter: what it costs to read cells that compute; where it is used up they may hit or not.
    init(_ outline: TableOutline, meter: SearchMeter) {
        var columnsOf: [(expression: String, columns: [Int])] = []
        for (index, column) in outline.columns.enumerated() {
            if let known = columnsOf.firstIndex(where: { $0.expression == column.expression }) {
                columnsOf[known].columns.append(index)
            } else {
                columnsOf.append((column.expression, [index]))
            }
        }
        let sides = columnsOf.map { _, columns in
            let cells = columns.flatMap { column in outline.rules.map { $0.conditions[column] } }
            let axis = AxisBuilder(outline.columns[columns[0]], cells: cells, meter: meter).build()
            return Side(columns: columns, name: outline.columns[columns[0]].name, axis: axis)
        }
        var readers = sides.map { CellReader(axis: $0.axis, meter: meter) }
        var inexact: [(rule: Int, column: Int)] = []
        boxes = outline.rules.enumerated().map { index, rule in
            var box = Box(
                sure: sides.map(\.axis.all), possible: sides.map(\.axis.all), isFree: sides.map { _ in true })
            for (side, columns) in sides.map(\.columns).enumerated() {
                for column in columns where !rule.conditions[column].isAny {
                    let covered = readers[side].read(rule.conditions[column])
                    box.sure[side].formIntersection(covered.sure)
                    box.possible[side].formIntersection(covered.possible)
                    box.isFree[side] = false
                    if !rule.conditions[column].isFixed { inexact.append((index, column)) }
                }
            }
            return box
        }
        self.sides = sides
        inexactCells = inexact
    }

    /// The whole box.
    var whole: [PositionSet] { sides.map(\.axis.all) }

    func side(ofColumn column: Int) -> Int { sides.firstIndex { $0.columns.contains(column) } ?? 0 }
}

/// Reads cells as parts of an axis; cells of equal text are read once.
private struct CellReader {
    let axis: Axis
    let meter: SearchMeter
    private var known: [String: (sure: PositionSet, possible: PositionSet)] = [:]

    init(axis: Axis, meter: SearchMeter) {
        self.axis = axis
        self.meter = meter
    }

    mutating func read(_ cell: UnaryTests) -> (sure: PositionSet, possible: PositionSet) {
        if let covered = known[cell.source] { return covered }
        let covered = compute(cell)
        known[cell.source] = covered
        return covered
    }

    private func compute(_ cell: UnaryTests) -> (sure: PositionSet, possible: PositionSet) {
        let none = PositionSet(below: axis.atoms.count)
        guard cell.standsAlone else { return (none, axis.all) }
        let isUniform = axis.atoms.contains { $0.form == .anything }
        if isUniform { return (none, axis.all) }
        return cell.isFixed ? fixed(cell) : everyAtom(cell)
    }

    /// Of a cell that computes, what it answers to one value between its constants says nothing of the others there.
    private func everyAtom(_ cell: UnaryTests) -> (sure: PositionSet, possible: PositionSet) {
        var sure = PositionSet(below: axis.atoms.count)
        var possible = sure
        for (index, atom) in axis.atoms.enumerated() {
            let answer = meter.answer(cell, to: atom.sample)
            if answer == .passes { sure.insert(index) }
            let isOneValue = atom.form == .point || atom.form == .null
            if answer == .passes || answer == .untold || !isOneValue && !cell.isFixed { possible.insert(index) }
        }
        return (sure, possible)
    }

    /// The answer can change at the cell's own constants only, so that one atom between two of them speaks for all.
    private func fixed(_ cell: UnaryTests) -> (sure: PositionSet, possible: PositionSet) {
        let turns = Set(cell.constants.compactMap { axis.position(of: $0) })
        let marks = turns.union(axis.kindStarts).union(axis.loneAtoms).sorted()
        guard marks.count * 2 < axis.atoms.count else { return everyAtom(cell) }
        var sure = PositionSet(below: axis.atoms.count)
        var possible = sure
        func read(_ atoms: Range<Int>) {
            let answer = meter.answer(cell, to: axis.atoms[atoms.lowerBound].sample)
            if answer == .passes { sure.insert(atoms) }
            if answer == .passes || answer == .untold { possible.insert(atoms) }
        }
        for (index, mark) in marks.enumerated() {
            read(mark..<mark + 1)
            let next = index + 1 < marks.count ? marks[index + 1] : axis.atoms.count
            if mark + 1 < next { read(mark + 1..<next) }
        }
        return (sure, possible)
    }
}

extension Axis {
    /// Atoms at which another kind of values begins.
    fileprivate var kindStarts: [Int] {
        atoms.indices.filter { $0 == 0 || atoms[$0].sample.type != atoms[$0 - 1].sample.type }
    }

    /// Atoms that no order joins to their neighbours.
    fileprivate var loneAtoms: [Int] {
        atoms.indices.filter { atoms[$0].form == .other || atoms[$0].form == .null || atoms[$0].sample.boolean != nil }
    }
}
