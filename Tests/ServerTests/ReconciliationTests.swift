import Cases
import EventLog
import Exchange
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 每日对账 — a department loses, changes and makes up what it was told; each is found, and only what was lost is mended by a
/// machine.
@Suite("Write-backs compared")
struct ReconciliationTests {
    private static let resource = "民政发放.高龄津贴"

    /// A person to whom an allowance was granted, of which 民政 has been told.
    private func granted(_ rehearsal: Rehearsal, serial: Int = 1) async throws -> (key: String, address: String) {
        let citizen = RehearsalCitizen(serial: serial)
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        try await browser.signIn(citizen)
        let address = try #require(await browser.apply("0007"))
        let before = Set(rehearsal.civilAffairs.registered.map(\.key))
        try await rehearsal.workOff()
        let key = try #require(rehearsal.civilAffairs.registered.map(\.key).first { !before.contains($0) })
        return (key, address)
    }

    private func compareAll(_ rehearsal: Rehearsal) async throws {
        while try await rehearsal.platform.reconcile() {}
    }

    private func nextDay(_ rehearsal: Rehearsal) async throws {
        rehearsal.clock.advance(seconds: 86_400)
        try await compareAll(rehearsal)
        try await rehearsal.workOff()
    }

    private func findings(_ rehearsal: Rehearsal) async throws -> [WriteBackFinding] {
        try await WriteBackFindingStore(database: rehearsal.platform.database, vault: rehearsal.platform.vault)
            .newest([Self.resource])
    }

    private func kinds(_ rehearsal: Rehearsal, of key: String) async throws -> [String] {
        let stream = try #require(Identifier<EventStream>(String(key[..<(key.lastIndex(of: "-") ?? key.endIndex)])))
        return try await rehearsal.platform.journal.events(of: stream).map(\.kind.rawValue)
    }

    private func runs(_ rehearsal: Rehearsal) async throws -> [Reconciliation] {
        try await ReconciliationStore(database: rehearsal.platform.database).newest([Self.resource])
    }

    @Test("What agrees is compared once a day, and says nothing", arguments: RehearsalStore.here)
    func agrees(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        _ = try await granted(rehearsal)
        try await compareAll(rehearsal)
        try await compareAll(rehearsal)
        let done = try await runs(rehearsal)
        #expect(done.count == 1 && done[0].tally == Reconciliation.Tally(compared: 1) && done[0].finishedAt != nil)
        #expect(try await findings(rehearsal).isEmpty)
        try await nextDay(rehearsal)
        #expect(try await runs(rehearsal).count == 2)
    }

    @Test(
        "What was lost is delivered again under its key, once, and its case tells it", arguments: RehearsalStore.here)
    func lost(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        let (key, _) = try await granted(rehearsal)
        let told = try #require(rehearsal.civilAffairs.registered.first)
        rehearsal.civilAffairs.registered = []
        try await compareAll(rehearsal)
        #expect(try await findings(rehearsal).map(\.state) == [.redelivering])
        // Looked at again before it arrived: it is the same finding.
        try await rehearsal.platform.reconcile.now(Self.resource)
        #expect(try await findings(rehearsal).count == 1)
        try await rehearsal.workOff()
        let held = rehearsal.civilAffairs.registered
        #expect(held.map(\.key) == [key])
        #expect(held.first?.values["金额"] == told.values["金额"] && held.first?.values["银行账号"] == told.values["银行账号"])
        #expect(try await findings(rehearsal).map(\.state) == [.redelivered])
        let kinds = try await kinds(rehearsal, of: key)
        #expect(kinds.suffix(2) == ["writeBack.lost", "writeBack.redelivered"])
        try await nextDay(rehearsal)
        #expect(try await runs(rehearsal).first?.tally == Reconciliation.Tally(compared: 1))
        #expect(try await findings(rehearsal).count == 1)
    }

    @Test("What is lost again and again is a person's matter")
    func lostAgain() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await granted(rehearsal)
        for _ in 0..<3 {
            rehearsal.civilAffairs.registered = []
            try await nextDay(rehearsal)
            #expect(rehearsal.civilAffairs.registered.count == 1)
        }
        rehearsal.civilAffairs.registered = []
        try await nextDay(rehearsal)
        #expect(rehearsal.civilAffairs.registered.isEmpty)
        #expect(try await findings(rehearsal).first?.state == .open)
    }

    @Test("What differs is never overwritten, and once answered it is not asked again", arguments: RehearsalStore.here)
    func differs(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        let (key, _) = try await granted(rehearsal)
        let told = try #require(rehearsal.civilAffairs.registered.first)
        var values = told.values
        values["金额"] = "900.00"
        let changed = Registration(key: told.key, number: told.number, values: values)
        rehearsal.civilAffairs.registered = [changed]
        try await nextDay(rehearsal)
        let finding = try #require(try await findings(rehearsal).first)
        #expect(finding.kind == .differing && finding.state == .open)
        #expect(finding.lines.map(\.name) == ["金额"] && finding.lines.first?.theirs == "900.00")
        #expect(rehearsal.civilAffairs.registered == [changed])

        let officer = Viewer.Staff(id: "mz09", sessionID: [], name: "卫和", office: "惠民市民政局（示例）")
        let answer = AnswerWriteBackFinding(
            database: rehearsal.platform.database, journal: rehearsal.platform.journal,
            vault: rehearsal.platform.vault, time: rehearsal.clock)
        await #expect(throws: Rejection.self) {
            try await answer(finding.id, outcome: .kept, reason: "核对过", by: officer, about: ["医保参保"])
        }
        await #expect(throws: Rejection.self) {
            try await answer(finding.id, outcome: .kept, reason: nil, by: officer, about: [Self.resource])
        }
        try await answer(finding.id, outcome: .kept, reason: "已按新标准发放。", by: officer, about: [Self.resource])
        await #expect(throws: Rejection.self) {
            try await answer(finding.id, outcome: .kept, reason: "再答一次", by: officer, about: [Self.resource])
        }
        try await nextDay(rehearsal)
        #expect(try await findings(rehearsal).map(\.state) == [.kept])
        #expect(try await kinds(rehearsal, of: key).suffix(2) == ["writeBack.differing", "writeBack.answered"])

        // It changes once more, which is new; and then comes to agree, which settles it.
        values["金额"] = "901.00"
        rehearsal.civilAffairs.registered = [Registration(key: told.key, number: told.number, values: values)]
        try await nextDay(rehearsal)
        #expect(Set(try await findings(rehearsal).map(\.state)) == [.open, .kept])
        rehearsal.civilAffairs.registered = [told]
        try await nextDay(rehearsal)
        #expect(Set(try await findings(rehearsal).map(\.state)) == [.agreed, .kept])
    }

    @Test("What nobody told is found; what is on its way is not mistaken for it")
    func unknown() async throws {
        let rehearsal = try await Rehearsal()
        let (key, _) = try await granted(rehearsal)
        let told = try #require(rehearsal.civilAffairs.registered.first)
        let stranger = Registration(key: "手工录入-1", number: "SL77", values: told.values)
        rehearsal.civilAffairs.registered.append(stranger)
        try await nextDay(rehearsal)
        let found = try await findings(rehearsal)
        #expect(found.map(\.kind) == [.unknown] && found.first?.key == stranger.key && found.first?.state == .open)

        // The record of an earlier release: an event, and no row.
        try await rehearsal.platform.database.write { tx in
            try tx.execute("DELETE FROM write_back WHERE delivery_id = \(key)")
        }
        try await nextDay(rehearsal)
        #expect(try await findings(rehearsal).count == 1)
        rehearsal.civilAffairs.registered = []
        try await nextDay(rehearsal)
        #expect(rehearsal.civilAffairs.registered.isEmpty, "the record is there, and says that it was seen")
        #expect(try await findings(rehearsal).contains { $0.key == key && $0.state == .open })
    }

    @Test("What was seen and is gone was removed by somebody: a person looks, no machine brings it back")
    func removed() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await granted(rehearsal)
        try await compareAll(rehearsal)
        rehearsal.civilAffairs.registered = []
        try await nextDay(rehearsal)
        #expect(rehearsal.civilAffairs.registered.isEmpty)
        let found = try await findings(rehearsal)
        #expect(found.map(\.kind) == [.lost] && found.first?.state == .open)
    }

    @Test("Where all at once is gone nothing is delivered again; a person who asks has each as a task")
    func implausible() async throws {
        let rehearsal = try await Rehearsal()
        for serial in 1...6 { _ = try await granted(rehearsal, serial: serial) }
        rehearsal.civilAffairs.registered = []
        try await compareAll(rehearsal)
        #expect(try await findings(rehearsal).isEmpty)
        let run = try #require(try await runs(rehearsal).first)
        #expect(run.fault == Reconciliation.implausibleLoss && run.finishedAt == nil)
        rehearsal.clock.advance(seconds: 1_801)
        try await rehearsal.platform.reconcile.now(Self.resource)
        try await rehearsal.workOff()
        #expect(try await findings(rehearsal).map(\.state) == Array(repeating: .open, count: 6))
        #expect(rehearsal.civilAffairs.registered.isEmpty)
        #expect(try await runs(rehearsal).first?.finishedAt != nil)
    }

    @Test("A case that cannot be read holds up no other")
    func unreadable() async throws {
        let rehearsal = try await Rehearsal()
        let (key, _) = try await granted(rehearsal)
        _ = try await granted(rehearsal, serial: 2)
        let stream = try #require(Identifier<EventStream>(String(key[..<(key.lastIndex(of: "-") ?? key.endIndex)])))
        try await rehearsal.platform.database.write { tx in
            try tx.execute("UPDATE event SET sealed = commitment WHERE shard = \(stream.shard) AND stream = \(stream)")
        }
        rehearsal.civilAffairs.registered = rehearsal.civilAffairs.registered.filter { $0.key == key }
        try await compareAll(rehearsal)
        #expect(try await findings(rehearsal).map(\.kind) == [.lost])
        let run = try #require(try await runs(rehearsal).first)
        #expect(run.fault == Reconciliation.unreadable && run.finishedAt != nil)
    }

    @Test("A department that does not answer is asked again in half an hour")
    func silent() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await granted(rehearsal)
        rehearsal.civilAffairs.fail(.unreachable)
        try await compareAll(rehearsal)
        #expect(try await runs(rehearsal).first?.fault == "unreachable")
        rehearsal.civilAffairs.fail(nil)
        try await compareAll(rehearsal)
        #expect(try await runs(rehearsal).first?.finishedAt == nil)
        rehearsal.clock.advance(seconds: 1_801)
        try await compareAll(rehearsal)
        #expect(try await runs(rehearsal).first?.tally.compared == 1)
    }
}
