import Glibc
import Synchronization

/// The socket of a session, so that another thread can cut a connection whose server has fallen silent: libpq waits for an answer
/// without end.
final class PostgresLine: Sendable {
    private struct State {
        var socket: Int32?
        var isCut = false
    }

    private let state = Mutex(State())

    func open(_ socket: Int32) { state.withLock { $0 = State(socket: socket) } }

    /// Before the session gives the socket back: its number may be another's from then on.
    func close() { state.withLock { $0.socket = nil } }

    /// Whoever waits for an answer learns that the connection is lost.
    func cut() {
        state.withLock { state in
            guard let socket = state.socket else { return }
            state.isCut = true
            _ = shutdown(socket, Int32(SHUT_RDWR))
        }
    }

    /// Whether the last connection was cut by us.
    var isCut: Bool { state.withLock { $0.isCut } }
}
