import EventLog
import Kernel
import Storage
import Synchronization
import Testing

@Suite("Outbox")
struct OutboxTests {
    private func fixture(entries: Int = 1, receivers: [String?] = [nil]) async throws -> LogFixture {
        let log = try await LogFixture()
        for (index, receipt) in try await log.append(entries).enumerated() {
            let receiver = receivers[index % receivers.count]
            let prepared = log.outbox.prepare("test", for: receipt, receiver: receiver, payload: ["secret": "张三"])
            try await log.database.write { tx in
                try prepared.write(in: tx)
                // The same effect decided twice is one effect.
                try prepared.write(in: tx)
            }
        }
        log.clock.advance(milliseconds: 1)
        return log
    }

    @Test("Carried out once, with its payload; what it learns is written with its end")
    func once() async throws {
        let log = try await fixture()
        let calls = Mutex<[String]>([])
        let handlers: [String: Outbox.Handler] = [
            "test": { entry in
                calls.withLock { $0.append(entry.payload["secret"]?.string ?? "") }
                return .done { tx in try tx.execute("UPDATE log_state SET lease_until = 42") }
            }
        ]
        #expect(try await log.outbox.deliverDue(handlers: handlers) == 1)
        #expect(try await log.outbox.deliverDue(handlers: handlers) == 0)
        #expect(calls.withLock { $0 } == ["张三"])
        let learnt = try await log.database.read { tx in
            try tx.row("SELECT lease_until FROM log_state")?.integer("lease_until")
        }
        #expect(learnt == 42)
        #expect(try await log.outbox.depth() == (0, 0))
    }

    @Test("If its end cannot be written it is carried out again: at least once")
    func atLeastOnce() async throws {
        let log = try await fixture()
        let calls = Mutex(0)
        let handlers: [String: Outbox.Handler] = [
            "test": { _ in
                let first = calls.withLock {
                    $0 += 1
                    return $0 == 1
                }
                return .done { _ in if first { throw StorageError.unavailable("power cut") } }
            }
        ]
        await #expect(throws: StorageError.self) { try await log.outbox.deliverDue(handlers: handlers) }
        // Not at once, or it would be carried out without a pause as long as its end cannot be written.
        #expect(try await log.outbox.deliverDue(handlers: handlers) == 0)
        log.clock.advance(milliseconds: 1_000)
        #expect(try await log.outbox.deliverDue(handlers: handlers) == 1)
        #expect(try await log.outbox.deliverDue(handlers: handlers) == 0)
        #expect(calls.withLock { $0 } == 2)
    }

    @Test("Postponed ones wait longer and longer, are shown as stuck after twelve tries, and go on being tried")
    func backOff() async throws {
        let log = try await fixture()
        let postpone: [String: Outbox.Handler] = ["test": { _ in .postponed(.unavailable("unreachable")) }]
        var delays: [Int64] = []
        for _ in 0..<14 {
            #expect(try await log.outbox.deliverDue(handlers: postpone) == 1)
            var waited: Int64 = 0
            // Not before its time.
            #expect(try await log.outbox.deliverDue(handlers: postpone) == 0)
            let due = try await log.database.read { tx in try tx.row("SELECT due_at FROM outbox")?.integer("due_at") }
            waited = (due ?? 0) - log.clock.now().milliseconds
            delays.append(waited)
            log.clock.advance(milliseconds: waited)
        }
        #expect(zip(delays, delays.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(delays[0] == 1_000)
        #expect(delays.allSatisfy { (1...3_600_000).contains($0) })
        #expect(try await log.outbox.depth() == (0, 1))
        let done: [String: Outbox.Handler] = ["test": { _ in .done { _ in } }]
        #expect(try await log.outbox.deliverDue(handlers: done) == 1)
        #expect(try await log.outbox.depth() == (0, 0))
    }

    @Test("One that waits does not hold up the others")
    func independent() async throws {
        let log = try await fixture(entries: 3)
        let seen = Mutex<Set<String>>([])
        let handlers: [String: Outbox.Handler] = [
            "test": { entry in
                let isFirst = seen.withLock { seen in
                    defer { seen.insert(entry.deliveryID) }
                    return seen.isEmpty
                }
                return isFirst ? .postponed(.unavailable("unreachable")) : .done { _ in }
            }
        ]
        #expect(try await log.outbox.deliverDue(handlers: handlers) == 3)
        #expect(try await log.outbox.depth() == (1, 0))
    }

    @Test("An end that can never be written is a try like others: counted, in doubt, and stuck after twelve")
    func endlessEnd() async throws {
        let log = try await fixture()
        let seen = Mutex<[Int]>([])
        let handlers: [String: Outbox.Handler] = [
            "test": { entry in
                seen.withLock { $0.append(entry.doubts) }
                return .done { _ in throw StorageError.unavailable("never") }
            }
        ]
        for _ in 0..<12 {
            await #expect(throws: StorageError.self) { try await log.outbox.deliverDue(handlers: handlers) }
            log.clock.advance(milliseconds: 3_600_000)
        }
        #expect(seen.withLock { $0 } == Array(0..<12))
        #expect(try await log.outbox.stuck().map(\.fault) == ["doubtful:end"])
    }

    @Test("A receiver that keeps silent holds up nobody else, however many wait for it")
    func lanes() async throws {
        let log = try await fixture(entries: 80, receivers: ["slow", "slow", "slow", "quick"])
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let slowOnes = Set(try await log.deliveries(inLane: "test slow"))
        let done = Mutex(0)
        let handlers: [String: Outbox.Handler] = [
            "test": { entry in
                if slowOnes.contains(entry.deliveryID) {
                    for await _ in gate {}
                } else {
                    done.withLock { $0 += 1 }
                }
                return .done { _ in }
            }
        ]
        #expect(slowOnes.count == 60)
        let worker = Task { await log.outbox.run(pause: .milliseconds(5), handlers: handlers) { _ in } }
        for _ in 0..<3_000 where done.withLock({ $0 }) < 20 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(done.withLock { $0 } == 20)
        // What comes later for the quick one neither waits for the batch of the slow one.
        for receipt in try await log.append(1) {
            let prepared = log.outbox.prepare("test", for: receipt, receiver: "quick", payload: [:])
            try await log.database.write { tx in try prepared.write(in: tx) }
        }
        log.clock.advance(milliseconds: 1)
        for _ in 0..<3_000 where done.withLock({ $0 }) < 21 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(done.withLock { $0 } == 21)
        open.finish()
        for _ in 0..<3_000 {
            if try await log.outbox.depth().waiting == 0 { break }
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try await log.outbox.depth() == (0, 0))
        worker.cancel()
        await worker.value
    }

    @Test("What is given up is tried no more, shown for ninety days, and what it said is erased at once")
    func failed() async throws {
        let log = try await fixture(entries: 2)
        let handlers: [String: Outbox.Handler] = ["test": { _ in .failed("recipient:none") }]
        #expect(try await log.outbox.deliverDue(handlers: handlers) == 2)
        log.clock.advance(milliseconds: 86_400_000)
        #expect(try await log.outbox.deliverDue(handlers: handlers) == 0)
        #expect(try await log.outbox.depth() == (0, 0))
        #expect(try await log.outbox.failedCount() == 2)
        let shown = try #require(try await log.outbox.stuck().first)
        #expect((shown.fault, shown.nextTry, shown.attempts) == ("recipient:none", nil, 1))
        #expect(try await log.sealedBytes() == 0)
        log.clock.advance(milliseconds: 88 * 86_400_000)
        #expect(try await !log.outbox.eraseSettled())
        #expect(try await log.outbox.failedCount() == 2)
        log.clock.advance(milliseconds: 2 * 86_400_000)
        #expect(try await !log.outbox.eraseSettled())
        #expect(try await log.outbox.failedCount() == 0)
    }

    @Test("What was carried out is erased after seven days, what waits never")
    func erased() async throws {
        let log = try await fixture(entries: 2)
        let seen = Mutex(0)
        let handlers: [String: Outbox.Handler] = [
            "test": { _ in
                seen.withLock {
                    $0 += 1
                    return $0
                } == 1 ? .done { _ in } : .postponed(.refused("no"))
            }
        ]
        #expect(try await log.outbox.deliverDue(handlers: handlers) == 2)
        log.clock.advance(milliseconds: 6 * 86_400_000)
        _ = try await log.outbox.eraseSettled()
        #expect(try await log.deliveries(inLane: "test").count == 2)
        log.clock.advance(milliseconds: 200 * 86_400_000)
        _ = try await log.outbox.eraseSettled()
        #expect(try await log.deliveries(inLane: "test").count == 1)
        #expect(try await log.outbox.depth() == (1, 0))
    }
}

extension LogFixture {
    fileprivate func deliveries(inLane lane: String) async throws -> [String] {
        try await database.read { tx in
            try tx.rows("SELECT delivery_id FROM outbox WHERE lane = \(lane)").map { $0.text("delivery_id") }
        }
    }

    fileprivate func sealedBytes() async throws -> Int {
        try await database.read { tx in
            try tx.rows("SELECT sealed FROM outbox").reduce(0) { $0 + $1.blob("sealed").count }
        }
    }
}
