import ECertificates
import FoundationEssentials
import Kernel
import Rehearsal
import Scratch
import Server
import Testing
import Vault
import Web

/// What strangers see, on the whole platform.
@Suite("Certificates: the public check")
struct PublicCheckTests {
    /// A granted certificate with its holder's browser and the address of its public check.
    private struct Granted {
        let rehearsal: Rehearsal
        let holder: RehearsalBrowser
        let page: String
        let check: String

        init(name: String = "王秀英") async throws {
            rehearsal = try await Rehearsal()
            let citizen = RehearsalCitizen(name: name)
            rehearsal.settle(citizen)
            holder = RehearsalBrowser(rehearsal)
            #expect(try await holder.signIn(citizen))
            _ = await holder.apply("0007")
            try await rehearsal.workOff()
            let mine = await holder.get("/me").text
            let path = try #require(mine.firstMatch(of: /\/certificates\/[0-9a-f-]+/)).0
            page = await holder.get(String(path)).text
            check = String(try #require(page.firstMatch(of: /\/v\/[0-9a-f]{32}/)).0)
        }
    }

    @Test(
        "The public check masks the name, and shows neither number nor account",
        arguments: [
            ("王英", "王*"), ("王秀英", "王*英"), ("欧阳秀英", "欧**英"), ("买买提·艾力", "买****力"), ("阿依古丽·买买提", "阿******提"),
        ])
    func masked(_ name: String, _ shown: String) async throws {
        let granted = try await Granted(name: name)
        let answer = await RehearsalBrowser(granted.rehearsal).get(granted.check)
        #expect(answer.status == 200 && answer.header("x-robots-tag") == "noindex, nofollow")
        #expect(answer.text.contains(shown))
        let citizen = RehearsalCitizen(name: name)
        for secret in [name, citizen.number, citizen.account, citizen.phone] {
            #expect(!answer.text.contains(secret))
        }
    }

    @Test("Thirty wrong tokens a minute are answered; a genuine one always")
    func limit() async throws {
        let granted = try await Granted()
        let stranger = RehearsalBrowser(granted.rehearsal)
        var statuses: [Int] = []
        for number in 0..<35 {
            let digits = String(number, radix: 16)
            let token = String(repeating: "f", count: 32 - digits.count) + digits
            statuses.append(await stranger.get("/v/\(token)").status)
        }
        #expect(statuses == Array(repeating: 404, count: 30) + Array(repeating: 429, count: 5))
        #expect(await stranger.get(granted.check).status == 200)
        #expect(await RehearsalBrowser(granted.rehearsal).get("/v/\(String(repeating: "e", count: 32))").status == 429)
        granted.rehearsal.clock.advance(seconds: 60)
        #expect(await stranger.get("/v/\(String(repeating: "e", count: 32))").status == 404)
    }

    @Test("A status list is handed out with its tag, and not again to whoever has it")
    func statusList() async throws {
        let granted = try await Granted()
        let verifier = RehearsalBrowser(granted.rehearsal)
        let list = await verifier.get("/status/0")
        #expect(list.status == 200 && list.header("content-type") == "application/statuslist+jwt")
        #expect(list.header("cache-control") == "public, max-age=300")
        #expect(list.header("access-control-allow-origin") == "*")
        let tag = try #require(list.header("etag"))
        for known in [tag, "\"other\", \(tag)"] {
            let again = await verifier.get("/status/0", headers: ["if-none-match": known])
            #expect(again.status == 304 && again.text.isEmpty && again.header("etag") == tag)
        }
        #expect(await verifier.get("/status/0", headers: ["if-none-match": "\"other\""]).status == 200)
        granted.rehearsal.clock.advance(seconds: 100)
        #expect(await verifier.get("/status/0").header("cache-control") == "public, max-age=200")
        for address in ["/status/1", "/status/-1", "/status/x", "/status/99999999999999999999"] {
            #expect(await verifier.get(address).status == 404, "\(address)")
        }
    }

    @Test(
        "A reader of codes finds in the page's code the address of the public check, and what the issuer signed for paper"
    )
    func code() async throws {
        let granted = try await Granted()
        let scratch = ScratchFolder("code")
        defer { withExtendedLifetime(scratch) {} }
        let picture = scratch.path + "/code.pgm"
        try Data(CodePicture(page: granted.page).portableGrayMap).write(to: URL(filePath: picture))
        guard let read = try CodeReader.read(picture) else {
            print("skipped: zbarimg is not installed (apt-get install zbar-tools)")
            return
        }
        #expect(read.hasPrefix("https://huimin.example\(granted.check)#") && read.utf8.count < 400)
        let keys = granted.rehearsal.platform.vault.certificateKeys.verifying
        let paper = try #require(try PaperStatement(scanned: read, keys: keys))
        #expect(granted.page.contains(paper.number) && granted.page.contains(paper.checkCode))
        #expect(paper.typeName == "高龄津贴核准通知书" && paper.maskedHolder == "王*英")
        #expect(keys.keys[0].id?.hasPrefix(paper.keyName) == true)
    }
}
