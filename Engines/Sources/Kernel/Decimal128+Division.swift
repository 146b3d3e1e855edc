extension Decimal128 {
    /// The quotient, rounded half-even to 34 digits; exact ones keep the fewest digits that hold them. `nil` on
    /// division by zero and on overflow.
    public func divided(by other: Decimal128) -> Decimal128? {
        guard !other.isZero else { return nil }
        let isNegative = isNegative != other.isNegative
        let ideal = exponent - other.exponent
        if isNarrow, other.isNarrow {
            let (quotient, rest) = low.quotientAndRemainder(dividingBy: other.low)
            if rest == 0 { return .rounding(UInt128(quotient), exponent: ideal, isNegative: isNegative) }
        }
        if isZero { return .rounding(0, exponent: ideal, isNegative: false) }
        // Scale the dividend until the quotient has 36 or 37 digits.
        let scale = 36 + PowerOfTen.digits(other.coefficient) - PowerOfTen.digits(coefficient)
        let first = min(scale, 38 - PowerOfTen.digits(coefficient))
        let dividend = (coefficient * PowerOfTen[first]).multipliedFullWidth(by: PowerOfTen[scale - first])
        var (quotient, rest) = other.coefficient.dividingFullWidth(dividend)
        var exponent = ideal - scale
        if rest == 0 { Decimal128.stripZeros(&quotient, &exponent, upTo: ideal) }
        return .rounding(quotient, exponent: exponent, isNegative: isNegative, sticky: rest != 0)
    }

    /// What truncated division leaves, exactly, with the sign of the dividend; `nil` for a divisor of zero.
    public func remainder(dividingBy other: Decimal128) -> Decimal128? {
        guard !other.isZero else { return nil }
        let gap = exponent - other.exponent
        let divisor = other.coefficient
        if gap >= 0 {
            let power = Decimal128.powerOfTen(gap, modulo: divisor)
            let rest = Decimal128.product(coefficient % divisor, power, modulo: divisor)
            return Decimal128(isNegative: isNegative, coefficient: rest, exponent: other.exponent)
        }
        guard PowerOfTen.digits(divisor) - gap <= 38 else { return self }
        let rest = coefficient % (divisor * PowerOfTen[-gap])
        return Decimal128(isNegative: isNegative, coefficient: rest, exponent: exponent)
    }

    /// a − b × floor(a / b): what floored division leaves, with the sign of the divisor (FEEL `modulo`).
    public func modulo(_ other: Decimal128) -> Decimal128? {
        guard let rest = remainder(dividingBy: other) else { return nil }
        return rest.isZero || rest.isNegative == other.isNegative ? rest : rest.adding(other)
    }

    /// Moves trailing zeros of the coefficient into the exponent, no further than `ideal`.
    static func stripZeros(_ coefficient: inout UInt128, _ exponent: inout Int, upTo ideal: Int) {
        guard coefficient != 0 else { return }
        for step in [16, 8, 4, 2, 1, 1] {
            while exponent + step <= ideal {
                let (quotient, rest) = coefficient.quotientAndRemainder(dividingBy: PowerOfTen[step])
                guard rest == 0 else { break }
                coefficient = quotient
                exponent += step
            }
        }
    }

    private static func powerOfTen(_ power: Int, modulo modulus: UInt128) -> UInt128 {
        if power <= 38 { return PowerOfTen[power] % modulus }
        var result: UInt128 = 1 % modulus
        var base: UInt128 = 10 % modulus
        var rest = power
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, base, modulo: modulus) }
            base = product(base, base, modulo: modulus)
            rest >>= 1
        }
        return result
    }

    private static func product(_ left: UInt128, _ right: UInt128, modulo modulus: UInt128) -> UInt128 {
        modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }
}
