import FEEL
import Kernel

/// The line on which a column's values lie, cut at every constant that its cells compare with. All values of one
/// stretch hit the same cells, so that a value needs no more than its place: gaps and points in turn, `0` before the
/// first point, `1` the first point itself, `2` what follows it. Texts that are only compared for equality have no
/// order to keep: `0` is any text that no cell names, `n` the n-th that one does.
struct IndexAxis: Sendable {
    /// What kind of values the line holds; any other value is off it.
    enum Kind: Hashable, Sendable {
        case boolean, number, date, months, text
        /// Kinds that tables hold rarely: compared as values. Local and zoned times have no common order.
        case duration
        case time(isZoned: Bool)
        case dateTime(isZoned: Bool)

        /// `nil` for values that have no order and no equality that could be sorted.
        init?(_ value: Value) {
            switch value {
            case .boolean: self = .boolean
            case .number: self = .number
            case .string: self = .text
            case .date: self = .date
            case .months: self = .months
            case .duration: self = .duration
            case .time(let time): self = .time(isZoned: time.offset != nil)
            case .dateTime(let dateTime): self = .dateTime(isZoned: dateTime.time.offset != nil)
            case .null, .list, .context, .interval, .function: return nil
            }
        }
    }

    /// How the points are kept.
    enum Layout: Sendable {
        case booleans
        case integers([Int64], Scale)
        case words(TextTable, count: Int)
        case values([Value])
    }

    let kind: Kind
    let layout: Layout
    /// The texts that cells name, where they are compared for equality only.
    private(set) var words: [String] = []

    /// The line of the constants of that kind. `isOrdered` says whether a cell compares them by more than equality.
    init(_ kind: Kind, _ constants: [Value], isOrdered: Bool) {
        self.kind = kind
        switch kind {
        case .boolean: layout = .booleans
        case .text where !isOrdered:
            let distinct = Set(constants.compactMap(\.string).map { Array($0.utf8) })
            words = distinct.map { String(decoding: $0, as: UTF8.self) }
            layout = .words(TextTable(words), count: words.count)
        case .number, .date, .months:
            layout = IndexAxis.integers(kind, constants) ?? .values(IndexAxis.sorted(constants))
        default: layout = .values(IndexAxis.sorted(constants))
        }
    }

    private static func sorted(_ constants: [Value]) -> [Value] {
        let sorted = constants.sorted { ($0.order(to: $1) ?? 0) < 0 }
        return sorted.indices.filter { $0 == 0 || sorted[$0 - 1].order(to: sorted[$0]) != 0 }.map { sorted[$0] }
    }

    private static func integers(_ kind: Kind, _ constants: [Value]) -> Layout? {
        let scale = constants.reduce(0) { max($0, -($1.number?.canonical.exponent ?? 0)) }
        guard scale <= 15 else { return nil }
        var keys: Set<Int64> = []
        for constant in constants {
            guard let place = IntegerPlace(constant, scale: scale), place.isExact else { return nil }
            keys.insert(place.floor)
        }
        let unit: Scale =
            switch kind {
            case .date: .days
            case .months: .months
            default: .numbers(digits: scale)
            }
        return .integers(keys.sorted(), unit)
    }

    /// How many stretches there are.
    var count: Int {
        switch layout {
        case .booleans: 2
        case .integers(let keys, _): keys.count * 2 + 1
        case .words(_, let count): count + 1
        case .values(let points): points.count * 2 + 1
        }
    }

    /// The stretch in which a value lies; −1 off the line.
    func place(of value: Value) -> Int {
        switch layout {
        case .booleans:
            guard case .boolean(let flag) = value else { return -1 }
            return flag ? 1 : 0
        case .integers(let keys, let scale): return scale.place(of: value, among: keys, 0, keys.count)
        case .words(let table, _):
            guard case .string(let text) = value else { return -1 }
            return table.index(of: text).map { $0 + 1 } ?? 0
        case .values(let points): return IndexAxis.place(of: value, points)
        }
    }

    private static func place(of value: Value, _ points: [Value]) -> Int {
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) >> 1
            guard let order = points[middle].order(to: value) else { return -1 }
            if order == 0 { return 2 * middle + 1 }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return 2 * low
    }

    /// The stretches that one test admits, in order; `nil` where the test speaks of another kind of value.
    func stretches(_ test: ConstantTests.Test) -> [Range<Int>]? {
        switch test {
        case .equals(let value):
            guard let point = point(of: value) else { return nil }
            return [point..<point + 1]
        case .differs(let value):
            guard let point = point(of: value) else { return nil }
            return [0..<point, point + 1..<count].filter { !$0.isEmpty }
        case .within(let interval):
            return within(interval)
        }
    }

    private func within(_ interval: Interval) -> [Range<Int>]? {
        var (first, last) = (0, count - 1)
        if let start = interval.start {
            guard isOrdered, let point = point(of: start) else { return nil }
            first = interval.includesStart ? point : point + 1
        }
        if let end = interval.end {
            guard isOrdered, let point = point(of: end) else { return nil }
            last = interval.includesEnd ? point : point - 1
        }
        guard interval.start != nil || interval.end != nil else { return nil }
        return first <= last ? [first..<last + 1] : []
    }

    private var isOrdered: Bool {
        switch layout {
        case .integers, .values: true
        case .booleans, .words: false
        }
    }

    private func point(of value: Value) -> Int? {
        guard Kind(value) == kind else { return nil }
        return place(of: value)
    }
}
