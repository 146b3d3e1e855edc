import EventLog
import Kernel
import Storage
import Testing
import TransparencyLog
import Vault

@Suite("Streams of events")
struct JournalTests {
    @Test("What is written comes back, in order, each event with the commitment of the one before")
    func roundTrip() async throws {
        let log = try await LogFixture()
        let stream = log.ids.identifier(EventStream.self)
        var writer = log.journal.begin(stream)
        let first = writer.append(
            "case.received", by: .person("p1"), at: log.clock.now(), body: ["name": "买买提·艾力", "n": 1])
        // A clock that runs backwards must not make an event older than the one before.
        log.clock.advance(milliseconds: -5_000)
        let second = writer.append(
            "case.granted", by: .rule("v1"), at: log.clock.now(), effective: Instant(milliseconds: 7), schema: 2,
            body: .null)
        try await log.database.write { [writer] tx in try writer.write(in: tx) }

        let events = try await log.journal.events(of: stream)
        #expect(events.map(\.sequence) == [1, 2])
        #expect(events.map(\.kind) == ["case.received", "case.granted"])
        #expect(events.map(\.actor) == [.person("p1"), .rule("v1")])
        #expect(events.map(\.commitment) == [first.commitment, second.commitment])
        #expect(events[0].body["name"]?.string == "买买提·艾力")
        #expect(events[1].effective == Instant(milliseconds: 7))
        #expect(events[1].schema == 2)
        #expect(events[1].recorded == events[0].recorded)
        #expect(try await log.journal.length(of: stream) == 2)
        let next = try await log.journal.open(stream)
        #expect(next.head == second.commitment)
        #expect(next.nextSequence == 3)
    }

    @Test("Equal events have unlike commitments: nobody can try contents out")
    func salted() async throws {
        let log = try await LogFixture()
        let stream = log.ids.identifier(EventStream.self)
        var (left, right) = (log.journal.begin(stream), log.journal.begin(stream))
        let one = left.append("case.received", by: .system, at: log.clock.now(), body: [:])
        let other = right.append("case.received", by: .system, at: log.clock.now(), body: [:])
        #expect(one.commitment != other.commitment)
    }

    /// What somebody with the database file in hand might do to a row.
    static let tampering: [(what: String, sql: SQL)] = [
        ("a changed ciphertext", "UPDATE event SET sealed = zeroblob(length(sealed)) WHERE sequence = 2"),
        ("another commitment", "UPDATE event SET commitment = zeroblob(32) WHERE sequence = 2"),
        (
            "the body of another event",
            "UPDATE event SET sealed = (SELECT sealed FROM event WHERE sequence = 1) WHERE sequence = 2"
        ),
        ("an event moved in its stream", "UPDATE event SET sequence = 9 WHERE sequence = 3"),
        ("another stream's key", "UPDATE stream_key SET wrapped = zeroblob(length(wrapped))"),
    ]

    @Test("A row that was changed is not read", arguments: 0..<tampering.count)
    func tampered(_ number: Int) async throws {
        let (what, sql) = Self.tampering[number]
        let log = try await LogFixture()
        let stream = log.ids.identifier(EventStream.self)
        var writer = log.journal.begin(stream)
        for _ in 0..<3 { writer.append("case.received", by: .system, at: log.clock.now(), body: ["a": 1]) }
        try await log.database.write { [writer] tx in try writer.write(in: tx) }
        #expect(try await log.journal.events(of: stream).count == 3)
        try await log.database.write { tx in try tx.execute(sql) }
        await #expect(throws: VaultError.self, "\(what)") { try await log.journal.events(of: stream) }
    }

    @Test("An event that was left out is noticed")
    func leftOut() async throws {
        let log = try await LogFixture()
        let stream = log.ids.identifier(EventStream.self)
        var writer = log.journal.begin(stream)
        for _ in 0..<3 { writer.append("case.received", by: .system, at: log.clock.now(), body: [:]) }
        try await log.database.write { [writer] tx in try writer.write(in: tx) }
        try await log.database.write { tx in try tx.execute("DELETE FROM event WHERE sequence = 2") }
        await #expect(throws: VaultError.self) { try await log.journal.events(of: stream) }
    }

    @Test("Of two writers of the same next event one is told so")
    func conflict() async throws {
        let log = try await LogFixture()
        let stream = log.ids.identifier(EventStream.self)
        var first = log.journal.begin(stream)
        first.append("case.received", by: .system, at: log.clock.now(), body: [:])
        try await log.database.write { [first] tx in try first.write(in: tx) }
        var (left, right) = (try await log.journal.open(stream), try await log.journal.open(stream))
        left.append("case.granted", by: .system, at: log.clock.now(), body: [:])
        right.append("case.referred", by: .system, at: log.clock.now(), body: [:])
        try await log.database.write { [left] tx in try left.write(in: tx) }
        do {
            try await log.database.write { [right] tx in try right.write(in: tx) }
            Issue.record("both were written")
        } catch StorageError.uniqueViolation {}
        #expect(try await log.journal.events(of: stream).map(\.kind) == ["case.received", "case.granted"])
    }

    @Test("Destroying a stream's key erases the stream and leaves its place in the log")
    func erase() async throws {
        let log = try await LogFixture()
        let receipt = try await log.append(1)[0]
        _ = try await log.sequencer().step()
        try await log.database.write { tx in try tx.execute("DELETE FROM stream_key WHERE stream = \(receipt.stream)") }
        #expect(try await log.journal.events(of: receipt.stream).isEmpty)
        #expect(try await log.proofs.proof(of: receipt.stream, sequence: 1) != nil)
        #expect(try await log.audit().size == 1)
    }
}
