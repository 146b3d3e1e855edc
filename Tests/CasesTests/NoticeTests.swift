import Cases
import EventLog
import Exchange
import Identity
import Kernel
import Notify
import Rehearsal
import Server
import Storage
import Synchronization
import Testing

/// 通知 — which phone hears of a case.
@Suite("Notices")
struct NoticeTests {
    private static let other = "15412345678"

    /// What is entered and disputed before submitting, and the phone that hears of it; `nil` for nobody.
    private struct Row {
        let what: String
        /// A correction; empty for "this is wrong" without saying what is right.
        var dispute: String?
        let expected: String?
    }

    private static let rows = [
        Row(what: "confirmed", expected: "19900001001"),
        Row(what: "corrected", dispute: other, expected: other),
        Row(what: "typed with spaces", dispute: "+86 154-1234-5678", expected: other),
        Row(what: "called wrong", dispute: "", expected: nil),
    ]

    @Test(
        "A notice goes to the phone that the case has, and to none that its applicant calls wrong",
        arguments: 0..<rows.count)
    func phone(_ number: Int) async throws {
        let row = Self.rows[number]
        let stage = try await Stage()
        let draft = try await stage.start()
        if let dispute = row.dispute {
            _ = try await EditDraft(stage.environment).dispute(
                "联系电话", in: draft.id, entries: .init(answers: [:], corrections: [:]), by: stage.person)
            _ = try await EditDraft(stage.environment).enter(
                .init(answers: [:], corrections: ["联系电话": dispute]), in: draft.id, by: stage.person)
        }
        _ = try await SubmitCase(stage.environment)(draft.id, by: stage.person)
        try await stage.rehearsal.workOff()
        let told = try await stage.rehearsal.platform.inbox.newest(50).filter { $0.text.contains("办件编号") }
        #expect(told.map(\.recipient) == (row.expected.map { [$0] } ?? []), "\(row.what)")
    }

    @Test("What the register learnt of after the application changes nothing for the case")
    func laterRegister() async throws {
        let stage = try await Stage()
        let draft = try await stage.start()
        var moved = stage.citizen
        moved.populationRecord["lxdh"] = Self.other
        stage.rehearsal.settle(moved)
        // Signed in again: the person's profile now has the new number, the draft still the one that was confirmed.
        let platform = stage.rehearsal.platform
        let challenge = try await platform.signIn.begin(name: moved.name, residentID: moved.number, language: .chinese)
        let code = try await stage.rehearsal.newestCode(Self.other)
        _ = try await platform.signIn.finish(challenge: challenge, code: code)
        let person = try #require(try await platform.people.person(stage.person.id))
        #expect(person.phone == Self.other)
        _ = try await SubmitCase(stage.environment)(draft.id, by: person)
        try await stage.rehearsal.workOff()
        let told = try await platform.inbox.newest(50).filter { $0.text.contains("办件编号") }
        #expect(told.map(\.recipient) == [stage.citizen.phone])
    }

    /// What the carrier answers each time, how often it is asked in a week, and whether the notice is given up in the end.
    private static let faults: [(fault: MessageFault, tries: ClosedRange<Int>)] = [
        (.timedOut, 2...2), (.malformed, 2...2), (.recipient("PhoneNumberInBlacklist"), 1...1), (.unreachable, 36...36),
        (.setup("noCarrier"), 36...36), (.tooMany("x"), 36...36),
    ]

    @Test("A notice that may have gone out is repeated once at most, and none is tried for ever", arguments: 0..<6)
    func lastTry(_ number: Int) async throws {
        let (fault, tries) = Self.faults[number]
        let stage = try await Stage()
        _ = try await stage.apply()
        let platform = stage.rehearsal.platform
        let carrier = FaultyCarrier(fault)
        let effects = CaseEffects(
            stage.environment, writeBack: WriteBackGrant(departments: [], connectors: [:], time: stage.rehearsal.clock),
            gateway: carrier)
        let handlers = platform.handlers.merging(
            effects.handlers.filter { $0.key == CaseEffects.notice }, uniquingKeysWith: { $1 })
        for _ in 0..<(7 * 24) {
            _ = try await platform.outbox.deliverDue(handlers: handlers)
            stage.rehearsal.clock.advance(seconds: 3600)
        }
        #expect(tries.contains(carrier.sent), "\(fault): \(carrier.sent)")
        #expect(try await platform.outbox.depth() == (0, 0))
        let given = try await platform.outbox.stuck().filter { $0.kind == CaseEffects.notice }
        #expect(given.map(\.nextTry) == [nil])
        #expect(given.map(\.fault) == [fault.code])
    }

    private final class FaultyCarrier: MessageGateway {
        private let fault: MessageFault
        private let count = Mutex(0)
        init(_ fault: MessageFault) { self.fault = fault }
        var sent: Int { count.withLock { $0 } }

        func send(_ message: OutgoingMessage, to phone: String) async throws(MessageFault) {
            count.withLock { $0 += 1 }
            throw fault
        }
    }

    @Test("A notice whose sender died over it twice is not sent a third time")
    func died() async throws {
        let stage = try await Stage()
        _ = try await stage.apply()
        let platform = stage.rehearsal.platform
        try await platform.database.write { tx in
            try tx.execute("UPDATE outbox SET doubts = 2 WHERE kind = \(CaseEffects.notice)")
        }
        try await stage.rehearsal.workOff()
        #expect(try await platform.inbox.newest(50).filter { $0.text.contains("办件编号") }.isEmpty)
        #expect(try await platform.outbox.stuck().map(\.fault) == ["doubtful"])
    }
}
