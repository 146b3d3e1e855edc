import Cases
import ECertificates
import EventLog
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 幂等键 of mandates and certificates: a program whose answer was lost sends the same once more, and it is done once.
@Suite("Acts with a key over the interface")
struct KeyedActTests {
    /// A program that talks to the interface in somebody's name.
    private struct Program {
        let browser: RehearsalBrowser
        let token: String

        init(_ rehearsal: Rehearsal, for person: Identifier<Person>) async throws {
            browser = RehearsalBrowser(rehearsal)
            let bytes = rehearsal.platform.environment.ids.randomBytes(32)
            try await rehearsal.platform.sessions.open(bytes, for: person, at: rehearsal.clock.now())
            token = Hex.text(bytes)
        }

        /// An officer's.
        init(_ rehearsal: Rehearsal, officer id: String, _ name: String, _ phone: String) async throws {
            browser = RehearsalBrowser(rehearsal)
            let begun = await browser.send(
                .post, "/api/v1/desk/session-challenges", headers: ["content-type": "application/json"],
                body: JSON.object([.init("name", JSON(name)), .init("staffID", JSON(id))]).bytes)
            let challenge = try #require(try JSON.parse(begun.text)["challenge"])
            let code = try #require(try await rehearsal.newestCode(phone))
            let opened = await browser.send(
                .post, "/api/v1/desk/session", headers: ["content-type": "application/json"],
                body: JSON.object([.init("challenge", challenge), .init("code", JSON(code))]).bytes)
            token = try #require(try JSON.parse(opened.text)["token"]?.string)
        }

        func post(_ path: String, _ body: JSON?, key: String?) async -> (status: Int, json: JSON) {
            var headers = ["authorization": "Bearer \(token)"]
            if body != nil { headers["content-type"] = "application/json" }
            headers["idempotency-key"] = key
            let answer = await browser.send(.post, "/api/v1\(path)", headers: headers, body: body?.bytes ?? [])
            return (answer.status, (try? JSON.parse(answer.text)) ?? .null)
        }

        /// The same call three times, two of them at once.
        func thrice(_ path: String, _ body: JSON?, key: String) async -> (statuses: [Int], ids: Set<String>) {
            async let first = post(path, body, key: key)
            async let second = post(path, body, key: key)
            let answers = [await first, await second, await post(path, body, key: key)]
            return (answers.map(\.status), Set(answers.compactMap { $0.json["id"]?.string }))
        }
    }

    private struct Scene {
        let rehearsal: Rehearsal
        let citizen = RehearsalCitizen()
        let daughter = RehearsalCitizen(name: "王小梅", born: "19700101", serial: 5)
        let holder: Program
        let agent: Program
        let certificate: String

        init(_ store: RehearsalStore) async throws {
            rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
            for one in [citizen, daughter] {
                rehearsal.settle(one)
                #expect(try await RehearsalBrowser(rehearsal).signIn(one))
            }
            let browser = RehearsalBrowser(rehearsal)
            #expect(try await browser.signIn(citizen))
            _ = await browser.apply("0007")
            try await rehearsal.workOff()
            let mine = await browser.get("/certificates").text
            certificate = String(try #require(mine.firstMatch(of: /\/certificates\/([0-9a-f-]{36})/)).1)
            let people = rehearsal.platform.people
            let (mother, child) = (citizen.residentID, daughter.residentID)
            holder = try await Program(rehearsal, for: try #require(try await people.person(numbered: mother)).id)
            agent = try await Program(rehearsal, for: try #require(try await people.person(numbered: child)).id)
        }

        var offer: JSON {
            ["name": JSON(daughter.name), "residentID": JSON(daughter.number), "powers": ["certificates"]]
        }

        /// As a child of the daughter.
        func register(_ child: RehearsalCitizen) {
            rehearsal.settle(child)
            rehearsal.population.put(
                "家庭关系", child.number,
                [
                    "gmsfhm": child.number, "hh": "HH1", "yhzgx": "30", "hyzk": "10", "mqhm": daughter.number,
                    "gxsj": "20261101080000",
                ])
        }

        func count(_ kind: String) async throws -> Int {
            try await rehearsal.platform.database.rows("SELECT stream FROM event WHERE kind = \(kind)").count
        }
    }

    /// As long as a key has to be.
    private static func key(_ name: String) -> String { "one-key-for-\(name)" }
    private static let child = RehearsalCitizen(name: "王一一", born: "20150301", serial: 9)

    @Test("A mandate is given, accepted and ended once, however often it is sent", arguments: RehearsalStore.here)
    func mandates(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        let given = await scene.holder.thrice("/mandates", scene.offer, key: Self.key("offer-1"))
        #expect(given.statuses == [201, 201, 201] && given.ids.count == 1)
        let id = try #require(given.ids.first)
        let accepted = await scene.agent.thrice("/mandates/\(id)/acceptance", nil, key: Self.key("answer-1"))
        #expect(accepted.statuses == [200, 200, 200] && accepted.ids == [id])
        #expect(await scene.agent.post("/mandates/\(id)/acceptance", nil, key: nil).status == 409)
        let ended = await scene.holder.thrice("/mandates/\(id)/revocation", nil, key: Self.key("end-1"))
        #expect(ended.statuses == [200, 200, 200])
        // The key of the acceptance answers how the mandate stands by now, and brings nothing back.
        let late = await scene.agent.post("/mandates/\(id)/acceptance", nil, key: Self.key("answer-1"))
        #expect(late.status == 200 && late.json["state"]?.string == "revoked")
        for kind in ["mandate.offered", "mandate.accepted", "mandate.revoked"] {
            #expect(try await scene.count(kind) == 1, "\(kind)")
        }
    }

    @Test("A key stands for one content of one caller", arguments: RehearsalStore.here)
    func reused(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        #expect(await scene.holder.post("/mandates", scene.offer, key: Self.key("k")).status == 201)
        var other = scene.offer
        other["powers"] = ["cases"]
        let reused = await scene.holder.post("/mandates", other, key: Self.key("k"))
        #expect(reused.status == 422 && reused.json["field"]?.string == "Idempotency-Key")
        // Of somebody else it is another key.
        let back: JSON = [
            "name": JSON(scene.citizen.name), "residentID": JSON(scene.citizen.number), "powers": ["cases"],
        ]
        #expect(await scene.agent.post("/mandates", back, key: Self.key("k")).status == 201)
        // What was refused has used up no key: sent again when it can be done, it is done.
        let child: JSON = ["name": JSON(Self.child.name), "residentID": JSON(Self.child.number)]
        let early = await scene.agent.post("/children", child, key: Self.key("c"))
        #expect(early.status == 404)
        scene.register(Self.child)
        let late = await scene.agent.post("/children", child, key: Self.key("c"))
        #expect(late.status == 201)
        #expect(try await scene.count("mandate.established") == 1)
    }

    @Test("What is kept of a request can be tried out by nobody who has the database only")
    func keyed() async throws {
        let scene = try await Scene(.sqlite)
        #expect(await scene.holder.post("/mandates", scene.offer, key: Self.key("k")).status == 201)
        let kept = try await scene.rehearsal.platform.database.rows("SELECT digest FROM api_answer")
        #expect(kept.count == 1 && kept[0].blob("digest").count < 32, "no bare SHA-256")
    }

    @Test("A child is added once; with a key that was used the register is not asked again")
    func children() async throws {
        let scene = try await Scene(.sqlite)
        let child = RehearsalCitizen(name: "王一一", born: "20150301", serial: 9)
        scene.register(child)
        let body: JSON = ["name": JSON(child.name), "residentID": JSON(child.number)]
        // More often than anybody may try in a day.
        var ids: Set<String> = []
        for _ in 0..<25 {
            let answer = await scene.agent.post("/children", body, key: Self.key("child-1"))
            #expect(answer.status == 201)
            ids.insert(answer.json["id"]?.string ?? "")
        }
        #expect(ids.count == 1)
        #expect(try await scene.count("mandate.established") == 1)
        let known = await scene.agent.post("/children", body, key: Self.key("child-2"))
        #expect(known.status == 201 && known.json["id"]?.string == ids.first)
        #expect(await scene.agent.post("/children", body, key: Self.key("child-2")).json["id"]?.string == ids.first)
    }

    @Test("What an officer does with a certificate is done once", arguments: RehearsalStore.here)
    func acts(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        let officer = try await Program(scene.rehearsal, officer: "MZ01", "孟晓岚", "15499990103")
        let desk = "/desk/certificates/\(scene.certificate)"
        let noted = await officer.thrice("\(desk)/annotation", ["reason": "地址有更新（示例）"], key: Self.key("note-1"))
        #expect(noted.statuses == [200, 200, 200] && noted.ids == [scene.certificate])
        #expect(try await scene.count("certificate.annotated") == 1)
        let renewed = await officer.thrice("\(desk)/renewal", ["reason": "照片换新（示例）"], key: Self.key("new-1"))
        #expect(renewed.statuses == [200, 200, 200] && renewed.ids.count == 1 && renewed.ids != [scene.certificate])
        #expect(try await scene.rehearsal.platform.database.rows("SELECT id FROM certificate").count == 2)
        #expect(await officer.post("\(desk)/renewal", ["reason": "再换一次"], key: Self.key("new-2")).status == 409)
        let reused = await officer.post("\(desk)/renewal", ["reason": "别的理由"], key: Self.key("new-1"))
        #expect(reused.status == 422 && reused.json["field"]?.string == "Idempotency-Key")
    }

    @Test("A code to show a certificate by is made once for each key", arguments: RehearsalStore.here)
    func showings(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        let body: JSON = [
            "certificate": JSON(scene.certificate), "purpose": "service", "claims": ["holder_name"],
        ]
        let shown = await scene.holder.thrice("/presentations", body, key: Self.key("show-1"))
        #expect(shown.statuses == [201, 201, 201] && shown.ids.count == 1)
        #expect(try await scene.count("certificate.presented") == 1)
        #expect(
            await scene.holder.post("/presentations", body, key: Self.key("show-2")).json["id"]?.string
                != shown.ids.first)
    }

    @Test("Whether a child is known here shows neither in the answer nor in what is written for it")
    func strangersChild() async throws {
        let scene = try await Scene(.sqlite)
        let known = RehearsalCitizen(name: "王一一", born: "20150301", serial: 9)
        scene.rehearsal.settle(known)
        #expect(try await RehearsalBrowser(scene.rehearsal).signIn(known))
        let registered = RehearsalCitizen(name: "李二", born: "20160301", serial: 10)
        scene.rehearsal.settle(registered)
        let nobody = RehearsalCitizen(name: "张三", born: "20170301", serial: 11)
        var seen: Set<String> = []
        for child in [known, registered, nobody] {
            let before = try await writes(scene)
            let answer = await scene.agent.post(
                "/children", ["name": JSON(child.name), "residentID": JSON(child.number)], key: nil)
            // Each answer has a number of its own, by which the operator finds it.
            var text = answer.json
            text["reference"] = nil
            seen.insert("\(answer.status) \(text.text) \(try await writes(scene) - before)")
        }
        #expect(seen.count == 1, "\(seen)")
        let reads = try await scene.rehearsal.platform.database.rows(
            "SELECT id FROM data_read WHERE item = 'parentage'")
        #expect(!reads.isEmpty, "who is known here sees that the register was read")
    }

    private func writes(_ scene: Scene) async throws -> Int {
        let figures = scene.rehearsal.platform.database.figures
        return Int(try #require(figures.first { $0.name == "write_groups" }).value)
    }
}
