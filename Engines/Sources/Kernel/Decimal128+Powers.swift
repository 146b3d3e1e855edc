/// Powers and logarithms, computed with 68 digits and rounded once: all 34 digits are those of the exact result.
extension Decimal128 {
    /// The number times itself `exponent` times, rounded half-even to 34 digits; `nil` on overflow and for a negative
    /// power of zero. 0 to the power of 0 is 1.
    public func power(_ exponent: Int) -> Decimal128? {
        if exponent == 0 { return .one }
        if isZero { return exponent < 0 ? nil : .zero }
        if let product = exactPower(exponent.magnitude) {
            return exponent > 0 ? product : Decimal128.one.divided(by: product)
        }
        guard let product = WideDecimal(self).power(exponent.magnitude) else {
            // Beyond all bounds: towards zero or without end.
            let growsSmaller = (magnitude < 1) == (exponent > 0)
            return growsSmaller ? .zero : nil
        }
        guard exponent < 0 else { return product.decimal }
        // Only a divisor of 34 digits or fewer can have a quotient that ends just in the middle of two numbers.
        let divisor = product.stripped
        if let exact = divisor.decimal, exact.coefficient == divisor.low, divisor.high == 0 {
            return Decimal128.one.divided(by: exact)
        }
        return divisor.reciprocal.decimal
    }

    /// Where all its digits fit without rounding: the fast lane of squares and interest.
    private func exactPower(_ power: UInt) -> Decimal128? {
        guard power <= Decimal128.digitsMax, PowerOfTen.digits(coefficient) * Int(power) <= Decimal128.digitsMax,
            (Decimal128.exponentMin...Decimal128.exponentMax).contains(exponent * Int(power))
        else { return nil }
        var result = coefficient
        for _ in 1..<power { result *= coefficient }
        return Decimal128(
            isNegative: isNegative && power & 1 == 1, coefficient: result, exponent: exponent * Int(power))
    }

    /// Any power, rounded half-even to 34 digits (a result that lies nearer than 10^−56 of itself to the middle of two
    /// numbers counts as the middle); `nil` on overflow, for a negative power of zero, and for a fractional power of a
    /// negative number.
    public func power(_ exponent: Decimal128) -> Decimal128? {
        if let whole = exponent.int { return power(whole) }
        if exponent == Decimal128.half { return squareRoot }
        if isZero { return exponent.isNegative ? nil : .zero }
        if isNegative {
            guard exponent.isInteger, let power = magnitude.power(exponent) else { return nil }
            return exponent.remainder(dividingBy: 2)?.isZero == false ? power.negated : power
        }
        let logarithm = WideDecimal(self).naturalLogarithm.multiplied(by: WideDecimal(exponent))
        guard logarithm.reach <= 6 else { return logarithm.isNegative ? .zero : nil }
        return logarithm.exponential.rounded(toDigits: 56).stripped.decimal
    }

    /// e to this power, rounded half-even to 34 digits; `nil` on overflow.
    public var exponential: Decimal128? {
        guard magnitude < 15_000 else { return isNegative ? .zero : nil }
        return isZero ? .one : WideDecimal(self).exponential.decimal
    }

    /// The logarithm to base e, rounded half-even to 34 digits; `nil` for zero and negative numbers.
    public var naturalLogarithm: Decimal128? {
        guard !isNegative, !isZero else { return nil }
        return WideDecimal(self).naturalLogarithm.decimal
    }
}

extension WideDecimal {
    /// By squaring; `nil` where the result lies far outside decimal128.
    func power(_ exponent: UInt) -> WideDecimal? {
        var result = WideDecimal.one
        var base = self
        var rest = exponent
        while true {
            if rest & 1 == 1 { result = result.multiplied(by: base) }
            rest >>= 1
            guard rest > 0 else { return result }
            base = base.multiplied(by: base)
            // All factors lie on one side of 1: what is out of reach once stays so.
            guard abs(base.reach) < 100_000, abs(result.reach) < 100_000 else { return nil }
        }
    }

    /// e to this power, whose magnitude is at most a million.
    var exponential: WideDecimal {
        // x = tens × ln 10 + rest, so that e^x = e^rest × 10^tens; the rest is halved until the series is short.
        let tens =
            cut(max(0, digits - Decimal128.digitsMax)).value.decimal?.divided(by: Decimal128.lnTen)?
            .rounded(toScale: 0)?.int ?? 0
        let halvings = reach < -12 ? 0 : 8
        let whole = WideDecimal(isNegative: tens < 0, low: UInt128(tens.magnitude))
        let rest = subtracting(WideDecimal.lnTen.multiplied(by: whole)).divided(by: 1 << UInt64(halvings))
        var term = WideDecimal.one
        var sum = WideDecimal.one
        for index in 1...UInt64(60) {
            term = term.multiplied(by: rest).divided(by: index)
            guard !term.isZero, term.reach > -WideDecimal.digitsMax else { break }
            sum = sum.adding(term)
        }
        for _ in 0..<halvings { sum = sum.multiplied(by: sum) }
        sum.exponent += tens
        return sum
    }

    /// The logarithm of a positive number to base e.
    var naturalLogarithm: WideDecimal {
        // x = mantissa × 10^tens × 2^twos with the mantissa between 0.7 and 1.41; ln m = 2 artanh((m − 1) / (m + 1)).
        var mantissa = self
        var tens = reach
        mantissa.exponent -= tens
        if mantissa.isBelow(WideDecimal(low: 31, exponent: -2)) {
            mantissa.exponent += 1
            tens -= 1
        }
        var twos = 0
        if mantissa.isBelow(WideDecimal(low: 7, exponent: -1)) {
            mantissa = mantissa.adding(mantissa)
            twos = -1
        } else if WideDecimal(low: 141, exponent: -2).isBelow(mantissa) {
            mantissa = mantissa.divided(by: 2)
            twos = 1
        }
        var result = mantissa.smallLogarithm
        for (count, unit) in [(tens, WideDecimal.lnTen), (twos, WideDecimal.lnTwo)] where count != 0 {
            let factor = WideDecimal(isNegative: count < 0, low: UInt128(count.magnitude))
            result = result.adding(unit.multiplied(by: factor))
        }
        return result
    }

    private var smallLogarithm: WideDecimal {
        let ratio = subtracting(.one).multiplied(by: adding(.one).reciprocal)
        guard !ratio.isZero else { return ratio }
        let square = ratio.multiplied(by: ratio)
        var power = ratio
        var sum = ratio
        for index in stride(from: UInt64(3), through: 121, by: 2) {
            power = power.multiplied(by: square)
            let term = power.divided(by: index)
            guard !term.isZero, term.reach > ratio.reach - WideDecimal.digitsMax else { break }
            sum = sum.adding(term)
        }
        return sum.adding(sum)
    }

    private func isBelow(_ other: WideDecimal) -> Bool {
        let difference = subtracting(other)
        return difference.isNegative && !difference.isZero
    }
}

extension Decimal128 {
    fileprivate static let half = Decimal128(isNegative: false, coefficient: 5, exponent: -1)
    /// ln 10 to 34 digits.
    fileprivate static let lnTen = Decimal128(
        isNegative: false, coefficient: 2_302_585_092_994_045_684_017_991_454_684_364, exponent: -33)
}
