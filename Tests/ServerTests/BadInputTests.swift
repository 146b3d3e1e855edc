import Kernel
import Rehearsal
import Server
import Testing
import Web

/// What the gate refuses before a handler sees it, in the reader's language, and that nothing saved is lost by it.
@Suite("Bad input")
struct BadInputTests {
    struct Sample: Sendable {
        let method: WebRequest.Method
        let address: String
        var type = "application/x-www-form-urlencoded"
        var body: [UInt8] = []
        let status: Int
        let code: String
    }

    static let samples: [Sample] = [
        Sample(method: .get, address: "/search?q=%FF", status: 400, code: "request.brokenText"),
        Sample(method: .get, address: "/search?q=%E4%BD", status: 400, code: "request.brokenText"),
        Sample(method: .get, address: "/search?q=a%00b", status: 400, code: "request.brokenText"),
        Sample(method: .get, address: "/api/v1/search?q=%C3%28", status: 400, code: "request.brokenText"),
        Sample(method: .get, address: "/search?q=100%25", status: 200, code: ""),
        Sample(method: .get, address: "/search?q=100%", status: 200, code: ""),
        Sample(method: .get, address: "/s/%FF", status: 404, code: "error.notFound"),
        Sample(method: .get, address: "/v/%00", status: 404, code: "error.notFound"),
        Sample(
            method: .post, address: "/sign-in", body: Array("name=%FF".utf8), status: 400, code: "request.brokenText"),
        Sample(
            method: .post, address: "/sign-in", body: Array("name=".utf8) + [0xC3, 0x28], status: 400,
            code: "request.brokenText"),
        Sample(
            method: .post, address: "/sign-in", body: Array("name=%00".utf8), status: 400, code: "request.brokenText"),
        Sample(
            method: .post, address: "/sign-in", type: "application/json", body: Array("{}".utf8), status: 415,
            code: "request.notForm"),
        Sample(
            method: .post, address: "/sign-in", type: "multipart/form-data; boundary=x", body: Array("--x--".utf8),
            status: 415, code: "request.notForm"),
        Sample(
            method: .post, address: "/sign-in", type: "Application/X-WWW-Form-Urlencoded ; charset=utf-8",
            body: Array("name=x".utf8), status: 403, code: "request.foreignForm"),
    ]

    @Test("Each has its status and says so in both languages", arguments: samples)
    func refused(_ sample: Sample) async throws {
        let stranger = RehearsalBrowser(try await Rehearsal())
        let headers = ["content-type": sample.type]
        let page = await stranger.send(sample.method, sample.address, headers: headers, body: sample.body)
        #expect(page.status == sample.status, "\(sample.address)")
        guard sample.status >= 400 else { return }
        let told = await stranger.send(
            sample.method, sample.address, headers: headers.merging(["accept": "application/json"]) { $1 },
            body: sample.body)
        let json = try JSON.parse(told.text)
        #expect(told.status == sample.status)
        #expect(json["code"]?.string == sample.code)
        #expect(json["reason"]?["zh"]?.string?.isEmpty == false && json["reason"]?["en"]?.string?.isEmpty == false)
    }

    @Test("A session that has ended says so and leads back; what was saved is there")
    func expired() async throws {
        let (rehearsal, citizen) = (try await Rehearsal(), RehearsalCitizen())
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        #expect(try await browser.signIn(citizen))
        let draft = try #require(await browser.get("/s/0018/drafts").header("location"))
        #expect(await browser.post(draft, [(FormName.factPrefix + "用途", "其他")]).status == 303)
        rehearsal.clock.advance(seconds: 13 * 3600)
        for response in [await browser.get(draft), await browser.post(draft, [("x", "1")])] {
            let way = try #require(response.header("location"))
            #expect(way.hasPrefix("/sign-in?expired=yes&return=%2Fdrafts%2F"), "\(way)")
            #expect(await browser.get(way).text.contains("登录时间到了"))
        }
        #expect(await browser.get("/api/v1/cases").status == 401)
        #expect(await RehearsalBrowser(rehearsal).get("/me").header("location") == "/sign-in?return=%2Fme")
        #expect(try await browser.signIn(citizen))
        #expect(await browser.get(draft).text.contains("其他"))
    }

    @Test("A session opens only the ways of its own kind")
    func kinds() async throws {
        let (rehearsal, citizen) = (try await Rehearsal(), RehearsalCitizen())
        rehearsal.settle(citizen)
        let (resident, officer) = (RehearsalBrowser(rehearsal), RehearsalBrowser(rehearsal))
        #expect(try await resident.signIn(citizen))
        try await officer.signInAtDesk("JD01", name: "周敏", phone: "15499990101", in: rehearsal)
        let ways: [(browser: RehearsalBrowser, path: String, status: Int, code: String?)] = [
            (RehearsalBrowser(rehearsal), "/api/v1/desk/cases", 401, "request.notSignedIn"),
            (resident, "/api/v1/desk/cases", 403, "request.notForResidents"),
            (officer, "/api/v1/desk/cases", 200, nil), (officer, "/api/v1/desk/session", 200, nil),
            (officer, "/api/v1/cases", 403, "request.notForOfficers"), (resident, "/api/v1/cases", 200, nil),
        ]
        for way in ways {
            let response = await way.browser.get(way.path)
            #expect(response.status == way.status, "\(way.path)")
            #expect(try JSON.parse(response.text)["code"]?.string == way.code, "\(way.path)")
        }
    }
}

extension RehearsalBrowser {
    fileprivate func signInAtDesk(_ id: String, name: String, phone: String, in rehearsal: Rehearsal) async throws {
        _ = await get("/staff/sign-in")
        _ = await post("/staff/sign-in", [(FormName.name, name), (FormName.staffID, id)])
        let code = try #require(try await rehearsal.newestCode(phone))
        _ = await get("/staff/sign-in/code")
        #expect(await post("/staff/sign-in/code", [(FormName.code, code)]).status == 303)
    }
}
