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
        let shift = number.exponent + scale
        guard let units = number.narrowCoefficient, shift >= 0, shift <= 18 else {
            self.init(rounding: number, scale: scale)
            return
        }
        let (key, isTooLarge) = units.multipliedReportingOverflow(by: IntegerPlace.powers[shift])
        guard !isTooLarge else { return nil }
        self.init(floor: key)
    }

    /// Numbers with more digits than the line's points have.
    @inline(never)
    private init?(rounding number: Decimal128, scale: Int) {
        guard let floor = number.rounded(toScale: scale, .floor),
            let units = floor.multiplied(by: Decimal128(Int(IntegerPlace.powers[scale])))?.int
        else { return nil }
        self.init(floor: Int64(units), isExact: floor == number)
    }

    private static let powers: [Int64] = (0...18).reduce(into: []) { powers, _ in
        powers.append((powers.last ?? 0) == 0 ? 1 : powers[powers.count - 1] * 10)
    }
}

extension Decimal128 {
    /// The signed coefficient where it fits 63 bits: all of money.
    @inline(__always)
    fileprivate var narrowCoefficient: Int64? {
        let units = coefficient
        guard units <= UInt128(Int64.max) else { return nil }
        return isNegative ? -Int64(units) : Int64(units)
    }
}

extension Value {
    /// Which end of the line a value lies beyond that no machine integer holds.
    var isAboveZero: Bool {
        switch self {
        case .number(let number): !number.isNegative
        default: true
        }
    }
}
