import Kernel

/// One test of `?` in the form in which it runs: what is constant stands ready, so that most cells of a table cost a comparison.
enum CellTest: Sendable {
    case equals(Value)
    case within(Interval)
    /// One of the elements, or the list itself.
    case member([CellTest], of: [Value])
    case compare(Comparison, Value)
    case compareWith(Comparison, Step)
    /// Equal to the value, or an element of it, or within it.
    case belongsTo(Step)
    case condition(Step)

    init(constant: Value) {
        self = switch constant {
        case .interval(let interval): .within(interval)
        case .list(let elements): .member(elements.map(CellTest.init), of: elements)
        default: .equals(constant)
        }
    }

    /// Values that the test compares with, where they are constant.
    var constants: [Value] {
        switch self {
        case .equals(let value), .compare(_, let value): [value]
        case .within(let interval): [interval.start, interval.end].compactMap { $0 }
        case .member(let tests, _): tests.flatMap(\.constants)
        case .compareWith, .belongsTo, .condition: []
        }
    }

    func holds(_ frame: inout Frame) -> Bool? {
        switch self {
        case .equals(let value): return frame.input.equals(value)
        case .within(let interval): return interval.contains(frame.input)
        case .member(let tests, let elements):
            if case .list = frame.input, frame.input == .list(elements) { return true }
            return CellTest.any(tests, &frame)
        case .compare(let comparison, let end): return comparison.holds(frame.input, end)
        case .compareWith(let comparison, let step):
            let end = step(&frame)
            return comparison.holds(frame.input, end)
        case .belongsTo(let step):
            let value = step(&frame)
            return CellTest(constant: value).holds(&frame)
        case .condition(let step): return step(&frame).boolean
        }
    }

    static func any(_ tests: [CellTest], _ frame: inout Frame) -> Bool? {
        if tests.count == 1 { return tests[0].holds(&frame) }
        var result: Bool? = false
        for test in tests {
            switch test.holds(&frame) {
            case true: return true
            case false: continue
            default: result = nil
            }
        }
        return result
    }
}
