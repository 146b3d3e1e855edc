package import Kernel

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
