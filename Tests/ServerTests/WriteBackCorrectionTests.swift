import Cases
import ECertificates
import EventLog
import Exchange
import Identity
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
    static let resource = "民政发放.高龄津贴"
    static let channel = "民政发放.高龄津贴.更正"

    @Test(
        "A revocation reaches the department, is acknowledged, seen in the case, and compared; the benefit ends with it",
        arguments: RehearsalStore.here)
    func told(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        let (browser, address) = try await apply(rehearsal)
        try await rehearsal.workOff()
        try await act(rehearsal, .revoke)
        #expect(try await benefit(rehearsal) == ["stopped"])
        try await rehearsal.workOff()
        let told = rehearsal.civilAffairs.registered
        #expect(held(rehearsal) == ["核准", "04"])
        #expect(told.last?.values["原事件编号"] == told.first?.key && told.last?.values["更正序号"] == "1")
        #expect(told.last?.values["更正事由"] == "本人已迁往外地。")
        let correction = try #require(try await corrections(rehearsal).first)
        #expect(correction.change == .revoked && correction.state == .acknowledged && correction.key == told.last?.key)
        let kinds = try await rehearsal.platform.journal.events(of: correction.stream).map(\.kind.rawValue)
        #expect(kinds.last == "case.writeBackCorrected")
        let page = await browser.get(address).text
        #expect(page.contains("有关部门已登记决定的变动（撤销）") && page.contains("这项待遇不再发放"))
        try await nextDay(rehearsal)
        #expect(try await findings(rehearsal).isEmpty)
        try await audit(rehearsal)
        // Who had it once can have it again, and then what was ended cannot be put in force beside it.
        let again = RehearsalBrowser(rehearsal)
        try await again.signIn(RehearsalCitizen(serial: 1))
        _ = try #require(await again.apply("0007"))
        try await rehearsal.workOff()
        #expect(try await benefit(rehearsal) == ["stopped", "live"])
        await #expect(throws: Rejection.self) { try await act(rehearsal, .correct) }
        #expect(held(rehearsal) == ["核准", "04", "核准"])
    }

    @Test("What is wrong with a paper stops no payment; the officer says how far an act reaches")
    func paperOnly() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await apply(rehearsal)
        try await rehearsal.workOff()
        await #expect(throws: Rejection.self) { try await act(rehearsal, .suspend, reach: nil) }
        for step in [CertificateAct.suspend, .resume, .cancel] { try await act(rehearsal, step, reach: .certificate) }
        try await act(rehearsal, .correct, reach: nil)
        try await pass(rehearsal)
        #expect(held(rehearsal) == ["核准"])
        #expect(try await corrections(rehearsal).isEmpty)
        #expect(try await benefit(rehearsal) == ["live"])
        // A decision that is suspended is not left without the certificate by which it is resumed.
        try await act(rehearsal, .suspend)
        await #expect(throws: Rejection.self) { try await act(rehearsal, .cancel, reach: .certificate) }
        try await act(rehearsal, .cancel)
        try await pass(rehearsal)
        #expect(held(rehearsal) == ["核准", "02", "03"])
        try await audit(rehearsal)
    }

    @Test("A correction never overtakes what it corrects, nor an earlier one", arguments: RehearsalStore.here)
    func ordered(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        _ = try await apply(rehearsal)
        rehearsal.civilAffairs.fail(.unreachable)
        for _ in 0..<6 {
            try await rehearsal.workOff()
            rehearsal.clock.advance(seconds: 3_600)
        }
        try await rehearsal.workOff()
        for step in [CertificateAct.suspend, .resume] { try await act(rehearsal, step) }
        rehearsal.civilAffairs.fail(nil)
        // The corrections are due, what they correct is not yet: waiting for one's turn is no try.
        try await rehearsal.workOff()
        let tries = try await rehearsal.platform.database.rows(
            "SELECT attempts FROM outbox WHERE kind = 'exchange.correction'")
        #expect(tries.map { $0.integer("attempts") } == [0, 0] && held(rehearsal).isEmpty)
        rehearsal.clock.advance(seconds: 3_600)
        // The first one is acknowledged, and wakes those that follow at once.
        try await rehearsal.workOff()
        #expect(held(rehearsal) == ["核准", "02", "01"])
        try await act(rehearsal, .suspend)
        try await rehearsal.workOff()
        #expect(held(rehearsal) == ["核准", "02", "01", "02"])
        #expect(try await corrections(rehearsal).map(\.serial) == [3, 2, 1])
        #expect(try await corrections(rehearsal).allSatisfy { $0.state == .acknowledged })
        #expect(try await benefit(rehearsal) == ["live"])
        try await audit(rehearsal)
    }

    @Test("What was suspended or ended before it was told is not told while that stands; given back it is")
    func ended() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await apply(rehearsal)
        try await act(rehearsal, .suspend)
        try await pass(rehearsal)
        #expect(held(rehearsal).isEmpty)
        try await act(rehearsal, .resume)
        try await rehearsal.workOff()
        #expect(held(rehearsal) == ["核准", "02", "01"])
        try await audit(rehearsal)

        let early = try await Rehearsal()
        _ = try await apply(early)
        try await act(early, .revoke)
        try await pass(early, hours: 30)
        #expect(held(early).isEmpty)
        #expect(try await findings(early).isEmpty)
        #expect(try await benefit(early) == ["stopped"])
        try await audit(early)
        // Ended wrongly: it is told after all, and people see to it that it is paid.
        try await act(early, .correct)
        try await audit(early)
        try await pass(early)
        #expect(held(early) == ["核准", "04"])
        let task = try await task(early)
        #expect(task.values["现在应当"] == "有效" && task.values["证件号码"] != nil && task.values["金额"] != nil)
        #expect(try await benefit(early) == ["live"])
        try await audit(early)
    }

    @Test("What may have arrived and was ended since is a task")
    func doubtful() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await apply(rehearsal)
        rehearsal.civilAffairs.loseAnswers()
        try await rehearsal.workOff()
        #expect(held(rehearsal) == ["核准"])
        try await act(rehearsal, .revoke)
        rehearsal.civilAffairs.loseAnswers(false)
        try await pass(rehearsal)
        let task = try await task(rehearsal)
        #expect(task.kind == .uncorrected && task.values["现在应当"] == "不再有效")
        #expect(task.values["原事件编号"] == rehearsal.civilAffairs.registered.first?.key)
        // The comparison finds a registration that nobody acknowledged, and asks its people no second time.
        try await nextDay(rehearsal)
        _ = try await self.task(rehearsal)
        #expect(held(rehearsal) == ["核准"])
        try await audit(rehearsal)
    }

    @Test("What arrived, and was given to people since no answer could be read, is no stranger to the comparison")
    func garbled() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await apply(rehearsal)
        try await rehearsal.workOff()
        rehearsal.civilAffairs.loseAnswers(as: .malformed("simulated"))
        try await act(rehearsal, .suspend)
        try await pass(rehearsal, hours: 4)
        rehearsal.civilAffairs.loseAnswers(false)
        #expect(held(rehearsal) == ["核准", "02"])
        _ = try await task(rehearsal)
        try await nextDay(rehearsal)
        #expect(try await task(rehearsal).kind == .uncorrected)
        try await audit(rehearsal)
    }

    @Test(
        "What arrived without an answer is told again under its key after a restart, word for word, and is one registration"
    )
    func repeated() async throws {
        let house = RehearsalHouse()
        let first = try await loseAnswers(in: house)
        let rehearsal = try await Rehearsal(in: house)
        rehearsal.civilAffairs.loseAnswers(false)
        try await pass(rehearsal, hours: 4)
        #expect(held(rehearsal) == ["核准", "02", "01"])
        #expect(try await corrections(rehearsal).map(\.state) == [.acknowledged, .acknowledged])
        let again = try #require(rehearsal.civilAffairs.deliveries[first.eventID])
        #expect(again.values == first.values)
    }

    private func loseAnswers(in house: RehearsalHouse) async throws -> SourceDelivery {
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
        let told = try #require(rehearsal.civilAffairs.deliveries.values.first { $0.eventID.hasSuffix("-correction") })
        try await rehearsal.stop()
        return told
    }

    @Test("Without a word for a change it is a task of the department's people", arguments: RehearsalStore.here)
    func handedOver(on store: RehearsalStore) async throws {
        let house = try RehearsalHouse(copyingCity: true, database: try await store.emptyDatabase())
        try house.change(file: "departments/民政.yaml", [("暂停: \"02\", ", "")])
        let rehearsal = try await Rehearsal(in: house)
        let (browser, address) = try await apply(rehearsal)
        try await rehearsal.workOff()
        try await act(rehearsal, .suspend)
        try await rehearsal.workOff()
        #expect(held(rehearsal) == ["核准"])
        let values = try await task(rehearsal).values
        #expect(values["更正"] == "暂停" && values["现在应当"] == "暂停" && values["原受理号"] == "SL1")
        #expect(await browser.get(address).text.contains("决定的变动（暂停）已交有关部门的工作人员登记"))
        // While people have not done it, nothing that follows goes past them: it becomes one task with what is right now.
        try await act(rehearsal, .resume)
        try await rehearsal.workOff()
        #expect(held(rehearsal) == ["核准"])
        let joined = try await task(rehearsal).values
        #expect(joined["更正"] == "恢复" && joined["现在应当"] == "有效" && joined["此前的变动"]?.hasPrefix("暂停 ") == true)
        #expect(try await findings(rehearsal).map(\.state) == [.open, .overtaken])
        try await answer(rehearsal)
        try await act(rehearsal, .cancel)
        try await rehearsal.workOff()
        #expect(held(rehearsal) == ["核准", "03"])
        try await nextDay(rehearsal)
        #expect(try await findings(rehearsal).map(\.state) == [.corrected, .overtaken])
        #expect(try await corrections(rehearsal).map(\.state) == [.acknowledged, .handedOver, .handedOver])
        try await audit(rehearsal)
    }

    @Test("What a department does not take is a task of its people after three tries")
    func refused() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await apply(rehearsal)
        try await rehearsal.workOff()
        rehearsal.civilAffairs.fail(.refused("40901"))
        try await act(rehearsal, .suspend)
        try await pass(rehearsal)
        #expect(try await findings(rehearsal).isEmpty)
        try await pass(rehearsal)
        #expect(try await task(rehearsal).values["现在应当"] == "暂停")
        #expect(try await corrections(rehearsal).map(\.state) == [.handedOver])
    }

    @Test("Once people have decided something about a grant, what is lost of it is put right by people")
    func lost() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await apply(rehearsal)
        try await rehearsal.workOff()
        try await act(rehearsal, .suspend)
        try await pass(rehearsal)
        let all = rehearsal.civilAffairs.registered
        // The grant alone is gone: told again it would be paid.
        rehearsal.civilAffairs.registered = [all[1]]
        try await nextDay(rehearsal)
        #expect(held(rehearsal) == ["02"])
        let task = try await task(rehearsal)
        #expect(task.kind == .lost && task.values["现在应当"] == "暂停")
        rehearsal.civilAffairs.registered = all
        try await answer(rehearsal)
        // The correction alone is gone, and all of it.
        rehearsal.civilAffairs.registered = [all[0]]
        try await nextDay(rehearsal)
        #expect(held(rehearsal) == ["核准"])
        #expect(try await self.task(rehearsal).values["现在应当"] == "暂停")
        rehearsal.civilAffairs.registered = []
        try await nextDay(rehearsal)
        #expect(held(rehearsal).isEmpty)
        #expect(try await findings(rehearsal).count { $0.state == .open } == 2)
        try await audit(rehearsal)
    }

    @Test("That a registration is gone which has ended is nothing to find; put in force again it is a task")
    func reinstated() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await apply(rehearsal)
        try await rehearsal.workOff()
        try await act(rehearsal, .cancel)
        try await pass(rehearsal)
        let grant = rehearsal.civilAffairs.registered.removeFirst()
        try await nextDay(rehearsal)
        #expect(held(rehearsal) == ["03"])
        #expect(try await findings(rehearsal).isEmpty)
        try await act(rehearsal, .correct)
        try await pass(rehearsal)
        #expect(held(rehearsal) == ["03"])
        let task = try await task(rehearsal)
        #expect(task.kind == .uncorrected && task.values["现在应当"] == "有效" && task.values["更正"] == "纠正")
        #expect(try await benefit(rehearsal) == ["live"])
        // While people are at it nothing more is found; afterwards it is compared again.
        try await nextDay(rehearsal)
        _ = try await self.task(rehearsal)
        rehearsal.civilAffairs.registered.append(grant)
        try await answer(rehearsal)
        try await nextDay(rehearsal)
        #expect(try await findings(rehearsal).count { !$0.state.isSettled } == 0)
        rehearsal.civilAffairs.registered.removeAll { $0.key == grant.key }
        try await nextDay(rehearsal)
        #expect(try await self.task(rehearsal).kind == .lost)
        try await audit(rehearsal)
    }

    @Test("What is being told again is not told where something was decided meanwhile", arguments: RehearsalStore.here)
    func redelivered(on store: RehearsalStore) async throws {
        let rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
        _ = try await apply(rehearsal)
        try await rehearsal.workOff()
        rehearsal.civilAffairs.registered = []
        rehearsal.clock.advance(seconds: 86_400)
        while try await rehearsal.platform.reconcile() {}
        #expect(try await findings(rehearsal).map(\.state) == [.redelivering])
        try await act(rehearsal, .suspend)
        try await pass(rehearsal)
        #expect(held(rehearsal).isEmpty)
        let task = try await task(rehearsal)
        #expect(task.kind == .uncorrected && task.values["现在应当"] == "暂停")
        try await audit(rehearsal)
    }

    @Test("That something is put right is no word on whether it stands")
    func amended() async throws {
        let rehearsal = try await Rehearsal()
        let (browser, address) = try await apply(rehearsal)
        try await rehearsal.workOff()
        try await act(rehearsal, .suspend)
        try await pass(rehearsal)
        let all = rehearsal.civilAffairs.registered
        try await amend(rehearsal, browser, address)
        try await rehearsal.workOff()
        #expect(try await task(rehearsal).values["现在应当"] == "暂停")
        try await answer(rehearsal)
        // The suspension is lost afterwards: it is still the last word on what stands.
        rehearsal.civilAffairs.registered = [all[0]]
        try await nextDay(rehearsal)
        #expect(try await task(rehearsal).kind == .lost)
        rehearsal.civilAffairs.registered = all
        try await answer(rehearsal)
        try await act(rehearsal, .revoke)
        try await pass(rehearsal)
        #expect(held(rehearsal) == ["核准", "02", "04"])
        try await audit(rehearsal)
    }

    @Test("Whoever changes a correction behind the city's back changes nothing that a department is told, and is found")
    func tampered() async throws {
        let rehearsal = try await Rehearsal()
        _ = try await apply(rehearsal)
        try await rehearsal.workOff()
        try await act(rehearsal, .revoke)
        let database = rehearsal.platform.database
        for change: SQL in [
            "UPDATE write_back_correction SET change = 'resumed'",
            "UPDATE write_back_correction SET state = 'acknowledged'", "UPDATE outbox SET state = 'done'",
            "UPDATE write_back_correction SET resource = 'x'", "UPDATE write_back_correction SET serial = 2",
            "UPDATE write_back_correction SET decided_at = decided_at + 1", "DELETE FROM write_back_correction",
        ] {
            let rows = try await database.rows("SELECT * FROM write_back_correction")
            let waiting = try await database.rows("SELECT delivery_id FROM outbox WHERE state <> 'done'")
            try await database.write { tx in try tx.execute(change) }
            await #expect(throws: ViewDifference.self, "\(change)") { try await audit(rehearsal) }
            if change.pieces[0].contains("'resumed'") {
                try await rehearsal.workOff()
                #expect(held(rehearsal) == ["核准"])
            }
            try await database.write { tx in
                try tx.execute("DELETE FROM write_back_correction")
                for row in waiting {
                    try tx.execute("UPDATE outbox SET state = 'waiting' WHERE delivery_id = \(row.text("delivery_id"))")
                }
                for row in rows {
                    try tx.execute(
                        """
                        INSERT INTO write_back_correction
                            (delivery_id, original, serial, resource, stream, change, decided_at, state)
                        VALUES (\(row["delivery_id"]), \(row["original"]), \(row["serial"]), \(row["resource"]),
                                \(row["stream"]), \(row["change"]), \(row["decided_at"]), \(row["state"]))
                        """)
                }
            }
            try await audit(rehearsal)
        }
        // A row that says that all is done stops nothing: the case knows better.
        try await database.write { tx in
            try tx.execute("UPDATE write_back_correction SET state = 'acknowledged'")
        }
        try await pass(rehearsal)
        #expect(held(rehearsal) == ["核准", "04"])
        try await audit(rehearsal)
    }
}
