import Kernel

extension Value {
    /// FEEL `=`: `nil` where the two cannot be compared. null equals null only.
    public func equals(_ other: Value) -> Bool? {
        switch (self, other) {
        case (.null, .null): true
        case (.null, _), (_, .null): false
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameScalars(as: right)
        case (.boolean(let left), .boolean(let right)): left == right
        case (.list(let left), .list(let right)): Value.listsEqual(left, right)
        case (.context(let left), .context(let right)): Value.contextsEqual(left, right)
        case (.interval(let left), .interval(let right)): Value.intervalsEqual(left, right)
        case (.function(let left), .function(let right)): left === right
        default: order(to: other).map { $0 == 0 }
        }
    }

    /// −1, 0 or 1; `nil` where the two have no order.
    public func order(to other: Value) -> Int? {
        switch (self, other) {
        case (.number(let left), .number(let right)): Value.order(left, right)
        case (.date(let left), .date(let right)): Value.order(left, right)
        case (.string(let left), .string(let right)): Value.codePointOrder(left, right)
        case (.months(let left), .months(let right)): Value.order(left, right)
        case (.duration(let left), .duration(let right)): Value.order(left, right)
        case (.time(let left), .time(let right)):
            (left.offset == nil) == (right.offset == nil) ? Value.order(left.utcNanoseconds, right.utcNanoseconds) : nil
        case (.dateTime(let left), .dateTime(let right)):
            (left.time.offset == nil) == (right.time.offset == nil)
                ? Value.order(left.utcNanoseconds, right.utcNanoseconds) : nil
        default: nil
        }
    }

    private static func order<Ordered: Comparable>(_ left: Ordered, _ right: Ordered) -> Int {
        left < right ? -1 : (left == right ? 0 : 1)
    }

    /// UTF-8 bytes stand in the order of code points.
    private static func codePointOrder(_ left: String, _ right: String) -> Int {
        if left.hasSameScalars(as: right) { return 0 }
        return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
    }

    private static func listsEqual(_ left: [Value], _ right: [Value]) -> Bool? {
        guard left.count == right.count else { return false }
        return every(zip(left, right).lazy.map { $0.equals($1) })
    }

    private static func contextsEqual(_ left: Context, _ right: Context) -> Bool? {
        guard left.entries.count == right.entries.count else { return false }
        return every(left.entries.lazy.map { entry in right[entry.key].map(entry.value.equals) ?? false })
    }

    private static func intervalsEqual(_ left: Interval, _ right: Interval) -> Bool? {
        guard left.includesStart == right.includesStart, left.includesEnd == right.includesEnd,
            (left.start == nil) == (right.start == nil), (left.end == nil) == (right.end == nil)
        else { return false }
        return every([
            (left.start ?? .null).equals(right.start ?? .null), (left.end ?? .null).equals(right.end ?? .null),
        ])
    }

    /// Three-valued conjunction: false decides, else unknown where one is unknown.
    static func every(_ truths: some Sequence<Bool?>) -> Bool? {
        var result: Bool? = true
        for truth in truths {
            if truth == false { return false }
            if truth == nil { result = nil }
        }
        return result
    }

    /// Three-valued disjunction: true decides, else unknown where one is unknown.
    static func some(_ truths: some Sequence<Bool?>) -> Bool? {
        var result: Bool? = false
        for truth in truths {
            if truth == true { return true }
            if truth == nil { result = nil }
        }
        return result
    }
}

extension Value: Equatable {
    /// The same value: as FEEL `=`, but always decided (what cannot be compared differs).
    public static func == (left: Value, right: Value) -> Bool { left.equals(right) ?? false }
}
