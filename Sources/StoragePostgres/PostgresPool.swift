import Dispatch
import Storage
import Synchronization

/// A fixed number of lanes for reading, each a connection on a thread of its own, so that waiting for the database never
/// holds up the threads that answer requests. Work that finds no lane free waits in the order of arrival.
final class PostgresPool: Sendable {
    typealias Job = @Sendable (PostgresSession) -> Void

    private struct State {
        /// Last used, first taken: with little to do few connections are open.
        var free: [PostgresLane]
        var waiting: [Job] = []
    }

    private let lanes: [PostgresLane]
    private let state: Mutex<State>

    init(url: String, size: Int, patience: Duration?) {
        lanes = (0..<size).map {
            PostgresLane(url: url, purpose: .reading, name: "reader.\($0)", patience: patience)
        }
        state = Mutex(State(free: lanes.reversed()))
    }

    var waitingCount: Int { state.withLock { $0.waiting.count } }
    var busyCount: Int { state.withLock { lanes.count - $0.free.count } }

    /// Runs `job` on a lane and hands back what it gives.
    func run<Value: Sendable>(_ job: @escaping @Sendable (PostgresSession) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            enqueue { session in continuation.resume(with: Result { try job(session) }) }
        }
    }

    /// Closes every connection, each after the work that is on it.
    func close() async {
        for lane in lanes { await lane.close() }
    }

    private func enqueue(_ job: @escaping Job) {
        let lane = state.withLock { state in
            state.waiting.append(job)
            return state.free.popLast()
        }
        guard let lane else { return }
        lane.async { [self] session in
            while let job = nextJob(orFree: lane) { job(session) }
        }
    }

    private func nextJob(orFree lane: PostgresLane) -> Job? {
        state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free.append(lane)
            return nil
        }
    }
}

/// A connection and the queue that alone may use it.
final class PostgresLane: Sendable {
    private let queue: DispatchQueue
    private let session: Mutex<PostgresSession>
    private let line: PostgresLine
    private let patience: Duration?

    /// - Parameter patience: how long one job may take until its connection is cut; `nil` where the server is our own.
    init(url: String, purpose: PostgresSession.Purpose, name: String, patience: Duration? = nil) {
        queue = DispatchQueue(label: "huimin.postgres.\(name)")
        let line = PostgresLine()
        self.line = line
        self.patience = patience
        session = Mutex(PostgresSession(url: url, purpose: purpose, line: line, isOthers: patience != nil))
    }

    func async(_ job: @escaping PostgresPool.Job) {
        queue.async { [self] in
            guard let patience else { return session.withLock { job($0) } }
            let cutting = DispatchWorkItem { [line] in line.cut() }
            let milliseconds = Int(patience / .milliseconds(1))
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: cutting)
            defer { cutting.cancel() }
            session.withLock { job($0) }
        }
    }

    /// Ends the connection, after the work that is on it.
    func close() async {
        await withCheckedContinuation { continuation in
            async { session in
                session.close()
                continuation.resume()
            }
        }
    }
}
