/// 不变式不成立 — something that must always hold and did not.
package struct BrokenInvariant: Error, Sendable, CustomStringConvertible {
    /// What must always hold.
    package let rule: String
    /// Where it did not.
    package let detail: String

    init(_ rule: String, _ detail: String) {
        self.rule = rule
        self.detail = detail
    }

    package var description: String { "\(rule): \(detail)" }
}

/// - Throws: `BrokenInvariant` where the condition does not hold.
func hold(_ condition: Bool, _ rule: String, _ detail: @autoclosure () -> String) throws(BrokenInvariant) {
    if !condition { throw BrokenInvariant(rule, detail()) }
}
