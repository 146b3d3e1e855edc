import EventLog
import Kernel
import Storage
import Synchronization
import Testing

@Suite("Outbox")
struct OutboxTests {
    private func fixture(entries: Int = 1) async throws -> LogFixture {
        let log = try await LogFixture()
        for receipt in try await log.append(entries) {
            let prepared = log.outbox.prepare("test", for: receipt, payload: ["secret": "张三"])
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
}
