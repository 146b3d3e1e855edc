import Catalog
import Kernel
import Testing

/// What somebody is told that would have to change for a grant.
@Suite struct WaysToGrantTests {
    private let day = CivilDate("2026-11-21")!
    private let facts: [String: FactValue] = [
        "出生日期": .date(CivilDate("1943-05-01")!), "健在": .flag(false), "户籍区划": .text("339902"), "领取状态": .text("未领"),
    ]

    @Test("部门说不变的，不劝人去改")
    func nobodyIsToldToChangeWhoTheyAre() throws {
        let known = try DefinitionFolder.knownSources(at: Fixtures.departments).known
        let item = try Fixtures.allowanceItem()
        let unchanging = known.unchangingFacts(of: item)
        #expect(unchanging == ["姓名", "出生日期", "健在"])
        let changed = item.waysToGrant(facts: facts, on: day, unchanging: []).ways.flatMap(\.changedFacts)
        #expect(changed.contains("健在"))
        let allowed = item.waysToGrant(facts: facts, on: day, unchanging: unchanging).ways.flatMap(\.changedFacts)
        #expect(!allowed.contains { unchanging.contains($0) })
    }

    @Test("何时可领只看时间，别的都不变")
    func grantDayNeedsTimeOnly() throws {
        let item = try Fixtures.allowanceItem()
        var facts = facts
        #expect(item.grantDay(facts: facts, after: day) == nil)
        facts["健在"] = .flag(true)
        facts["出生日期"] = .date(CivilDate("1947-05-01")!)
        #expect(item.grantDay(facts: facts, after: day) == CivilDate("2027-05-01"))
    }

    @Test("说明里写的“不变”，别的字段没有")
    func departmentsSayIt() {
        let text = """
            部门: 公安
            资源:
              人口信息:
                字段: { 健在: { 列: a, 类型: 是否, 不变: 是 }, 籍贯: { 列: b, 类型: 文本, 不变: 否 }, 电话: { 列: c, 类型: 文本 } }
            """
        let known = DepartmentReader.read([DefinitionFile(path: "d.yaml", bytes: Array(text.utf8))]).known
        let fields = known.resources["人口信息"]?.fields ?? [:]
        #expect(fields.filter(\.value.isUnchanging).map(\.key) == ["健在"] && fields.count == 3)
    }
}
