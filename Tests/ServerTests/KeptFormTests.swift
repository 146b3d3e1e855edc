import Cases
import Catalog
import Exchange
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// What somebody typed when the session had ended.
@Suite("Nothing typed is lost by an ended session")
struct KeptFormTests {
    private static let account = "6228480012345678"

    /// A resident with a draft on the screen, whose session ends while it stands there. The source of the account is silent, so
    /// that the form asks for it.
    struct Late {
        let rehearsal: Rehearsal
        let citizen: RehearsalCitizen
        let browser: RehearsalBrowser
        let draft: String

        init() async throws {
            rehearsal = try await Rehearsal()
            citizen = RehearsalCitizen()
            rehearsal.settle(citizen)
            rehearsal.socialSecurity.fail(.unreachable)
            browser = RehearsalBrowser(rehearsal)
            #expect(try await browser.signIn(citizen))
            let item = rehearsal.platform.environment.catalogue.items.first { $0.name == "高龄津贴" }
            let slug = try #require(item?.slug)
            draft = try #require(await browser.get("/s/\(slug)/drafts").header("location"))
            #expect(await browser.get(draft).text.contains("\(FormName.factPrefix)发放账户"))
            rehearsal.clock.advance(seconds: 12 * 3600 + 1)
        }

        /// Signs in with this browser, as somebody, and opens a page.
        func signInAndOpen(_ path: String, as citizen: RehearsalCitizen) async throws -> WebResponse {
            rehearsal.settle(citizen)
            #expect(try await browser.signIn(citizen))
            return await browser.get(path)
        }

        var rows: Int64 {
            get async throws {
                try await rehearsal.platform.database.read { tx in
                    try tx.row("SELECT COUNT(*) AS n FROM kept_form")?.integer("n") ?? -1
                }
            }
        }

        func answers(of draft: String) async throws -> [String: String] {
            let id = try #require(Identifier<CaseFile>(String(draft.split(separator: "/").last ?? "")))
            let row = try #require(
                try await rehearsal.platform.database.read { tx in
                    try tx.row("SELECT applicant FROM draft WHERE id = \(id)")
                })
            let drafts = rehearsal.platform.environment.drafts
            let found = try await drafts.draft(id, of: row.identifier("applicant"))
            return try #require(found).content.answers
        }
    }

    @Test("It is in the draft after sign-in, entered and not submitted, and the page says so once")
    func comesBack() async throws {
        let late = try await Late()
        let sent = await late.browser.post(late.draft, [("\(FormName.factPrefix)发放账户", Self.account)])
        #expect(sent.header("location")?.hasPrefix("/sign-in?expired=yes&return=") == true)
        #expect(sent.header("location")?.contains(PercentCoding.encoded(late.draft)) == true)
        #expect(try await late.answers(of: late.draft).isEmpty)
        #expect(try await late.rows == 1)
        let page = try await late.signInAndOpen(late.draft, as: late.citizen)
        #expect(page.status == 200 && page.text.contains("您刚才填的都还在") && page.text.contains(Self.account))
        #expect(try await late.answers(of: late.draft) == ["发放账户": Self.account])
        #expect(try await late.rows == 0)
        #expect(await !late.browser.get(late.draft).text.contains("您刚才填的都还在"))
        #expect(await !late.browser.get("/cases").text.contains("高龄津贴"))
    }

    @Test("A “this is wrong” is kept with what stood beside it")
    func dispute() async throws {
        let late = try await Late()
        let sent = await late.browser.post(
            "\(late.draft)/disputes", [(FormName.dispute, "姓名"), ("\(FormName.factPrefix)发放账户", Self.account)])
        #expect(sent.header("location")?.contains(PercentCoding.encoded(late.draft)) == true)
        let page = try await late.signInAndOpen(late.draft, as: late.citizen)
        #expect(page.text.contains("您刚才填的都还在") && page.text.contains("\(FormName.correctionPrefix)姓名"))
        #expect(try await late.answers(of: late.draft) == ["发放账户": Self.account])
    }

    @Test("Somebody else who signs in with the same browser gets none of it; it is erased when it is old")
    func ofNobodyElse() async throws {
        let late = try await Late()
        _ = await late.browser.post(late.draft, [("\(FormName.factPrefix)发放账户", Self.account)])
        let other = RehearsalCitizen(name: "李桂兰", serial: 2)
        #expect(try await late.signInAndOpen(late.draft, as: other).status == 404)
        let own = try #require(await late.browser.get("/s/0007/drafts").header("location"))
        let page = await late.browser.get(own)
        #expect(page.status == 200 && !page.text.contains(Self.account) && !page.text.contains("您刚才填的都还在"))
        #expect(try await late.answers(of: own).isEmpty)
        #expect(try await late.answers(of: late.draft).isEmpty)

        late.rehearsal.clock.advance(seconds: KeptForms.lifetimeSeconds)
        let back = try await late.signInAndOpen(late.draft, as: late.citizen)
        #expect(back.status == 200 && !back.text.contains(Self.account))
        #expect(try await late.rows == 1)
        try await late.rehearsal.platform.environment.keptForms.eraseOld()
        #expect(try await late.rows == 0)
    }

    @Test("With another browser, without its cookie, or from a form that is not ours, nothing is kept")
    func notOurs() async throws {
        let late = try await Late()
        let (session, visitor) = (late.browser.cookie(SiteCookie.session), late.browser.cookie(SiteCookie.visitor))
        let fields = [("\(FormName.factPrefix)发放账户", Self.account)]
        let body = Array("\(FormName.factPrefix)x=1&\(FormName.token)=\(String(repeating: "0", count: 32))".utf8)
        #expect(await late.browser.send(.post, late.draft, body: body).status == 303)
        #expect(await late.browser.post(late.draft, fields, headers: ["sec-fetch-site": "cross-site"]).status == 303)
        late.browser.setCookie(SiteCookie.session, String(repeating: "ab", count: 32))
        _ = await late.browser.post(late.draft, fields)
        late.browser.setCookie(SiteCookie.session, session)
        late.browser.setCookie(SiteCookie.visitor, nil)
        _ = await late.browser.post(late.draft, fields)
        late.browser.setCookie(SiteCookie.visitor, visitor)
        let long = String(repeating: "长", count: KeptForms.sizeMax)
        _ = await late.browser.post(late.draft, [("\(FormName.factPrefix)发放账户", long)])
        #expect(try await late.rows == 0)
        // One for a browser and an ended session, however often it sends and whatever it calls itself.
        for name in ["a", "b", "c"] {
            late.browser.setCookie(SiteCookie.visitor, name)
            for _ in 0..<3 { _ = await late.browser.post(late.draft, fields) }
        }
        #expect(try await late.rows == 1)
        late.browser.setCookie(SiteCookie.visitor, visitor)
        #expect(try await !late.signInAndOpen(late.draft, as: late.citizen).text.contains(Self.account))
    }

    @Test("A question for a person, a rating and a correction's answer stand in their forms again, until they are sent")
    func words() async throws {
        let rehearsal = try await Rehearsal()
        let citizen = RehearsalCitizen()
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        #expect(try await browser.signIn(citizen))
        let address = try #require(await browser.apply("0007"))
        #expect(await browser.get(address).text.contains("\(address)/person"))
        rehearsal.clock.advance(seconds: 12 * 3600 + 1)
        let sent = await browser.post("\(address)/person", [(FormName.note, "金额好像不对")])
        #expect(sent.header("location")?.contains(PercentCoding.encoded(address)) == true)
        #expect(try await browser.signIn(citizen))
        for _ in 0..<2 {
            let page = await browser.get(address)
            #expect(page.text.contains("金额好像不对") && page.text.contains("您刚才填的都还在"))
        }
        #expect(await browser.post("\(address)/person", [(FormName.note, "金额好像不对")]).status == 303)
        #expect(await !browser.get(address).text.contains("您刚才填的都还在"))

        #expect(await browser.get("\(address)/rating").status == 200)
        rehearsal.clock.advance(seconds: 12 * 3600 + 1)
        let rating = [(FormName.level, "4"), (FormName.comment, "等的时间有点长")]
        #expect(await browser.post("\(address)/rating", rating).status == 303)
        #expect(try await browser.signIn(citizen))
        let form = await browser.get("\(address)/rating")
        #expect(form.text.contains("等的时间有点长") && form.text.contains("您刚才填的都还在"))
        #expect(form.text.contains(/value="4"[^>]* checked/))
        #expect(await browser.post("\(address)/rating", rating).status == 303)

        let asked = try await correctionAsked(rehearsal)
        let correction = "/cases/\(asked.file)/correction"
        #expect(try await browser.signIn(asked.citizen))
        #expect(await browser.get(correction).status == 200)
        rehearsal.clock.advance(seconds: 12 * 3600 + 1)
        #expect(await browser.post(correction, [(FormName.note, "合同在窗口交了")]).status == 303)
        #expect(try await browser.signIn(asked.citizen))
        let page = await browser.get(correction)
        #expect(page.text.contains("合同在窗口交了") && page.text.contains("您刚才填的都还在"))
        #expect(await browser.post(correction, [(FormName.note, "合同在窗口交了")]).status == 303)
        let left = try await rehearsal.platform.database.read { tx in
            try tx.row("SELECT COUNT(*) AS n FROM kept_form")?.integer("n")
        }
        #expect(left == 0)
    }

    private func correctionAsked(
        _ rehearsal: Rehearsal
    ) async throws -> (file: Identifier<CaseFile>, citizen: RehearsalCitizen) {
        let street = StaffPost(id: "JD01", name: "周敏", office: "街道", title: "受理员", phone: "15499990101")
        let citizen = RehearsalCitizen(name: "李桂兰", serial: 2)
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        #expect(try await browser.signIn(citizen))
        let address = try #require(await browser.apply("0007", wantsPerson: true))
        let id = try #require(Identifier<CaseFile>(String(address.split(separator: "/").last ?? "")))
        let environment = rehearsal.platform.environment
        try await ClaimCase(environment)(id, by: street)
        try await RequestCorrection(environment)(id, .init(note: "请说明"), by: street)
        return (id, citizen)
    }
}
