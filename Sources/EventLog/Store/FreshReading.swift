import Storage

extension EventJournal {
    /// How often it is read before the conflict is told.
    package static let readingsMax = 5

    /// Reads a stream, decides and appends to it; all of it anew where somebody else appended meanwhile.
    /// - Parameters:
    ///   - readingsMax: at least as many as may append to it at once.
    ///   - act: opens its streams itself, and looks itself whether it may still be done.
    package func onFreshReading<Value>(
        atMost readingsMax: Int = EventJournal.readingsMax, _ act: () async throws -> Value
    ) async throws -> Value {
        for _ in 1..<readingsMax {
            do { return try await act() } catch StorageError.uniqueViolation { continue }
        }
        return try await act()
    }
}
