import FEEL

/// 一列的格子 — the cells of one column from the first rule to the last. Cells of equal text share one compiled form, so
/// that ten thousand rules hold as many numbers, not as many programs.
struct CellColumn: Sendable {
    /// Each text once.
    let distinct: [UnaryTests]
    /// For each rule the place of its cell in `distinct`.
    let places: [UInt32]

    /// All cells must have been read in the same scope and for the same type of input.
    init(_ cells: some Sequence<UnaryTests>) {
        var known: [String: UInt32] = [:]
        var distinct: [UnaryTests] = []
        places = cells.map { cell in
            if let place = known[cell.source] { return place }
            let place = UInt32(distinct.count)
            known[cell.source] = place
            distinct.append(cell)
            return place
        }
        self.distinct = distinct
    }

    subscript(rule: Int) -> UnaryTests { distinct[Int(places[rule])] }
}
