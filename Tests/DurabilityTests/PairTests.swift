import Cases
import Foundation
import Kernel
import Rehearsal
import Server
import Storage
import Testing
import Web

/// 一人一项: the same person applies for the same benefit by two channels at once.
@Suite("Pairs")
struct PairTests {
    /// How many pairs; `make prove` takes a thousand.
    private static let count = ProcessInfo.processInfo.environment["HUIMIN_PAIRS"].flatMap { Int($0) } ?? 100

    enum Kind: String, CaseIterable, CustomTestStringConvertible, Sendable {
        case sqlite, postgres
        var testDescription: String { rawValue }
        static let available = allCases.filter { $0 != .postgres || PostgresCluster.url != nil }
    }

    /// What one applicant came to by one channel.
    private struct Answer: Sendable {
        let caseID: String
        let words: String
    }

    @Test("Page and interface at once give one benefit, and both applicants a case", arguments: Kind.available)
    func pairs(_ kind: Kind) async throws {
        let rehearsal = try await Rehearsal(
            in: RehearsalHouse(
                database: kind == .postgres ? try await PostgresCluster.emptyDatabaseURL() : nil))
        var sameCase = 0
        for serial in 1...Self.count {
            let citizen = RehearsalCitizen(serial: serial)
            rehearsal.settle(citizen)
            let browser = RehearsalBrowser(rehearsal)
            try #require(try await browser.signIn(citizen))
            let token = try #require(browser.cookie("__Host-session"))
            // Some at the same moment, some while the other is on its way, some just after it.
            async let page = Self.byPage(browser)
            async let interface = Self.byInterface(rehearsal, token, after: .milliseconds(serial % 4 * 12))
            let answers = try await [page, interface]
            if answers[0].caseID == answers[1].caseID { sameCase += 1 }
            try await check(answers, in: rehearsal)
            try await rehearsal.platform.database.write { tx in try tx.execute("DELETE FROM sandbox_message") }
        }
        let row = try await rehearsal.platform.database.read { tx in
            try tx.row(
                """
                SELECT (SELECT COUNT(*) FROM entitlement WHERE state = 'live') AS benefits,
                       (SELECT COUNT(*) FROM certificate) AS certificates,
                       (SELECT COUNT(*) FROM case_file WHERE status = 'granted') AS granted,
                       (SELECT COUNT(*) FROM case_file) AS cases
                """)
        }
        let benefits = Int(row?.integer("benefits") ?? 0)
        let cases = row?.integer("cases") ?? 0
        print(
            "pairs on \(kind): \(Self.count) pairs, \(benefits) benefits, \(cases) cases, \(sameCase) met in one case")
        #expect(benefits == Self.count)
        #expect(row?.integer("certificates") == Int64(Self.count) && row?.integer("granted") == Int64(Self.count))
        try await rehearsal.platform.database.close()
    }

    /// One is granted. Who came second learns that there is one already and that a person will look: no error, no refusal.
    private func check(_ answers: [Answer], in rehearsal: Rehearsal) async throws {
        let statuses = try await rehearsal.platform.database.read { tx in
            try answers.map { answer in
                let id = Identifier<CaseFile>(answer.caseID)
                return try id.flatMap { try tx.row("SELECT status FROM case_file WHERE id = \($0)")?.text("status") }
            }
        }
        #expect(statuses.contains("granted"), "nobody was granted: \(statuses)")
        for (answer, status) in zip(answers, statuses) where status != "granted" {
            let isTold = answer.words.contains("已经在享受这项待遇")
            #expect(status == "inReview" && isTold, "the second applicant was told: \(answer.words)")
        }
    }

    /// Who is on the form while the other channel hands the same draft in reads that it was handed in, and where to look.
    private static func byPage(_ browser: RehearsalBrowser) async throws -> Answer {
        let draft = try #require(await browser.get("/s/0007/drafts").header("location"))
        _ = await browser.get(draft)
        let caseID = String(draft.split(separator: "/").last ?? "")
        let entered = await browser.post(draft)
        if entered.status == 409 {
            #expect(entered.text.contains("已经提交了") && entered.text.contains("我的办件"))
            return Answer(caseID: caseID, words: await browser.get("/cases/\(caseID)").text)
        }
        #expect(entered.status == 303, "the form said \(entered.status)")
        _ = await browser.get("\(draft)/review")
        let submitted = await browser.post("\(draft)/submission", [(FormName.declaration, "yes")])
        let address = try #require(submitted.header("location"), "the page said \(submitted.status)")
        return Answer(caseID: caseID, words: await browser.get(address).text)
    }

    private static func byInterface(
        _ rehearsal: Rehearsal, _ token: String, after delay: Duration
    ) async throws -> Answer {
        try await Task.sleep(for: delay)
        let client = RehearsalBrowser(rehearsal)
        let key = "pair-\(UInt64.random(in: 0 ... .max))"
        let response = await client.send(
            .post, "/api/v1/cases",
            headers: [
                "authorization": "Bearer \(token)", "content-type": "application/json", "idempotency-key": key,
                "accept-language": "zh-CN",
            ], body: Array(#"{"item":"0007","answers":[],"declaration":true}"#.utf8))
        let json = try JSON.parse(Array(response.text.utf8))
        let id = try #require(json["id"]?.string, "the interface said \(response.status) \(response.text)")
        return Answer(caseID: id, words: response.text)
    }
}
