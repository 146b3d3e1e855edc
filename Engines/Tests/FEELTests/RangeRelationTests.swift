import FEEL
import Kernel
import Testing

/// The relations of points and ranges against the formulas of the standard's table (DMN 1.5 §10.3.4.7), over all ranges
/// between three numbers.
@Suite struct RangeRelationTests {
    struct Range: Sendable {
        let start: Int, end: Int
        let si: Bool, ei: Bool

        var source: String { "\(si ? "[" : "(")\(start)..\(end)\(ei ? "]" : ")")" }
    }

    static let all: [Range] = (1...3).flatMap { start in
        (start...3).flatMap { end in
            [(true, true), (true, false), (false, true), (false, false)].map {
                Range(start: start, end: end, si: $0.0, ei: $0.1)
            }
        }
    }

    typealias Formula = @Sendable (Range, Range) -> Bool

    static let formulas: [(String, Formula)] = [
        ("before", { $0.end < $1.start || (!$0.ei || !$1.si) && $0.end == $1.start }),
        ("after", { $0.start > $1.end || (!$0.si || !$1.ei) && $0.start == $1.end }),
        ("meets", { $0.ei && $1.si && $0.end == $1.start }),
        ("met by", { $0.si && $1.ei && $0.start == $1.end }),
        (
            "overlaps",
            {
                ($0.end > $1.start || $0.end == $1.start && $0.ei && $1.si)
                    && ($0.start < $1.end || $0.start == $1.end && $0.si && $1.ei)
            }
        ),
        ("overlaps before", { overlapsBefore($0, $1) }),
        ("overlaps after", { overlapsBefore($1, $0) }),
        (
            "finishes",
            { $0.ei == $1.ei && $0.end == $1.end && ($0.start > $1.start || $0.start == $1.start && (!$0.si || $1.si)) }
        ),
        (
            "finished by",
            { $0.ei == $1.ei && $0.end == $1.end && ($0.start < $1.start || $0.start == $1.start && ($0.si || !$1.si)) }
        ),
        ("includes", { includes($0, $1) }),
        ("during", { includes($1, $0) }),
        (
            "starts",
            { $0.start == $1.start && $0.si == $1.si && ($0.end < $1.end || $0.end == $1.end && (!$0.ei || $1.ei)) }
        ),
        (
            "started by",
            { $0.start == $1.start && $0.si == $1.si && ($1.end < $0.end || $0.end == $1.end && (!$1.ei || $0.ei)) }
        ),
        ("coincides", { $0.start == $1.start && $0.si == $1.si && $0.end == $1.end && $0.ei == $1.ei }),
    ]

    static func overlapsBefore(_ a: Range, _ b: Range) -> Bool {
        (a.start < b.start || a.start == b.start && a.si && !b.si)
            && (a.end > b.start || a.end == b.start && a.ei && b.si)
            && (a.end < b.end || a.end == b.end && (!a.ei || b.ei))
    }

    static func includes(_ a: Range, _ b: Range) -> Bool {
        (a.start < b.start || a.start == b.start && (a.si || !b.si))
            && (a.end > b.end || a.end == b.end && (a.ei || !b.ei))
    }

    @Test("两个区间的关系与标准的公式一致", arguments: formulas.map(\.0))
    func ranges(name: String) throws {
        let formula = try #require(Self.formulas.first { $0.0 == name }?.1)
        for first in Self.all {
            for second in Self.all {
                let source = "\(name)(\(first.source), \(second.source))"
                let value = try Expression.parse(source).evaluate(in: Scope(NameScope()))
                #expect(value.boolean == formula(first, second), "\(source)")
            }
        }
    }

    @Test("点与区间，按位置或按名称")
    func points() throws {
        try ExpressionTests.check(
            #"""
            before(1, 2) => true
            after(2, 1) => true
            before(1, (1..2]) => true
            before(1, [1..2]) => false
            before([1..2), 2) => true
            after([2..3], 1) => true
            finishes(3, [1..3]) => true
            finished by([1..3), 3) => false
            includes([1..3], 3) => true
            during(3, [1..3)) => false
            starts(1, [1..3]) => true
            started by((1..3], 1) => false
            coincides(2, 2) => true
            during(range: [1..3], point: 2) => true
            after(point1: 2, point2: 1) => true
            includes(range2: [2..3], range1: [1..3]) => true
            meets(1, 2) => null
            starts([1..3], 1) => null
            before(1, "a") => null
            before(1, null) => null
            before(@"2026-01-01", [@"2026-02-01"..@"2026-03-01"]) => true
            includes((< 5), 3) => true
            before((< 5), 5) => true
            during([60..79], (>= 60)) => true
            """#)
    }

    @Test("由文字写成的区间只收字面值")
    func rangeOfText() throws {
        try ExpressionTests.check(
            #"""
            range("[18..21)") = [18..21) => true
            range("]-1..1[").start => -1
            range("[\"a\"..\"c\"]") = ["a".."c"] => true
            range("[date(\"2026-01-01\")..@\"2026-02-01\"]").end => @"2026-02-01"
            range("[2..1]") => null
            range("[1..\"a\"]") => null
            range("[1+1..3]") => null
            range("[1..]") => null
            range("[1..x]") => null
            range("1..2") => null
            range("[string(1)..string(2)]") => null
            range(null) => null
            """#)
    }
}
