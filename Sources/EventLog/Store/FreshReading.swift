import Storage

extension EventJournal {
    /// How often it is read before the conflict is told.
    private static let readingsMax = 5

    /// Reads a stream, decides and appends to it; all of it anew where somebody else appended meanwhile.
    /// - Parameter act: opens its streams itself, and looks itself whether it may still be done.
    package func onFreshReading<Value>(_ act: () async throws -> Value) async throws -> Value {
        for _ in 1..<Self.readingsMax {
            do { return try await act() } catch StorageError.uniqueViolation { continue }
        }
        return try await act()
    }
}
