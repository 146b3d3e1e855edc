import Kernel

extension Builtin {
    /// How points and ranges lie to one another (DMN 1.5 §10.3.4.7), and `range`.
    static let ranges: [Builtin] = [
        relation("before", [.points, .pointRange, .rangePoint, .ranges]) { $0.end.precedes($1.start) },
        relation("after", [.points, .pointRange, .rangePoint, .ranges]) { $1.end.precedes($0.start) },
        relation("meets", [.ranges]) { $0.end.equals($1.start) },
        relation("met by", [.ranges]) { $1.end.equals($0.start) },
        relation("overlaps", [.ranges]) { Value.every([$1.start.reaches($0.end), $0.start.reaches($1.end)]) },
        relation("overlaps before", [.ranges]) { overlapsBefore($0, $1) },
        relation("overlaps after", [.ranges]) { overlapsBefore($1, $0) },
        relation("finishes", [.pointRange, .ranges]) { finishes($0, $1) },
        relation("finished by", [.rangePoint, .ranges]) { finishes($1, $0) },
        relation("includes", [.rangePoint, .ranges]) { includes($0, $1) },
        relation("during", [.pointRange, .ranges]) { includes($1, $0) },
        relation("starts", [.pointRange, .ranges]) { starts($0, $1) },
        relation("started by", [.rangePoint, .ranges]) { starts($1, $0) },
        relation("coincides", [.points, .ranges]) { Value.every([$0.start.equals($1.start), $0.end.equals($1.end)]) },
        Builtin("range", .running(["from"]) { arguments, frame in range(arguments[0], frame.zones) }),
    ]

    private static func overlapsBefore(_ left: Span, _ right: Span) -> Bool? {
        Value.every([
            left.start.precedes(right.start), right.start.reaches(left.end), left.end.reaches(right.end),
        ])
    }

    private static func finishes(_ left: Span, _ right: Span) -> Bool? {
        left.isPoint
            ? left.end.equals(right.end)
            : Value.every([left.end.equals(right.end), right.start.reaches(left.start)])
    }

    private static func starts(_ left: Span, _ right: Span) -> Bool? {
        left.isPoint
            ? left.start.equals(right.start)
            : Value.every([left.start.equals(right.start), left.end.reaches(right.end)])
    }

    private static func includes(_ left: Span, _ right: Span) -> Bool? {
        Value.every([left.start.reaches(right.start), right.end.reaches(left.end)])
    }

    /// Which kinds of arguments a relation takes.
    private enum Sides: CaseIterable {
        case points, pointRange, rangePoint, ranges

        var parameters: (String, String) {
            switch self {
            case .points: ("point1", "point2")
            case .pointRange: ("point", "range")
            case .rangePoint: ("range", "point")
            case .ranges: ("range1", "range2")
            }
        }

        init(_ left: Span, _ right: Span) {
            self = left.isPoint ? (right.isPoint ? .points : .pointRange) : (right.isPoint ? .rangePoint : .ranges)
        }
    }

    private static func relation(
        _ name: String, _ sides: [Sides], _ holds: @escaping @Sendable (Span, Span) -> Bool?
    ) -> Builtin {
        let overloads = sides.map { side in
            BuiltinOverload.binary(side.parameters.0, side.parameters.1, .boolean) { left, right in
                guard let left = Span(left.scalar), let right = Span(right.scalar),
                    sides.contains(Sides(left, right))
                else { return .null }
                return Value(holds(left, right))
            }
        }
        return Builtin(name, overloads)
    }

    /// The range that a text writes with literal ends; null for any other text, and where the ends are of two kinds or
    /// the wrong way round.
    private static func range(_ text: Value, _ zones: ZoneTable) -> Value {
        guard let text = text.text, text.utf8.count <= Parser.lengthMax else { return .null }
        var parser = Parser(text, NameScope(zones: zones))
        guard let interval = try? parser.literalRange(), let start = interval.start, let end = interval.end,
            let order = start.order(to: end), order <= 0
        else { return .null }
        return .interval(interval)
    }
}

extension Parser {
    fileprivate mutating func literalRange() throws(FEELError) -> Interval {
        let includesStart = take("[")
        if !includesStart, !take("("), !take("]") { throw unexpected() }
        let start = try literalEnd()
        try expect("..")
        let end = try literalEnd()
        let includesEnd = take("]")
        if !includesEnd, !take(")"), !take("[") { throw unexpected() }
        guard isAtEnd else { throw unexpected() }
        return Interval(from: start, to: end, includesStart: includesStart, includesEnd: includesEnd)
    }

    /// A number, text, day, time or duration as it is written, a sign or `date("…")` included.
    private mutating func literalEnd() throws(FEELError) -> Value {
        if take("-"), case .constant(.number(let number)) = try numberLiteral() { return .number(number.negated) }
        switch scalar() {
        case "\"": return .string(try stringLiteral())
        case "@": return try temporalLiteral().constant ?? .null
        case let first? where Lexicon.isDigit(first) || first == ".": return try numberLiteral().constant ?? .null
        default: break
        }
        guard let name = longestName(), case .function(let function)? = name.syntax.constant,
            let builtin = Builtin.named(function), Builtin.temporalNames.contains(builtin.name.text)
        else { throw unexpected() }
        position = name.end
        try expect("(")
        skipSpace()
        guard scalar() == "\"" else { throw unexpected() }
        let text = try stringLiteral()
        try expect(")")
        return Value.temporal(text, zones: scope.zones) ?? .null
    }
}

extension Builtin {
    fileprivate static let temporalNames: Set<String> = ["date", "time", "date and time", "duration"]
}

/// A range, or a point as the range from itself to itself.
private struct Span {
    let start: Bound
    let end: Bound
    let isPoint: Bool

    /// `nil` where the value is neither.
    init?(_ value: Value) {
        if case .interval(let interval) = value {
            start = interval.start.map { .at($0, interval.includesStart ? 0 : 1) } ?? .beforeAll
            end = interval.end.map { .at($0, interval.includesEnd ? 0 : -1) } ?? .afterAll
            isPoint = false
        } else {
            guard value.order(to: value) == 0 else { return nil }
            (start, end, isPoint) = (.at(value, 0), .at(value, 0), true)
        }
    }
}

/// Where a range begins or ends: at a value, or just beside one that does not belong to it.
private enum Bound {
    case beforeAll, afterAll
    /// −1 just before the value, 1 just after it.
    case at(Value, Int)

    /// −1, 0 or 1; `nil` where the values have no order.
    private func order(to other: Bound) -> Int? {
        switch (self, other) {
        case (.beforeAll, .beforeAll), (.afterAll, .afterAll): 0
        case (.beforeAll, _), (_, .afterAll): -1
        case (_, .beforeAll), (.afterAll, _): 1
        case (.at(let value, let side), .at(let other, let otherSide)):
            value.order(to: other).map { $0 != 0 ? $0 : (side - otherSide).signum() }
        }
    }

    func precedes(_ other: Bound) -> Bool? { order(to: other).map { $0 < 0 } }
    /// Whether the other is not before this one.
    func reaches(_ other: Bound) -> Bool? { order(to: other).map { $0 <= 0 } }
    func equals(_ other: Bound) -> Bool? { order(to: other).map { $0 == 0 } }
}
