import FEEL

/// One column of an index: the line of its values and what is true of its rules whatever the value. A class, so that an
/// evaluation passes one reference and not seven.
final class IndexColumn: Sendable {
    /// Absent where no cell can be sorted.
    let axis: IndexAxis?
    /// Rules that pass any value (`-`).
    let anyRules: RuleSet
    /// Rules whose cell must be tried; `nil` where there is none.
    let unsortedRules: RuleSet?
    /// Whether some rule asks for something.
    let restricts: Bool
    /// The share of the rules that one value leaves possible on average.
    let expectedShare: Double

    /// From what was worked out, once `storage()` has been asked for.
    init(_ plan: IndexColumnPlan) {
        axis = plan.axis
        anyRules = plan.anyRules
        restricts = plan.restricts
        unsortedRules = plan.unsortedRules
        expectedShare = plan.expectedShare
    }

    /// The stretch in which a value lies, or `Place.offLine`.
    @inline(__always)
    func place(of value: Value) -> Int { axis?.place(of: value) ?? RuleIndex.Place.offLine }

    /// Whether a rule's cell must be tried.
    func isUnsorted(_ rule: Int) -> Bool { unsortedRules?.contains(rule) ?? false }
}
