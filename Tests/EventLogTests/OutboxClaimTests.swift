import EventLog
import Kernel
import Storage
import Synchronization
import Testing

/// Two processes at one outbox, by the machine's clock, with claims that are short enough to run out in a test.
@Suite("Outbox: claims and faults")
struct OutboxClaimTests {
    private static let claimMilliseconds: Int64 = 600

    private func fixture(entries: Int) async throws -> LogFixture {
        let log = try await LogFixture()
        for receipt in try await log.append(entries) {
            let prepared = log.outbox.prepare("test", for: receipt, payload: ["n": 1])
            try await log.database.write { tx in try prepared.write(in: tx) }
        }
        return log
    }

    private func process(_ log: LogFixture) -> Outbox {
        Outbox(
            database: log.database, vault: log.vault, time: RunningClock(), claimMilliseconds: Self.claimMilliseconds)
    }

    private func done(_ ids: Seen) -> Outbox.Handler {
        { entry in
            ids.add(entry.deliveryID)
            return .done { _ in }
        }
    }

    @Test("While one is slow, it keeps what it has taken, and nobody else carries it out")
    func slow() async throws {
        let log = try await fixture(entries: 3)
        let seen = Seen()
        let slow: Outbox.Handler = { entry in
            // Three claims long.
            if seen.add(entry.deliveryID) == 1 { try? await Task.sleep(for: .milliseconds(3 * Self.claimMilliseconds)) }
            return .done { _ in }
        }
        let (first, second) = (process(log), process(log))
        async let mine = first.deliverDue(handlers: ["test": slow])
        for _ in 0..<2_000 where seen.all.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        var theirs = 0
        for _ in 0..<25 {
            theirs += try await second.deliverDue(handlers: ["test": done(seen)])
            try await Task.sleep(for: .milliseconds(Self.claimMilliseconds / 10))
        }
        #expect(theirs == 0)
        #expect(try await mine == 3)
        #expect(seen.all.count == 3 && Set(seen.all).count == 3)
        #expect(try await log.outbox.depth() == (0, 0))
    }

    @Test("What a dead process had taken is due again when its claim has run out")
    func dead() async throws {
        let log = try await fixture(entries: 2)
        let (first, second) = (process(log), process(log))
        let dying = Task {
            try await first.deliverDue(handlers: [
                "test": { _ in
                    // Killed: it neither ends nor renews.
                    try? await Task.sleep(for: .seconds(3600))
                    return .postponed(.unavailable("killed"))
                }
            ])
        }
        try await Task.sleep(for: .milliseconds(100))
        let seen = Seen()
        #expect(try await second.deliverDue(handlers: ["test": done(seen)]) == 0)
        // A process that dies writes nothing any more: here its entries are set as if it had not renewed.
        try await log.database.write { tx in
            try tx.execute("UPDATE outbox SET due_at = \(RunningClock().now()) WHERE state <> 'done'")
        }
        try await Task.sleep(for: .milliseconds(5))
        #expect(try await second.deliverDue(handlers: ["test": done(seen)]) == 2)
        dying.cancel()
        _ = try await dying.value
        #expect(try await log.outbox.depth() == (0, 0))
    }

    @Test("Whose end cannot be written gives back its own claim only, not what another has taken meanwhile")
    func givesBackItsOwn() async throws {
        let log = try await fixture(entries: 2)
        let taken = Seen()
        let database = log.database
        let broken: Outbox.Handler = { entry in
            // Meanwhile another process has claimed everything, for long.
            try? await database.write { tx in
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
        #expect(taken.all.count == 1)
    }

    /// The fault, and after how many tries it is shown as stuck.
    static let classes: [(fault: DeliveryFault, tries: Int, code: String)] = [
        (.unavailable("timedOut"), 12, "unavailable:timedOut"), (.refused("setup:x"), 3, "refused:setup:x"),
        (.broken("payload"), 1, "broken:payload"),
    ]

    @Test("What time does not mend is stuck sooner, and is named with its fault", arguments: 0..<classes.count)
    func classes(_ number: Int) async throws {
        let (fault, tries, code) = Self.classes[number]
        let log = try await fixture(entries: 1)
        log.clock.advance(milliseconds: 1)
        for attempt in 1...tries {
            #expect(try await log.outbox.stuck().isEmpty)
            #expect(try await log.outbox.deliverDue(handlers: ["test": { _ in .postponed(fault) }]) == 1)
            if attempt < tries { log.clock.advance(milliseconds: 3_600_000) }
        }
        let stuck = try #require(try await log.outbox.stuck().first)
        #expect((stuck.kind, stuck.attempts, stuck.fault) == ("test", tries, code))
        #expect(stuck.nextTry.milliseconds - log.clock.now().milliseconds <= 3_600_000)
        #expect(try await log.outbox.depth() == (0, 1))
    }

    @Test("A kind that nobody knows and an entry that does not open are stuck at once, and hold nobody up")
    func unreadable() async throws {
        let log = try await fixture(entries: 2)
        log.clock.advance(milliseconds: 1)
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

/// The clock of the machine.
private struct RunningClock: TimeSource {
    private static let start = ContinuousClock.now
    func now() -> Instant {
        let passed = Self.start.duration(to: .now).components
        return Instant(
            milliseconds: 1_795_000_100_000 + passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000)
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
