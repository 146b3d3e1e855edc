import Cases
import Catalog
import Rehearsal
import Server
import Testing
import Web

@Suite("Guides")
struct GuideTests {
    @Test(
        "Every answer to every question of every item stands in its guide, with its hint, and no answer hides the button"
    )
    func hints() async throws {
        let rehearsal = try await Rehearsal()
        let browser = RehearsalBrowser(rehearsal)
        var count = 0
        for item in rehearsal.platform.environment.catalogue.items {
            let page = await browser.get("/s/\(item.slug)").text
            #expect(page.contains("立即办理"), "\(item.name)")
            for answer in item.service.screening.flatMap(\.answers) {
                #expect(page.contains(">\(answer.label)</label>"), "\(item.name): \(answer.label)")
                #expect(page.contains(">\(answer.hint)</p>"), "\(item.name): \(answer.hint)")
                count += 1
            }
        }
        #expect(count > 20)
    }

    @Test("A service that was not checked against the city's own rules says so, in both languages; the others do not")
    func unverified() async throws {
        let rehearsal = try await Rehearsal()
        let browser = RehearsalBrowser(rehearsal)
        var marked: [String] = []
        for item in rehearsal.platform.environment.catalogue.items {
            let page = await browser.get("/s/\(item.slug)").text
            #expect(page.contains("没有与本市规定核对过") == (item.unverified != nil), "\(item.name)")
            guard let notice = item.unverified else { continue }
            #expect(page.contains(notice.chinese))
            let english = await browser.get("/s/\(item.slug)", headers: ["accept-language": "en"]).text
            #expect(english.contains("not checked against the city"))
            #expect(english.contains(notice.english.prefix { $0 != "'" }))
            marked.append(item.name)
        }
        #expect(marked == ["应届毕业生落户"])
    }

    @Test(
        "The guide says what a grant pays, from the standard values of the day",
        arguments: [
            ("高龄津贴", ["八十岁", "每月 100 元", "九十岁", "每月 200 元", "百岁", "每月 800 元"], [] as [String]),
            ("公积金租房提取", ["年提取限额", "每年 18000 元"], ["个月</b>", "每个月 3"]),
            ("无犯罪记录证明", [], ["能领多少"]),
        ])
    func amounts(name: String, says: [String], never: [String]) async throws {
        let rehearsal = try await Rehearsal()
        let item = try #require(
            rehearsal.platform.environment.catalogue.items.first { $0.name.contains(name) }, "\(name)")
        let page = await RehearsalBrowser(rehearsal).get("/s/\(item.slug)").text
        for text in says { #expect(page.contains(text), "\(name): \(text)") }
        for text in never { #expect(!page.contains(text), "\(name): \(text)") }
    }
}
