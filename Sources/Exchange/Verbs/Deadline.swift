/// Bounds the time of a call. The call is cancelled at the deadline; one that ignores cancellation is no longer waited for
/// by its caller's result, but its task is still owned by the group and ends with it.
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
