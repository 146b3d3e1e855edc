package import EventLog
import Kernel
import Web

/// 进度实时更新: tells a page that its case has grown, as server-sent events. The page then fetches itself anew, so that what
/// is shown is always the same view.
package struct LiveCases: Sendable {
    /// A comment is sent this often, so that a connection that is gone is noticed.
    private static let heartbeatSeconds = 15
    private static let news = Array("event: case\ndata: grown\n\n".utf8)
    private let tail: LogTail
    private let journal: EventJournal

    package init(tail: LogTail, journal: EventJournal) {
        self.tail = tail
        self.journal = journal
    }

    /// - Parameter seen: the number of the last event that the page shows. What was added since the page was made is told
    ///   at once; watching begins before we look, so that nothing falls between.
    func stream(of stream: Identifier<EventStream>, after seen: Int) async throws -> WebResponse {
        let growth = tail.growth(of: stream)
        let isBehind = try await journal.length(of: stream) > seen
        let chunks = AsyncStream<[UInt8]> { continuation in
            continuation.yield(Array("retry: 2000\n\n".utf8))
            if isBehind { continuation.yield(Self.news) }
            let task = Task { await Self.pass(growth, to: continuation) }
            continuation.onTermination = { _ in task.cancel() }
        }
        return WebResponse(
            status: 200,
            headers: [
                ("content-type", "text/event-stream"), ("cache-control", "no-store"), ("x-accel-buffering", "no"),
            ],
            body: .stream(chunks))
    }

    private static func pass(_ growth: AsyncStream<Void>, to continuation: AsyncStream<[UInt8]>.Continuation) async {
        await withTaskGroup { group in
            group.addTask {
                for await _ in growth { continuation.yield(news) }
                continuation.finish()
            }
            group.addTask {
                while (try? await Task.sleep(for: .seconds(heartbeatSeconds))) != nil {
                    continuation.yield(Array(": still here\n\n".utf8))
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
