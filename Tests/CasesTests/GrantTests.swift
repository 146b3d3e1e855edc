import Cases
import Catalog
import Exchange
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import Testing

@Suite("What no grant allows")
struct GrantTests {
    @Test("Without a grant the source is not asked: the applicant is, or a person checks, and nobody is refused")
    func ungranted() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        try house.change(
            file: "grants.yaml",
            [("人口信息: [姓名, 出生日期, 健在, 户籍区划, 联系电话]\n      民政发放", "人口信息: [姓名, 出生日期, 户籍区划]\n      民政发放")])
        let rehearsal = try await Rehearsal(in: house)
        let citizen = RehearsalCitizen()
        rehearsal.settle(citizen)
        let person = try await Stage.enrol(citizen, in: rehearsal)
        let environment = rehearsal.platform.environment
        let slug = try #require(environment.catalogue.items.first { $0.name == "高龄津贴" }?.slug)

        let draft = try await StartDraft(environment)(item: slug, by: person)
        #expect(draft.content.findings["健在"] == .unknown(.notGranted))
        #expect(draft.content.findings["联系电话"] == .unknown(.notGranted))
        #expect(draft.content.findings["姓名"]?.fact?.value == .text(citizen.name))
        _ = try await EditDraft(environment).enter(
            .init(answers: ["联系电话": citizen.phone]), in: draft.id, by: person)
        let file = try await SubmitCase(environment)(draft.id, by: person)
        #expect(file.status == .inReview)

        let reads = try await DataReadStore(database: rehearsal.platform.database).reads(about: person.id)
        let refused = reads.filter { $0.outcome == DataRead.notGranted }
        #expect(refused.map(\.fields) == [["健在", "联系电话"]])
        #expect(refused.first?.purpose.caseReference == file.id.description)
        #expect(rehearsal.journalLines.text.contains("an item reads what no grant allows it"))
    }

    @Test("What was taken out of the city's list is revoked at the next start, and stays so when it is written again")
    func revokedByTheCity() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        let line = "      失业保险: [参保状态]\n"
        func inForce() async throws -> Bool {
            let rehearsal = try await Rehearsal(in: house)
            let grants = try await GrantRegister(database: rehearsal.platform.database).grants()
            try await rehearsal.stop()
            return grants.contains {
                $0.terms.item == "339900-GA-0013" && $0.terms.resource == "失业保险" && $0.revokedAt == nil
            }
        }
        #expect(try await inForce())
        try house.change(file: "grants.yaml", [(line, "")])
        #expect(try await !inForce())
        try house.change(file: "grants.yaml", [("      居住登记: [住所核实]\n", line + "      居住登记: [住所核实]\n")])
        #expect(try await !inForce())
    }
}
