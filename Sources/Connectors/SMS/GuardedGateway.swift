import Exchange
package import Kernel
package import Notify
import Synchronization

/// A carrier that keeps silent is left alone for a while, as a department is: what waits for it is told so at once, and nothing
/// that certainly did not go out is counted as perhaps sent.
package final class GuardedGateway: MessageGateway {
    private let inner: any MessageGateway
    private let time: any TimeSource
    private let breaker = Mutex(CircuitBreaker())

    package init(_ inner: any MessageGateway, time: any TimeSource) {
        self.inner = inner
        self.time = time
    }

    package func send(_ message: OutgoingMessage, to phone: String) async throws(MessageFault) {
        guard breaker.withLock({ $0.admits(at: time.now()) }) else { throw .unreachable }
        do throws(MessageFault) { try await inner.send(message, to: phone) } catch {
            switch error {
            // Who stops waiting says nothing about the carrier.
            case .unreachable, .timedOut:
                if !Task.isCancelled { breaker.withLock { $0.failed(at: time.now()) } }
            case .tooMany, .recipient, .setup, .malformed: breaker.withLock { $0.succeeded() }
            }
            throw error
        }
        breaker.withLock { $0.succeeded() }
    }
}
