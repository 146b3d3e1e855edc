import Testing
import Web

@Suite struct AssetsTests {
    private let style = String(decoding: Assets.stylesheet.bytes, as: UTF8.self)

    @Test("文件名带内容指纹，按名字找得到")
    func namesHoldFingerprints() {
        for file in Assets.all {
            #expect(Assets.file(named: file.name)?.bytes == file.bytes)
            #expect(file.path.text == "/assets/" + file.name)
            #expect(file.name.split(separator: ".").count == 3)
        }
        #expect(Set(Assets.all.map(\.name)).count == Assets.all.count)
        #expect(Assets.file(named: "../Package.swift") == nil)
    }

    @Test("样式：括号成对，用到的变量都有定义，没有外部地址")
    func stylesheetIsSound() {
        #expect(style.filter { $0 == "{" }.count == style.filter { $0 == "}" }.count)
        #expect(style.filter { $0 == "(" }.count == style.filter { $0 == ")" }.count)
        let used = Set(style.split(separator: "var(--").dropFirst().map { $0.prefix { $0 != ")" && $0 != "," } })
        for name in used { #expect(style.contains("--\(name):"), "--\(name)") }
        #expect(!style.contains("url(") && !style.contains("@import"))
    }

    @Test("脚本：不求值、不写内联、只用自己的地址")
    func scriptIsModest() {
        let script = String(decoding: Assets.script.bytes, as: UTF8.self)
        for word in ["eval(", ".innerHTML = ", "document.write", "http://", "https://", "Function("] {
            #expect(!script.contains(word), "\(word)")
        }
    }

    @Test("页面里用到的样式名都有样式")
    func classesHaveRules() {
        let page = Markup(DesignCataloguePage.render(DesignCatalogueTests.readers[0]).text)
        let unstyled: Set = ["form", "callout-info", "verdict-yes", "hint", "timeline-ahead", "fact-held"]
        let used = Set(page.values("class").flatMap { $0.split(separator: " ").map { String($0) } })
        for name in used where !unstyled.contains(name) {
            let hasRule = style.contains(".\(name)")
            let isState = ["button-", "input-", "tag-", "fact-", "timeline-", "step-", "page-", "form-", "callout-"]
                .contains { name.hasPrefix($0) }
            #expect(hasRule || isState, "\(name)")
        }
    }

    @Test("一页的样式和脚本不超过预算")
    func budgets() {
        #expect(Assets.stylesheet.bytes.count <= 36_000)
        #expect(Assets.script.bytes.count <= 12_000)
    }
}
