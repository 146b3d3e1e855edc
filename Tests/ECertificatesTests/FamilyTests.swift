import ECertificates
import EventLog
import Identity
import Kernel
import Notify
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 委托和家人 on the whole platform: what one person may do for another, until when, and who reads of it.
@Suite("Certificates: for family and by mandate")
struct FamilyTests {
    /// A holder with a certificate, and a daughter with an account.
    private struct Scene {
        let rehearsal: Rehearsal
        let citizen = RehearsalCitizen()
        let daughter = RehearsalCitizen(name: "王小梅", born: "19700101", serial: 5)
        let holder: RehearsalBrowser
        let agent: RehearsalBrowser
        let stranger: RehearsalBrowser
        /// Address of the certificate.
        let address: String

        init(_ store: RehearsalStore = .sqlite) async throws {
            rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
            rehearsal.settle(citizen)
            rehearsal.settle(daughter)
            (holder, agent) = (RehearsalBrowser(rehearsal), RehearsalBrowser(rehearsal))
            stranger = RehearsalBrowser(rehearsal)
            #expect(try await holder.signIn(citizen))
            _ = await holder.apply("0007")
            try await rehearsal.workOff()
            let mine = await holder.get("/certificates").text
            address = String(try #require(mine.firstMatch(of: /\/certificates\/[0-9a-f-]{36}/)).0)
            #expect(try await agent.signIn(daughter))
            _ = await stranger.get("/p")
        }

        /// Offers a mandate of both powers from today on.
        @discardableResult
        func give(
            _ powers: [String] = ["certificates", "cases"], to name: String? = nil, until: String = "2027-11-20",
            types: [String] = []
        ) async -> WebResponse {
            let last = until.split(separator: "-").map(String.init)
            let fields = [
                ("name", name ?? daughter.name), ("residentID", daughter.number),
                ("types", types.isEmpty ? "all" : "some"),
                ("from.year", "2026"), ("from.month", "11"), ("from.day", "21"), ("until.year", last[0]),
                ("until.month", last[1]), ("until.day", last[2]),
            ]
            return await holder.post(
                "/me/mandates",
                fields + powers.map { ("power.\($0)", "yes") } + types.map { ("type.\($0)", "yes") })
        }

        func answer(_ answer: String) async throws -> WebResponse {
            let page = await agent.get("/me/mandates").text
            let step = try #require(page.firstMatch(of: /\/me\/mandates\/([0-9a-f-]{36})\/acceptance/))
            return await agent.post("/me/mandates/\(step.1)/\(answer)")
        }

        func revoke(_ browser: RehearsalBrowser) async throws -> WebResponse {
            let page = await browser.get("/me/mandates").text
            let path = try #require(page.firstMatch(of: /\/me\/mandates\/[0-9a-f-]{36}\/revocation/))
            return await browser.post(String(path.0))
        }

        /// What was done by mandates, in order.
        func deeds() async throws -> [String] {
            let rows = try await rehearsal.platform.database.rows("SELECT id FROM mandate ORDER BY id")
            var deeds: [String] = []
            for row in rows {
                let stream = row.identifier("id", EventStream.self)
                let events = try await rehearsal.platform.journal.events(of: stream)
                deeds += events.compactMap { $0.body["deed"]?.string }
            }
            return deeds
        }

        func registerMother(_ number: String, of child: RehearsalCitizen) {
            rehearsal.population.put(
                "家庭关系", child.number,
                [
                    "gmsfhm": child.number, "hh": "HH1", "yhzgx": "30", "hyzk": "10", "mqhm": number,
                    "gxsj": "20261101080000",
                ])
        }

        func show(_ browser: RehearsalBrowser) async -> WebResponse {
            await browser.post("\(address)/presentation", [("claim.holder_name", "yes"), ("purpose", "service")])
        }

        func code(of showing: WebResponse, _ browser: RehearsalBrowser) async throws -> String {
            let text = await browser.get(try #require(showing.header("location"))).text
            return String(try #require(text.firstMatch(of: /showing-code">([0-9A-Z-]{14})</)).1)
        }

        func look(_ code: String) async -> WebResponse {
            await stranger.post("/p", [("code", code), ("purpose", "service"), ("verifier", "惠民银行城东支行")])
        }
    }

    @Test(
        "Accepted, a mandate lets the agent see and show; verifier, holder and both records name who did it",
        arguments: RehearsalStore.here)
    func shown(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        #expect(await scene.agent.get("\(scene.address)/presentation").status == 404)
        #expect(await scene.give().status == 303)
        #expect(
            await scene.agent.get("\(scene.address)/presentation").status == 404, "an offer lets nobody do anything")
        #expect(await scene.agent.get("/me").text.contains("等您确认"))
        #expect(try await scene.answer("acceptance").status == 303)
        let wallet = await scene.agent.get("/certificates").text
        #expect(wallet.contains("家人和委托我的人") && wallet.contains("王秀英（委托您"))
        #expect(await scene.agent.get(scene.address).status == 404, "the file stays its holder's")
        #expect(await scene.agent.get("\(scene.address)/file").status == 404)
        #expect(await scene.agent.get("\(scene.address)/presentation").text.contains("这是王秀英的证照"))
        let code = try await scene.code(of: await scene.show(scene.agent), scene.agent)
        let seen = await scene.look(code)
        #expect(seen.status == 200 && seen.text.contains("王小梅") && seen.text.contains("代为出示的人"))
        let reads = await scene.holder.get("/me/reads").text
        #expect(reads.contains("王小梅（替您办事的人）") && reads.contains("替您出示") && reads.contains("惠民银行"))
        #expect(await scene.holder.get(scene.address).text.contains("王小梅代为出示"))
        for side in [scene.holder, scene.agent] {
            let page = await side.get("/me/mandates").text
            #expect(page.contains("代为出示证照") && page.contains("看了证照") && page.contains("接受委托"))
        }
        try await scene.rehearsal.workOff()
        let messages = try await scene.rehearsal.platform.inbox.newest(20)
        #expect(messages.contains { $0.recipient == scene.citizen.phone && $0.text.contains("王*梅代您出示了") })
    }

    @Test("Revoked by either side, it ends at once, for a code that waits too")
    func revocation() async throws {
        let scene = try await Scene()
        for side in [scene.holder, scene.agent] {
            await scene.give()
            #expect(try await scene.answer("acceptance").status == 303)
            let code = try await scene.code(of: await scene.show(scene.agent), scene.agent)
            #expect(try await scene.revoke(side).status == 303)
            let refused = await scene.look(code)
            #expect(refused.status == 410 && !refused.text.contains("王秀英"))
            #expect(await scene.agent.get("\(scene.address)/presentation").status == 404)
            #expect(await scene.show(scene.agent).status == 404)
        }
    }

    @Test("It lasts for its days, and for the powers and types that it names")
    func limits() async throws {
        let scene = try await Scene()
        #expect(await scene.give(until: "2029-11-21").status == 422, "three years at most")
        #expect(await scene.give([]).status == 422)
        #expect(await scene.give(until: "2026-11-20").status == 422)
        await scene.give(["cases"])
        #expect(try await scene.answer("acceptance").status == 303)
        #expect(await scene.show(scene.agent).status == 404, "cases are no certificates")
        let page = await scene.agent.get("/me/mandates").text
        let cases = String(try #require(page.firstMatch(of: /\/me\/mandates\/[0-9a-f-]{36}\/cases/)).0)
        let seen = await scene.agent.get(cases).text
        #expect(seen.contains("高龄津贴") && seen.contains("已办好") && !seen.contains(scene.citizen.account))
        #expect(await scene.holder.get(cases).status == 404)
        #expect(await scene.holder.get("/me/reads").text.contains("替您查看"))
        await scene.give(["certificates"], until: "2026-12-21", types: ["高龄津贴核准通知书"])
        #expect(try await scene.answer("acceptance").status == 303)
        #expect(await scene.show(scene.agent).status == 303)
        scene.rehearsal.clock.advance(seconds: 31 * 86_400)
        #expect(try await scene.agent.signIn(scene.daughter))
        #expect(await scene.show(scene.agent).status == 404, "its last day is over")
    }

    @Test("An offer under another name is read by nobody, and says nothing about the number")
    func exactly() async throws {
        let scene = try await Scene()
        let known = await scene.give(to: "王小妹")
        #expect(known.status == 303 && known.header("location") == "/me/mandates")
        #expect(!(await scene.agent.get("/me/mandates").text.contains("等您确认")))
        #expect(!(await scene.agent.get("/me").text.contains("等您确认")))
        await scene.give()
        #expect(try await scene.answer("refusal").status == 303)
        #expect(await scene.holder.get("/me/mandates").text.contains("对方没有接受"))
        let ids = await scene.holder.get("/me/mandates").text.matches(of: /\/me\/mandates\/([0-9a-f-]{36})\/revocation/)
        for id in ids {
            #expect(await scene.agent.post("/me/mandates/\(id.1)/acceptance").status == 404, "not addressed to her")
        }
    }

    @Test("An offer that nobody answers lapses, and is erased with the number in it")
    func lapsed() async throws {
        let scene = try await Scene()
        await scene.give(until: "2027-10-20")
        #expect(try await scene.revoke(scene.holder).status == 303, "taken back, it is erased all the same")
        await scene.give()
        func after(days: Int64) async throws -> String {
            scene.rehearsal.clock.advance(seconds: days * 86_400)
            _ = try await Retention(scene.rehearsal.platform)()
            #expect(try await scene.holder.signIn(scene.citizen))
            return await scene.holder.get("/me/mandates").text
        }
        #expect(try await after(days: 31).contains("没有确认，已作废"))
        #expect(try await scene.agent.signIn(scene.daughter))
        #expect(!(await scene.agent.get("/me/mandates").text.contains("等您确认")))
        #expect(!(try await after(days: 31).contains("没有确认，已作废")))
        #expect(try await scene.rehearsal.platform.database.rows("SELECT mandate FROM mandate_power").isEmpty)
        #expect(try await scene.rehearsal.platform.database.rows("SELECT id FROM mandate").isEmpty)
    }

    @Test("What an agent sees of a certificate is written down, also where the form comes back with a mistake")
    func mistaken() async throws {
        let scene = try await Scene()
        await scene.give()
        #expect(try await scene.answer("acceptance").status == 303)
        let answer = await scene.agent.post("\(scene.address)/presentation", [("purpose", "service")])
        #expect(answer.status == 422 && answer.text.contains("王秀英"))
        #expect(try await scene.deeds() == ["sawCertificate"])
        #expect(await scene.holder.post("\(scene.address)/presentation", [("purpose", "service")]).status == 422)
        #expect(try await scene.deeds() == ["sawCertificate"], "the holder's own looks are nobody's business")
    }

    @Test("Looks at the same moment are written down once, and none of them keeps the holder from ending the mandate")
    func atOnce() async throws {
        let scene = try await Scene()
        await scene.give()
        #expect(try await scene.answer("acceptance").status == 303)
        let page = await scene.holder.get("/me/mandates").text
        let end = String(try #require(page.firstMatch(of: /\/me\/mandates\/[0-9a-f-]{36}\/revocation/)).0)
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { await scene.agent.get("\(scene.address)/presentation").status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == [200, 200, 200, 200])
        #expect(try await scene.deeds() == ["sawCertificate"])
        async let ended = scene.holder.post(end).status
        async let first = scene.agent.get("\(scene.address)/presentation").status
        async let second = scene.agent.get("\(scene.address)/presentation").status
        let (ending, looks) = await (ended, [first, second])
        #expect(ending == 303 && looks.allSatisfy { $0 == 200 || $0 == 404 })
        #expect(await scene.agent.get("\(scene.address)/presentation").status == 404)
    }

    @Test("Which certificates there are is seen by name and day too: once a day, over the interface as on the page")
    func lists() async throws {
        let scene = try await Scene()
        await scene.give()
        #expect(try await scene.answer("acceptance").status == 303)
        let held = try JSON.parse(await scene.agent.get("/api/v1/mandates").bytes)["held"]?.array
        let id = try #require(held?.first?["id"]?.string)
        for _ in 0..<2 {
            _ = await scene.agent.get("/certificates")
            #expect(await scene.agent.get("/api/v1/mandates/\(id)/certificates").status == 200)
        }
        #expect(try await scene.deeds() == ["sawCertificates"])
        #expect(await scene.holder.get("/me/reads").text.contains("证照清单"))
        #expect(await scene.holder.get("/me/mandates").text.contains("看了有哪些证照"))
        for _ in 0..<2 { _ = await scene.agent.get("\(scene.address)/presentation") }
        #expect(try await scene.deeds() == ["sawCertificates", "sawCertificate"])
        scene.rehearsal.clock.advance(seconds: 86_400)
        #expect(try await scene.agent.signIn(scene.daughter))
        _ = await scene.agent.get("/certificates")
        #expect(try await scene.deeds() == ["sawCertificates", "sawCertificate", "sawCertificates"])
        _ = try await Retention(scene.rehearsal.platform)()
        #expect(try await scene.rehearsal.platform.database.rows("SELECT day FROM mandate_look").count == 3)
    }

    @Test("The same offer is not made twice")
    func sameOffer() async throws {
        let scene = try await Scene()
        let answers = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<3 { group.addTask { await scene.give().status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == [303, 303, 303])
        let mandates: SQL = "SELECT id FROM mandate"
        let database = scene.rehearsal.platform.database
        #expect(try await database.rows(mandates).count == 1)
        #expect(try await scene.answer("acceptance").status == 303)
        await scene.give()
        #expect(try await database.rows(mandates).count == 1, "in force already")
        await scene.give(["cases"])
        #expect(try await database.rows(mandates).count == 2, "another")
    }

    @Test("A parent by the register acts for a child without a paper; nobody else does, and learns nothing")
    func parent() async throws {
        let scene = try await Scene()
        let child = RehearsalCitizen(name: "王一一", born: "20150301", serial: 9)
        scene.rehearsal.settle(child)
        scene.registerMother(scene.daughter.number, of: child)
        func add(_ browser: RehearsalBrowser, _ name: String, _ number: String) async -> WebResponse {
            await browser.post("/me/children", [("name", name), ("residentID", number)])
        }
        let stranger = await add(scene.holder, child.name, child.number)
        let unknown = await add(scene.holder, child.name, RehearsalCitizen(born: "20150301", serial: 77).number)
        #expect(stranger.status == 404 && unknown.status == 404, "known or not, the answer is the same")
        #expect(stranger.text.contains("查不到您是") && unknown.text.contains("查不到您是"))
        #expect(await add(scene.agent, "王二", child.number).status == 404)
        #expect(await add(scene.agent, scene.citizen.name, scene.citizen.number).status == 422, "of full age")
        #expect(await add(scene.agent, child.name, child.number).status == 303)
        #expect(await scene.agent.get("/certificates").text.contains("王一一（您的孩子）"))
        let family = try await scene.agent.signIn(scene.daughter)
        #expect(family)
    }

    @Test("A child that has signed in keeps its account, and is added once")
    func knownChild() async throws {
        let scene = try await Scene()
        let child = RehearsalCitizen(name: "王一一", born: "20150301", serial: 9)
        scene.rehearsal.settle(child)
        scene.registerMother(scene.daughter.number, of: child)
        #expect(try await RehearsalBrowser(scene.rehearsal).signIn(child))
        let people = scene.rehearsal.platform.people
        let number = try #require(ResidentID(child.number))
        let before = try #require(try await people.person(numbered: number))
        #expect(before.phone == child.phone)
        let answers = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    let fields = [("name", child.name), ("residentID", child.number)]
                    return await scene.agent.post("/me/children", fields).status
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == [303, 303, 303])
        let after = try #require(try await people.person(numbered: number))
        #expect(after.id == before.id && after.phone == before.phone && after.level == before.level)
        #expect(try await scene.rehearsal.platform.database.rows("SELECT id FROM mandate").count == 1)
    }

    @Test("Where the register says nothing that can be relied on, nobody is told not to be the parent")
    func unclearRegister() async throws {
        let scene = try await Scene()
        let child = RehearsalCitizen(name: "王一一", born: "20150301", serial: 9)
        scene.rehearsal.settle(child)
        scene.registerMother("33990219700101005", of: child)
        let answer = await scene.agent.post(
            "/me/children", [("name", child.name), ("residentID", child.number)])
        #expect(answer.status == 503 && answer.text.contains("12345") && !answer.text.contains("查不到您是"))
    }

    @Test("Every step is an event of the mandate's own stream")
    func events() async throws {
        let scene = try await Scene()
        await scene.give()
        let page = await scene.holder.get("/me/mandates").text
        let path = try #require(page.firstMatch(of: /\/me\/mandates\/([0-9a-f-]{36})\/revocation/))
        let stream = try #require(Identifier<EventStream>(String(path.1)))
        _ = try await scene.answer("acceptance")
        _ = await scene.show(scene.agent)
        _ = try await scene.revoke(scene.holder)
        try await scene.rehearsal.workOff()
        let events = try await scene.rehearsal.platform.journal.events(of: stream)
        #expect(
            events.map(\.kind.rawValue) == [
                "mandate.offered", "mandate.accepted", "mandate.used", "mandate.revoked",
            ])
        #expect(events.allSatisfy { $0.logIndex != nil })
        #expect(events[2].body["by"]?.string == "王小梅" && events[2].body["principal"]?.string == "王秀英")
    }
}
