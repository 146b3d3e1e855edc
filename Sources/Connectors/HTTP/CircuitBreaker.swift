package import Exchange
package import Kernel
import Synchronization

/// Leaves a source alone that does not answer: after some failures in a row it is not asked for a while, then once for
/// trial. A resident then waits no deadline for a source that is known to be down.
package struct CircuitBreaker: Sendable, Equatable {
    package static let failuresMax = 5
    package static let restMilliseconds: Int64 = 10_000

    private var failures = 0
    private var openUntil: Instant?

    package init() {}

    package var isOpen: Bool { openUntil != nil }

    /// Whether the source may be asked now. While it rests, one trial passes after the rest.
    package mutating func admits(at now: Instant) -> Bool {
        guard let end = openUntil else { return true }
        guard now >= end else { return false }
        openUntil = now.adding(milliseconds: Self.restMilliseconds)
        return true
    }

    package mutating func succeeded() { self = CircuitBreaker() }

    package mutating func failed(at now: Instant) {
        failures += 1
        if failures >= Self.failuresMax { openUntil = now.adding(milliseconds: Self.restMilliseconds) }
    }
}

/// A connector behind a circuit breaker. Only silence counts as failure: a refusal is an answer.
package final class GuardedConnector: SourceConnector {
    private let inner: any SourceConnector
    private let time: any TimeSource
    private let breaker = Mutex(CircuitBreaker())

    package init(_ inner: any SourceConnector, time: any TimeSource) {
        self.inner = inner
        self.time = time
    }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        try await guarded { () async throws(SourceFault) in try await self.inner.fetch(query) }
    }

    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        try await guarded { () async throws(SourceFault) in try await self.inner.deliver(delivery) }
    }

    /// Asks even while the breaker is open: the check is how an operator learns that the source is back.
    package func selfCheck() async -> [CheckFinding] { await inner.selfCheck() }

    private func guarded<Value: Sendable>(
        _ call: () async throws(SourceFault) -> Value
    ) async throws(SourceFault) -> Value {
        guard breaker.withLock({ $0.admits(at: time.now()) }) else { throw .unreachable }
        do throws(SourceFault) {
            let value = try await call()
            breaker.withLock { $0.succeeded() }
            return value
        } catch {
            switch error {
            case .unreachable, .timedOut: breaker.withLock { $0.failed(at: time.now()) }
            case .refused, .malformed, .notDescribed: breaker.withLock { $0.succeeded() }
            }
            throw error
        }
    }
}
