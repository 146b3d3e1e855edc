import Cases
import Catalog
import Exchange
import FoundationEssentials
import Kernel
import Rehearsal
import Server
import Storage
import StorageSQLite
import Testing
import Web

@Suite("Whole journeys")
struct JourneyTests {
    private func signedIn(
        _ citizen: RehearsalCitizen = RehearsalCitizen()
    ) async throws -> (Rehearsal, RehearsalBrowser, slug: String) {
        let rehearsal = try await Rehearsal()
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        #expect(try await browser.signIn(citizen))
        let item = rehearsal.platform.environment.catalogue.items.first { $0.name == "高龄津贴" }
        return (rehearsal, browser, try #require(item?.slug))
    }

    @Test("From a tap to a certificate that a stranger can check, and learns nothing else from")
    func granted() async throws {
        let citizen = RehearsalCitizen()
        let (rehearsal, browser, slug) = try await signedIn(citizen)
        let address = try #require(await browser.apply(slug))
        let result = await browser.get(address)
        #expect(result.status == 200)
        #expect(result.text.contains("批准了"))
        try await rehearsal.workOff()
        let link = try #require(await browser.get(address).text.firstMatch(of: /\/certificates\/[0-9a-f-]{36}/)).0
        let page = await browser.get(String(link))
        #expect(page.text.contains(citizen.name))
        let check = String(try #require(page.text.firstMatch(of: /\/v\/[0-9a-f]{32}/)).0)

        let stranger = RehearsalBrowser(rehearsal)
        let shown = await stranger.get(check)
        #expect(shown.status == 200)
        #expect(shown.header("x-robots-tag")?.contains("noindex") == true)
        #expect(shown.text.contains("真的，现在有效") && shown.text.contains("王*英"))
        for secret in [citizen.name, citizen.number, citizen.phone, citizen.account, "每月", "100 元"] {
            #expect(!shown.text.contains(secret), "the public check shows \(secret)")
        }
        #expect(await stranger.get(String(link)).status == 303)
        #expect(await stranger.get("\(link)/file").status == 303)
        let other = RehearsalCitizen(name: "李桂兰", serial: 2)
        rehearsal.settle(other)
        #expect(try await stranger.signIn(other))
        for path in [String(link), "\(link)/file", "\(link)/proof", address, "\(address)/rating", "\(address)/events"] {
            #expect(await stranger.get(path).status == 404, "a stranger opens \(path)")
        }
        #expect(await stranger.post("\(address)/person").status == 404)
    }

    @Test("Wrong check codes are bounded, and a wrong one tells nothing")
    func guesses() async throws {
        let rehearsal = try await Rehearsal()
        let browser = RehearsalBrowser(rehearsal)
        var statuses: [Int] = []
        for number in 0..<40 {
            statuses.append(await browser.get("/v/" + String(repeating: "0", count: 30) + String(number + 10)).status)
        }
        #expect(statuses.first == 404)
        #expect(statuses.last == 429)
        rehearsal.clock.advance(seconds: 61)
        #expect(await browser.get("/v/" + String(repeating: "0", count: 32)).status == 404)
    }

    @Test("After sign-in the browser comes back to what was asked for")
    func comesBack() async throws {
        let rehearsal = try await Rehearsal()
        let citizen = RehearsalCitizen()
        rehearsal.settle(citizen)
        let browser = RehearsalBrowser(rehearsal)
        let led = try #require(await browser.get("/me/reads").header("location"))
        #expect(led.hasPrefix("/sign-in?"))
        _ = await browser.get(led)
        let sent = await browser.post(led, [(FormName.name, citizen.name), (FormName.residentID, citizen.number)])
        let codePage = try #require(sent.header("location"))
        _ = await browser.get(codePage)
        let code = try #require(try await rehearsal.newestCode(citizen.phone))
        let done = await browser.post(codePage, [(FormName.code, code), (FormName.returnTo, "/me/reads")])
        #expect(done.header("location") == "/me/reads")
        let session = done.headers.first { $0.value.hasPrefix(SiteCookie.session + "=") }?.value ?? ""
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(session.contains(attribute)) }
        #expect(!session.contains("Domain"))
        #expect(await browser.get("/me/reads").status == 200)
    }

    @Test("No name, number, phone or account in the database, its log, the tiles, our log lines or the figures")
    func noPlainText() async throws {
        var citizen = RehearsalCitizen(
            name: "欧阳标记玛丽亚木古丽", born: "19400229", serial: 913, account: "6228489137264501983")
        citizen.cardRecord["bank.accountName"] = citizen.name
        let (rehearsal, browser, slug) = try await signedIn(citizen)
        let address = try #require(await browser.apply(slug))
        try await rehearsal.workOff()
        _ = await browser.get("\(address)/rating")
        let comment = "长长的标记意见丙丁戊己庚辛壬癸"
        _ = await browser.post("\(address)/rating", [(FormName.level, "5"), (FormName.comment, comment)])
        _ = await browser.post("\(address)/person")
        _ = try await browser.signIn(citizen, typedName: "欧阳标记错名字")
        // A second application, with a typed telephone number and a correction.
        citizen.populationRecord["lxdh"] = ""
        rehearsal.settle(citizen)
        let draft = try #require(await browser.get("/s/\(slug)/drafts").header("location"))
        let typed = "19900007351"
        _ = await browser.post(draft, [(FormName.factPrefix + "联系电话", typed)])
        _ = await browser.post("\(draft)/disputes", [(FormName.dispute, "户籍区划")])
        let correction = "更正标记天干地支"
        _ = await browser.post(
            draft, [(FormName.factPrefix + "联系电话", typed), (FormName.correctionPrefix + "户籍区划", correction)])
        rehearsal.population.fail(.malformed("x"))
        _ = await browser.post("\(draft)/submission", [(FormName.declaration, "yes")])
        try await rehearsal.workOff()

        let markers = [
            citizen.name, "欧阳标记", citizen.number, citizen.phone, citizen.account, typed, comment, correction,
        ]
        let figures = await browser.get("/metrics", headers: ["x-peer-is-local": "true"]).text
        for marker in markers {
            #expect(!rehearsal.journalLines.text.contains(marker), "\(marker) in our log")
            #expect(!figures.contains(marker), "\(marker) in the figures")
        }
        #expect(!rehearsal.journalLines.text.isEmpty)
        let files = try FileManager.default.subpathsOfDirectory(atPath: rehearsal.folder)
        #expect(files.contains("huimin.sqlite-wal") && files.contains { $0.hasPrefix("log/tile/entries/") })
        for name in files where !name.hasPrefix("keys") {
            guard let data = FileManager.default.contents(atPath: "\(rehearsal.folder)/\(name)") else { continue }
            for marker in markers {
                #expect(data.firstRange(of: Data(marker.utf8)) == nil, "\(marker) in \(name)")
                let wide = Data(marker.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
                #expect(data.firstRange(of: wide) == nil, "\(marker) as UTF-16 in \(name)")
            }
        }
    }
}
