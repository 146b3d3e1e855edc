extension Decimal128: Comparable {
    public static func == (left: Decimal128, right: Decimal128) -> Bool {
        if left.exponentBits == right.exponentBits { return left.high == right.high && left.low == right.low }
        return left.order(to: right) == 0
    }

    public static func < (left: Decimal128, right: Decimal128) -> Bool {
        if left.exponentBits == right.exponentBits, left.isNarrow, right.isNarrow, !left.isNegative, !right.isNegative {
            return left.low < right.low
        }
        return left.order(to: right) < 0
    }

    /// −1, 0 or 1.
    private func order(to other: Decimal128) -> Int {
        let sign = isZero ? 0 : (isNegative ? -1 : 1)
        let otherSign = other.isZero ? 0 : (other.isNegative ? -1 : 1)
        guard sign == otherSign, sign != 0 else { return (sign - otherSign).signum() }
        return sign * magnitudeOrder(to: other)
    }

    private func magnitudeOrder(to other: Decimal128) -> Int {
        var (left, right) = (coefficient, other.coefficient)
        let reach = PowerOfTen.digits(left) + exponent
        let otherReach = PowerOfTen.digits(right) + other.exponent
        guard reach == otherReach else { return reach < otherReach ? -1 : 1 }
        let gap = exponent - other.exponent
        if gap > 0 { left *= PowerOfTen[gap] } else { right *= PowerOfTen[-gap] }
        return left < right ? -1 : (left == right ? 0 : 1)
    }
}

extension Decimal128: Hashable {
    public func hash(into hasher: inout Hasher) {
        let reduced = canonical
        hasher.combine(reduced.high)
        hasher.combine(reduced.low)
    }
}
