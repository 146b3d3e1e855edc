import Kernel

/// One test of `?`. What is constant stands ready, so that most cells of a table cost a comparison.
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

    /// A test in the form in which it runs: `nil` where it cannot be told.
    typealias Check = @Sendable (Value, inout Frame) -> Bool?

    init(constant: Value) {
        self =
            switch constant {
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

    var isFixed: Bool {
        switch self {
        case .equals, .within, .member, .compare: true
        case .compareWith, .belongsTo, .condition: false
        }
    }

    /// Passes where one of the tests does; unknown where none does but one cannot be told.
    static func any(_ tests: [CellTest]) -> Check {
        if tests.count == 1 { return tests[0].check }
        let checks = tests.map(\.check)
        return { input, frame in
            var result: Bool? = false
            for check in checks {
                switch check(input, &frame) {
                case true: return true
                case false: continue
                default: result = nil
                }
            }
            return result
        }
    }

    var check: Check {
        switch self {
        case .equals(let value): return CellTest.equality(with: value)
        case .within(let interval): return CellTest.membership(in: interval)
        case .member(let tests, let elements):
            let check = CellTest.any(tests)
            let list = Value.list(elements)
            return { input, frame in
                if case .list = input, input == list { return true }
                return check(input, &frame)
            }
        case .compare(let comparison, let end): return CellTest.comparison(comparison, with: end)
        case .compareWith(let comparison, let step): return { input, frame in comparison.holds(input, step(&frame)) }
        case .belongsTo(let step): return { input, frame in CellTest(constant: step(&frame)).check(input, &frame) }
        case .condition(let step):
            return { input, frame in
                let before = frame.input
                frame.input = input
                defer { frame.input = before }
                return step(&frame).boolean
            }
        }
    }

    /// Numbers, texts and truth values, which fill most tables, are compared without a detour.
    private static func equality(with value: Value) -> Check {
        switch value {
        case .boolean(let wanted):
            return { input, _ in
                if case .boolean(let flag) = input { return flag == wanted }
                return input.equals(value)
            }
        case .number(let wanted):
            return { input, _ in
                if case .number(let number) = input { return number == wanted }
                return input.equals(value)
            }
        case .string(let wanted):
            return { input, _ in
                if case .string(let text) = input { return text.hasSameScalars(as: wanted) }
                return input.equals(value)
            }
        default: return { input, _ in input.equals(value) }
        }
    }

    private static func comparison(_ comparison: Comparison, with end: Value) -> Check {
        guard case .number(let end) = end else { return { input, _ in comparison.holds(input, end) } }
        return { input, _ in
            guard case .number(let number) = input else { return comparison.holds(input, .number(end)) }
            return switch comparison {
            case .equal: number == end
            case .notEqual: number != end
            case .less: number < end
            case .lessOrEqual: number <= end
            case .greater: end < number
            case .greaterOrEqual: end <= number
            }
        }
    }

    private static func membership(in interval: Interval) -> Check {
        guard case .number(let start) = interval.start, case .number(let end) = interval.end else {
            return { input, _ in interval.contains(input) }
        }
        let (includesStart, includesEnd) = (interval.includesStart, interval.includesEnd)
        return { input, _ in
            guard case .number(let number) = input else { return nil }
            return (includesStart ? start <= number : start < number) && (includesEnd ? number <= end : number < end)
        }
    }
}
