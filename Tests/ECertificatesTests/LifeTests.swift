import ECertificates
import EventLog
import FoundationEssentials
import Kernel
import Notify
import Rehearsal
import Server
import Storage
import Testing
import Vault
import Web

/// 证照的一生 on the whole platform: what officers do with a certificate, and what everybody is told of it.
@Suite("Certificates: what becomes of one")
struct LifeTests {
    /// A holder with a certificate of 民政, an officer of the issuing office, one of another, and a stranger.
    private struct Scene {
        let rehearsal: Rehearsal
        let citizen = RehearsalCitizen()
        let holder: RehearsalBrowser
        let officer: RehearsalBrowser
        let stranger: RehearsalBrowser
        let address: String
        let number: String
        let check: String

        init(_ store: RehearsalStore = .sqlite) async throws {
            rehearsal = try await Rehearsal(in: RehearsalHouse(database: try await store.emptyDatabase()))
            rehearsal.settle(citizen)
            (holder, stranger) = (RehearsalBrowser(rehearsal), RehearsalBrowser(rehearsal))
            #expect(try await holder.signIn(citizen))
            _ = await holder.apply("0007")
            try await rehearsal.workOff()
            let mine = await holder.get("/certificates").text
            address = String(try #require(mine.firstMatch(of: /\/certificates\/[0-9a-f-]{36}/)).0)
            let sheet = await holder.get(address).text
            number = String(try #require(sheet.firstMatch(of: /编号 ([0-9A-Z]+)/)).1)
            check = String(try #require(sheet.firstMatch(of: /\/v\/[0-9a-f]{32}/)).0)
            officer = try await Self.desk(rehearsal, "MZ01", "孟晓岚", "15499990103")
        }

        static func desk(
            _ rehearsal: Rehearsal, _ id: String, _ name: String, _ phone: String
        ) async throws -> RehearsalBrowser {
            let page = RehearsalBrowser(rehearsal)
            _ = await page.get("/staff/sign-in")
            _ = await page.post("/staff/sign-in", [(FormName.name, name), (FormName.staffID, id)])
            let code = try #require(try await rehearsal.newestCode(phone))
            _ = await page.get("/staff/sign-in/code")
            _ = await page.post("/staff/sign-in/code", [(FormName.code, code)])
            _ = await page.get("/desk/certificates")
            return page
        }

        var id: Identifier<IssuedCertificate> {
            get throws { try #require(Identifier<IssuedCertificate>(String(address.dropFirst(14)))) }
        }

        @discardableResult
        func act(
            _ act: String, reason: String = "核查发现情况有变", ground: String? = nil, reach: String? = "certificate"
        ) async -> WebResponse {
            let fields =
                [("note.\(act)", reason)] + (ground.map { [("ground.\(act)", $0)] } ?? [])
                + (reach.map { [("reach.\(act)", $0)] } ?? [])
            return await officer.post("/desk\(address)/\(act)", fields)
        }

        func publicWord() async -> String { await stranger.get(check).text }

        /// What the status list says of the certificate: 0, 1 or 2.
        func status() async throws -> UInt8 {
            let sdJWT = await holder.get("\(address)/file").text
            let jwks = try JSON.parse(Array((await stranger.get("/.well-known/jwks.json")).text.utf8))
            let keys = try JSONWebKeySet(jwks)
            let claims = try SelectiveDisclosureToken.verify(sdJWT, keys: keys)
            rehearsal.clock.advance(seconds: 301)
            let list = await stranger.get("/status/0").text
            let now = Int(rehearsal.clock.now().milliseconds / 1000)
            return switch try StatusList.status(of: claims, in: list, keys: keys, atSecond: now) {
            case .valid, .expired: 0
            case .invalid: 1
            case .suspended: 2
            }
        }

        func events() async throws -> [LoggedEvent] {
            try await rehearsal.platform.journal.events(of: try id.retyped(as: EventStream.self))
        }

        func audit() async throws {
            let (house, log) = (rehearsal.house, rehearsal.platform.directory.path)
            let archive = try await CityArchive(data: house.folder, database: house.database)
            _ = try await archive.audit(log: { name in
                try? [UInt8](Data(contentsOf: URL(filePath: "\(log)/\(name)")))
            })
        }
    }

    @Test(
        "Suspended, resumed and revoked: page, status list, holder and message say so, with ground and remedy",
        arguments: RehearsalStore.here)
    func adverse(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        #expect(await scene.act("suspend").status == 422, "without its ground of law nothing is taken away")
        #expect(await scene.act("revoke", reason: " ", ground: "某法第一条").status == 422)
        // The decision behind it stands: what becomes of that is said, and nothing typed is lost until it is.
        let asked = await scene.act("revoke", ground: "某法第一条", reach: nil)
        #expect(asked.status == 422 && asked.text.contains("只办这张证照") && asked.text.contains("某法第一条"))
        #expect(await scene.publicWord().contains("现在有效"))
        #expect(try await scene.status() == 0)

        #expect(await scene.act("suspend", ground: "某法第一条").status == 303)
        #expect(await scene.publicWord().contains("起暂停使用"))
        #expect(try await scene.status() == 2)
        let told = await scene.holder.get(scene.address).text
        for word in ["核查发现情况有变", "某法第一条", "行政复议", "区民政部门 孟晓岚"] { #expect(told.contains(word), "\(word)") }
        #expect(await scene.holder.get("\(scene.address)/presentation").status == 409, "it is not shown meanwhile")
        try await scene.rehearsal.workOff()
        let messages = try await scene.rehearsal.platform.inbox.newest(20)
        #expect(messages.contains { $0.recipient == scene.citizen.phone && $0.text.contains("已暂停使用") })

        #expect(await scene.act("resume").status == 303)
        #expect(await scene.publicWord().contains("现在有效"))
        #expect(try await scene.status() == 0)
        #expect(await scene.act("resume").status == 409)

        #expect(await scene.act("revoke", ground: "某法第二条").status == 303)
        #expect(await scene.publicWord().contains("已被撤销"))
        #expect(try await scene.status() == 1)
        for act in ["suspend", "resume", "renew", "cancel", "annotate"] {
            #expect(await scene.act(act, ground: "某法").status == 409, "\(act)")
        }
        let kinds = try await scene.events().map(\.kind.rawValue)
        #expect(kinds == ["certificate.suspended", "certificate.resumed", "certificate.revoked"])
        #expect(try await scene.events().allSatisfy { $0.actor == .clerk("MZ01") }, "only people take away")
        try await scene.rehearsal.workOff()
        try await scene.audit()
    }

    @Test("A renewal gives a newer one, linked both ways, and ends the old one", arguments: RehearsalStore.here)
    func renewal(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        let answer = await scene.act("renew", reason: "信息更新")
        let newer = try #require(answer.header("location")).replacing("/desk", with: "")
        #expect(newer != scene.address)
        #expect(await scene.publicWord().contains("已换发新证"))
        #expect(try await scene.status() == 1)
        let old = await scene.holder.get(scene.address).text
        let new = await scene.holder.get(newer).text
        #expect(old.contains(newer) && new.contains(scene.address) && new.contains(scene.citizen.name))
        #expect(await scene.holder.get("\(newer)/presentation").status == 200)
        try await scene.rehearsal.workOff()
        #expect(await scene.holder.get("\(newer)/proof").text.hasPrefix("c2sp.org/tlog-proof"))
        let platform = scene.rehearsal.platform
        let holder = try #require(try await platform.database.row("SELECT holder FROM certificate")?.blob("holder"))
        let store = CertificateStore(database: platform.database, vault: platform.vault)
        let person = try #require(Identifier<Person>(bytes: holder))
        let both = try await store.certificates(of: person)
        #expect(both.map { $0.nationalID.split(separator: ".").dropLast().last.map(String.init) } == ["002", "001"])
        for certificate in both {
            let parts = certificate.nationalID.dropFirst("1.2.156.3005.2.".count).split(separator: ".")
            #expect(ISO7064.mod37Hybrid36(parts.dropLast().joined()).map(String.init) == parts.last.map(String.init))
        }
        try await scene.audit()
    }

    @Test("A note is added and changes nothing else; a cancelled one has ended")
    func noteAndCancel() async throws {
        let scene = try await Scene()
        #expect(await scene.act("annotate", reason: "地址门牌改为新华路 12 号").status == 303)
        #expect(await scene.publicWord().contains("现在有效"))
        #expect(await scene.holder.get(scene.address).text.contains("新华路 12 号"))
        #expect(!(await scene.publicWord().contains("新华路")), "what is noted is not told to strangers")
        #expect(await scene.act("cancel", reason: "本人申请注销").status == 422, "on no ground nothing is ended")
        let ground = "行政许可法第七十条"
        #expect(await scene.act("cancel", reason: "本人申请注销", ground: ground).status == 303)
        #expect(await scene.publicWord().contains("已注销"))
        #expect(try await scene.status() == 1)
    }

    @Test(
        "What was revoked wrongly is issued anew by somebody else, linked; the revocation stays",
        arguments: RehearsalStore.here)
    func correction(_ store: RehearsalStore) async throws {
        let scene = try await Scene(store)
        #expect(await scene.act("correct", ground: "复议决定").status == 409, "nothing was ended")
        #expect(await scene.act("revoke", ground: "某法第二条").status == 303)
        let own = await scene.act("correct", ground: "惠政复决〔2026〕1号")
        #expect(own.status == 403 && own.text.contains("您自己"), "not by whoever revoked it")
        let issuer = try await Scene.desk(scene.rehearsal, "MS01", "宋雅琴", "15499990115")
        let address = "/desk\(scene.address)"
        #expect(await issuer.post("\(address)/annotate", [("note.annotate", "x")]).status == 404, "that and no more")
        #expect(await issuer.post("\(address)/correct", [("note.correct", "撤销有误")]).status == 422)
        let fields = [("note.correct", "撤销有误"), ("ground.correct", "惠政复决〔2026〕1号")]
        let answer = await issuer.post("\(address)/correct", fields)
        let newer = try #require(answer.header("location")).replacing("/desk", with: "")
        #expect(answer.status == 303 && newer != scene.address)
        #expect(await issuer.post("\(address)/correct", fields).status == 409, "once")
        #expect(await scene.publicWord().contains("已被撤销"), "no bit is turned back")
        #expect(try await scene.status() == 1)
        let old = await scene.holder.get(scene.address).text
        #expect(old.contains(newer) && old.contains("惠政复决〔2026〕1号"))
        #expect(await scene.holder.get("\(newer)/presentation").status == 200)
        let kinds = try await scene.events().map(\.kind.rawValue)
        #expect(kinds == ["certificate.revoked", "certificate.corrected"])
        try await scene.rehearsal.workOff()
        try await scene.audit()
        let messages = try await scene.rehearsal.platform.inbox.newest(20)
        #expect(messages.contains { $0.text.contains("已纠正，重新签发了") })
    }

    @Test("Another office finds it by no way, nor do residents and strangers")
    func rights() async throws {
        let scene = try await Scene()
        let police = try await Scene.desk(scene.rehearsal, "GS01", "高文涛", "15499990114")
        #expect(await police.post("/desk/certificates", [("number", scene.number)]).status == 404)
        #expect(await police.get("/desk\(scene.address)").status == 404)
        #expect(
            await police.post("/desk\(scene.address)/revoke", [("note.revoke", "x"), ("ground.revoke", "y")]).status
                == 404)
        for page in [scene.holder, scene.stranger] {
            _ = await page.get("/v")
            let answer = await page.post(
                "/desk\(scene.address)/revoke", [("note.revoke", "x"), ("ground.revoke", "y")])
            #expect(answer.status == 303 && answer.header("location")?.hasPrefix("/staff/sign-in") == true)
        }
        #expect(try await scene.events().isEmpty)
        let found = await scene.officer.post("/desk/certificates", [("number", scene.number.lowercased())])
        #expect(found.header("location") == "/desk\(scene.address)")
        let text = await scene.officer.get("/desk\(scene.address)").text
        #expect(text.contains("王*英") && !text.contains(scene.citizen.number), "officers read no more than they need")
    }

    @Test("Of two officers at once one acts, the other is told")
    func atOnce() async throws {
        let scene = try await Scene()
        let statuses = await withTaskGroup(of: Int.self) { group in
            for act in ["cancel", "revoke"] { group.addTask { await scene.act(act, ground: "某法第三条").status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 303 }.count == 1)
        #expect(try await scene.events().count == 1)
    }

    @Test("A state that no event made is named by the audit", arguments: ["valid", "cancelled"])
    func tampered(_ state: String) async throws {
        let scene = try await Scene()
        await scene.act("suspend", ground: "某法第一条")
        try await scene.rehearsal.workOff()
        try await scene.audit()
        try await scene.rehearsal.platform.database.write { tx in
            try tx.execute("UPDATE certificate SET state = \(state)")
        }
        await #expect {
            try await scene.audit()
        } throws: { ($0 as? ViewDifference)?.field == "state" }
    }

    @Test("One that has a last day says so in itself, and has expired on the day after")
    func expiry() async throws {
        let fixture = try await CertificateFixture()
        let certificate = try await fixture.issue(by: fixture.issuer(), as: CertificateFixture.yearly)
        #expect(certificate.validUntil == CivilDate("2027-11-20"))
        #expect(certificate.standing(on: try #require(CivilDate("2027-11-20"))).isValid)
        let after = certificate.standing(on: try #require(CivilDate("2027-11-21")))
        #expect(after.kind == .expired && after.since == CivilDate("2027-11-21"))
        let claims = try SelectiveDisclosureToken.verify(
            certificate.sdJWT, keys: [try #require(fixture.verifyingKey)])
        let end = Instant(milliseconds: Int64(try #require(claims["exp"]?.int)) * 1000)
        #expect(end.iso8601 == "2027-11-21T00:00:00+08:00")
    }

    @Test(
        "What is possible with a certificate never brings one back that has ended", arguments: CertificateAct.allCases)
    func machine(_ act: CertificateAct) {
        let ended: [(CertificateStanding.Kind, CertificateState)] = [
            (.replaced, .replaced), (.cancelled, .cancelled), (.revoked, .revoked),
        ]
        for (kind, state) in ended {
            // What was ended wrongly is issued anew, once; the ended one itself never counts again.
            let isCorrection = act == .correct && kind != .replaced
            #expect(act.isPossible(for: CertificateStanding(kind), state: state) == isCorrection)
            #expect(!act.isPossible(for: CertificateStanding(kind), state: state, hasSuccessor: true))
            #expect(!isCorrection || act.state(after: state) == state)
        }
        // A suspension is decided first, also of one that has run out meanwhile.
        for kind in [CertificateStanding.Kind.suspended, .expired] {
            let isPossible = act.isPossible(for: CertificateStanding(kind), state: .suspended)
            #expect(isPossible == ![.suspend, .renew, .correct].contains(act))
        }
        let isPossible = act.isPossible(for: CertificateStanding(.expired), state: .valid)
        #expect(isPossible == ![.suspend, .resume, .correct].contains(act))
    }
}
