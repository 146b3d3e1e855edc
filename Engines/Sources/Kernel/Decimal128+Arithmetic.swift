extension Decimal128 {
    /// The sum, rounded half-even to 34 digits; `nil` on overflow.
    public func adding(_ other: Decimal128) -> Decimal128? {
        if exponentBits == other.exponentBits, isNarrow, other.isNarrow, (low | other.low) >> 62 == 0 {
            let sum =
                (isNegative ? -Int64(low) : Int64(low)) + (other.isNegative ? -Int64(other.low) : Int64(other.low))
            return Decimal128(high: exponentBits << 49 | (sum < 0 ? 1 << 63 : 0), low: sum.magnitude)
        }
        return exponent >= other.exponent
            ? Decimal128.sum(coarse: self, fine: other) : Decimal128.sum(coarse: other, fine: self)
    }

    public func subtracting(_ other: Decimal128) -> Decimal128? { adding(other.negated) }

    /// The product, rounded half-even to 34 digits; `nil` on overflow.
    public func multiplied(by other: Decimal128) -> Decimal128? {
        let isNegative = isNegative != other.isNegative
        let exponent = exponent + other.exponent
        if isNarrow, other.isNarrow {
            let (high, low) = low.multipliedFullWidth(by: other.low)
            let product = UInt128(high) << 64 | UInt128(low)
            return .rounding(product, exponent: exponent, isNegative: isNegative)
        }
        let product = coefficient.multipliedFullWidth(by: other.coefficient)
        guard product.high != 0 else {
            return .rounding(product.low, exponent: exponent, isNegative: isNegative)
        }
        // 39 to 68 digits: cut to 36 or 37, and remember whether anything was cut.
        let cut = PowerOfTen.digits(coefficient) + PowerOfTen.digits(other.coefficient) - 37
        let (quotient, rest) = PowerOfTen[cut].dividingFullWidth(product)
        return .rounding(quotient, exponent: exponent + cut, isNegative: isNegative, sticky: rest != 0)
    }

    /// `coarse` has the larger exponent.
    private static func sum(coarse: Decimal128, fine: Decimal128) -> Decimal128? {
        var left = coarse.coefficient
        var right = fine.coefficient
        var exponent = fine.exponent
        var sticky = false
        let gap = coarse.exponent - fine.exponent
        // Both within 37 digits, so that their sum fits 128 bits.
        let room = left == 0 ? gap : min(gap, 37 - PowerOfTen.digits(left))
        if left != 0 { left *= PowerOfTen[room] }
        if room < gap {
            exponent += gap - room
            sticky = Decimal128.shiftRight(&right, digits: gap - room)
        }
        if coarse.isNegative == fine.isNegative {
            return .rounding(left + right, exponent: exponent, isNegative: coarse.isNegative, sticky: sticky)
        }
        if left >= right {
            // What was cut from `right` is missing from the difference: it lies just below.
            let difference = left - right - (sticky ? 1 : 0)
            return .rounding(difference, exponent: exponent, isNegative: coarse.isNegative, sticky: sticky)
        }
        return .rounding(right - left, exponent: exponent, isNegative: fine.isNegative)
    }

    /// Drops decimal digits; true where one of them was not zero.
    static func shiftRight(_ value: inout UInt128, digits: Int) -> Bool {
        guard digits <= 38 else {
            defer { value = 0 }
            return value != 0
        }
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: PowerOfTen[digits])
        value = quotient
        return rest != 0
    }

    /// The nearest decimal128, ties to even, of coefficient × 10^exponent plus (if `sticky`) something less than one
    /// unit of the coefficient, which then has at least 36 digits. `nil` on overflow; too small a number becomes zero.
    static func rounding(
        _ coefficient: UInt128, exponent: Int, isNegative: Bool, sticky: Bool = false
    ) -> Decimal128? {
        var coefficient = coefficient
        var exponent = exponent
        if coefficient >= PowerOfTen.limit || exponent < exponentMin {
            let drop = max(PowerOfTen.digits(coefficient) - digitsMax, exponentMin - exponent, 0)
            coefficient = quotient(
                coefficient, droppingDigits: drop, sticky: sticky, rule: .halfEven, isNegative: isNegative)
            exponent += drop
            if coefficient == PowerOfTen.limit {
                coefficient = PowerOfTen[digitsMax - 1]
                exponent += 1
            }
        }
        if exponent > exponentMax {
            guard coefficient != 0 else { return Decimal128(isNegative: false, coefficient: 0, exponent: exponentMax) }
            let excess = exponent - exponentMax
            guard PowerOfTen.digits(coefficient) + excess <= digitsMax else { return nil }
            coefficient *= PowerOfTen[excess]
            exponent = exponentMax
        }
        return Decimal128(isNegative: isNegative, coefficient: coefficient, exponent: exponent)
    }
}
