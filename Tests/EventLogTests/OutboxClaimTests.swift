import EventLog
import Kernel
import Storage
import Synchronization
import Testing

/// Two processes at one outbox. What a claim is worth is told by the clock that is moved by hand.
@Suite("Outbox: claims and faults")
struct OutboxClaimTests {
    private func fixture(entries: Int) async throws -> LogFixture {
        let log = try await LogFixture()
        for receipt in try await log.append(entries) {
            let prepared = log.outbox.prepare("test", for: receipt, payload: ["n": 1])
            try await log.database.write { tx in try prepared.write(in: tx) }
        }
        log.clock.advance(milliseconds: 1)
        return log
    }

    private func process(_ log: LogFixture, renewal: Duration = .seconds(3600)) -> Outbox {
        Outbox(database: log.database, vault: log.vault, time: log.clock, renewal: renewal)
    }

    private func done(_ seen: Seen) -> Outbox.Handler {
        { entry in
            seen.add(entry.deliveryID)
            return .done { _ in }
        }
    }

    /// When the first of all entries is due.
    private func firstDue(_ log: LogFixture) async throws -> Int64 {
        try await log.database.read { tx in
            try tx.row("SELECT MIN(due_at) AS due FROM outbox WHERE state <> 'done'")?.optionalInteger("due") ?? 0
        }
    }

    @Test("While one is slow, it keeps what it has taken, and nobody else carries it out")
    func slow() async throws {
        let log = try await fixture(entries: 3)
        let (first, second) = (process(log, renewal: .milliseconds(5)), process(log))
        let seen = Seen()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let slow: Outbox.Handler = { entry in
            if seen.add(entry.deliveryID) == 1 { for await _ in gate {} }
            return .done { _ in }
        }
        async let mine = first.deliverDue(handlers: ["test": slow])
        try await until { !seen.all.isEmpty }
        for _ in 0..<6 {
            log.clock.advance(milliseconds: 20_000)
            let now = log.clock.now().milliseconds
            try await until { try await firstDue(log) >= now + 30_000 }
            #expect(try await second.deliverDue(handlers: ["test": done(seen)]) == 0)
        }
        open.finish()
        #expect(try await mine == 3)
        #expect(seen.all.count == 3 && Set(seen.all).count == 3)
        #expect(try await log.outbox.depth() == (0, 0))
    }

    @Test("What a dead process had taken is due again when its claim has run out")
    func dead() async throws {
        let log = try await fixture(entries: 2)
        let (first, second) = (process(log), process(log))
        let seen = Seen()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        // As if killed: it neither ends nor renews while the other is at work.
        async let dying = first.deliverDue(handlers: [
            "test": { entry in
                seen.add("dying \(entry.deliveryID)")
                for await _ in gate {}
                return .postponed(.unavailable("killed"))
            }
        ])
        try await until { !seen.all.isEmpty }
        log.clock.advance(milliseconds: 29_000)
        #expect(try await second.deliverDue(handlers: ["test": done(seen)]) == 0)
        log.clock.advance(milliseconds: 1_001)
        #expect(try await second.deliverDue(handlers: ["test": done(seen)]) == 2)
        open.finish()
        _ = try await dying
        // What comes back from the dead changes nothing.
        #expect(try await log.outbox.depth() == (0, 0))
    }

    private func until(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<3_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("waited in vain")
    }

    @Test("Whose end cannot be written postpones its own claim only, not what another has taken meanwhile")
    func postponesItsOwn() async throws {
        let log = try await fixture(entries: 2)
        let taken = Seen()
        let database = log.database
        let broken: Outbox.Handler = { entry in
            // Meanwhile another process has claimed everything, for long.
            _ = try? await database.write { tx in
                try tx.execute("UPDATE outbox SET due_at = 9000000000000 WHERE state <> 'done'")
            }
            taken.add(entry.deliveryID)
            return .done { _ in throw StorageError.unavailable("power cut") }
        }
        await #expect(throws: StorageError.self) { _ = try await process(log).deliverDue(handlers: ["test": broken]) }
        let due = try await database.read { tx in
            try tx.rows("SELECT due_at FROM outbox").map { $0.integer("due_at") }
        }
        #expect(due == [9_000_000_000_000, 9_000_000_000_000])
        #expect(!taken.all.isEmpty)
    }

    /// The fault, and after how many tries it is shown as stuck.
    static let kinds: [(fault: DeliveryFault, tries: Int, code: String)] = [
        (.unavailable("timedOut"), 12, "unavailable:timedOut"), (.refused("setup:x"), 3, "refused:setup:x"),
        (.broken("payload"), 1, "broken:payload"),
    ]

    @Test("What time does not mend is stuck sooner, and is named with its fault", arguments: 0..<kinds.count)
    func kindsOfFaults(_ number: Int) async throws {
        let (fault, tries, code) = Self.kinds[number]
        let log = try await fixture(entries: 1)
        for attempt in 1...tries {
            #expect(try await log.outbox.stuck().isEmpty)
            #expect(try await log.outbox.deliverDue(handlers: ["test": { _ in .postponed(fault) }]) == 1)
            if attempt < tries { log.clock.advance(milliseconds: 3_600_000) }
        }
        let stuck = try #require(try await log.outbox.stuck().first)
        #expect((stuck.kind, stuck.attempts, stuck.fault) == ("test", tries, code))
        #expect((stuck.nextTry?.milliseconds ?? 0) - log.clock.now().milliseconds <= 3_600_000)
        #expect(try await log.outbox.depth() == (0, 1))
    }

    @Test("A kind that nobody knows and an entry that does not open are stuck at once, and hold nobody up")
    func unreadable() async throws {
        let log = try await fixture(entries: 2)
        try await log.database.write { tx in
            try tx.execute(
                """
                UPDATE outbox SET sealed = \([UInt8](repeating: 1, count: 40))
                WHERE delivery_id = (SELECT MIN(delivery_id) FROM outbox)
                """)
        }
        #expect(try await log.outbox.deliverDue(handlers: [:]) == 2)
        #expect(Set(try await log.outbox.stuck().map(\.fault)) == ["broken:sealed", "broken:unknownKind"])
    }
}

/// A list that several tasks write.
private final class Seen: Sendable {
    private let list = Mutex<[String]>([])
    var all: [String] { list.withLock { $0 } }

    /// - Returns: how many there are now.
    @discardableResult
    func add(_ text: String) -> Int {
        list.withLock {
            $0.append(text)
            return $0.count
        }
    }
}
