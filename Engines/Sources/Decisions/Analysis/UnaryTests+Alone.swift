import FEEL

extension UnaryTests {
    /// Whether the answer depends on the value under test alone.
    var standsAlone: Bool { freeNames.isEmpty && !usesClock }
}
