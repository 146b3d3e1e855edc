import CrossCity
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
            #expect((400..<500).contains(answer.status), "seed \(seed), place \(index): \(answer.status)")
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
        let next = try ours.sign(words("m-2", 2, "question"), .message, to: "339900")
        #expect(await Road.hand(next, to: cities.deciding).status == 200)
        let report = try ours.sign(words("m-4", 3, "report"), .message, to: "339900")
        #expect(code(await Road.hand(report, to: cities.deciding)) == "partner.malformed")
    }

    @Test("A new key is learned through the old one; a key that nobody vouches for is not")
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
