import Testing
import Web

@Suite struct HTMLTests {
    @Test("文字一律转义，片段原样放入")
    func escapesTextAndKeepsMarkup() {
        let name = "<b>\"O'Neil\" & 王</b>"
        let inner: HTML = "<em>\(name)</em>"
        #expect(inner.text == "<em>&lt;b&gt;&quot;O&#39;Neil&quot; &amp; 王&lt;/b&gt;</em>")
        let outer: HTML = "<p>\(inner)\([inner, "<br>"])\(nil as HTML?)\(7)</p>"
        #expect(outer.text == "<p>\(inner.text)\(inner.text)<br>7</p>")
    }

    @Test("控制字符不进页面")
    func controlCharactersAreReplaced() {
        let markup: HTML = "\("a\u{0}b\u{8}c\u{7F}d\te\nf")"
        #expect(markup.text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\te\nf")
    }

    @Test("属性：空值不写，布尔值只写名字，内容不能逃出引号")
    func attributes() {
        let none: String? = nil
        let field: HTML =
            "<input\(attribute: "value", none)\(attribute: "required", true)\(attribute: "disabled", false)>"
        #expect(field.text == "<input required>")
        let breakout: HTML = "<input\(attribute: "value", "\" onfocus=\"alert(1)")\(attribute: "size", 4)>"
        #expect(breakout.text == "<input value=\"&quot; onfocus=&quot;alert(1)\" size=\"4\">")
    }

    @Test(
        "链接只认自己的路径和四种协议",
        arguments: [
            ("/s/0007?q=1&b=2", "/s/0007?q=1&amp;b=2"), ("#main", "#main"), ("?page=2", "?page=2"),
            ("https://example.org/", "https://example.org/"), ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
            ("tel:12345", "tel:12345"), ("mailto:a@example.org", "mailto:a@example.org"),
            ("javascript:alert(1)", "#"), ("JaVaScRiPt:alert(1)", "#"), (" javascript:alert(1)", "#"),
            ("java\tscript:alert(1)", "#"), ("\u{1}javascript:alert(1)", "#"), ("//evil.example/", "#"),
            ("/\\evil.example/", "#"), ("\\\\evil.example", "#"), ("data:text/html,<script>", "#"), ("vbscript:x", "#"),
            ("evil.example", "#"), ("", "#"), ("/\t/evil.example", "#"),
        ])
    func urls(candidate: String, written: String) {
        let link: HTML = "<a href=\"\(candidate)\">"
        #expect(link.text == "<a href=\"\(written)\">")
        let button: HTML = "<button formaction=\"\(candidate)\">"
        #expect(button.text == "<button formaction=\"\(written)\">")
        let optional: HTML = "<form\(attribute: "action", candidate)>"
        #expect(optional.text == "<form action=\"\(written)\">")
    }

    @Test("其他属性里的冒号不是协议")
    func otherAttributesAreOnlyEscaped() {
        let note: HTML = "<p title=\"\("javascript: 是一种协议")\">"
        #expect(note.text == "<p title=\"javascript: 是一种协议\">")
    }

    @Test("随机文字转义后不含尖括号，还原后一字不差")
    func randomTextSurvives() {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...UInt64.max, using: &generator)
        var state = seed
        let alphabet: [Character] = ["<", ">", "&", "\"", "'", "a", "惠", "𠮷", " ", "é", "👩🏽‍🦳", ";"]
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            let written = ("\(text)" as HTML).text
            #expect(!written.contains("<") && !written.contains(">") && !written.contains("\""), "seed \(seed)")
            #expect(unescaped(written) == text, "seed \(seed)")
        }
    }

    private func unescaped(_ text: String) -> String {
        let names = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return names.reduce(text) { text, name in
            text.split(separator: name.0, omittingEmptySubsequences: false).joined(separator: name.1)
        }
    }
}
