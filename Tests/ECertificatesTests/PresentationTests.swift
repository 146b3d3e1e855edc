import ECertificates
import EventLog
import Kernel
import Rehearsal
import Server
import Testing
import Vault
import Web

/// 亮证 on the whole platform: what a holder shows, and what a verifier without an account sees of it.
@Suite("Certificates: showing one")
struct PresentationTests {
    /// A holder with a certificate, and a stranger's browser.
    private struct Scene {
        let rehearsal: Rehearsal
        let citizen = RehearsalCitizen()
        let holder: RehearsalBrowser
        let stranger: RehearsalBrowser
        /// Address of the certificate.
        let address: String

        init() async throws {
            rehearsal = try await Rehearsal()
            rehearsal.settle(citizen)
            holder = RehearsalBrowser(rehearsal)
            stranger = RehearsalBrowser(rehearsal)
            #expect(try await holder.signIn(citizen))
            _ = await holder.apply("0007")
            try await rehearsal.workOff()
            let mine = await holder.get("/certificates").text
            address = String(try #require(mine.firstMatch(of: /\/certificates\/[0-9a-f-]{36}/)).0)
            _ = await stranger.get("/p")
        }

        /// Shows the name and what it is, for a service.
        func show(_ claims: [String] = ["holder_name", "service_item"], _ purpose: String = "service") async throws -> (
            page: String, code: String
        ) {
            let boxes = claims.map { ("claim.\($0)", "yes") }
            let answer = await holder.post("\(address)/presentation", boxes + [("purpose", purpose)])
            let page = try #require(answer.header("location"))
            let text = await holder.get(page).text
            return (page, String(try #require(text.firstMatch(of: /showing-code">([0-9A-Z-]{14})</)).1))
        }

        func look(_ code: String, _ purpose: String = "service", as name: String = "惠民银行城东支行") async -> WebResponse {
            await stranger.post("/p", [("code", code), ("purpose", purpose), ("verifier", name)])
        }
    }

    @Test("A verifier sees the chosen fields and nothing else; the holder sees who looked")
    func chosenOnly() async throws {
        let scene = try await Scene()
        let (page, code) = try await scene.show()
        let entrance = await scene.stranger.get("/p/\(code)")
        #expect(entrance.status == 200 && entrance.text.contains(code), "looking at the address uses nothing up")
        let seen = await scene.look(code)
        #expect(seen.status == 200)
        #expect(seen.text.contains(scene.citizen.name) && seen.text.contains("高龄津贴"))
        for secret in [scene.citizen.number, scene.citizen.account, scene.citizen.phone, "标准（元）"] {
            #expect(!seen.text.contains(secret), "\(secret)")
        }
        for path in [page, scene.address, "/me/reads"] {
            let text = await scene.holder.get(path).text
            #expect(text.contains("惠民银行城东支行"), "\(path)")
        }
        let read = await scene.holder.get("/me/reads").text
        #expect(read.contains("办理事务") && read.contains("持证人、事项"))
    }

    @Test("A code is good once")
    func once() async throws {
        let scene = try await Scene()
        let (_, code) = try await scene.show()
        let answers = await withTaskGroup(of: Int.self) { group in
            for number in 0..<4 { group.addTask { await scene.look(code, as: "第\(number)个").status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.sorted() == [200, 410, 410, 410])
        let again = await scene.look(code)
        #expect(again.status == 410 && again.text.contains("用过了") && again.text.contains("请对方"))
    }

    @Test("After a minute a code is refused, up to then it is not")
    func minute() async throws {
        let scene = try await Scene()
        let (_, early) = try await scene.show()
        scene.rehearsal.clock.advance(seconds: 59)
        #expect(await scene.look(early).status == 200)
        let (page, late) = try await scene.show()
        scene.rehearsal.clock.advance(seconds: 60)
        let refused = await scene.look(late)
        #expect(refused.status == 410 && refused.text.contains("过了一分钟") && !refused.text.contains(scene.citizen.name))
        #expect(await scene.holder.get(page).text.contains("没有人看过"))
    }

    @Test("For another purpose nothing is shown, and the code is used up")
    func purpose() async throws {
        let scene = try await Scene()
        let (page, code) = try await scene.show()
        let refused = await scene.look(code, "employment")
        #expect(refused.status == 403 && refused.text.contains("没有同意用于这个用途"))
        #expect(!refused.text.contains(scene.citizen.name))
        #expect(await scene.look(code).status == 410)
        #expect(await scene.holder.get(page).text.contains("什么也没有看到"))
        #expect(!(await scene.holder.get("/me/reads").text.contains("惠民银行")), "who saw nothing has read nothing")
    }

    @Test("What is missing is said, and what was typed stays; nothing is used up by it")
    func incomplete() async throws {
        let scene = try await Scene()
        #expect(await scene.holder.post("\(scene.address)/presentation", [("purpose", "service")]).status == 422)
        #expect(await scene.holder.post("\(scene.address)/presentation", [("claim.holder_name", "yes")]).status == 422)
        let foreign = [("claim.password", "yes"), ("purpose", "service")]
        #expect(await scene.holder.post("\(scene.address)/presentation", foreign).status == 422)
        let (_, code) = try await scene.show()
        #expect(await scene.look(code, as: " ").status == 422)
        #expect(await scene.look(code, "conquest").status == 422)
        #expect(await scene.look(String(code.dropLast())).status == 422)
        let typed = code.lowercased().replacing("-", with: " ").replacing("0", with: "o").replacing("1", with: "l")
        #expect(await scene.look(typed).status == 200, "small letters and look-alikes are read")
    }

    @Test("A showing belongs to its holder, who can take it back")
    func withdrawal() async throws {
        let scene = try await Scene()
        let other = RehearsalCitizen(name: "李桂兰", serial: 7)
        scene.rehearsal.settle(other)
        let neighbour = RehearsalBrowser(scene.rehearsal)
        #expect(try await neighbour.signIn(other))
        let (page, code) = try await scene.show()
        #expect(await neighbour.get(page).status == 404)
        #expect(await neighbour.post("\(page)/withdrawal").status == 404)
        #expect(await neighbour.get("\(scene.address)/presentation").status == 404)
        #expect(await scene.holder.post("\(page)/withdrawal").status == 303)
        let refused = await scene.look(code)
        #expect(refused.status == 410 && refused.text.contains("收回"))
    }

    @Test("Unknown codes are counted together, and a genuine one opens all the same")
    func guesses() async throws {
        let scene = try await Scene()
        let (_, code) = try await scene.show()
        var statuses: [Int] = []
        for number in 0..<32 { statuses.append(await scene.look("ZZZZZZZZZZ" + String(number + 10)).status) }
        #expect(statuses == Array(repeating: 404, count: 30) + [429, 429])
        #expect(await scene.look(code).status == 200)
    }

    @Test("What leaves as a credential verifies and discloses the chosen claims only")
    func credential() async throws {
        let fixture = try await CertificateFixture()
        let certificate = try await fixture.issue(by: fixture.issuer())
        let shown = SelectiveDisclosureToken.showing(["starts_on"], of: certificate.sdJWT)
        let claims = try SelectiveDisclosureToken.verify(shown, keys: [try #require(fixture.verifyingKey)])
        #expect(claims["starts_on"]?.string == "2026-11-01")
        #expect(claims["holder_name"] == nil && claims["certificate_number"] == nil)
        #expect(SelectiveDisclosureToken.showing([], of: certificate.sdJWT).split(separator: "~").count == 1)
    }

    @Test("Every showing and every look is an event of the certificate")
    func events() async throws {
        let scene = try await Scene()
        let (_, seen) = try await scene.show()
        _ = await scene.look(seen)
        let (_, refused) = try await scene.show()
        _ = await scene.look(refused, "travel")
        let id = try #require(Identifier<IssuedCertificate>(String(scene.address.dropFirst("/certificates/".count))))
        let events = try await scene.rehearsal.platform.journal.events(of: id.retyped(as: EventStream.self))
        #expect(
            events.map(\.kind.rawValue) == [
                "certificate.presented", "certificate.shown", "certificate.presented", "certificate.notShown",
            ])
        #expect(events[1].body["claims"]?.array?.compactMap(\.string) == ["holder_name", "service_item"])
        #expect(events[3].body["claims"]?.array?.isEmpty == true)
        try await scene.rehearsal.workOff()
        #expect(
            try await scene.rehearsal.platform.journal.events(of: id.retyped(as: EventStream.self)).allSatisfy {
                $0.logIndex != nil
            })
    }

    @Test("Paper is checked by number and check code, and by neither alone")
    func paper() async throws {
        let scene = try await Scene()
        let sheet = await scene.holder.get(scene.address).text
        let number = String(try #require(sheet.firstMatch(of: /编号 ([0-9A-Z]+)/)).1)
        let check = String(try #require(sheet.firstMatch(of: /certificate-check">([0-9A-Z-]+)/)).1)
        _ = await scene.stranger.get("/v")
        let found = await scene.stranger.post("/v", [("number", number.lowercased()), ("check", check.lowercased())])
        #expect(found.status == 303)
        let page = await scene.stranger.get(try #require(found.header("location"))).text
        #expect(page.contains("现在有效") && page.contains("王*英"))
        #expect(await scene.stranger.post("/v", [("check", check)]).status == 422)
        #expect(await scene.stranger.post("/v", [("number", number), ("check", "ABCDE-12345")]).status == 404)
        #expect(await scene.stranger.post("/v", [("number", number + "1"), ("check", check)]).status == 404)
        #expect(await scene.stranger.post("/v", [("number", number)]).status == 422)
    }
}
