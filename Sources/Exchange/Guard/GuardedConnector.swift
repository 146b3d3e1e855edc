package import Kernel
import Synchronization

/// A connector that cannot hold us up: each call has its deadline, also where the connector does not heed it, and a source that
/// keeps silent is left alone for a while instead of being asked by every request. Reads, writes and the reading
/// back of what was written are guarded apart.
package final class GuardedConnector: SourceConnector {
    /// Nobody waits for a write before a page: departments may take their time over it.
    private static let deliveryMilliseconds: Int64 = 10_000
    /// A day's registrations are many rows of a table that is not made for it.
    private static let registrationsMilliseconds: Int64 = 60_000
    /// How long our own store may take to say whether a source may be asked, as it may for anything else of a request. It is no
    /// part of the source's time: that we are slow must not count as its silence.
    private static let allowanceMilliseconds: Int64 = 30_000

    private let inner: any SourceConnector
    private let reads: CallGuard
    private let writes: CallGuard
    private let readBacks: CallGuard
    private let allowance = Deadline()

    package init(_ inner: any SourceConnector, time: any TimeSource) {
        self.inner = inner
        reads = CallGuard(time: time)
        writes = CallGuard(time: time)
        readBacks = CallGuard(time: time)
    }

    /// Calls to the source that passed their deadline and have not come back.
    package var leftBehind: Int { reads.leftBehind + writes.leftBehind + readBacks.leftBehind }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        let inner = inner
        return try await reads.call(milliseconds: query.resource.deadlineMilliseconds) {
            () async throws(SourceFault) in try await inner.fetch(query)
        }
    }

    /// Asks only where it is allowed to.
    /// - Throws: `SourceFault.overQuota` where it is not, `quotaUncounted` where that is not found out in time.
    package func fetch(
        _ query: SourceQuery, where isAllowed: @escaping @Sendable () async throws(SourceFault) -> Bool
    ) async throws(SourceFault) -> [SourceRecord] {
        let allowed = await allowance.run(milliseconds: Self.allowanceMilliseconds) {
            () async -> Result<Bool, SourceFault> in
            do throws(SourceFault) { return .success(try await isAllowed()) } catch { return .failure(error) }
        }
        guard case .value(let answer) = allowed else { throw .quotaUncounted }
        guard try answer.get() else { throw .overQuota }
        return try await fetch(query)
    }

    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        let inner = inner
        return try await writes.call(milliseconds: Self.deliveryMilliseconds) {
            () async throws(SourceFault) in try await inner.deliver(delivery)
        }
    }

    package func registrations(_ query: RegistrationQuery) async throws(SourceFault) -> [Registration] {
        let inner = inner
        return try await readBacks.call(milliseconds: Self.registrationsMilliseconds) {
            () async throws(SourceFault) in try await inner.registrations(query)
        }
    }

    /// Asks even while the source is left alone: the check is how an operator learns that it is back.
    package func selfCheck() async -> [CheckFinding] { await inner.selfCheck() }
}

/// Deadline and breaker of one kind of call. Only the source's silence counts as failure: a refusal is an answer, and a queue of
/// our own before a source that answers says nothing about it.
private final class CallGuard: Sendable {
    private let time: any TimeSource
    private let deadline = Deadline()
    private let breaker = Mutex(CircuitBreaker())

    init(time: any TimeSource) { self.time = time }

    var leftBehind: Int { deadline.leftBehind }

    func call<Value: Sendable>(
        milliseconds: Int64, _ body: @escaping @Sendable () async throws(SourceFault) -> Value
    ) async throws(SourceFault) -> Value {
        guard breaker.withLock({ $0.admits(at: time.now()) }) else { throw .unreachable }
        let outcome = await deadline.run(milliseconds: milliseconds) { () async -> Result<Value, SourceFault> in
            do throws(SourceFault) { return .success(try await body()) } catch { return .failure(error) }
        }
        let fault: SourceFault
        switch outcome {
        case .value(.success(let value)):
            breaker.withLock { $0.succeeded() }
            return value
        case .value(.failure(let error)): fault = error
        case .late(hasWaited: false): fault = .timedOut
        case .late(hasWaited: true): throw .timedOut
        case .full: throw .unreachable
        }
        switch fault {
        // Who stops waiting says nothing about the source.
        case .unreachable, .timedOut:
            if !Task.isCancelled { breaker.withLock { $0.failed(at: time.now()) } }
        case .refused, .malformed, .notDescribed: breaker.withLock { $0.succeeded() }
        // It was not asked.
        case .overQuota, .quotaUncounted: break
        }
        throw fault
    }
}
