extension Decimal128 {
    /// The square root, rounded half-even to 34 digits; `nil` for negative numbers.
    public var squareRoot: Decimal128? {
        guard !isZero else { return Decimal128(isNegative: false, coefficient: 0, exponent: exponent >> 1) }
        guard !isNegative else { return nil }
        // The radicand with 67 or 68 digits and an even exponent, so that its root is a whole number of 34 digits.
        let digits = PowerOfTen.digits(coefficient)
        let shift = 68 - digits - ((exponent - digits) & 1)
        let first = min(shift, 38 - digits)
        let radicand = (coefficient * PowerOfTen[first]).multipliedFullWidth(by: PowerOfTen[shift - first])
        var root = Decimal128.integerRoot(of: radicand)
        let square = root.multipliedFullWidth(by: root)
        var exponent = (exponent - shift) / 2
        if square == radicand {
            Decimal128.stripZeros(&root, &exponent, upTo: self.exponent >> 1)
            return .rounding(root, exponent: exponent, isNegative: false)
        }
        // Beyond root + ½ where the radicand is above root² + root.
        let (rest, borrow) = radicand.low.subtractingReportingOverflow(square.low)
        let isUpperHalf = radicand.high - square.high - (borrow ? 1 : 0) > 0 || rest > root
        return .rounding(isUpperHalf ? root + 1 : root, exponent: exponent, isNegative: false)
    }

    /// The largest whole number whose square is not larger, by Newton's method from above.
    private static func integerRoot(of radicand: (high: UInt128, low: UInt128)) -> UInt128 {
        var root: UInt128 = 1 << ((257 - radicand.high.leadingZeroBitCount) / 2)
        while true {
            let next = (root + root.dividingFullWidth(radicand).quotient) / 2
            guard next < root else { return root }
            root = next
        }
    }
}
