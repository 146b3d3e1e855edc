import Cases
import Catalog
import Kernel
import Rehearsal
import Server
import Testing
import Web

@Suite("Before every handler")
struct GateTests {
    @Test("Every address keeps its access rule")
    func accessRules() async throws {
        let rehearsal = try await Rehearsal(isDemo: false)
        let stranger = RehearsalBrowser(rehearsal)
        for route in rehearsal.platform.routes {
            let path = Self.example(route.pattern)
            let response = await stranger.send(route.method, path, headers: ["x-peer-is-local": "false"])
            #expect(response.status < 500 || response.status == 503, "\(route.method) \(path): \(response.status)")
            switch route.access {
            case .everyone:
                #expect(
                    response.header("location")?.hasPrefix("/sign-in?") != true, "\(path) sends everybody to sign in")
            case .partner: #expect((400..<500).contains(response.status), "\(path): \(response.status)")
            case .demo, .local: #expect(response.status == 404, "\(path): \(response.status)")
            default:
                // Pages lead to sign-in and back; programs are told so.
                let isLed = response.status == 303 && response.header("location")?.hasPrefix("/") == true
                #expect(isLed || [401, 403].contains(response.status), "\(route.method) \(path): \(response.status)")
                if route.method == .get, isLed, response.header("location")?.hasPrefix("/sign-in?") == true {
                    #expect(
                        response.header("location")?.contains(FormName.returnTo) == true, "\(path) forgets the way back"
                    )
                }
            }
        }
    }

    @Test(
        "Every answer has its security headers",
        arguments: ["/", "/nothing-here", "/me", "/healthz", "/assets/none", "/v/00"])
    func securityHeaders(_ path: String) async throws {
        let response = await RehearsalBrowser(try await Rehearsal()).get(path)
        #expect(response.header("content-security-policy")?.contains("default-src 'none'") == true)
        #expect(response.header("content-security-policy")?.contains("unsafe") == false)
        #expect(response.header("x-content-type-options") == "nosniff")
        #expect(response.header("referrer-policy") != nil)
        #expect(response.header("strict-transport-security") != nil)
    }

    @Test("A form of another page, or of another session, does nothing")
    func formToken() async throws {
        let rehearsal = try await Rehearsal()
        let (citizen, other) = (RehearsalCitizen(), RehearsalCitizen(name: "李桂兰", serial: 2))
        rehearsal.settle(citizen)
        rehearsal.settle(other)
        let (browser, second) = (RehearsalBrowser(rehearsal), RehearsalBrowser(rehearsal))
        #expect(try await browser.signIn(citizen))
        #expect(try await second.signIn(other))
        let body = "\(FormName.token)="
        for token in ["", "0", second.formToken, String(browser.formToken.reversed()), browser.formToken + "0"] {
            let response = await browser.send(.post, "/sign-out", body: Array((body + token).utf8))
            #expect(response.status == 403, "token \(token)")
        }
        for site in ["cross-site", "same-site"] {
            #expect(await browser.post("/sign-out", headers: ["sec-fetch-site": site]).status == 403)
        }
        #expect(await browser.get("/me").status == 200)
        #expect(await browser.post("/sign-out", headers: ["sec-fetch-site": "same-origin"]).status == 303)
        #expect(await browser.get("/me").status == 303)
    }

    @Test("Unknown addresses and methods are said to be so, with what is allowed")
    func unknown() async throws {
        let browser = RehearsalBrowser(try await Rehearsal())
        #expect(await browser.get("/there/is/no/such/page").status == 404)
        let wrong = await browser.send(.delete, "/search")
        #expect(wrong.status == 405)
        #expect(wrong.header("allow")?.contains("GET") == true)
        #expect(await browser.send(nil, "/search").status == 405)
    }

    @Test(
        "Broken escapes, broken UTF-8 and odd bytes get a page, never a fault",
        arguments: [
            "/search?q=%", "/search?q=%zz", "/search?q=%ff%fe%80", "/search?q=%00", "/search?%=%&&==&q", "/s/%ff",
            "/s/%2e%2e%2f",
            "/drafts/%00", "/cases/zzzz", "/v/%F0%9F", "/log/tile/0/x", "/log/tile/../../keys.json",
            "/log/tile/%2e%2e/%2e%2e/keys.json",
            "/assets/..%2f..%2fkeys.json", "/status/99999999999999999999", "/status/-1", "/language/xx",
            "/presentation/%00",
            "/search?q=" + String(repeating: "%E8%80%81", count: 5_000), "//",
            "/" + String(repeating: "a/", count: 500),
        ])
    func oddAddresses(_ address: String) async throws {
        let response = await RehearsalBrowser(try await Rehearsal()).get(address)
        #expect(response.status < 500, "\(response.status)")
        #expect(!response.text.contains("masters"))
        #expect(response.header("content-security-policy") != nil)
    }

    @Test("Forms with broken bytes are answered, not lost in a fault")
    func oddForms() async throws {
        let rehearsal = try await Rehearsal()
        let citizen = RehearsalCitizen()
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        #expect(try await browser.signIn(citizen))
        let slug = try #require(rehearsal.platform.environment.catalogue.items.first { $0.name == "高龄津贴" }?.slug)
        let draft = try #require(await browser.get("/s/\(slug)/drafts").header("location"))
        let bodies: [[UInt8]] = [
            [0xFF, 0xFE, 0x00], Array("fact.%FF=%FF&&&=&token".utf8), Array("dispute=%00".utf8), [],
            Array(String(repeating: "fact.x=1&", count: 5_000).utf8),
        ]
        for body in bodies {
            let token = Array("&\(FormName.token)=\(browser.formToken)".utf8)
            for path in ["", "/disputes", "/submission"] {
                let response = await browser.send(.post, draft + path, body: body + token)
                #expect(response.status < 500, "\(path): \(response.status)")
            }
        }
        #expect(await browser.get(draft).status == 200)
    }

    @Test("Forged, foreign and expired sessions are nobody's")
    func sessions() async throws {
        let rehearsal = try await Rehearsal()
        let citizen = RehearsalCitizen()
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        #expect(try await browser.signIn(citizen))
        let session = try #require(browser.cookie(SiteCookie.session))
        for forged in [
            "", "00", String(session.reversed()), session.dropLast() + "g", String(repeating: "0", count: 64),
        ] {
            browser.setCookie(SiteCookie.session, String(forged))
            #expect(await browser.get("/me").status == 303, "\(forged)")
        }
        browser.setCookie(SiteCookie.session, session)
        #expect(await browser.get("/me").status == 200)
        rehearsal.clock.advance(seconds: 12 * 3600 + 1)
        #expect(await browser.get("/me").status == 303)
    }

    @Test(
        "Switches lead back to this site only",
        arguments: [
            "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil", "javascript:alert(1)",
            "/\u{9}/evil", "",
        ])
    func openRedirect(_ target: String) async throws {
        let browser = RehearsalBrowser(try await Rehearsal())
        for path in ["/language/en", "/presentation/elder"] {
            let response = await browser.get("\(path)?\(FormName.returnTo)=\(PercentCoding.encoded(target))")
            #expect(response.header("location") == "/", "\(path) leads to \(response.header("location") ?? "")")
        }
        let back = await browser.get("/language/en?\(FormName.returnTo)=%2Fhelp")
        #expect(back.header("location") == "/help")
    }

    @Test("Sign-in leads back with the query, as long as it is of a page's size")
    func comesBackWhole() async throws {
        let browser = RehearsalBrowser(try await Rehearsal())
        for (asked, back) in [
            ("/cases?before=%E4%B8%80&x=1", "/cases?before=%E4%B8%80&x=1"), ("/me?", "/me"),
            ("/me?x=" + String(repeating: "1", count: 2_000), "/me"),
        ] {
            let led = await browser.get(asked).header("location")
            #expect(led == "/sign-in?return=" + PercentCoding.encoded(back))
        }
        // A form that stands on a page of its own part leads to that page, also where the browser does not say whence it came.
        let id = "00000000-0000-7000-8000-000000000000"
        for (path, back) in [
            ("/drafts/\(id)/disputes", "/drafts/\(id)"), ("/cases/\(id)/person", "/cases/\(id)"),
        ] {
            let led = await browser.post(path).header("location")
            #expect(led == "/sign-in?return=" + PercentCoding.encoded(back))
        }
    }

    @Test("A page of refusal has a reference, both languages, and nothing from inside")
    func errorPages() async throws {
        let browser = RehearsalBrowser(try await Rehearsal())
        for (language, sentence) in [("zh", "没有找到这一页"), ("en", "This page does not exist")] {
            let page = await browser.get("/nothing", headers: ["accept-language": language]).text
            #expect(page.contains(sentence))
            for inside in ["Swift", "sqlite", "SELECT", "Rejection", "fault"] {
                #expect(!page.contains(inside), "\(inside)")
            }
        }
    }

    @Test("Figures are for the machine itself, and name nobody")
    func metrics() async throws {
        let rehearsal = try await Rehearsal()
        let browser = RehearsalBrowser(rehearsal)
        #expect(await browser.get("/metrics", headers: ["x-peer-is-local": "false"]).status == 404)
        _ = await browser.get("/search?q=\(PercentCoding.encoded("王秀英"))")
        _ = await browser.get("/cases/01234567-89ab-cdef-0123-456789abcdef")
        let figures = await browser.get("/metrics", headers: ["x-peer-is-local": "true"])
        #expect(figures.status == 200)
        #expect(figures.text.contains("huimin_request_seconds_count"))
        #expect(!figures.text.contains("王秀英") && !figures.text.contains("01234567-89ab"))
    }

    /// An address of a pattern, with parameters that name nothing.
    static func example(_ pattern: String) -> String {
        "/"
            + pattern.split(separator: "/").map { $0.hasPrefix("{") ? "00000000-0000-0000-0000-000000000000" : $0 }
            .joined(separator: "/")
    }
}
