extension Decimal128 {
    /// The number times itself `exponent` times; `nil` on overflow and for a negative power of zero.
    public func power(_ exponent: Int) -> Decimal128? {
        guard exponent >= 0 else { return power(exponent.magnitude).flatMap { Decimal128.one.divided(by: $0) } }
        return power(exponent.magnitude)
    }

    private func power(_ exponent: UInt) -> Decimal128? {
        var result = Decimal128.one
        var base = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 {
                guard let product = result.multiplied(by: base) else { return nil }
                result = product
            }
            rest >>= 1
            guard rest > 0, let square = base.multiplied(by: base) else { return rest > 0 ? nil : result }
            base = square
        }
        return result
    }

    /// Any power: whole exponents by squaring, others through the logarithm, to 28 digits. `nil` where there is none.
    public func power(_ exponent: Decimal128) -> Decimal128? {
        if let whole = exponent.int { return power(whole) }
        if isZero { return exponent.isNegative ? nil : .zero }
        return naturalLogarithm?.multiplied(by: exponent)?.exponential?.significant(28)
    }

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

    /// e to this power, to 30 digits; `nil` on overflow.
    public var exponential: Decimal128? {
        guard magnitude < 14_200 else { return isNegative ? .zero : nil }
        // x = tens × ln 10 + rest, so that e^x = e^rest × 10^tens; the rest is halved until the series is short.
        guard let tens = divided(by: Decimal128.lnTen)?.rounded(toScale: 0)?.int,
            let rest = Decimal128.lnTen.multiplied(by: Decimal128(tens)).flatMap({ subtracting($0) })?.divided(by: 16)
        else { return nil }
        var term = Decimal128.one
        var sum = Decimal128.one
        for index in 1...26 {
            guard let next = term.multiplied(by: rest)?.divided(by: Decimal128(index)) else { break }
            term = next
            sum = sum.adding(term) ?? sum
        }
        guard let power = sum.power(16)?.significant(30).canonical else { return nil }
        return .rounding(power.coefficient, exponent: power.exponent + tens, isNegative: false)
    }

    /// The logarithm to base e, to 30 digits; `nil` for zero and negative numbers.
    public var naturalLogarithm: Decimal128? {
        guard !isNegative, !isZero else { return nil }
        // x = mantissa × 10^tens with the mantissa near 1; ln m = 2 artanh((m − 1) / (m + 1)).
        var tens = PowerOfTen.digits(coefficient) + exponent
        var mantissa = Decimal128(isNegative: false, coefficient: coefficient, exponent: exponent - tens)
        if let tenfold = mantissa.multiplied(by: 10), tenfold < 3 { (mantissa, tens) = (tenfold, tens - 1) }
        guard let below = mantissa.subtracting(1), let above = mantissa.adding(1), let ratio = below.divided(by: above),
            let square = ratio.multiplied(by: ratio)
        else { return nil }
        var power = ratio
        var sum = ratio
        for index in stride(from: 3, through: 141, by: 2) where !power.isZero {
            power = power.multiplied(by: square) ?? .zero
            sum = power.divided(by: Decimal128(index)).flatMap { sum.adding($0) } ?? sum
        }
        return Decimal128.lnTen.multiplied(by: Decimal128(tens))?.adding(sum)?.adding(sum)?.significant(30).canonical
    }

    /// ln 10 to 34 digits.
    private static let lnTen = Decimal128(
        isNegative: false, coefficient: 2_302_585_092_994_045_684_017_991_454_684_364, exponent: -33)

    /// The number rounded half-even to so many significant digits.
    private func significant(_ digits: Int) -> Decimal128 {
        let excess = PowerOfTen.digits(coefficient) - digits
        return excess > 0 ? rounded(toScale: -(exponent + excess)) ?? self : self
    }
}
