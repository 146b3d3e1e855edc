import Cases
import ECertificates
import EventLog
import Exchange
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 更正回写 — what people decide about a grant after its department was told reaches the department: once, in order, whatever ends or
/// is lost meanwhile; or it is a task of its people.
@Suite("Write-backs corrected")
struct WriteBackCorrectionTests {
    private static let resource = "民政发放.高龄津贴"
    private static let channel = "民政发放.高龄津贴.更正"

    /// A person applies for an allowance, and it is granted.
    private func apply(_ rehearsal: Rehearsal, serial: Int = 1) async throws -> (RehearsalBrowser, address: String) {
        let citizen = RehearsalCitizen(serial: serial)
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        try await browser.signIn(citizen)
        return (browser, try #require(await browser.apply("0007")))
    }

    private func act(_ rehearsal: Rehearsal, _ act: CertificateAct) async throws {
        let row = try #require(
            try await rehearsal.platform.database.row(
                "SELECT id FROM certificate WHERE successor IS NULL ORDER BY issued_at DESC, id DESC LIMIT 1"))
        let type = try #require(rehearsal.platform.environment.certificateTypes["高龄津贴核准通知书"])
        let officer = Viewer.Staff(
            id: act == .correct ? "QX98" : "QX99", sessionID: [], name: "周敏", office: type.keeper)
        rehearsal.clock.advance(seconds: 1)
        try await ActOnCertificate(rehearsal.platform)(
            act, row.identifier("id"), reason: "本人已迁往外地。", ground: "本市证照管理办法（示例）", by: officer)
    }

    private func corrections(_ rehearsal: Rehearsal) async throws -> [WriteBackCorrection] {
        try await CorrectionStore(database: rehearsal.platform.database).newest([Self.resource])
    }

    private func findings(_ rehearsal: Rehearsal) async throws -> [WriteBackFinding] {
        try await WriteBackFindingStore(database: rehearsal.platform.database, vault: rehearsal.platform.vault)
            .newest([Self.resource, Self.channel])
    }

    /// What 民政 holds, in the order of arrival: its word for a change, or `核准`.
    private func held(_ rehearsal: Rehearsal) -> [String] {
        rehearsal.civilAffairs.registered.map { ($0.values["更正"] ?? nil) ?? "核准" }
    }

    private func pass(_ rehearsal: Rehearsal, hours: Int = 2) async throws {
        for _ in 0..<hours {
            rehearsal.clock.advance(seconds: 3_601)
            try await rehearsal.workOff()
        }
    }

    private func nextDay(_ rehearsal: Rehearsal) async throws {
        rehearsal.clock.advance(seconds: 86_400)
        while try await rehearsal.platform.reconcile() {}
        try await rehearsal.workOff()
    }

    @Test(
        "A revocation reaches the department, is acknowledged, seen in the case, and compared",
        arguments: RehearsalStore.here)
    func told(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        let (browser, address) = try await apply(rehearsal)
        try await rehearsal.workOff()
        try await act(rehearsal, .revoke)
        try await rehearsal.workOff()
        let told = rehearsal.civilAffairs.registered
        #expect(held(rehearsal) == ["核准", "04"])
        #expect(told.last?.values["原事件编号"] == told.first?.key && told.last?.values["更正序号"] == "1")
        #expect(told.last?.values["更正事由"] == "本人已迁往外地。")
        let correction = try #require(try await corrections(rehearsal).first)
        #expect(correction.change == .revoked && correction.state == .acknowledged && correction.key == told.last?.key)
        let kinds = try await rehearsal.platform.journal.events(of: correction.stream).map(\.kind.rawValue)
        #expect(kinds.last == "case.writeBackCorrected")
        #expect(await browser.get(address).text.contains("发放部门已登记更正（撤销）"))
        try await nextDay(rehearsal)
        #expect(try await findings(rehearsal).isEmpty)
        let runs = try await ReconciliationStore(database: rehearsal.platform.database)
            .newest([Self.resource, Self.channel])
        #expect(runs.map(\.tally) == Array(repeating: Reconciliation.Tally(compared: 1), count: 2))
    }

    @Test("A correction never overtakes what it corrects, nor an earlier one", arguments: RehearsalStore.here)
    func ordered(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        _ = try await apply(rehearsal)
        rehearsal.civilAffairs.fail(.unreachable)
        try await rehearsal.workOff()
        for step in [CertificateAct.suspend, .resume, .cancel] { try await act(rehearsal, step) }
        rehearsal.civilAffairs.fail(nil)
        // The corrections are due, what they correct is not yet.
        try await rehearsal.workOff()
        #expect(held(rehearsal).first != "02")
        try await pass(rehearsal, hours: 6)
        #expect(held(rehearsal) == ["核准", "02", "01", "03"])
        #expect(try await corrections(rehearsal).map(\.serial) == [3, 2, 1])
        #expect(try await corrections(rehearsal).allSatisfy { $0.state == .acknowledged })
    }

    @Test("What arrived without an answer is told again under its key after a restart, and is one registration")
    func repeated() async throws {
        let house = RehearsalHouse()
        try await loseAnswers(in: house)
        let rehearsal = try await Rehearsal(in: house)
        rehearsal.civilAffairs.loseAnswers(false)
        try await pass(rehearsal, hours: 4)
        #expect(held(rehearsal) == ["核准", "02", "01"])
        #expect(try await corrections(rehearsal).map(\.state) == [.acknowledged, .acknowledged])
    }

    private func loseAnswers(in house: RehearsalHouse) async throws {
        let rehearsal = try await Rehearsal(in: house)
        _ = try await apply(rehearsal)
        try await rehearsal.workOff()
        rehearsal.civilAffairs.loseAnswers()
        try await act(rehearsal, .suspend)
        try await rehearsal.workOff()
        try await act(rehearsal, .resume)
        try await rehearsal.workOff()
        // The second waits: nobody knows whether the first arrived.
        #expect(held(rehearsal) == ["核准", "02"])
        #expect(try await corrections(rehearsal).map(\.state) == [.waiting, .waiting])
        try await rehearsal.stop()
    }

    @Test("Without a word for a change it is a task of the department's people", arguments: RehearsalStore.here)
    func handedOver(on store: RehearsalStore) async throws {
        let house = try RehearsalHouse(copyingCity: true, database: try await store.emptyDatabase())
        try house.change(file: "departments/民政.yaml", [(", 撤销: \"04\" }", " }")])
        let rehearsal = try await Rehearsal(in: house)
        let (browser, address) = try await apply(rehearsal)
        try await rehearsal.workOff()
        try await act(rehearsal, .revoke)
        try await rehearsal.workOff()
        #expect(held(rehearsal) == ["核准"])
        let finding = try #require(try await findings(rehearsal).first)
        #expect(finding.kind == .uncorrected && finding.state == .open)
        #expect(finding.lines.map(\.name) == ["更正", "原受理号", "更正事由", "更正依据", "更正日期"])
        #expect(finding.lines.first?.ours == "撤销" && finding.lines[1].ours == "SL1")
        #expect(await browser.get(address).text.contains("已请发放部门的工作人员更正（撤销）"))
        let officer = Viewer.Staff(id: "MS01", sessionID: [], name: "卫和", office: "惠民市民政局（示例）")
        try await AnswerWriteBackFinding(
            database: rehearsal.platform.database, journal: rehearsal.platform.journal,
            vault: rehearsal.platform.vault, time: rehearsal.clock)(
                finding.id, outcome: .corrected, reason: "已停发。", by: officer, about: [Self.resource])
        try await nextDay(rehearsal)
        #expect(try await findings(rehearsal).map(\.state) == [.corrected])
        #expect(try await corrections(rehearsal).map(\.state) == [.handedOver])
    }

    @Test("The last correction that is lost is told again; what does not stand any more is not brought back")
    func lost() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await apply(rehearsal)
        try await rehearsal.workOff()
        for step in [CertificateAct.suspend, .resume] { try await act(rehearsal, step) }
        try await pass(rehearsal)
        let all = rehearsal.civilAffairs.registered
        #expect(held(rehearsal) == ["核准", "02", "01"])
        // Both corrections are gone: the last one is told again, what it overtook is not.
        rehearsal.civilAffairs.registered = [all[0]]
        try await nextDay(rehearsal)
        #expect(held(rehearsal) == ["核准", "01"])
        #expect(try await findings(rehearsal).map(\.state) == [.redelivered])
        // It was cancelled, and the department removed the grant: nothing is found.
        try await act(rehearsal, .cancel)
        try await pass(rehearsal)
        rehearsal.civilAffairs.registered = rehearsal.civilAffairs.registered.filter { $0.key != all[0].key }
        try await nextDay(rehearsal)
        #expect(held(rehearsal) == ["01", "03"])
        #expect(try await findings(rehearsal).map(\.state) == [.redelivered])
    }
}
