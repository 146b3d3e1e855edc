import Cases
import Identity
import Kernel
import Notify
import Rehearsal
import Server
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
}
