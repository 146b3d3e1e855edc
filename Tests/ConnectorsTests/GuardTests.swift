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

    @Test("a source that neither answers nor heeds cancellation holds nobody up; what it brings later is dropped")
    func hanging() async throws {
        let inner = HangingConnector()
        let source = GuardedConnector(inner, time: TurnedTime())
        let query = try ConnectorFixture.department("公安", deadline: "50 毫秒").query("人口信息", "1")
        // It hangs still: who came back from it was not held up.
        await #expect(throws: SourceFault.timedOut) { _ = try await source.fetch(query) }
        #expect(source.leftBehind == 1)
        inner.letGo()
        try await until { source.leftBehind == 0 }
        #expect(try await source.fetch(query).isEmpty)
    }

    @Test(
        "a source that hangs is soon asked no more, and holds a bounded number of calls, however many want it at once")
    func bounded() async throws {
        let time = TurnedTime()
        let inner = HangingConnector()
        let source = GuardedConnector(inner, time: time)
        let query = try ConnectorFixture.department("公安", deadline: "300 毫秒").query("人口信息", "1")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<400 { group.addTask { _ = try? await source.fetch(query) } }
        }
        #expect(inner.calls <= 128)
        #expect(source.leftBehind <= 128)
        let asked = inner.calls
        for _ in 0..<50 {
            await #expect(throws: SourceFault.unreachable) { _ = try await source.fetch(query) }
        }
        #expect(inner.calls == asked)
        inner.letGo()
        try await until { source.leftBehind == 0 }
        time.turn(milliseconds: CircuitBreaker.restMilliseconds)
        #expect(try await source.fetch(query).isEmpty)
    }

    @Test("a burst waits for its places: a source that answers each in 50 ms answers all of 200, and is asked by all")
    func burst() async throws {
        let inner = PatientConnector()
        let source = GuardedConnector(inner, time: TurnedTime())
        let query = try ConnectorFixture.department("公安", deadline: "600 秒").query("人口信息", "1")
        let answered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 { group.addTask { (try? await source.fetch(query)) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(answered == 200)
        #expect(inner.calls == 200)
        #expect(inner.most <= Deadline.placesMax)
        #expect(source.leftBehind == 0)
    }

    @Test("who finds no place in time says nothing about a source that answers: it is asked on")
    func queueOfOurOwn() async throws {
        let inner = HangingConnector()
        let source = GuardedConnector(inner, time: TurnedTime())
        // Long enough for any machine: these calls are in time while the others wait.
        let slow = try ConnectorFixture.department("公安", deadline: "600000 毫秒").query("人口信息", "1")
        let hasty = try ConnectorFixture.department("公安", deadline: "20 毫秒").query("人口信息", "1")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<Deadline.placesMax { group.addTask { _ = try? await source.fetch(slow) } }
            for _ in 0..<3_000 where inner.calls < Deadline.placesMax { try? await Task.sleep(for: .milliseconds(5)) }
            // All places are taken by calls that are in time; these find none. Each has waited for its own: a source that is
            // left alone answers at once.
            for _ in 0..<(3 * CircuitBreaker.failuresMax) {
                let began = ContinuousClock.now
                await #expect(throws: SourceFault.unreachable) { _ = try await source.fetch(hasty) }
                #expect(began.duration(to: .now) >= .milliseconds(20))
            }
            inner.letGo()
        }
        #expect(inner.calls == Deadline.placesMax)
        #expect(try await source.fetch(slow).isEmpty)
    }

    /// Answers each call in 50 ms.
    private final class PatientConnector: SourceConnector {
        private let state = Mutex((calls: 0, now: 0, most: 0))
        var calls: Int { state.withLock { $0.calls } }
        var most: Int { state.withLock { $0.most } }

        func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
            state.withLock { state in
                state.calls += 1
                state.now += 1
                state.most = max(state.most, state.now)
            }
            try? await Task.sleep(for: .milliseconds(50))
            state.withLock { $0.now -= 1 }
            return []
        }
        func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement { throw .notDescribed }
        func selfCheck() async -> [CheckFinding] { [] }
    }

    @Test("whoever stops waiting is let go at once, and says nothing about the source")
    func cancelled() async throws {
        let inner = HangingConnector()
        let source = GuardedConnector(inner, time: TurnedTime())
        let query = try ConnectorFixture.department("公安").query("人口信息", "1")
        for count in 1...(CircuitBreaker.failuresMax + 2) {
            let waiting = Task { try? await source.fetch(query) }
            try await until { inner.calls == count }
            waiting.cancel()
            _ = await waiting.value
        }
        inner.letGo()
        #expect(try await source.fetch(query).isEmpty)
    }

    @Test("a delivery has its deadline too, and its silence keeps nobody from reading")
    func readsAndWritesApart() async throws {
        let source = GuardedConnector(SilentWriter(), time: TurnedTime())
        let query = try ConnectorFixture.department("公安").query("人口信息", "1")
        let delivery = SourceDelivery(resource: query.resource, eventID: "e", values: [:])
        for _ in 0..<CircuitBreaker.failuresMax {
            await #expect(throws: SourceFault.timedOut) { _ = try await source.deliver(delivery) }
        }
        await #expect(throws: SourceFault.unreachable) { _ = try await source.deliver(delivery) }
        #expect(try await source.fetch(query).isEmpty)
    }

    /// Reads, and times out by itself when it is written to.
    private struct SilentWriter: SourceConnector {
        func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] { [] }
        func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement { throw .timedOut }
        func selfCheck() async -> [CheckFinding] { [] }
    }

    private func until(_ condition: () -> Bool) async throws {
        for _ in 0..<2_000 where !condition() { try await Task.sleep(for: .milliseconds(5)) }
        #expect(condition())
    }
}
