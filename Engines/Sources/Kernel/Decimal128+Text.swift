extension Decimal128: CustomStringConvertible {
    /// Digits as the number holds them (`1.10`, `200`, `-0.5`); beyond 34 places before or 40 after the point in the
    /// shortest form with an exponent (`1.5E+40`). Reads back to the same number.
    public var description: String {
        let digits = String(coefficient)
        let point = digits.utf8.count + exponent
        let sign = isNegative ? "-" : ""
        if exponent >= 0, point <= Decimal128.digitsMax || isZero {
            return isZero ? "0" : sign + digits + String(repeating: "0", count: exponent)
        }
        guard exponent < 0, exponent >= -40 else { return isZero ? "0" : sign + scientific(digits) }
        if point > 0 { return sign + digits.prefix(point) + "." + digits.dropFirst(point) }
        return sign + "0." + String(repeating: "0", count: -point) + digits
    }

    private func scientific(_ digits: String) -> String {
        let power = exponent + digits.utf8.count - 1
        let zeros = digits.reversed().prefix { $0 == "0" }.count
        let fraction = digits.dropFirst().dropLast(zeros)
        return digits.prefix(1) + (fraction.isEmpty ? "" : ".\(fraction)") + "E" + (power < 0 ? "" : "+")
            + String(power)
    }
}

extension Decimal128: LosslessStringConvertible {
    /// Reads `-12.50`, `.5`, `1.2e-3` in ASCII digits, nothing else; more than 34 digits are rounded half-even. `nil`
    /// where the text is no number or the number is too large.
    public init?(_ text: String) {
        if let number = text.utf8.withContiguousStorageIfAvailable({ Decimal128(short: $0) }), let number {
            self = number
            return
        }
        var reader = DecimalReader()
        var bytes = text.utf8[...]
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            reader.isNegative = sign == UInt8(ascii: "-")
            bytes = bytes.dropFirst()
        }
        while let byte = bytes.first, reader.take(byte) { bytes = bytes.dropFirst() }
        guard reader.digitCount > 0 else { return nil }
        if let mark = bytes.first {
            guard mark | 0x20 == UInt8(ascii: "e"), let shift = DecimalReader.power(bytes.dropFirst()) else {
                return nil
            }
            reader.exponent += shift
        }
        guard let number = reader.number else { return nil }
        self = number
    }
}

extension Decimal128 {
    /// A number of up to 18 digits without exponent, as nearly all are: read in one word. `nil` for any other text, right
    /// or wrong.
    @inline(__always)
    fileprivate init?(short bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.first, bytes.count <= 20 else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        var (coefficient, digitCount, fraction) = (UInt64(0), 0, -1)
        for byte in bytes[(isNegative ? 1 : 0)...] {
            if byte == UInt8(ascii: "."), fraction < 0 {
                fraction = 0
                continue
            }
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            coefficient = coefficient &* 10 &+ UInt64(digit)
            digitCount += 1
            if fraction >= 0 { fraction += 1 }
        }
        guard (1...18).contains(digitCount) else { return nil }
        self.init(isNegative: isNegative, coefficient: UInt128(coefficient), exponent: fraction > 0 ? -fraction : 0)
    }
}

/// Collects the digits of a number as they are read.
private struct DecimalReader {
    var isNegative = false
    var exponent = 0
    private(set) var digitCount = 0
    private var coefficient: UInt128 = 0
    private var sticky = false
    private var hasPoint = false

    /// False for a byte that is not part of the mantissa.
    mutating func take(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: "."), !hasPoint {
            hasPoint = true
            return true
        }
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return false }
        digitCount += 1
        if coefficient < PowerOfTen[36] {
            coefficient = coefficient * 10 + UInt128(byte - UInt8(ascii: "0"))
            if hasPoint { exponent -= 1 }
        } else {
            sticky = sticky || byte != UInt8(ascii: "0")
            if !hasPoint { exponent += 1 }
        }
        return true
    }

    var number: Decimal128? {
        .rounding(coefficient, exponent: exponent, isNegative: isNegative, sticky: sticky)
    }

    /// The power after `e`: a sign and one to seven digits.
    static func power(_ bytes: Substring.UTF8View) -> Int? {
        let isSigned = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
        let digits = isSigned ? bytes.dropFirst() : bytes
        guard (1...7).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        return bytes.first == UInt8(ascii: "-") ? -value : value
    }
}
