package import Kernel
package import Storage
import Synchronization

/// Follows the log index and tells whoever watches a stream that it has grown: the same for events of this process and of
/// every other that writes to the database.
package final class LogTail: Sendable {
    private struct State {
        var next: Int64?
        var watchers: [Identifier<EventStream>: [UInt64: AsyncStream<Void>.Continuation]] = [:]
        var lastWatcher: UInt64 = 0
    }

    private let database: any Database
    private let state = Mutex(State())

    package init(database: any Database) { self.database = database }

    /// How many watch just now.
    package var watcherCount: Int { state.withLock { $0.watchers.values.reduce(0) { $0 + $1.count } } }

    /// An element each time the stream has grown; several growths may be one element.
    package func growth(of stream: Identifier<EventStream>) -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let watcher = state.withLock { state in
                state.lastWatcher += 1
                state.watchers[stream, default: [:]][state.lastWatcher] = continuation
                return state.lastWatcher
            }
            continuation.onTermination = { [weak self] _ in self?.forget(watcher, of: stream) }
        }
    }

    /// Looks once at what has been added. Called a few times a second by its worker.
    package func poll() async throws {
        let next = state.withLock { $0.next }
        let (streams, end) = try await database.read { tx -> (Set<Identifier<EventStream>>, Int64) in
            guard let next else {
                return ([], try tx.row("SELECT size FROM log_state WHERE id = 1")?.integer("size") ?? 0)
            }
            let rows = try tx.rows(
                "SELECT stream, log_index FROM event WHERE log_index >= \(next) ORDER BY log_index LIMIT 4096")
            return (Set(rows.map { $0.identifier("stream") }), rows.last.map { $0.integer("log_index") + 1 } ?? next)
        }
        let grown = state.withLock { state in
            state.next = end
            return streams.flatMap { state.watchers[$0].map { Array($0.values) } ?? [] }
        }
        for continuation in grown { continuation.yield() }
    }

    /// Ends all watching: the server is stopping.
    package func finish() {
        let all = state.withLock { state in
            defer { state.watchers = [:] }
            return state.watchers.values.flatMap(\.values)
        }
        for continuation in all { continuation.finish() }
    }

    private func forget(_ watcher: UInt64, of stream: Identifier<EventStream>) {
        state.withLock { state in
            state.watchers[stream]?[watcher] = nil
            if state.watchers[stream]?.isEmpty == true { state.watchers[stream] = nil }
        }
    }
}
