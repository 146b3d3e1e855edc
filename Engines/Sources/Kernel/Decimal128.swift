/// 十进制数 — a decimal number of 34 digits as IEEE 754-2008 decimal128 and FEEL define it: coefficient × 10^exponent,
/// exponents −6176…6111, results rounded half-even. 0.1 + 0.2 is 0.3. Packed into 16 bytes; no trap, no NaN, no
/// infinity, no negative zero: an operation that has no finite result gives `nil`, which FEEL answers with null: overflow,
/// division by zero, the root or logarithm of a negative number, a scale beyond −6111…6176. A result too small to be
/// written is rounded to the nearest that can be, at last to zero.
///
/// Each operation is rounded once from its exact result, as Python's `decimal` does in the decimal128 context; a test
/// compares the two digit by digit.
///
/// The scale that a number was written with is kept (`1.10` prints as written), but equality, order and hash are
/// numeric: 1.10 equals 1.1.
public struct Decimal128: Sendable {
    /// Sign (1 bit), exponent + 6176 (14 bits), upper 49 bits of the coefficient.
    @usableFromInline let high: UInt64
    /// Lower 64 bits of the coefficient.
    @usableFromInline let low: UInt64

    /// Digits that a coefficient can hold.
    public static let digitsMax = 34
    @inlinable public static var exponentMin: Int { -6176 }
    public static let exponentMax = 6111

    public static let zero = Decimal128(0)
    public static let one = Decimal128(1)

    init(isNegative: Bool, coefficient: UInt128, exponent: Int) {
        let sign: UInt64 = isNegative && coefficient != 0 ? 1 << 63 : 0
        let biased = UInt64(truncatingIfNeeded: exponent - Decimal128.exponentMin)
        high = sign | biased << 49 | UInt64(truncatingIfNeeded: coefficient >> 64)
        low = UInt64(truncatingIfNeeded: coefficient)
    }

    public init(_ value: Int) {
        self.init(isNegative: value < 0, coefficient: UInt128(value.magnitude), exponent: 0)
    }

    /// `units` × 10^−`scale`: 12345 with scale 2 is 123.45 (fen to yuan). `scale` within −6111…6176.
    public init?(units: Int, scale: Int) {
        guard (Decimal128.exponentMin...Decimal128.exponentMax).contains(-scale) else { return nil }
        self.init(isNegative: units < 0, coefficient: UInt128(units.magnitude), exponent: -scale)
    }
}

extension Decimal128 {
    public var isNegative: Bool { high >> 63 == 1 }
    public var isZero: Bool { low == 0 && high & Decimal128.coefficientMask == 0 }

    /// The integer that is multiplied by 10^`exponent`.
    public var coefficient: UInt128 { UInt128(high & Decimal128.coefficientMask) << 64 | UInt128(low) }
    @inlinable public var exponent: Int { Int(truncatingIfNeeded: (high << 1) >> 50) + Decimal128.exponentMin }

    /// The coefficient with its sign where it fits 63 bits, as that of all money does: `units` × 10^`exponent`.
    @inlinable package var units: Int64? {
        guard high & Decimal128.coefficientMask == 0, low <= UInt64(Int64.max) else { return nil }
        return high >> 63 == 1 ? -Int64(low) : Int64(low)
    }

    public var negated: Decimal128 { isZero ? self : Decimal128(high: high ^ 1 << 63, low: low) }
    public var magnitude: Decimal128 { Decimal128(high: high & ~(1 << 63), low: low) }

    /// Whether the coefficient fits one machine word: the fast lane, in which all money lives.
    var isNarrow: Bool { high & Decimal128.coefficientMask == 0 }
    /// Sign and exponent alone, to see in one comparison that two numbers share them.
    var exponentBits: UInt64 { (high << 1) >> 50 }

    @usableFromInline static var coefficientMask: UInt64 { 1 << 49 - 1 }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The same number without trailing zeros in the coefficient; a zero has exponent 0.
    public var canonical: Decimal128 {
        if isZero { return .zero }
        if exponentBits == 6176, low % 10 != 0, isNarrow { return self }
        var reduced = (coefficient: coefficient, exponent: exponent)
        Decimal128.stripZeros(&reduced.coefficient, &reduced.exponent, upTo: Decimal128.exponentMax)
        return Decimal128(isNegative: isNegative, coefficient: reduced.coefficient, exponent: reduced.exponent)
    }

    public var isInteger: Bool { isZero || canonical.exponent >= 0 }

    /// The number as `Int`, where it is a whole number that fits.
    public var int: Int? {
        if exponentBits == 6176, isNarrow, low <= UInt64(Int.max) { return isNegative ? -Int(low) : Int(low) }
        let reduced = canonical
        guard reduced.exponent >= 0, reduced.exponent < 20 else { return nil }
        let (product, overflow) = reduced.coefficient.multipliedReportingOverflow(by: PowerOfTen[reduced.exponent])
        guard !overflow else { return nil }
        return isNegative ? Int(exactly: -Int128(truncatingIfNeeded: product)) : Int(exactly: product)
    }
}

extension Decimal128: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

/// Powers of ten that fit in 128 bits, and counts of digits.
enum PowerOfTen {
    private static let words: [UInt64] = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]
    /// 10^34, the first coefficient that is too long.
    static let limit: UInt128 = 10_000_000_000_000_000_000_000_000_000_000_000

    /// 10^`power`, 0…38.
    static subscript(power: Int) -> UInt128 {
        guard power > 19 else { return UInt128(words[power]) }
        let (high, low) = words[19].multipliedFullWidth(by: words[power - 19])
        return UInt128(high) << 64 | UInt128(low)
    }

    /// 10^`power` in one word, 0…19.
    static func word(_ power: Int) -> UInt64 { words[power] }

    /// Decimal digits of `value`; 0 has none.
    static func digits(_ value: UInt128) -> Int {
        guard value != 0 else { return 0 }
        let estimate = ((128 - value.leadingZeroBitCount) * 1233) >> 12
        return estimate + (value >= PowerOfTen[estimate] ? 1 : 0)
    }
}
