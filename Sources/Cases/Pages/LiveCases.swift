package import EventLog
package import Kernel
package import Web

/// 进度实时更新: tells a page that its case has grown, as server-sent events. The page then fetches itself anew, so that what
/// is shown is always the same view.
package struct LiveCases: Sendable {
    /// A comment is sent this often, so that a connection that is gone is noticed.
    private static let heartbeatSeconds = 15
    private let tail: LogTail

    package init(tail: LogTail) { self.tail = tail }

    func stream(of stream: Identifier<EventStream>) -> WebResponse {
        let growth = tail.growth(of: stream)
        let chunks = AsyncStream<[UInt8]> { continuation in
            let task = Task {
                await withTaskGroup { group in
                    group.addTask {
                        for await _ in growth { continuation.yield(Array("event: case\ndata: grown\n\n".utf8)) }
                        continuation.finish()
                    }
                    group.addTask {
                        while (try? await Task.sleep(for: .seconds(Self.heartbeatSeconds))) != nil {
                            continuation.yield(Array(": still here\n\n".utf8))
                        }
                    }
                    await group.next()
                    group.cancelAll()
                }
            }
            continuation.yield(Array("retry: 2000\n\n".utf8))
            continuation.onTermination = { _ in task.cancel() }
        }
        return WebResponse(
            status: 200,
            headers: [("content-type", "text/event-stream"), ("cache-control", "no-store"), ("x-accel-buffering", "no")],
            body: .stream(chunks))
    }
}
