import FEEL
import Kernel

/// A number, a day or a count of months as a machine integer: the largest that is not greater, and whether it is the
/// value itself. Integers are compared in a third of the time that decimals of unequal scale take.
struct IntegerPlace {
    let floor: Int64
    let isExact: Bool

    /// A number is multiplied by 10^`scale` first. `nil` where the value has no place among 64-bit integers.
    @inline(__always)
    init?(_ value: Value, scale: Int) {
        switch value {
        case .number(let number): self.init(number, scale: scale)
        // Days of one month and months of one year follow one another; what lies between is no day.
        case .date(let date): self.init(floor: Int64((date.year * 16 + date.month) * 32 + date.day))
        case .months(let months): self.init(floor: Int64(months))
        default: return nil
        }
    }

    @inline(__always)
    private init(floor: Int64, isExact: Bool = true) {
        self.floor = floor
        self.isExact = isExact
    }

    @inline(__always)
    private init?(_ number: Decimal128, scale: Int) {
        guard var units = number.units else {
            self.init(rounding: number, scale: scale)
            return
        }
        var shift = number.exponent + scale
        guard shift >= 0 else {
            self.init(cutting: units, by: -shift)
            return
        }
        while shift > 0, units != 0 {
            let (product, isTooLarge) = units.multipliedReportingOverflow(by: 10)
            guard !isTooLarge else { return nil }
            (units, shift) = (product, shift - 1)
        }
        self.init(floor: units)
    }

    /// Numbers with more digits after the point than the line's points have.
    private init(cutting units: Int64, by digits: Int) {
        var unit: Int64 = 1
        for _ in 0..<min(digits, 18) { unit *= 10 }
        let (quotient, rest) = digits <= 18 ? units.quotientAndRemainder(dividingBy: unit) : (0, units)
        self.init(floor: rest < 0 ? quotient - 1 : quotient, isExact: rest == 0)
    }

    /// Numbers with more digits than a machine integer holds.
    @inline(never)
    private init?(rounding number: Decimal128, scale: Int) {
        guard let floor = number.rounded(toScale: scale, .floor), let unit = Decimal128(units: 1, scale: -scale),
            let units = floor.multiplied(by: unit)?.int
        else { return nil }
        self.init(floor: Int64(units), isExact: floor == number)
    }
}

extension IndexAxis {
    /// What the integers of a line stand for.
    enum Scale: Sendable {
        /// Numbers × 10^`digits`.
        case numbers(digits: Int)
        case days, months

        /// The stretch of a value among the sorted integers from `start` on, or `Place.offLine`.
        @inline(__always)
        func place(of value: Value, among keys: [Int64], _ start: Int, _ count: Int) -> Int {
            let found: IntegerPlace?
            switch (self, value) {
            case (.numbers(let digits), .number(let number)):
                found = IntegerPlace(value, scale: digits)
                if found == nil { return number.isNegative ? 0 : 2 * count }
            case (.days, .date), (.months, .months): found = IntegerPlace(value, scale: 0)
            default: return RuleIndex.Place.offLine
            }
            guard let found else { return RuleIndex.Place.offLine }
            var (low, high) = (start, start + count)
            while low < high {
                let middle = (low + high) >> 1
                if keys[middle] < found.floor { low = middle + 1 } else { high = middle }
            }
            let isPoint = low < start + count && keys[low] == found.floor
            return 2 * (low - start) + (isPoint ? (found.isExact ? 1 : 2) : 0)
        }
    }
}
