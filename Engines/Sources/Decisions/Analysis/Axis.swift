import FEEL

/// The values that a column can have, in pieces within which no cell changes its answer: each value that some cell
/// compares with, and what lies between two neighbours.
struct Axis: Sendable {
    /// One piece.
    struct Atom: Sendable {
        enum Form: Sendable {
            /// One value.
            case point
            /// All between two values, or beyond the last; open at both ends.
            case between
            /// All texts that no cell names.
            case other
            case null
            /// Whatever there is: no cell tells values apart.
            case anything
        }

        let form: Form
        /// For a point, the value itself; `nil` without bound.
        let lower: Value?
        let upper: Value?
        /// A value that lies in it.
        let sample: Value
    }

    let atoms: [Atom]

    var all: PositionSet { PositionSet.all(below: atoms.count) }

    /// The piece in which a value lies; `nil` where the axis has no room for it.
    func position(of value: Value) -> Int? {
        if value.isNull { return atoms.firstIndex { $0.form == .null } }
        if let first = atoms.first, first.form == .anything { return 0 }
        let found = search(value)
        return found ?? (value.string == nil ? nil : atoms.firstIndex { $0.form == .other })
    }

    /// Pieces of one kind stand in ascending order, so that their section can be halved.
    private func search(_ value: Value) -> Int? {
        guard var low = atoms.firstIndex(where: { Axis.order(value, $0.sample) != nil }) else { return nil }
        var high = atoms.lastIndex { Axis.order(value, $0.sample) != nil && $0.form != .other } ?? low
        while low <= high {
            let middle = (low + high) / 2
            guard let side = atoms[middle].side(of: value) else { return nil }
            if side == 0 { return middle }
            if side < 0 { high = middle - 1 } else { low = middle + 1 }
        }
        return nil
    }

    /// −1, 0 or 1; false comes before true. `nil` between kinds.
    static func order(_ left: Value, _ right: Value) -> Int? {
        if case .boolean(let left) = left, case .boolean(let right) = right {
            return left == right ? 0 : (right ? -1 : 1)
        }
        return left.order(to: right)
    }
}

extension Axis.Atom {
    fileprivate func side(of value: Value) -> Int? {
        switch form {
        case .point: return lower.flatMap { Axis.order(value, $0) }
        case .between:
            if let lower {
                guard let order = Axis.order(value, lower) else { return nil }
                if order <= 0 { return -1 }
            }
            if let upper {
                guard let order = Axis.order(value, upper) else { return nil }
                if order >= 0 { return 1 }
            }
            return 0
        case .other, .null, .anything: return nil
        }
    }
}
