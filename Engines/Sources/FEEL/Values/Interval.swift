/// A FEEL range: the values between two ends, each of which belongs to it or not. An end that is absent is open for
/// ever (`>= 100`); an end that is null makes every membership unknown.
public struct Interval: Sendable {
    /// The lower end; `nil` where there is none.
    public let start: Value?
    /// The upper end; `nil` where there is none.
    public let end: Value?
    /// Whether the lower end belongs to it.
    public let includesStart: Bool
    /// Whether the upper end belongs to it.
    public let includesEnd: Bool

    public init(from start: Value?, to end: Value?, includesStart: Bool = true, includesEnd: Bool = true) {
        self.start = start
        self.end = end
        self.includesStart = includesStart && start != nil
        self.includesEnd = includesEnd && end != nil
    }

    /// Whether the value lies within; `nil` where it cannot be compared with an end.
    public func contains(_ value: Value) -> Bool? {
        var isInside = true
        if let start {
            guard let order = value.order(to: start) else { return nil }
            isInside = order > 0 || order == 0 && includesStart
        }
        if let end {
            guard let order = value.order(to: end) else { return nil }
            isInside = isInside && (order < 0 || order == 0 && includesEnd)
        }
        return isInside
    }
}
