import Synchronization

/// 进程的命 — the life of the one process that serves a simulated city. It may end at the n-th moment at which it touches the
/// world: before, inside or after a transaction, between two files of the log, after a department took something and before
/// that was told. From then on nothing that it still wants to do happens.
final class ProcessLife: Sendable {
    private struct State {
        var isOver = false
        var momentsLeft: Int?
    }
    private let state = Mutex(State())

    var isOver: Bool { state.withLock { $0.isOver } }

    /// Ends it at the n-th moment from now.
    func end(after moments: Int) { state.withLock { $0.momentsLeft = moments } }

    /// It goes on: what was to end it has not happened.
    func spare() { state.withLock { $0.momentsLeft = nil } }

    /// Another process takes its place.
    func begin() { state.withLock { $0 = State() } }

    /// - Throws: `ProcessEnded` once it is over.
    func require() throws { if isOver { throw ProcessEnded() } }

    /// One moment at which it may end.
    func moment() throws {
        let isOver = state.withLock { state in
            if let left = state.momentsLeft {
                state.momentsLeft = left - 1
                if left <= 1 { state.isOver = true }
            }
            return state.isOver
        }
        if isOver { throw ProcessEnded() }
    }
}

/// What a process sees of its own end: nothing. Whoever catches it is code of a process that is no more.
struct ProcessEnded: Error {}
