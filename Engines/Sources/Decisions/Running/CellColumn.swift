import FEEL

/// 一列的格子 — the cells of one column from the first rule to the last. Cells of equal text share one compiled form, so
/// that ten thousand rules hold as many numbers, not as many programs.
struct InternedColumn<Cell: Sendable>: Sendable {
    /// Each text once.
    private(set) var distinct: [Cell] = []
    /// For each rule the place of its cell in `distinct`.
    private(set) var places = PlaceList()
    private var known: [String: Int] = [:]

    /// Adds the cell of the next rule if its text is known already.
    mutating func append(known text: String) -> Cell? {
        guard let place = known[text] else { return nil }
        places.append(place)
        return distinct[place]
    }

    /// Adds the cell of the next rule. All cells must have been read in the same scope and for the same type of input.
    mutating func append(_ cell: Cell, text: String) {
        guard append(known: text) == nil else { return }
        known[text] = distinct.count
        places.append(distinct.count)
        distinct.append(cell)
    }

    /// The column as it stays: nothing is looked up by its text any more.
    var finished: InternedColumn {
        var finished = self
        finished.known = [:]
        finished.places.finish()
        return finished
    }

    /// The cell that was added last.
    var last: Cell? { places.count == 0 ? nil : self[places.count - 1] }

    subscript(rule: Int) -> Cell { distinct[places[rule]] }
}

/// The conditions of one column.
typealias CellColumn = InternedColumn<UnaryTests>

extension InternedColumn<UnaryTests> {
    /// The column of a table that is there already.
    init(_ cells: some Sequence<UnaryTests>) {
        for cell in cells { append(cell, text: cell.source) }
        self = finished
    }
}

/// Numbers from zero on in two bytes each, as long as they fit.
struct PlaceList: Sendable {
    private var narrow: [UInt16] = []
    private var wide: [UInt32] = []

    var count: Int { narrow.count + wide.count }

    subscript(index: Int) -> Int { wide.isEmpty ? Int(narrow[index]) : Int(wide[index]) }

    mutating func append(_ place: Int) {
        if wide.isEmpty, let small = UInt16(exactly: place) { return narrow.append(small) }
        if wide.isEmpty {
            wide = narrow.map(UInt32.init)
            narrow = []
        }
        wide.append(UInt32(place))
    }

    /// Gives back memory that was kept ready for more.
    mutating func finish() { (narrow, wide) = (Array(narrow[...]), Array(wide[...])) }
}
