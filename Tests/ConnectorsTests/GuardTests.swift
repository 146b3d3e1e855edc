import Connectors
import Exchange
import Kernel
import Synchronization
import Testing

/// A clock that tests turn by hand.
final class TurnedTime: TimeSource {
    private let instant = Mutex(Instant(milliseconds: 0))

    func now() -> Instant { instant.withLock { $0 } }
    func turn(milliseconds: Int64) { instant.withLock { $0 = $0.adding(milliseconds: milliseconds) } }
}

/// Counts calls and answers as told.
private final class CountedConnector: SourceConnector {
    private let state: Mutex<(calls: Int, fault: SourceFault?)>

    init(_ fault: SourceFault?) { state = Mutex((0, fault)) }

    var calls: Int { state.withLock { $0.calls } }
    func answer(_ fault: SourceFault?) { state.withLock { $0.fault = fault } }

    func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        let fault = state.withLock { state in
            state.calls += 1
            return state.fault
        }
        if let fault { throw fault }
        return []
    }

    func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement { throw .notDescribed }
    func selfCheck() async -> [CheckFinding] { [] }
}

@Suite("GuardedConnector")
struct GuardTests {
    @Test("a source that keeps silent is left alone for a while, then tried once, then trusted again")
    func opensAndCloses() async throws {
        let time = TurnedTime()
        let inner = CountedConnector(.timedOut)
        let source = GuardedConnector(inner, time: time)
        let query = try ConnectorFixture.department("公安").query("人口信息", "1")
        for _ in 0..<CircuitBreaker.failuresMax {
            await #expect(throws: SourceFault.timedOut) { _ = try await source.fetch(query) }
        }
        await #expect(throws: SourceFault.unreachable) { _ = try await source.fetch(query) }
        #expect(inner.calls == CircuitBreaker.failuresMax)
        time.turn(milliseconds: CircuitBreaker.restMilliseconds)
        await #expect(throws: SourceFault.timedOut) { _ = try await source.fetch(query) }
        await #expect(throws: SourceFault.unreachable) { _ = try await source.fetch(query) }
        #expect(inner.calls == CircuitBreaker.failuresMax + 1)
        inner.answer(nil)
        time.turn(milliseconds: CircuitBreaker.restMilliseconds)
        for _ in 0..<3 { _ = try await source.fetch(query) }
        #expect(inner.calls == CircuitBreaker.failuresMax + 4)
    }

    @Test(
        "a refusal is an answer: it never opens the breaker",
        arguments: [
            .refused("40001"), .malformed("x"), .notDescribed,
        ] as [SourceFault])
    func refusalsAreAnswers(fault: SourceFault) async throws {
        let inner = CountedConnector(fault)
        let source = GuardedConnector(inner, time: TurnedTime())
        let query = try ConnectorFixture.department("公安").query("人口信息", "1")
        for _ in 0..<20 { await #expect(throws: fault) { _ = try await source.fetch(query) } }
        #expect(inner.calls == 20)
    }
}
