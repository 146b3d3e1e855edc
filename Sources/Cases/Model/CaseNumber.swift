package import Kernel

/// 办件编号: what a person reads out on the phone: division (6), day (8), serial (8), check digit.
///
/// Serials are permuted within the day, so that a number tells nothing about how many there are, and a neighbour's number
/// cannot be guessed. The check digit (ISO 7064 MOD 11,10) finds every single slip and most swaps.
package struct CaseNumber: Hashable, Sendable, CustomStringConvertible {
    private static let serialSpace: Int64 = 100_000_000
    /// Coprime to the space, hence a permutation of it.
    private static let multiplier: Int64 = 61_803_399

    package let description: String

    /// - Parameters:
    ///   - division: six digits of the place where the case is handled.
    ///   - serial: the number within the day's series, from 0.
    package init(division: String, day: CivilDate, serial: Int64) {
        let spread =
            (serial % Self.serialSpace * Self.multiplier + Int64(day.daysSinceEpoch) * 7_919) % Self.serialSpace
        let digits = String(spread)
        let body =
            division + day.description.filter { $0 != "-" } + String(repeating: "0", count: 8 - digits.count) + digits
        guard let check = ISO7064.mod11Hybrid10(body) else { preconditionFailure("a case number is made of digits") }
        description = body + String(check)
    }
}
