/// A working number of 68 digits behind the functions of `Decimal128` whose results must be right in all 34: two
/// halves of 34 digits × 10^exponent, cut, never rounded. Its exponent knows no bound that a caller could reach.
struct WideDecimal {
    var isNegative: Bool
    var high: UInt128
    var low: UInt128
    var exponent: Int

    static let digitsMax = 2 * Decimal128.digitsMax
    private static let half = PowerOfTen.limit

    init(isNegative: Bool = false, high: UInt128 = 0, low: UInt128, exponent: Int = 0) {
        self.isNegative = isNegative
        self.high = high
        self.low = low
        self.exponent = exponent
    }

    init(_ number: Decimal128) {
        self.init(isNegative: number.isNegative, low: number.coefficient, exponent: number.exponent)
    }

    static let one = WideDecimal(low: 1)
    static let lnTen = WideDecimal(
        high: 2_302_585_092_994_045_684_017_991_454_684_364, low: 2_076_011_014_886_287_729_760_333_279_009_675,
        exponent: -67)
    static let lnTwo = WideDecimal(
        high: 6_931_471_805_599_453_094_172_321_214_581_765, low: 6_807_550_013_436_025_525_412_068_000_949_339,
        exponent: -68)

    var isZero: Bool { high == 0 && low == 0 }
    var digits: Int { high == 0 ? PowerOfTen.digits(low) : Decimal128.digitsMax + PowerOfTen.digits(high) }
    /// The power of ten of the first digit, plus one.
    var reach: Int { exponent + digits }

    var negated: WideDecimal {
        var result = self
        result.isNegative.toggle()
        return result
    }

    /// The same value with `count` zeros more at its end, which must leave 68 digits at most.
    func scaled(by count: Int) -> WideDecimal {
        guard count > 0, !isZero else { return self }
        var result = self
        result.exponent -= count
        var rest = count
        if rest >= Decimal128.digitsMax {
            (result.high, result.low) = (result.low, 0)
            rest -= Decimal128.digitsMax
        }
        let (over, low) = WideDecimal.split(result.low.multipliedFullWidth(by: PowerOfTen[rest]))
        (result.high, result.low) = (result.high * PowerOfTen[rest] + over, low)
        return result
    }

    /// The value without its last `count` digits, and whether one of them was not zero.
    func cut(_ count: Int) -> (value: WideDecimal, sticky: Bool) {
        guard count > 0 else { return (self, false) }
        var result = self
        var sticky = false
        result.exponent += count
        var rest = min(count, WideDecimal.digitsMax)
        while rest > 0 {
            let step = min(rest, Decimal128.digitsMax)
            let unit = PowerOfTen[step]
            sticky = sticky || result.low % unit != 0
            result.low = result.low / unit + result.high % unit * (WideDecimal.half / unit)
            result.high /= unit
            rest -= step
        }
        return (result, sticky)
    }

    func adding(_ other: WideDecimal) -> WideDecimal {
        if isZero { return other }
        if other.isZero { return self }
        let isCoarser = exponent >= other.exponent
        let (coarse, fine) = isCoarser ? (self, other) : (other, self)
        let gap = coarse.exponent - fine.exponent
        let left = coarse.scaled(by: min(gap, WideDecimal.digitsMax - coarse.digits))
        let right = fine.cut(left.exponent - fine.exponent).value
        return left.isNegative == right.isNegative ? left.plus(right) : left.minus(right)
    }

    func subtracting(_ other: WideDecimal) -> WideDecimal { adding(other.negated) }

    /// Magnitudes of one exponent.
    private func plus(_ other: WideDecimal) -> WideDecimal {
        let sum = low + other.low
        let carry: UInt128 = sum >= WideDecimal.half ? 1 : 0
        let result = WideDecimal(
            isNegative: isNegative, high: high + other.high + carry, low: sum - carry * WideDecimal.half,
            exponent: exponent)
        return result.high >= WideDecimal.half ? result.cut(1).value : result
    }

    private func minus(_ other: WideDecimal) -> WideDecimal {
        guard (high, low) >= (other.high, other.low) else { return other.minus(self) }
        let borrow: UInt128 = low < other.low ? 1 : 0
        return WideDecimal(
            isNegative: isNegative, high: high - other.high - borrow, low: low + borrow * WideDecimal.half - other.low,
            exponent: exponent)
    }

    /// Quotient and remainder by 10^34.
    private static func split(_ product: (high: UInt128, low: UInt128)) -> (UInt128, UInt128) {
        half.dividingFullWidth(product)
    }
}

extension WideDecimal {
    func multiplied(by other: WideDecimal) -> WideDecimal {
        let half = WideDecimal.half
        let (lowCarry, first) = WideDecimal.split(low.multipliedFullWidth(by: other.low))
        let (leftCarry, left) = WideDecimal.split(low.multipliedFullWidth(by: other.high))
        let (rightCarry, right) = WideDecimal.split(high.multipliedFullWidth(by: other.low))
        let (highCarry, last) = WideDecimal.split(high.multipliedFullWidth(by: other.high))
        let (thirdCarry, second) = (lowCarry + left + right).quotientAndRemainder(dividingBy: half)
        let (fourthCarry, third) = (leftCarry + rightCarry + last + thirdCarry).quotientAndRemainder(dividingBy: half)
        let upper = WideDecimal(
            isNegative: isNegative != other.isNegative, high: highCarry + fourthCarry, low: third,
            exponent: exponent + other.exponent + WideDecimal.digitsMax)
        let lower = WideDecimal(
            isNegative: upper.isNegative, high: second, low: first, exponent: exponent + other.exponent)
        if upper.isZero { return lower }
        // Both parts hold digits of one number: make room above for as many of the lower ones as fit.
        let room = WideDecimal.digitsMax - upper.digits
        let shifted = upper.scaled(by: room)
        let rest = lower.cut(WideDecimal.digitsMax - room).value
        return WideDecimal(
            isNegative: upper.isNegative, high: shifted.high + rest.high, low: shifted.low + rest.low,
            exponent: shifted.exponent)
    }

    func divided(by divisor: UInt64) -> WideDecimal {
        let wide = scaled(by: WideDecimal.digitsMax - digits)
        let (high, rest) = wide.high.quotientAndRemainder(dividingBy: UInt128(divisor))
        var dividend = rest.multipliedFullWidth(by: WideDecimal.half)
        let (sum, overflow) = dividend.low.addingReportingOverflow(wide.low)
        dividend = (dividend.high + (overflow ? 1 : 0), sum)
        let low = UInt128(divisor).dividingFullWidth(dividend).quotient
        return WideDecimal(isNegative: isNegative, high: high, low: low, exponent: wide.exponent)
    }

    /// 1 / self, by one step of Newton's method from a quotient of 34 digits. Not for zero.
    var reciprocal: WideDecimal {
        let wide = scaled(by: WideDecimal.digitsMax - digits)
        let leading = Decimal128(isNegative: isNegative, coefficient: wide.high, exponent: -Decimal128.digitsMax)
        guard let quotient = Decimal128.one.divided(by: leading) else { return self }
        var first = WideDecimal(quotient)
        first.exponent -= wide.reach
        let error = WideDecimal.one.subtracting(first.multiplied(by: self))
        return first.adding(first.multiplied(by: error))
    }

    /// The nearest number of `count` digits, so that a result that is exact is not taken for one just beside it.
    func rounded(toDigits count: Int) -> WideDecimal {
        guard digits > count else { return self }
        let kept = cut(digits - count)
        var unit = WideDecimal(isNegative: isNegative, low: 5, exponent: kept.value.exponent - 1)
        unit = adding(unit)
        return unit.cut(kept.value.exponent - unit.exponent).value
    }

    /// The same without zeros at the end.
    var stripped: WideDecimal {
        var result = self
        for step in [32, 16, 8, 4, 2, 1, 1] where !result.isZero {
            let (shorter, sticky) = result.cut(step)
            if !sticky { result = shorter }
        }
        return result
    }

    /// The nearest decimal128, ties to even; `nil` on overflow.
    var decimal: Decimal128? {
        let (kept, sticky) = cut(max(0, digits - 37))
        let coefficient = kept.low + (kept.high == 0 ? 0 : kept.high * WideDecimal.half)
        guard kept.exponent < 20_000 else { return nil }
        return .rounding(
            coefficient, exponent: max(kept.exponent, -20_000), isNegative: isNegative && !isZero, sticky: sticky)
    }
}
