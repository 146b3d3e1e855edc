import ECertificates
import EventLog
import Exchange
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 归集 on the whole platform: departments' own certificates in the wallet, as data with source and day.
@Suite("Certificates: departments' own")
struct ImportTests {
    @Test(
        "Read with consent, it stands apart, with source, day and grade, and is none of ours",
        arguments: RehearsalStore.here)
    func read(_ store: RehearsalStore) async throws {
        let scene = try await ImportScene(store)
        let before = await scene.wallet()
        #expect(before.contains("机动车驾驶证") && !before.contains("<dd>C1"), "offered, and not read unasked")
        #expect(before.contains("含敏感个人信息"), "a disability is")
        #expect(scene.rehearsal.traffic.questions.isEmpty && scene.rehearsal.disabledPersons.questions.isEmpty)
        let answer = await scene.agree()
        #expect(answer.header("location") == "/certificates#imports", "no word of what came of it")
        #expect(await scene.wallet().contains("已读取机动车驾驶证"), "told once")
        let wallet = await scene.wallet()
        for word in ["部门数据", "交通警察支队", "A　发证部门提供", "C1", "2030年5月1日", "部门登记有效", "2026年11月28日"] {
            #expect(wallet.contains(word), "\(word)")
        }
        #expect(scene.rehearsal.disabledPersons.questions.isEmpty, "each kind is a consent of its own")
        #expect(scene.rehearsal.traffic.questions.map(\.fields) == [["准驾车型", "驾驶证到期日", "现有效期", "驾驶证状态"]])
        let id = try await scene.id()
        for path in ["", "/file", "/pdf", "/bundle"] {
            #expect(await scene.holder.get("/certificates/\(id)\(path)").status == 404, "no page, file or proof")
        }
        let reads = await scene.holder.get("/me/reads").text
        #expect(reads.contains("您同意读进“我的证照”") && reads.contains("准驾车型、现有效期、驾驶证到期日、驾驶证状态"))
        let events = try await scene.events(id)
        #expect(events.map(\.kind.rawValue) == ["import.read"] && events[0].body["outcome"]?.string == "read")
        #expect(!String(decoding: events[0].body.bytes, as: UTF8.self).contains("C1"), "no values in events")
        _ = await scene.agree()
        #expect(try await scene.id() == id, "read again it is the same one")
        let row = try #require(
            try await scene.rehearsal.platform.database.row("SELECT sealed FROM imported_certificate"))
        #expect(!String(decoding: row.blob("sealed"), as: UTF8.self).contains("准驾车型"), "sealed")
    }

    @Test("A verifier reads whose data they are, only what was chosen, and nothing that only a certificate has")
    func shown() async throws {
        let scene = try await ImportScene()
        _ = await scene.agree()
        let id = try await scene.id()
        let form = await scene.holder.get("/certificates/\(id)/presentation").text
        #expect(form.contains("准驾车型") && form.contains("不是本平台签发的证照"))
        let seen = await scene.look(try await scene.code(id, by: scene.holder))
        #expect(seen.status == 200)
        for word in ["C1", "王秀英", "登录时核对的姓名", "交通警察支队", "A　发证部门提供", "不是本平台签发的证照"] {
            #expect(seen.text.contains(word), "\(word)")
        }
        for word in ["现在有效", "签发日期", "2030年5月1日", scene.citizen.number] {
            #expect(!seen.text.contains(word), "\(word)")
        }
        #expect(await scene.holder.get("/me/reads").text.contains("平安物流公司"))
        let code = try await scene.code(id, by: scene.holder)
        let answer = await scene.stranger.send(
            .post, "/api/v1/presentation-openings", headers: ["content-type": "application/json"],
            body: Array(#"{"code":"\#(code)","purpose":"employment","verifier":"平安物流公司"}"#.utf8))
        let json = try JSON.parse(answer.bytes)
        #expect(json["source"]?["grade"]?.string == "A" && json["source"]?["resource"]?.string == "驾驶证")
        for member in ["isValid", "state", "credential", "issuedOn"] { #expect(json[member] == nil, "\(member)") }
    }

    @Test(
        "What is not in force, has run out, or is too old is not shown; without a last day only what says so",
        arguments: RehearsalStore.here)
    func standing(_ store: RehearsalStore) async throws {
        let scene = try await ImportScene(store)
        func isShowable() async throws -> Bool {
            await scene.holder.get("/certificates/\(try await scene.id())/presentation").status == 200
        }
        func readAgain(state: String = "A", until: String? = "2030-05-01", term: String? = "6") async {
            scene.register(state: state, until: until, term: term)
            _ = await scene.agree()
        }
        await readAgain(state: "C")
        #expect(await scene.wallet().contains("部门登记为无效"))
        #expect(try await !isShowable())
        await readAgain(until: "2026-11-20")
        #expect(await scene.wallet().contains("已过期"))
        #expect(try await !isShowable())
        await readAgain()
        await readAgain(until: nil)
        #expect(try await !isShowable(), "a day that is missing is not for ever")
        await readAgain(until: nil, term: "99")
        #expect(try await isShowable())
        await readAgain()
        await readAgain(state: "E", until: nil, term: nil)
        #expect(await scene.wallet().contains("部门登记为无效"), "cancelled, it needs no last day")
        #expect(try await !isShowable())
        await readAgain(until: nil, term: "99")
        let waiting = try await scene.code(try await scene.id(), by: scene.holder)
        await readAgain(state: "G")
        let refused = await scene.look(waiting)
        #expect(refused.status == 410, "a code that waits shows no more than the register says")
        #expect(refused.text.contains("现在不能出示") && !refused.text.contains("收回"))
        await readAgain()
        scene.rehearsal.clock.advance(seconds: 7 * 86_400)
        #expect(try await scene.holder.signIn(scene.citizen))
        #expect(try await isShowable(), "its last day")
        scene.rehearsal.clock.advance(seconds: 86_400)
        #expect(try await scene.holder.signIn(scene.citizen))
        #expect(await scene.wallet().contains("数据太旧"))
        #expect(try await !isShowable())
        await readAgain()
        #expect(try await isShowable())
    }

    @Test(
        "What the department cannot say takes nothing away; what it has no more is removed, and said so",
        arguments: RehearsalStore.here)
    func gone(_ store: RehearsalStore) async throws {
        let scene = try await ImportScene(store)
        _ = await scene.agree()
        let id = try await scene.id()
        for fault in [SourceFault.unreachable, .refused("E9"), .overQuota] {
            scene.rehearsal.traffic.fail(fault)
            let page = try await scene.news()
            #expect(page.contains("没有读") && page.contains("以前读到的没有动") && page.contains("C1"), "\(fault)")
        }
        scene.rehearsal.traffic.fail(nil)
        scene.register(state: "？")
        let doubtful = try await scene.news()
        #expect(doubtful.contains("部门的记录不清楚") && doubtful.contains("C1"))
        #expect(doubtful.contains("核对清楚以前不能出示"))
        #expect(await scene.holder.get("/certificates/\(id)/presentation").status != 200, "nor is it")
        scene.register()
        #expect(try await scene.news().contains("已读取"))
        let waiting = try await scene.code(id, by: scene.holder)
        scene.rehearsal.traffic.forget("驾驶证", scene.citizen.number)
        #expect(try await scene.news().contains("已经没有您的机动车驾驶证，这里也删掉了"))
        let refused = await scene.look(waiting)
        #expect(refused.status == 410 && !refused.text.contains("收回"), "its holder took nothing back")
        #expect(!(await scene.wallet().contains("<dd>C1")))
        #expect(try await scene.rows() == 0)
        let events = try await scene.events(id)
        #expect(events.last?.kind.rawValue == "import.removed")
        #expect(events.last?.actor == .department("惠民市公安局交通警察支队（示例）"))
        #expect(try await scene.news().contains("没有您的机动车驾驶证"))
        #expect(!(await scene.wallet().contains("没有您的机动车驾驶证")), "once")
        let untrue = "/certificates?import=339900-JG-9001&outcome=gone"
        #expect(!(await scene.holder.get(untrue).text.contains("这里也删掉了")), "an address tells nothing")
    }

    @Test(
        "Withdrawing is as easy as consenting, on either page; a code that waits shows nothing any more",
        arguments: RehearsalStore.here)
    func withdrawal(_ store: RehearsalStore) async throws {
        let scene = try await ImportScene(store)
        _ = await scene.agree()
        let id = try await scene.id()
        let neighbour = RehearsalCitizen(name: "李桂兰", serial: 7)
        scene.rehearsal.settle(neighbour)
        let other = RehearsalBrowser(scene.rehearsal)
        #expect(try await other.signIn(neighbour))
        #expect(await other.post("/certificate-imports/\(id)/withdrawal").status == 404)
        #expect(await other.get("/certificates/\(id)/presentation").status == 404)
        let code = try await scene.code(id, by: scene.holder)
        let consents = await scene.holder.get("/me/consents").text
        #expect(consents.contains("从部门读取证照") && consents.contains("/certificate-imports/\(id)/withdrawal"))
        let duties = try #require(consents.firstRange(of: "id=\"duties\""))
        #expect(!consents[duties.upperBound...].contains("第十三条第一款第一项"), "what rests on consent is no duty")
        #expect(await scene.holder.post("/certificate-imports/\(id)/withdrawal").status == 303)
        #expect(await scene.wallet().contains("已经撤回同意，机动车驾驶证的数据删掉了"))
        #expect(await scene.look(code).text.contains("持有人收回了这个出示码"))
        #expect(try await scene.rows() == 0)
        #expect(!(await scene.holder.get("/me/consents").text.contains("从部门读取证照")))
        #expect(await scene.holder.post("/certificate-imports/\(id)/withdrawal").status == 404)
        #expect(try await scene.events(id).last?.kind.rawValue == "import.removed")
    }

    @Test(
        "A read that is under way when its consent is withdrawn keeps nothing; an older answer overwrites no newer one",
        arguments: RehearsalStore.here)
    func overtaken(_ store: RehearsalStore) async throws {
        let scene = try await ImportScene(store)
        _ = await scene.agree()
        let id = try await scene.id()
        let (person, terms) = (try await scene.person(), scene.terms())
        let slow = scene.imports(after: { scene.register(state: "E") }, meanwhile: { _ = await scene.agree() })
        #expect(try await slow("339900-JG-9001", agreedTo: terms, for: person) == .overtaken)
        #expect(await scene.wallet().contains("部门登记为无效"), "what was asked for later stays")
        scene.register()
        _ = await scene.agree()
        let undone = scene.imports(
            after: {}, meanwhile: { _ = await scene.holder.post("/certificate-imports/\(id)/withdrawal") })
        let outcome = try await undone("339900-JG-9001", agreedTo: terms, renewing: Identifier(id), for: person)
        #expect(outcome == .overtaken)
        #expect(try await scene.rows() == 0, "withdrawn it is, and stays")
        let stale = await scene.holder.post(
            "/certificate-imports/339900-JG-9001", [("terms", terms), ("renewed", id)])
        #expect(stale.status == 303)
        #expect(await scene.wallet().contains("同意已经撤回，没有再读"))
        #expect(try await scene.rows() == 0)
        #expect(await scene.agree().status == 303)
        #expect(try await scene.rows() == 1, "a new consent is one")
    }

    @Test("With a part of the grant nothing is asked")
    func partOfTheGrant() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        try house.change(
            file: "grants.yaml",
            [("驾驶证: [准驾车型, 驾驶证到期日, 现有效期, 驾驶证状态]\n", "驾驶证: [驾驶证到期日, 现有效期, 驾驶证状态]\n")])
        let scene = try await ImportScene(in: house)
        #expect(try await scene.news().contains("部门没有授权"))
        #expect(scene.rehearsal.traffic.questions.isEmpty)
    }

    @Test("Without the department's grant it is not asked; nor more than twenty times a day about one kind")
    func bounds() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        try house.change(file: "grants.yaml", [("      驾驶证: [准驾车型, 驾驶证到期日, 现有效期, 驾驶证状态]\n", "")])
        let scene = try await ImportScene(in: house)
        let page = try await scene.news()
        #expect(page.contains("部门没有授权") && scene.rehearsal.traffic.questions.isEmpty)
        #expect(await scene.holder.get("/me/reads").text.contains("没有授权"), "that it was wanted is on record")
        let answers = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<25 { group.addTask { await scene.agree(to: "339900-CL-9001").status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.sorted() == Array(repeating: 303, count: 20) + Array(repeating: 429, count: 5), "at once")
        #expect(await scene.agree(to: "339900-CL-9001").status == 429)
        let lines = try await scene.rehearsal.platform.database.rows(
            "SELECT id FROM data_read WHERE item = 'import' AND resource = '残疾人证'")
        #expect(scene.rehearsal.disabledPersons.questions.count <= 20 && lines.count == 20, "each has its line")
        #expect(await scene.agree().status == 303, "another kind")
        #expect(await scene.agree(to: "339900-GA-9001").status == 404, "no kind of certificate")
        scene.rehearsal.clock.advance(seconds: 86_401)
        #expect(try await scene.holder.signIn(scene.citizen))
        #expect(await scene.agree(to: "339900-CL-9001").status == 303)
    }

    @Test(
        "By a mandate it is seen and shown as far as the mandate says, never read or withdrawn",
        arguments: RehearsalStore.here)
    func byMandate(_ store: RehearsalStore) async throws {
        let scene = try await ImportScene(store)
        _ = await scene.agree()
        let id = try await scene.id()
        let daughter = RehearsalCitizen(name: "王小梅", born: "19700101", serial: 5)
        scene.rehearsal.settle(daughter)
        let agent = RehearsalBrowser(scene.rehearsal)
        #expect(try await agent.signIn(daughter))
        #expect(await scene.holder.get("/me/mandates/new").text.contains("机动车驾驶证"), "a mandate can name it")
        try await scene.give(daughter, types: [], accepting: agent)
        #expect(!(await agent.get("/certificates").text.contains(id)), "not by one for all certificates")
        #expect(await agent.get("/certificates/\(id)/presentation").status == 404)
        try await scene.give(daughter, types: ["机动车驾驶证"], accepting: agent)
        let wallet = await agent.get("/certificates").text
        #expect(wallet.contains("王秀英（委托您") && !wallet.contains("<dd>C1"), "a list tells no values")
        #expect(await agent.get("/certificates/\(id)/presentation").text.contains("这是王秀英的证照"))
        let seen = await scene.look(try await scene.code(id, by: agent))
        #expect(seen.status == 200 && seen.text.contains("C1") && seen.text.contains("王小梅"))
        let reads = await scene.holder.get("/me/reads").text
        #expect(reads.contains("替您查看") && reads.contains("替您出示"))
        #expect(await agent.post("/certificate-imports/\(id)/withdrawal").status == 404)
        let code = try await scene.code(id, by: agent)
        let mandates = await scene.holder.get("/me/mandates").text
        let end = try #require(mandates.firstMatch(of: /\/me\/mandates\/[0-9a-f-]{36}\/revocation/))
        #expect(await scene.holder.post(String(end.0)).status == 303)
        #expect(await scene.look(code).status == 410)
        #expect(await agent.get("/certificates/\(id)/presentation").status == 404)
        scene.rehearsal.disabledPersons.put(
            "残疾人证", scene.citizen.number,
            [
                "sfzh": scene.citizen.number, "cjlb": "4", "cjdj": "3", "yxqz": "2030.05.01", "zt": "N",
                "gxrq": "2026.11.20",
            ])
        _ = await scene.agree(to: "339900-CL-9001")
        try await scene.give(daughter, types: ["残疾人证"], accepting: agent)
        #expect(await agent.get("/certificates/\(id)/presentation").status == 404, "another kind")
    }

    @Test(
        "As many windows as may read at once leave one, and each its line and its event", arguments: RehearsalStore.here
    )
    func atOnce(_ store: RehearsalStore) async throws {
        let scene = try await ImportScene(store)
        let answers = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { await scene.agree().status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: 303, count: 20))
        #expect(try await scene.rows() == 1)
        #expect(try await scene.events(try await scene.id()).count == 20)
        let lines = try await scene.rehearsal.platform.database.rows("SELECT id FROM data_read WHERE item = 'import'")
        #expect(lines.count == 20 && scene.rehearsal.traffic.questions.count == 20)
    }

    @Test("A definition that names what is not there, or what never comes out, is not served from")
    func definitions() async throws {
        for (old, new) in [
            ("资源: 驾驶证", "资源: 驾照"), ("准驾车型: Vehicle class", "车型: Vehicle class"), ("最久: 7 日", "最久: 一周"),
            ("机动车驾驶证:", "居住证:"),
            ("到期: { 信息项: 驾驶证到期日, 长期: { 信息项: 现有效期, 值: 长期 } }", "到期: { 信息项: 准驾车型 }"),
            ("长期: { 信息项: 现有效期, 值: 长期 }", "长期: { 信息项: 累积记分, 值: 长期 }"),
            ("值: 正常", "值: 正长"), ("现有效期, 值: 长期", "现有效期, 值: 永久"), ("经本人单独同意", "经本人同意"),
        ] {
            let house = try RehearsalHouse(copyingCity: true)
            try house.change(file: "imports.yaml", [(old, new)])
            await #expect(throws: StartupError.self, "\(new)") { _ = try await Rehearsal(in: house) }
        }
    }

    @Test("A register that has values for those it does not know is none that certificates are read from")
    func whereThereIsNoRecord() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        try house.write(
            file: "imports.yaml",
            """
            依据: 经本人单独同意（个人信息保护法第十三条第一款第一项、第二十九条）
            归集:
              医保凭证:
                英文: Insurance card
                资源: 医保参保
                栏目: { 最近缴费年度: Year, 参保状态: Status }
                最久: 7 日
            """)
        await #expect(throws: StartupError.self) { _ = try await Rehearsal(in: house) }
        try house.change(file: "imports.yaml", [(", 参保状态: Status", "")])
        _ = try await Rehearsal(in: house)
    }
}
