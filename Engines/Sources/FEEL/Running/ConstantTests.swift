/// The tests of a cell that compares `?` with constants only, in the form that an index can sort: a value passes where
/// one of them holds, or, negated, where none does.
package struct ConstantTests: Sendable {
    package enum Test: Sendable {
        case equals(Value)
        case differs(Value)
        /// An end that is absent is open for ever.
        case within(Interval)
    }

    package let tests: [Test]
    package let isNegated: Bool
}

extension UnaryTests {
    /// What the cell compares with, where that is the same in every evaluation and depends on nothing but `?`.
    package var constantTests: ConstantTests? {
        var found: [ConstantTests.Test] = []
        for test in tests {
            guard test.append(to: &found) else { return nil }
        }
        return ConstantTests(tests: found, isNegated: isNegated)
    }
}

extension CellTest {
    /// False where the test is more than a comparison with constants.
    fileprivate func append(to found: inout [ConstantTests.Test]) -> Bool {
        switch self {
        case .equals(let value), .compare(.equal, let value): found.append(.equals(value))
        case .compare(.notEqual, let value): found.append(.differs(value))
        case .within(let interval): found.append(.within(interval))
        case .member(let tests, _): return tests.allSatisfy { $0.append(to: &found) }
        case .compare(.less, let end): found.append(.within(Interval(from: nil, to: end, includesEnd: false)))
        case .compare(.lessOrEqual, let end): found.append(.within(Interval(from: nil, to: end)))
        case .compare(.greater, let start): found.append(.within(Interval(from: start, to: nil, includesStart: false)))
        case .compare(.greaterOrEqual, let start): found.append(.within(Interval(from: start, to: nil)))
        case .compareWith, .belongsTo, .condition: return false
        }
        return true
    }
}
