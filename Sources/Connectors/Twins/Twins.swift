package import Exchange
import Kernel
import Synchronization

/// A source that answers from memory: what tests and rehearsals put into it, by subject.
package final class DemoConnector: SourceConnector {
    private let records: [String: [SourceRecord]]
    private let delivered = Mutex<[String: Acknowledgement]>([:])

    /// - Parameter records: by the value of `证件号码`.
    package init(records: [String: [SourceRecord]]) { self.records = records }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        records[query.key["证件号码"] ?? ""] ?? []
    }

    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        delivered.withLock { delivered in
            if let earlier = delivered[delivery.eventID] { return earlier }
            let acknowledgement = Acknowledgement(number: "DEMO\(delivered.count + 1)")
            delivered[delivery.eventID] = acknowledgement
            return acknowledgement
        }
    }

    /// The events that arrived, each once.
    package var deliveredEvents: Set<String> { delivered.withLock { Set($0.keys) } }

    package func selfCheck() async -> [CheckFinding] { [.sound("demo")] }
}

/// The failing twin: always the same fault.
package struct FailingConnector: SourceConnector {
    private let fault: SourceFault

    package init(_ fault: SourceFault) { self.fault = fault }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] { throw fault }
    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement { throw fault }
    package func selfCheck() async -> [CheckFinding] { [.unreachable(fault)] }
}

/// The crashing twin: does what it is told and dies before it can say so. A delivery has then arrived without an
/// acknowledgement, which is why deliveries are repeated under the same event.
package struct CrashingConnector: SourceConnector {
    private let inner: any SourceConnector

    package init(_ inner: any SourceConnector) { self.inner = inner }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        _ = try await inner.fetch(query)
        throw .unreachable
    }

    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        _ = try await inner.deliver(delivery)
        throw .unreachable
    }

    package func selfCheck() async -> [CheckFinding] { [.unreachable(.unreachable)] }
}

/// The silent twin: never answers, and goes when its caller stops waiting.
package struct SilentConnector: SourceConnector {
    package init() {}

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] { throw await silence() }
    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        throw await silence()
    }
    package func selfCheck() async -> [CheckFinding] { [.unreachable(.timedOut)] }

    private func silence() async -> SourceFault {
        try? await Task.sleep(for: .seconds(3600))
        return .timedOut
    }
}

/// The hanging twin: neither answers nor heeds its caller, until it is let go.
package final class HangingConnector: SourceConnector {
    private struct State {
        var calls = 0
        var isFree = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())

    package init() {}

    /// How often it was asked.
    package var calls: Int { state.withLock { $0.calls } }

    /// From now on it answers at once, and what hung comes back.
    package func letGo() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isFree = true
            return state.waiting
        }
        for waiter in waiting { waiter.resume() }
    }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        await hang()
        return []
    }

    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        await hang()
        return Acknowledgement(number: "LATE")
    }

    package func selfCheck() async -> [CheckFinding] { [.unreachable(.timedOut)] }

    private func hang() async {
        await withCheckedContinuation { waiter in
            let isFree = state.withLock { state in
                state.calls += 1
                if !state.isFree { state.waiting.append(waiter) }
                return state.isFree
            }
            if isFree { waiter.resume() }
        }
    }
}
