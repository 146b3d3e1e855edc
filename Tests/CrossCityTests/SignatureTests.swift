import Cases
import CrossCity
import ECertificates
import EventLog
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Vault
import Web

/// 来件核验 — what is not taken, whoever sends it.
@Suite("Messages between cities")
struct SignatureTests {
    private func code(_ response: WebResponse) -> String {
        (try? JSON.parse(Array(response.text.utf8)))?["code"]?.string ?? "\(response.status)"
    }

    /// A message of the taking city as it was sent, and the two cities after it.
    private func sent() async throws -> (cities: TwoCities, message: String) {
        let cities = try await TwoCities()
        _ = try await cities.apply(try await cities.applicant())
        cities.road.cut()
        try await cities.settle()
        let message = try #require(cities.road.sent.first?.message)
        cities.road.cut(false)
        return (cities, message)
    }

    @Test("Altered anywhere: not believed")
    func altered() async throws {
        let (cities, message) = try await sent()
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededChoice(seed: seed)
        for _ in 0..<60 {
            var bytes = Array(message.utf8)
            let index = Int(random.next() % UInt64(bytes.count))
            let letter = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.".utf8)
            let other = letter[Int(random.next() % UInt64(letter.count))]
            guard bytes[index] != other else { continue }
            bytes[index] = other
            let answer = await Road.hand(String(decoding: bytes, as: UTF8.self), to: cities.deciding)
            // The last letter of a signature holds bits that say nothing.
            if index == bytes.count - 1, answer.status == 200 { continue }
            // Where it names a key that nobody knows, the sender may try again when keys can be asked for again.
            #expect(
                (400..<500).contains(answer.status) || answer.status == 503,
                "seed \(seed), place \(index): \(answer.status)")
        }
        #expect(try await AcrossTests.count("case_file", cities.deciding) == 0)
    }

    @Test("For another city, too old, of another kind, of a stranger: not believed")
    func foreign() async throws {
        let (cities, message) = try await sent()
        #expect(code(await Road.hand(message, to: cities.taking)) == "partner.unknownSender")
        let vault = cities.taking.platform.vault
        let ours = CitySignature(vault: vault, division: "339800", time: cities.houses.taking.clock)
        let claims: [JSON.Member] = [
            .init("jti", "x-1"), .init("case", "x"), .init("number", 1), .init("kind", "question"), .init("body", [:]),
        ]
        let elsewhere = try ours.sign(claims, .message, to: "110000")
        #expect(code(await Road.hand(elsewhere, to: cities.deciding)) == "partner.wrongAudience")
        let receipt = try ours.sign(claims, .receipt, to: "339900")
        #expect(code(await Road.hand(receipt, to: cities.deciding)) == "partner.malformed")
        let thief = CitySignature(
            vault: cities.deciding.platform.vault, division: "339800", time: cities.houses.taking.clock)
        let stolen = try thief.sign(claims, .message, to: "339900")
        #expect(code(await Road.hand(stolen, to: cities.deciding)) == "partner.busy", "keys were asked for just now")
        cities.houses.deciding.clock.advance(seconds: 21)
        #expect(
            code(await Road.hand(try thief.sign(claims, .message, to: "339900"), to: cities.deciding))
                == "partner.badSignature")
        #expect(code(await Road.hand("a.b", to: cities.deciding)) == "partner.malformed")
        #expect(
            code(await Road.hand(try ours.sign(claims, .message, to: "339900"), to: cities.deciding))
                == "partner.outOfOrder")
        cities.houses.deciding.clock.advance(seconds: 301)
        #expect(code(await Road.hand(message, to: cities.deciding)) == "partner.notNow")
    }

    @Test(
        "Twice is once; another message under the same id, or out of order, is not taken",
        arguments: RehearsalStore.here)
    func once(store: RehearsalStore) async throws {
        let cities = try await TwoCities(on: store)
        _ = try await cities.apply(try await cities.applicant())
        cities.road.cut()
        try await cities.settle()
        let message = try #require(cities.road.sent.first?.message)
        cities.road.cut(false)
        async let first = Road.hand(message, to: cities.deciding)
        async let second = Road.hand(message, to: cities.deciding)
        let statuses = await [first.status, second.status]
        #expect(statuses.contains(200) && statuses.allSatisfy { $0 == 200 || $0 == 503 })
        #expect(await Road.hand(message, to: cities.deciding).status == 200)
        #expect(try await AcrossTests.count("case_file", cities.deciding) == 1)
        let payload = try claims(of: message)
        let ours = CitySignature(
            vault: cities.taking.platform.vault, division: "339800", time: cities.houses.taking.clock)
        func words(_ id: String, _ number: Int, _ kind: String) -> [JSON.Member] {
            [
                .init("jti", JSON(id)), .init("case", payload["case"] ?? .null), .init("number", JSON(number)),
                .init("kind", JSON(kind)), .init("body", ["reason": "请人看"]),
            ]
        }
        let id = try #require(payload["jti"]?.string)
        let other = try ours.sign(words(id, 1, "question"), .message, to: "339900")
        #expect(code(await Road.hand(other, to: cities.deciding)) == "partner.reused")
        let ahead = try ours.sign(words("m-3", 3, "question"), .message, to: "339900")
        #expect(code(await Road.hand(ahead, to: cities.deciding)) == "partner.outOfOrder")
        let stale = try ours.sign(words("m-1", 1, "question"), .message, to: "339900")
        #expect(code(await Road.hand(stale, to: cities.deciding)) == "partner.stale")
        // The application itself, under another id: nobody is asked about the applicant once more.
        let reads = try await AcrossTests.count("data_read", cities.deciding)
        let twice: [JSON.Member] = words("m-0", 1, "application").map {
            $0.key == "body" ? .init("body", payload["body"] ?? .null) : $0
        }
        let again = try ours.sign(twice, .message, to: "339900")
        #expect(code(await Road.hand(again, to: cities.deciding)) == "partner.stale")
        #expect(try await AcrossTests.count("data_read", cities.deciding) == reads)
        let next = try ours.sign(words("m-2", 2, "question"), .message, to: "339900")
        #expect(await Road.hand(next, to: cities.deciding).status == 200)
        let report = try ours.sign(words("m-4", 3, "report"), .message, to: "339900")
        #expect(code(await Road.hand(report, to: cities.deciding)) == "partner.malformed")
    }

    /// A case that waits for the other city, what was sent to it, and what signs in its name.
    private func waiting() async throws -> (
        cities: TwoCities, browser: RehearsalBrowser, address: String, application: JSON, theirs: CitySignature
    ) {
        let cities = try await TwoCities()
        let browser = try await cities.applicant()
        let address = try await cities.apply(browser, wantsPerson: true)
        cities.road.cut()
        try await cities.settle()
        cities.road.cut(false)
        let application = try claims(of: try #require(cities.road.sent.first?.message))
        let theirs = CitySignature(
            vault: cities.deciding.platform.vault, division: "339900", time: cities.houses.deciding.clock)
        return (cities, browser, address, application, theirs)
    }

    @Test("A certificate that the other city has not signed, or not for this applicant, is not taken")
    func certificates() async throws {
        let (cities, browser, address, application, theirs) = try await waiting()
        let applicant = try #require(application["body"]?["applicant"])
        let clock = cities.houses.deciding.clock
        let vault = cities.deciding.platform.vault
        func certificate(of residentID: JSON, by keys: CertificateKeys) throws -> String {
            try SelectiveDisclosureToken.sign(
                open: [.init("iss", "https://339900.example")], hidden: [.init("resident_id", residentID)],
                key: keys.signing(at: clock.now()), ids: cities.deciding.platform.environment.ids)
        }
        func report(_ certificate: String) async throws -> String {
            let members: [JSON.Member] = [
                .init("jti", JSON("r-\(certificate.hashValue)")), .init("case", application["case"] ?? .null),
                .init("number", 1), .init("kind", "report"),
                .init(
                    "body",
                    [
                        "standing": ["number": "1", "status": "granted"],
                        "steps": [["kind": "case.granted", "at": 1, "body": [:]]], "certificate": JSON(certificate),
                    ]),
            ]
            let answer = await Road.hand(try theirs.sign(members, .message, to: "339800"), to: cities.taking)
            return answer.status == 200 ? "taken" : code(answer)
        }
        let number = try #require(applicant["residentID"])
        #expect(
            try await report(certificate(of: number, by: cities.taking.platform.vault.certificateKeys))
                == "partner.badCertificate")
        #expect(try await report("nothing") == "partner.badCertificate")
        #expect(
            try await report(certificate(of: "339900196505210041", by: vault.certificateKeys))
                == "partner.certificateOfOther")
        #expect(await browser.get("\(address)/certificate").status == 404)
        #expect(try await report(certificate(of: number, by: vault.certificateKeys)) == "taken")
        #expect(await browser.get("\(address)/certificate").status == 200)
    }

    @Test("A refusal that no officer has signed is not believed, nor one after a grant")
    func onlyPeopleSayNo() async throws {
        let (cities, browser, address, application, theirs) = try await waiting()
        func report(_ number: Int, _ status: String, _ steps: JSON) async throws -> String {
            let standing: JSON = ["number": "1", "status": JSON(status)]
            let members: [JSON.Member] = [
                .init("jti", JSON("r-\(number)")), .init("case", application["case"] ?? .null),
                .init("number", JSON(number)), .init("kind", "report"),
                .init("body", ["standing": standing, "steps": steps, "certificate": .null]),
            ]
            let signed = try theirs.sign(members, .message, to: "339800")
            let answer = await Road.hand(signed, to: cities.taking)
            return answer.status == 200 ? "taken" : code(answer)
        }
        let bare: JSON = [["kind": "case.refused", "at": 1, "body": ["ground": "已去世", "reason": "查到了"]]]
        #expect(try await report(1, "refused", bare) == "partner.malformed")
        let blank: JSON = [
            ["kind": "case.refused", "at": 1, "body": ["officer": ["name": " "], "ground": "已去世", "reason": ""]]
        ]
        #expect(try await report(1, "refused", blank) == "partner.malformed")
        #expect(
            try await report(1, "inReview", [["kind": "case.accepted", "at": JSON(Int.max), "body": [:]]])
                == "partner.malformed")
        #expect(try await report(1, "granted", []) == "elsewhere.grantUntold")
        #expect(try await report(1, "refused", []) == "elsewhere.refusalUnsigned")
        #expect(await browser.get(address).text.contains("正在惠民市（示例）办理"))
        #expect(try await report(1, "granted", [["kind": "case.granted", "at": 1, "body": [:]]]) == "taken")
        let officer: JSON = ["name": "孟晓岚", "office": "区民政部门", "title": "审批员"]
        let signed: JSON = [
            ["kind": "case.refused", "at": 1, "body": ["officer": officer, "ground": "已去世", "reason": "查到了"]]
        ]
        #expect(try await report(2, "refused", signed) == "elsewhere.decidedBefore")
    }

    @Test("A partnership that has ended: what is under way goes on, what is new is not taken")
    func ended() async throws {
        var cities = try await TwoCities()
        let browser = try await cities.applicant()
        let address = try await cities.apply(browser, wantsPerson: true)
        try await cities.settle()
        let pin = cities.taking.platform.vault.certificateKeys.schedule[0].keyID
        try await cities.restartDeciding { house in
            try house.write(
                file: "partners.yaml",
                TwoCities.partners(
                    "邻州市（示例）", "339800", items: "[\"000573011000\"]", address: TwoCities.here, pin: pin, state: "停止"))
        }
        #expect(await browser.post("\(address)/person", [(FormName.note, "什么时候有结果")]).status == 303)
        try await cities.settle()
        let there = try await cities.caseThere()
        let kinds = try await cities.deciding.platform.journal.events(of: there.stream).map(\.kind.rawValue)
        #expect(kinds.contains("case.personAsked") && kinds.filter { $0 == "case.messageReceived" }.count == 2)
        let other = RehearsalCitizen(name: "王秀英", born: "19650521", serial: 4)
        for city in [cities.taking, cities.deciding] { city.settle(other) }
        let second = RehearsalBrowser(cities.taking)
        #expect(try await second.signIn(other))
        let next = try await cities.apply(second)
        try await cities.settle()
        #expect(try await cities.kinds(next).contains("case.messageRefused"))
        #expect(try await AcrossTests.count("case_file", cities.deciding) == 1)
    }

    @Test("Keys that are announced at a partner's address, and that nobody vouches for, are not believed")
    func strangersKeys() async throws {
        let cities = try await TwoCities()
        let house = try RehearsalHouse(copyingCity: true)
        try house.change(file: "city.yaml", [("\"339900\"", "\"339800\"")])
        let stranger = try await Rehearsal(in: house)
        cities.road.leads(to: [TwoCities.here: stranger, TwoCities.there: cities.deciding])
        let signature = CitySignature(
            vault: stranger.platform.vault, division: "339800", time: cities.houses.deciding.clock)
        let claims: [JSON.Member] = [
            .init("jti", "s-1"), .init("case", "s"), .init("number", 1), .init("kind", "question"), .init("body", [:]),
        ]
        let forged = try signature.sign(claims, .message, to: "339900")
        #expect(code(await Road.hand(forged, to: cities.deciding)) == "partner.badSignature")
        let kept = try await cities.deciding.platform.database.row("SELECT COUNT(*) AS n FROM partner_key")
        #expect(kept?.integer("n") == 0)
    }

    @Test("Times beyond all bounds are not believed")
    func boundless() async throws {
        let cities = try await TwoCities()
        let vault = cities.taking.platform.vault
        for (issued, end) in [(Int.min, Int.max), (Int.max - 1, Int.max), (-1, 1)] {
            let payload: JSON = [
                "iss": "339800", "aud": "339900", "iat": JSON(issued), "exp": JSON(end), "jti": "t", "case": "t",
                "number": 1, "kind": "question", "body": [:],
            ]
            let key = vault.certificateKeys.signing(at: cities.houses.taking.clock.now())
            let signed = try key.webSignature(type: "huimin-message+jwt", payload: payload)
            #expect(code(await Road.hand(signed, to: cities.deciding)) == "partner.notNow")
        }
    }

    @Test("Keys that are announced for a day to come are not believed; those of long ago are not for ever")
    func announcedInTime() async throws {
        let cities = try await TwoCities()
        let clock = cities.houses.deciding.clock
        let signature = CitySignature(vault: cities.taking.platform.vault, division: "339800", time: clock)
        func word() async throws -> String {
            let claims: [JSON.Member] = [
                .init("jti", "a"), .init("case", "a"), .init("number", 2), .init("kind", "question"),
                .init("body", [:]),
            ]
            return code(await Road.hand(try signature.sign(claims, .message, to: "339900"), to: cities.deciding))
        }
        cities.houses.taking.clock.advance(seconds: 86_400)
        #expect(try await word() == "partner.badSignature")
        clock.advance(seconds: 86_400)
        #expect(try await word() == "partner.outOfOrder")
        cities.road.cut()
        clock.advance(seconds: 2 * 86_400)
        #expect(try await word() == "partner.outOfOrder", "a partner that is down keeps its keys for some days")
        clock.advance(seconds: 6 * 86_400)
        #expect(try await word() == "partner.busy")
    }

    @Test(
        "What another city says of day and identity is for a person where it is out of bounds",
        arguments: [true, false])
    func foreignWord(isLate: Bool) async throws {
        let (cities, message) = try await sent()
        let sent = try claims(of: message)
        var body = try #require(sent["body"])
        var applicant = try #require(body["applicant"])
        if isLate { body["appliedAt"] = 1 } else { applicant["assurance"] = "L1" }
        body["applicant"] = applicant
        let signature = CitySignature(
            vault: cities.taking.platform.vault, division: "339800", time: cities.houses.taking.clock)
        let members: [JSON.Member] = ["jti", "case", "number", "kind"].map { .init($0, sent[$0] ?? .null) }
        let signed = try signature.sign(members + [.init("body", body)], .message, to: "339900")
        #expect(await Road.hand(signed, to: cities.deciding).status == 200)
        let there = try await cities.caseThere()
        #expect(there.status == .inReview)
        let events = try await cities.deciding.platform.journal.events(of: there.stream)
        let reasons = events.first { $0.kind == CaseEvents.referred }?.body["reasons"]?.array ?? []
        #expect(reasons.compactMap { $0["code"]?.string } == [isLate ? "arrivedLate" : "lessAssured"])
    }

    @Test("A new key is learned through the old one")
    func rotated() async throws {
        var cities = try await TwoCities()
        let browser = try await cities.applicant()
        let address = try await cities.apply(browser)
        try await cities.settle()
        #expect(await browser.get(address).text.contains("批准了"))
        // The deciding city gets another key, which signs at once, and reports with it.
        cities.advance(seconds: 60)
        try await cities.restartDeciding { house in
            try CityKeys(data: house.folder).change(SystemIDs(time: house.clock)) {
                $0.addCertificateKey(at: nil, signsFrom: house.clock.now())
            }
        }
        #expect(cities.deciding.platform.vault.certificateKeys.schedule.count == 2)
        #expect(await browser.post("\(address)/person", [(FormName.note, "请再看一次")]).status == 303)
        try await cities.settle()
        #expect(await browser.get(address).text.contains("惠民市（示例）区民政部门"))
        #expect(try await cities.kinds(address).filter { $0 == "case.messageRefused" }.isEmpty)
    }
}

/// Chances that can be had again.
private struct SeededChoice {
    private var state: UInt64
    init(seed: UInt64) { state = seed | 1 }
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
