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

/// 归集的同意: for what a holder was shown and nothing else, found again after it is withdrawn.
@Suite("Certificates: consent to have departments' read")
struct ImportConsentTests {
    private static let licence = "339900-JG-9001"

    @Test("Whatever of the terms is changed, they are others; sealed they stay the same", arguments: 0..<9)
    func terms(_ change: Int) throws {
        func changed(_ value: String, at place: Int) -> String { change == place ? value + "改" : value }
        func type(_ isChanged: Bool) -> ImportedType {
            func text(_ value: String, _ place: Int) -> String { isChanged ? changed(value, at: place) : value }
            let field = ImportedType.Field(
                name: text("准驾车型", 0), englishName: text("Class", 1), isSensitive: isChanged && change == 2)
            return ImportedType(
                name: text("机动车驾驶证", 3), englishName: text("Licence", 4), authority: text("交警", 5),
                resource: text("驾驶证", 6), code: text("1", 7), fields: [field], force: nil, end: nil, freshDays: 7,
                basis: text("同意", 8), isSample: true)
        }
        #expect(type(false).terms == type(false).terms && type(false).terms.digest == type(false).terms.digest)
        #expect(type(true).terms.digest != type(false).terms.digest && type(true).terms != type(false).terms)
    }

    @Test("The form above which the terms stand sends their digest; another, or none, reads nothing")
    func form() async throws {
        let scene = try await ImportScene()
        let page = await scene.wallet()
        for word in ["交通警察支队", "准驾车型、驾驶证到期日、现有效期、驾驶证状态", "由您自己出示", "第二十九条", "可以出示 7 天", "还没有证照"] {
            #expect(page.contains(word), "\(word)")
        }
        let sent = try #require(
            page.firstMatch(of: /action="\/certificate-imports\/339900-JG-9001".*?name="terms" value="([0-9a-f]{64})"/))
        for terms in [scene.terms("339900-CL-9001"), "", String(sent.1.dropLast())] {
            let answer = await scene.holder.post("/certificate-imports/\(Self.licence)", [("terms", terms)])
            #expect(answer.header("location") == "/certificates#imports")
            #expect(await scene.wallet().contains("和您同意的不一样，所以没有读"), "asked anew")
        }
        #expect(!(await scene.wallet().contains("所以没有读")), "told once")
        #expect(scene.rehearsal.traffic.questions.isEmpty)
        let answer = await scene.holder.post("/certificate-imports/\(Self.licence)", [("terms", String(sent.1))])
        #expect(answer.status == 303 && scene.rehearsal.traffic.questions.count == 1)
        let consents = await scene.holder.get("/me/consents").text
        #expect(consents.contains("准驾车型、驾驶证到期日、现有效期、驾驶证状态") && consents.contains("可以出示 7 天"))
        #expect(!(await scene.wallet().contains("还没有证照")), "nothing is said of what there is not")
    }

    /// What is left of a city before its definition is changed.
    private struct Before {
        let id: String
        let terms: String
    }

    private func agreed(in house: RehearsalHouse) async throws -> Before {
        let scene = try await ImportScene(in: house)
        _ = await scene.agree()
        let before = Before(id: try await scene.id(), terms: scene.terms())
        try await scene.rehearsal.stop()
        return before
    }

    @Test(
        "Where the definition changed, nothing is read under the old consent; the holder is asked anew in plain words")
    func changed() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        let before = try await agreed(in: house)
        try house.change(file: "imports.yaml", [("准驾车型: Vehicle class", "准驾车型: Vehicle class, 累积记分: Points")])
        try house.change(
            file: "grants.yaml", [("驾驶证: [准驾车型, 驾驶证到期日, 现有效期, 驾驶证状态]\n", "驾驶证: [累积记分, 准驾车型, 驾驶证到期日, 现有效期, 驾驶证状态]\n")])
        // As soon as another code is sent for signing in.
        house.clock.advance(seconds: 61)
        let scene = try await ImportScene(in: house)
        let asked = scene.rehearsal.traffic.questions.count
        #expect(before.terms != scene.terms())
        let page = await scene.wallet()
        #expect(page.contains("现在要读的，和您以前同意的不一样") && page.contains("累积记分") && page.contains("<dd>C1"))
        #expect(page.contains("同意读取") && !page.contains("重新读取<"))
        let address = "/certificate-imports/\(Self.licence)"
        for form in [
            [("terms", before.terms)], [("terms", before.terms), ("renewed", before.id)],
            [("terms", scene.terms()), ("renewed", before.id)],
        ] {
            let answer = await scene.holder.post(address, form)
            #expect(answer.status == 303, "\(form)")
            #expect(await scene.wallet().contains("所以没有读"), "\(form)")
        }
        #expect(scene.rehearsal.traffic.questions.count == asked)
        #expect(await scene.holder.get("/certificates/\(before.id)/presentation").status == 200, "it was agreed to")
        #expect(!(await scene.holder.get("/me/consents").text.contains("累积记分")))
        scene.rehearsal.clock.advance(seconds: 60)
        #expect(await scene.agree().status == 303)
        #expect(scene.rehearsal.traffic.questions.last?.fields.contains("累积记分") == true)
        #expect(await scene.holder.get("/me/consents").text.contains("累积记分"))
        #expect(await scene.wallet().contains("已读取"))
        #expect(!(await scene.wallet().contains("以前同意的不一样")))
        #expect(try await scene.id() == before.id)
    }

    @Test(
        "One stream tells all of a holder and a kind, what was not found and what was withdrawn too; the own copy has it",
        arguments: RehearsalStore.here)
    func stream(_ store: RehearsalStore) async throws {
        let scene = try await ImportScene(store)
        _ = await scene.agree()
        let id = try await scene.id()
        let answer = await scene.holder.post(
            "/certificates/\(id)/presentation", [("claim.准驾车型", "yes"), ("purpose", "employment")])
        let showing = try #require(answer.header("location"))
        #expect(await scene.wallet().contains("出示记录"))
        _ = await scene.holder.post("/certificate-imports/\(id)/withdrawal")
        let page = await scene.holder.get(showing)
        #expect(page.status == 200 && page.text.contains("您已经收回") && page.text.contains("机动车驾驶证"))
        #expect(!(await scene.holder.get("/me/consents").text.contains("出示证照，对方还没有看")))
        for _ in 0..<2 { _ = await scene.agree(to: "339900-CL-9001") }
        scene.rehearsal.traffic.forget("驾驶证", scene.citizen.number)
        _ = await scene.agree()
        let kinds = try await scene.events(id).map(\.kind.rawValue)
        #expect(
            kinds == [
                "import.read", "certificate.presented", "certificate.presentationWithdrawn", "import.removed",
                "import.read",
            ])

        let copy = try JSON.parse(await scene.holder.get("/me/data/all.json").bytes)
        let deeds = try #require(copy["importDeeds"]?.array)
        let told = deeds.map {
            "\($0["type"]?.string ?? "") \($0["kind"]?.string ?? "") \($0["outcome"]?.string ?? "")"
        }
        #expect(
            told == [
                "机动车驾驶证 read read", "机动车驾驶证 withdrawn ", "机动车驾驶证 read none", "残疾人证 read none",
                "残疾人证 read none",
            ])
        #expect(deeds.first?["terms"]?.string == scene.terms() && deeds.first?["fields"]?.array?.count == 4)
        let shown = try #require(copy["showings"]?.array?.first)
        #expect(shown["type"]?.string == "机动车驾驶证" && shown["state"]?.string == "withdrawn")
        let words = try PDFText.drawn(in: await scene.holder.get("/me/data/all.pdf").bytes)
        #expect(words.contains("我撤回了同意") && words.contains("没有读到") && words.contains("准驾车型"))
        #expect(await scene.holder.get("/me/data/all").text.contains("机动车驾驶证：我撤回了同意"))

        let (database, journal) = (scene.rehearsal.platform.database, scene.rehearsal.platform.journal)
        let vault = scene.rehearsal.platform.vault
        #expect(try await AuditImports(database: database, vault: vault, journal: journal)() == 0)
        #expect(try await AuditPresentations(database: database, vault: vault, journal: journal)() == 1)

        // 删除: with its key all of it is gone, and whoever agrees again begins anew.
        let stream = try #require(Identifier<EventStream>(id))
        try await database.write { tx in
            try tx.execute("DELETE FROM stream_key WHERE shard = \(stream.shard) AND stream = \(stream)")
        }
        let after = try JSON.parse(await scene.holder.get("/me/data/all.json").bytes)
        #expect(after["importDeeds"]?.array?.contains { $0["type"]?.string == "机动车驾驶证" } == false)
        scene.register()
        #expect(await scene.agree().status == 303)
        let fresh = try await scene.id()
        #expect(fresh != id)
        #expect(try await scene.events(fresh).count == 1)
        #expect(try await AuditImports(database: database, vault: vault, journal: journal)() == 1)
    }

    @Test("A person's own copy holds what is held: as a file, a page and a PDF")
    func copies() async throws {
        let scene = try await ImportScene()
        _ = await scene.agree()
        let id = try await scene.id()
        _ = try await scene.code(id, by: scene.holder)
        let copy = try JSON.parse(await scene.holder.get("/me/data/all.json").bytes)
        let held = try #require(copy["imports"]?.array?.first)
        #expect(held["type"]?.string == "机动车驾驶证" && held["grade"]?.string == "A")
        #expect(held["terms"]?.string == scene.terms())
        #expect(held["fields"]?.array?.contains { $0["value"]?.string == "C1" } == true)
        #expect(copy["showings"]?.array?.first?["type"]?.string == "机动车驾驶证")
        let page = await scene.holder.get("/me/data/all").text
        let words = try PDFText.drawn(in: await scene.holder.get("/me/data/all.pdf").bytes)
        for word in ["部门数据（从部门读来的证照）", "C1", "交通警察支队", "机动车驾驶证：我同意读取，读到了"] {
            #expect(page.contains(word) && words.contains(word), "\(word)")
        }
        #expect(page.contains("2030年5月1日") && !page.contains(">2030-05-01<"), "days as people write them")
    }

    @Test("Over the interface it is read, read anew and withdrawn, by terms that the program was told")
    func interface() async throws {
        let scene = try await ImportScene()
        let person = try await scene.person()
        let list = try await scene.call(.get, "/certificate-imports", as: person).json
        let offer = try #require(list["available"]?[0])
        #expect(offer["terms"]?.string == scene.terms() && offer["freshDays"]?.int == 7)
        #expect(list["available"]?.array?.map { $0["isSensitive"]?.bool } == [false, true])
        let (code, terms) = (try #require(offer["code"]), try #require(offer["terms"]))
        #expect(try await scene.call(.post, "/certificate-imports", ["code": code], as: person).status == 400)
        let other = JSON(String(repeating: "0", count: 64))
        let refused = try await scene.call(
            .post, "/certificate-imports", ["code": code, "terms": other], as: person)
        #expect(refused.status == 409 && scene.rehearsal.traffic.questions.isEmpty)
        let read = try await scene.call(.post, "/certificate-imports", ["code": code, "terms": terms], as: person)
        #expect(read.status == 200 && read.json["outcome"]?.string == "read" && read.json["renewed"] == nil)
        let id = try #require(read.json["certificate"]?["id"])
        #expect(read.json["certificate"]?["terms"] == terms)
        let again = try await scene.call(
            .post, "/certificate-imports", ["code": code, "terms": terms, "renewed": id], as: person)
        #expect(again.json["renewed"] == id && again.json["certificate"]?["id"] == id)
        let path = "/certificate-imports/\(id.string ?? "")/withdrawal"
        let left = try await scene.call(.post, path, as: person)
        #expect(left.status == 200 && left.json["held"]?.array?.isEmpty == true)
        #expect(try await scene.call(.post, path, as: person).status == 404)
        let stale = try await scene.call(
            .post, "/certificate-imports", ["code": code, "terms": terms, "renewed": id], as: person)
        #expect(stale.status == 409 && scene.rehearsal.traffic.questions.count == 2)
        #expect(try await scene.rows() == 0)
    }

    @Test(
        "An agent's list tells kind and standing of what the mandate names; the holder's message leads where it is told"
    )
    func byMandate() async throws {
        let scene = try await ImportScene()
        _ = await scene.agree()
        let id = try await scene.id()
        let daughter = RehearsalCitizen(name: "王小梅", born: "19700101", serial: 5)
        scene.rehearsal.settle(daughter)
        let agent = RehearsalBrowser(scene.rehearsal)
        #expect(try await agent.signIn(daughter))
        let people = scene.rehearsal.platform.people
        let person = try #require(try await people.person(numbered: daughter.residentID)).id
        func lists() async throws -> [JSON] {
            let held = try await scene.call(.get, "/mandates", as: person).json["held"]?.array ?? []
            var lists: [JSON] = []
            for mandate in held {
                let path = "/mandates/\(mandate["id"]?.string ?? "")/certificates"
                lists.append(try await scene.call(.get, path, as: person).json["imports"] ?? .null)
            }
            return lists
        }
        try await scene.give(daughter, types: [], accepting: agent)
        #expect(try await lists() == [[]], "not by one for all certificates")
        try await scene.give(daughter, types: ["机动车驾驶证"], accepting: agent)
        let told: JSON = [["id": JSON(id), "type": "机动车驾驶证", "standing": "valid"]]
        #expect(try await lists() == [told, told], "these members, and no other")
        let page = await agent.get("/certificates").text
        for word in ["C1", "2030年5月1日", "交通警察支队　", "2026年11月28日"] { #expect(!page.contains("<dd>\(word)"), "\(word)") }
        _ = try await scene.code(id, by: agent)
        try await scene.rehearsal.workOff()
        let message = try #require(
            try await scene.rehearsal.platform.inbox.newest(50).first { $0.recipient == scene.citizen.phone })
        #expect(message.text.contains("机动车驾驶证”的部门数据") && message.text.contains("谁查过我的数据"))
        #expect(!message.text.contains("证照编号") && !message.text.contains("—"))
    }
}
