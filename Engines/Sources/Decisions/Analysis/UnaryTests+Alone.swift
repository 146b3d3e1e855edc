import FEEL

extension UnaryTests {
    /// Whether the answer depends on the value under test alone.
    var standsAlone: Bool { freeNames.isEmpty && !usesClock }

    /// Whether a value passes tests that stand alone; `nil` where others are asked, or where it cannot be told.
    func holds(_ value: Value) -> Bool? {
        standsAlone ? matches(value, in: UnaryTests.nothing) : nil
    }

    private static let nothing = Scope(NameScope())
}
