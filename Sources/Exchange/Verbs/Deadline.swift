/// Bounds the time of a call that honours cancellation: it is cancelled at the deadline, and its answer no longer counts. A
/// call that ignores cancellation is waited for, since no task is left without an owner; connectors must not.
enum Deadline {
    /// The value, or `nil` where the deadline passed first.
    static func run<Value: Sendable>(
        milliseconds: Int64, _ body: @escaping @Sendable () async -> Value
    ) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask { await body() }
            group.addTask {
                try? await Task.sleep(for: .milliseconds(milliseconds))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
