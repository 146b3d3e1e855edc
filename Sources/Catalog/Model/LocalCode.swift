/// 本地编码 — the city's own code of an item, e.g. `339900-MZ-0007`: division, department, serial. Its serial is the item's
/// public address (`/s/0007`), so it is ASCII and never used twice.
package struct LocalCode: Hashable, Sendable, LosslessStringConvertible {
    /// Six digits (GB/T 2260).
    package let division: String
    /// Two to four capital letters.
    package let department: String
    /// Four digits.
    package let serial: String

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, LocalCode.areDigits(parts[0], 6), LocalCode.areDigits(parts[2], 4),
            (2...4).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (65...90).contains($0) })
        else { return nil }
        (division, department, serial) = (parts[0], parts[1], parts[2])
    }

    package var description: String { "\(division)-\(department)-\(serial)" }

    private static func areDigits(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) }
    }
}
