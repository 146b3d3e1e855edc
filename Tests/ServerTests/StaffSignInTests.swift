import Identity
import Kernel
import Notify
import Rehearsal
import Server
import Testing
import Web

/// 工作人员登录 where the city runs for earnest: a code by the carrier, limits, and other programs.
@Suite("Staff sign-in of a real city")
struct StaffSignInTests {
    private static let phone = "15499990101"

    private func begin(_ browser: RehearsalBrowser, _ name: String, _ number: String) async -> WebResponse {
        _ = await browser.get("/staff/sign-in")
        return await browser.post("/staff/sign-in", [(FormName.name, name), (FormName.staffID, number)])
    }

    @Test("An officer signs in by the code on the phone of the post; the page lists nobody")
    func byCarrier() async throws {
        let rehearsal = try await Rehearsal(isDemo: false)
        let browser = RehearsalBrowser(rehearsal)
        let page = await browser.get("/staff/sign-in")
        #expect(page.status == 200 && !page.text.contains("周敏") && !page.text.contains("/sandbox/inbox"))
        #expect(await begin(browser, "周敏", "jd01").status == 303)
        let code = try #require(try await rehearsal.newestCode(Self.phone))
        #expect(await !browser.get("/staff/sign-in/code").text.contains("/sandbox/inbox"))
        #expect(await browser.post("/staff/sign-in/code", [(FormName.code, code)]).header("location") == "/desk")
        #expect(await browser.get("/desk").status == 200)
        #expect(await browser.get("/sandbox/inbox").status == 404)
    }

    @Test("A stranger to the register gets the same answer and no code; asking is bounded as for residents")
    func limits() async throws {
        let rehearsal = try await Rehearsal(isDemo: false)
        let browser = RehearsalBrowser(rehearsal)
        let (known, unknown) = (await begin(browser, "周敏", "JD01"), await begin(browser, "周敏", "JD02"))
        #expect(known.status == unknown.status && known.header("location") == unknown.header("location"))
        #expect(try await rehearsal.newestCode("15499990102") == nil)
        for _ in 0..<4 { #expect(await begin(browser, "周敏", "JD01").status == 303) }
        let refused = await begin(browser, "周敏", "JD01")
        #expect(refused.status == 422 && refused.text.contains("验证码要得太频繁了"))
        // Over a day: twenty codes, then an officer's way out, not a resident's.
        var last = refused
        for _ in 0..<5 {
            rehearsal.clock.advance(seconds: 601)
            for _ in 0..<4 { last = await begin(browser, "周敏", "JD01") }
        }
        #expect(last.status == 422 && last.text.contains("请同事接手") && !last.text.contains("今天要办"))
    }

    @Test("Other programs sign an officer in, work the desk, and sign out")
    func byInterface() async throws {
        let rehearsal = try await Rehearsal(isDemo: false)
        let program = RehearsalBrowser(rehearsal)
        func send(
            _ method: WebRequest.Method, _ path: String, _ body: JSON? = nil, token: String? = nil
        ) async throws -> (status: Int, body: JSON) {
            var headers = ["content-type": "application/json"]
            if let token { headers["authorization"] = "Bearer \(token)" }
            let answer = await program.send(method, "/api/v1/desk\(path)", headers: headers, body: body?.bytes ?? [])
            return (answer.status, answer.text.isEmpty ? .null : try JSON.parse(answer.text))
        }
        let begun = try await send(.post, "/session-challenges", ["name": "周敏", "staffID": "JD01"])
        #expect(begun.status == 201)
        let challenge = try #require(begun.body["challenge"])
        #expect(try await send(.post, "/session", ["challenge": challenge, "code": "000000"]).status == 422)
        let code = try #require(try await rehearsal.newestCode(Self.phone))
        // An officer's code opens no resident's session.
        let crossed = await program.send(
            .post, "/api/v1/session", headers: ["content-type": "application/json"],
            body: JSON.object([.init("challenge", challenge), .init("code", JSON(code))]).bytes)
        #expect(crossed.status == 422)
        let opened = try await send(.post, "/session", ["challenge": challenge, "code": JSON(code)])
        #expect(opened.status == 201)
        let token = try #require(opened.body["token"]?.string)
        let officer = try await send(.get, "/session", token: token)
        #expect(officer.body["id"]?.string == "JD01" && officer.body["office"]?.string == "街道")
        #expect(try await send(.get, "/cases", token: token).status == 200)
        #expect(try await send(.delete, "/session", token: token).status == 204)
        #expect(try await send(.get, "/cases", token: token).status == 401)
        #expect(try await send(.post, "/session-challenges", ["name": " ", "staffID": "JD01"]).status == 422)
    }
}
