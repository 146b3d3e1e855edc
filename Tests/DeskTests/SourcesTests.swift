import Exchange
import Kernel
import Rehearsal
import Server
import Synchronization
import Testing
import Web

@Suite("Connections of departments")
struct SourcesTests {
    /// Counts how often it is asked, and says what it is told to.
    private final class Checked: SourceConnector {
        let asked = Mutex(0)
        let findings: [CheckFinding]

        init(_ findings: [CheckFinding]) { self.findings = findings }

        func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] { throw .unreachable }
        func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement { throw .unreachable }
        func selfCheck() async -> [CheckFinding] {
            asked.withLock { $0 += 1 }
            return findings
        }
    }

    private static func finding(_ text: String, isFault: Bool) -> CheckFinding {
        CheckFinding(isFault: isFault, message: Phrase("test.finding", zh: text, en: text))
    }

    @Test("What was found is kept with its time; nobody is asked twice in ten seconds")
    func keeps() async throws {
        let rehearsal = try await Rehearsal()
        let departments = rehearsal.platform.city.departments
        let police = Checked([Self.finding("人口信息一致", isFault: false), Self.finding("少一列", isFault: true)])
        let check = CheckSources(departments: departments, connectors: ["公安": police], time: rehearsal.clock)
        #expect(check.report(of: "公安") == nil)
        let first = await check("公安")
        #expect(!first.isSound && first.findings == police.findings && first.at == rehearsal.clock.now())
        await check("公安")
        #expect(police.asked.withLock { $0 } == 1)
        rehearsal.clock.advance(seconds: 11)
        await check("公安")
        #expect(police.asked.withLock { $0 } == 2 && check.report(of: "公安")?.at == rehearsal.clock.now())
        try await rehearsal.stop()
    }

    @Test("All officers see the page; the department's own check its connection")
    func page() async throws {
        let rehearsal = try await Rehearsal()
        let code = try #require(rehearsal.platform.city.departments.first { $0.name == "公安" }).provider.code
        let street = try await DeskBrowser(rehearsal, "JD01").page
        let before = await street.get("/desk/sources")
        #expect(before.status == 200 && before.text.contains("还没有检查") && !before.text.contains("现在检查"))
        #expect(await street.post("/desk/sources/\(code)/check", []).status == 403)
        let police = try await DeskBrowser(rehearsal, "GS01").page
        #expect(await police.get("/desk/sources").text.contains("现在检查"))
        let checked = await police.post("/desk/sources/\(code)/check", [])
        #expect(checked.status == 303 && checked.header("location")?.hasPrefix("/desk/sources") == true)
        #expect(await police.get("/desk/sources").text.contains("一致"))
        #expect(await police.post("/desk/sources/000000000000000000/check", []).status == 404)
        try await rehearsal.stop()
    }
}
