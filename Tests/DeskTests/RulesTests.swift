import Cases
import Catalog
import Kernel
import Rehearsal
import Server
import Testing
import Web

@Suite("Officers look at rules")
struct RulesTests {
    private static let item = "高龄津贴"

    private static func slug(_ rehearsal: Rehearsal) throws -> String {
        try #require(rehearsal.platform.environment.catalogue.items.first { $0.name == item }?.slug)
    }

    /// A section of a page, by its id.
    private static func part(_ id: String, of page: String) throws -> String {
        let parts = page.split(separator: "<section").map(String.init)
        return try #require(parts.first { $0.contains("id=\"\(id)\"") })
    }

    /// A definition whose every evaluation makes ten megabytes of text.
    private static let heavy: String = {
        let longer = (1...17).map { "甲\($0): \($0 == 1 ? "户籍区划 + 户籍区划" : "甲\($0 - 1) + 甲\($0 - 1)")" }
        let asLong = (1...12).map { "乙\($0): 甲16 + 甲16" }
        let entries = (longer + asLong).joined(separator: ", ")
        return "starts with(户籍区划, \"3399\") and string length({\(entries)}.甲17) > 0"
    }()

    @Test("A table that takes long to search is shown with what was found so far, and is searched once")
    func heavyTable() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        try house.change(Self.item, [("starts with(户籍区划, \"3399\")", Self.heavy)])
        let rehearsal = try await Rehearsal(in: house)
        let officer = try await DeskBrowser(rehearsal, "MZ01")
        let address = "/desk/rules/\(try Self.slug(rehearsal))"
        let page = await officer.page.get(address)
        #expect(page.status == 200)
        #expect(page.text.contains("只查到这里") && !page.text.contains("没有重叠、没有永远用不到的规则。"))
        let item = try #require(rehearsal.platform.environment.catalogue.items.first { $0.name == Self.item })
        let items = rehearsal.platform.environment.items
        let today = rehearsal.clock.now().civilDate()
        // What was found is kept: on another day of the same edition its examples still stand on the first one.
        func examples(_ day: CivilDate) -> [String] {
            items.rulesFindings(of: item, on: day).compactMap { $0.example?.text(in: .chinese) }
        }
        #expect(examples(today.adding(days: 40)) == examples(today))
    }

    @Test("What is tried is what is shown: the edition of the day, in force or announced")
    func editions() async throws {
        let house = try RehearsalHouse(copyingCity: true)
        let next = "    自 2027-01-01: { 八十岁: 130, 九十岁: 230, 百岁: 830, 依据: 办法 }\n"
        let now = "    自 2024-01-01: { 八十岁: 100, 九十岁: 200, 百岁: 800, 依据: 办法 }\n"
        try house.change(Self.item, [(now, now + next)])
        let rehearsal = try await Rehearsal(in: house)
        let officer = try await DeskBrowser(rehearsal, "MZ01")
        let address = "/desk/rules/\(try Self.slug(rehearsal))"
        func standards(_ page: WebResponse) throws -> (has100: Bool, has130: Bool) {
            let table = try Self.part("table", of: page.text)
            return (table.contains("八十岁: 100"), table.contains("八十岁: 130"))
        }
        let today = await officer.page.get(address)
        #expect(try standards(today) == (true, false))
        let choice = try Self.part("editions", of: today.text)
        #expect(choice.contains("2024年1月1日起施行，正在用</b> （这里看的是这一版）"))
        #expect(choice.contains("<a href=\"\(address)?day=2027-01-01\">2027年1月1日起施行，还没到</a>"))

        let announced = await officer.page.get("\(address)?day=2027-01-01")
        #expect(try standards(announced) == (false, true))
        let other = try Self.part("editions", of: announced.text)
        #expect(other.contains("2027年1月1日起施行，还没到</b> （这里看的是这一版）"))
        #expect(other.contains("<a href=\"\(address)\">2024年1月1日起施行，正在用</a>"))

        let facts = [
            ("fact.出生日期.year", "1940"), ("fact.出生日期.month", "1"), ("fact.出生日期.day", "1"), ("fact.健在", "true"),
            ("fact.户籍区划", "339902"), ("fact.领取状态", "未领"),
        ]
        func tried(_ year: String) async -> WebResponse {
            await officer.page.post(
                "\(address)/trial", facts + [("day.year", year), ("day.month", "1"), ("day.day", "1")])
        }
        let later = await tried("2027")
        #expect(try standards(later) == (false, true))
        #expect(later.text.contains("准予：八十岁档") && later.text.contains("130"))
        let earlier = await tried("2026")
        #expect(try standards(earlier) == (true, false))
        let before = await tried("2023")
        #expect(before.text.contains("2023年1月1日还没有规则施行") && before.text.contains("转给人办"))
    }
}
