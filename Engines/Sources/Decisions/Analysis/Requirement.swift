public import FEEL
import Kernel

/// 条件 — what the value of a column has to be, in a form that can be said in words: `年龄不低于 80、低于 90`.
public struct Requirement: Sendable {
    /// Values without a break.
    public enum Span: Sendable {
        /// One value.
        case value(Value)
        /// All values within a range.
        case range(Interval)
        /// Any text but these.
        case otherThan([Value])
        /// What is unknown.
        case null
        /// Anything at all.
        case any
    }

    /// As it is written in the header.
    public let column: String
    /// One of these; empty where no value will do.
    public let spans: [Span]
    /// Of cells that cannot be told in words, what is written in them.
    public let test: String?

    init(_ column: String, spans: [Span], test: String? = nil) {
        self.column = column
        self.spans = spans
        self.test = test
    }

    init(_ column: String, _ set: PositionSet, of axis: Axis) {
        self.init(column, spans: axis.spans(of: set))
    }

    /// Whether every value will do.
    public var isFree: Bool { test == nil && spans.contains { if case .any = $0 { true } else { false } } }
}

extension Axis {
    /// Neighbouring atoms joined.
    func spans(of set: PositionSet) -> [Requirement.Span] {
        if set == all { return [.any] }
        if set.members.contains(where: { atoms[$0].form == .anything }) { return [.any] }
        if let other = atoms.firstIndex(where: { $0.form == .other }), set.contains(other) {
            let excluded = atoms.indices.filter { !set.contains($0) && atoms[$0].form == .point }
            let rest = set.members.filter { $0 != other && atoms[$0].sample.string == nil }
            return [.otherThan(excluded.map { atoms[$0].sample })] + rest.flatMap { spans(from: $0, to: $0) }
        }
        return set.runs.flatMap { run in
            run.split { atoms[$0].sample.type != atoms[$0 - 1].sample.type || atoms[$0].sample.type == .boolean }
                .flatMap { spans(from: $0.lowerBound, to: $0.upperBound - 1) }
        }
    }

    private func spans(from first: Int, to last: Int) -> [Requirement.Span] {
        let (start, end) = (atoms[first], atoms[last])
        if start.form == .null { return [.null] }
        if start.form == .point, first == last || start.sample.string != nil && !isOrderedText {
            return (first...last).map { .value(atoms[$0].sample) }
        }
        return [
            .range(
                Interval(
                    from: start.lower, to: end.upper, includesStart: start.form == .point,
                    includesEnd: end.form == .point))
        ]
    }

    private var isOrderedText: Bool { atoms.contains { $0.form == .between && $0.sample.string != nil } }
}

extension Range<Int> {
    /// The range cut before each position for which `isCut` holds.
    fileprivate func split(before isCut: (Int) -> Bool) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = lowerBound
        for position in dropFirst() where isCut(position) {
            parts.append(start..<position)
            start = position
        }
        return parts + [start..<upperBound]
    }
}
