import Kernel
import Testing
import Web

/// Rules that every component keeps, held against the catalogue, which shows each of them in each state.
@Suite struct DesignCatalogueTests {
    static let readers: [PageContext] = Language.allCases.flatMap { language in
        Presentation.allCases.flatMap { presentation in
            [nil, "王*英"].map { name in
                PageContext(
                    language: language, presentation: presentation, viewerName: name, formToken: "token-1",
                    path: "/design?a=1&b=2", requestReference: "H7K2-93QD", isDemo: true)
            }
        }
    }

    @Test("标签配对，属性里没有样式和脚本", arguments: readers)
    func markupIsWellFormedAndFreeOfInlineCode(reader: PageContext) {
        let markup = Markup(DesignCataloguePage.render(reader).text)
        #expect(markup.faults.isEmpty)
        for tag in markup.tags {
            #expect(tag.attributes["style"] == nil, "\(tag)")
            #expect(!tag.attributes.keys.contains { $0.hasPrefix("on") }, "\(tag)")
            #expect(tag.name != "style", "\(tag)")
            if tag.name == "script" { #expect(tag.attributes["src"]?.hasPrefix("/assets/") == true) }
        }
    }

    @Test("编号不重复，每个指向都有着落", arguments: readers)
    func idsAreUniqueAndReferencesResolve(reader: PageContext) {
        let exhibits = DesignCataloguePage.exhibits(reader).filter { $0.name != "CertificateSheet" }
        let markup = Markup(
            PageLayout.page(reader, title: "x", main: exhibits.map(\.content).joined()).text)
        let ids = markup.values("id")
        #expect(Set(ids).count == ids.count)
        for reference in ["aria-describedby", "aria-labelledby", "for"].flatMap({ markup.values($0) }) {
            for id in reference.split(separator: " ") { #expect(ids.contains(String(id)), "\(id)") }
        }
        for link in markup.values("href") where link.hasPrefix("#") && !link.hasPrefix("#design-") {
            #expect(ids.contains(String(link.dropFirst())), "\(link)")
        }
    }

    @Test("能操作的都有名字，图都对读屏隐藏或有说明", arguments: readers)
    func controlsHaveNamesAndPicturesAreSilentOrNamed(reader: PageContext) {
        let markup = Markup(DesignCataloguePage.render(reader).text)
        let labelled = Set(markup.values("for"))
        for tag in markup.tags {
            if tag.name == "input", !["hidden", "radio", "checkbox"].contains(tag.attributes["type"]) {
                let id = tag.attributes["id"] ?? ""
                #expect(labelled.contains(id) || tag.attributes["aria-label"] != nil, "\(tag)")
            }
            if tag.name == "svg", tag.attributes["class"] != nil {
                #expect(tag.attributes["aria-hidden"] == "true" || tag.attributes["aria-label"] != nil, "\(tag)")
            }
        }
    }

    @Test("每一页都有：语言、跳转、一个一级标题、找人帮我、表单令牌", arguments: readers)
    func frameIsComplete(reader: PageContext) {
        let markup = Markup(DesignCataloguePage.render(reader).text)
        #expect(markup.tags.first { $0.name == "html" }?.attributes["lang"] == reader.language.htmlTag)
        #expect(markup.tags.first { $0.name == "a" }?.attributes["href"] == "#main")
        #expect(markup.tags.filter { $0.name == "h1" }.count == 1)
        #expect(markup.values("href").contains("#help") && markup.values("id").contains("help"))
        #expect(markup.values("href").contains("tel:12345"))
        let posts = markup.tags.filter { $0.name == "form" && $0.attributes["method"] == "post" }.count
        let tokens = markup.tags.filter {
            $0.attributes["name"] == FormName.token && $0.attributes["value"] == "token-1"
        }
        #expect(tokens.count == posts)
    }

    @Test("英文页里的中文都标了语言")
    func chineseInEnglishPagesIsMarked() {
        let english = DesignCatalogueTests.readers.first { $0.language == .english && $0.viewerName != nil }
        let page = english.map { DesignCataloguePage.render($0).text } ?? ""
        #expect(page.contains("<span lang=\"zh-CN\">王*英</span>"))
        #expect(page.contains("<article class=\"certificate\" lang=\"zh-CN\""))
    }

    @Test("切换语言和长辈模式后回到这一页")
    func switchesReturnToThePage() {
        let links = Markup(DesignCataloguePage.render(DesignCatalogueTests.readers[0]).text).values("href")
        #expect(links.contains("/language/en?return=%2Fdesign%3Fa%3D1%26b%3D2"))
        #expect(links.contains("/presentation/elder?return=%2Fdesign%3Fa%3D1%26b%3D2"))
    }
}
