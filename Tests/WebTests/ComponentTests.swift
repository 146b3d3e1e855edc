import Kernel
import Testing
import Web

@Suite struct ComponentTests {
    let reader = PageContext(
        language: .chinese, presentation: .standard, viewerName: nil, formToken: "t", path: "/", requestReference: "R",
        isDemo: false)

    @Test(
        "金额按分计算，不丢不多",
        arguments: [
            (Int64(0), "0"), (5, "0.05"), (10, "0.10"), (100, "1"), (10000, "100"), (123_456, "1,234.56"),
            (100_000_000, "1,000,000"), (100_000_001, "1,000,000.01"), (-12_345, "−123.45"),
            (Int64.min, "−92,233,720,368,547,758.08"),
        ])
    func money(fen: Int64, written: String) {
        #expect(MoneyText.digits(fen) == written)
    }

    @Test("日期按语言写，程序也读得懂")
    func days() throws {
        let day = try #require(CivilDate("2026-11-02"))
        #expect(reader.day(day).text == "<time datetime=\"2026-11-02\">2026年11月2日</time>")
        let english = PageContext(
            language: .english, presentation: .standard, viewerName: nil, formToken: "", path: "/",
            requestReference: "",
            isDemo: false)
        #expect(english.dayText(day) == "2 November 2026")
        #expect(reader.momentText(Instant(milliseconds: 0)) == "1970年1月1日 08:00")
    }

    @Test(
        "三个框拼成一个日期",
        arguments: [
            ("1943", "5", "1", "1943-05-01"), (" 1943 ", "05", "01", "1943-05-01"), ("2026", "2", "29", nil),
            ("2024", "2", "29", "2024-02-29"), ("", "5", "1", nil), ("一九四三", "5", "1", nil),
        ] as [(String, String, String, String?)])
    func dateBoxes(year: String, month: String, day: String, expected: String?) {
        let fields = FormFields([("born.year", year), ("born.month", month), ("born.day", day)])
        #expect(fields.day("born")?.description == expected)
    }

    @Test("二维码只装英文字符，太长或空的不画")
    func codes() throws {
        #expect(QRCode("", label: "") == nil)
        #expect(QRCode("https://例子.cn", label: "") == nil)
        #expect(QRCode(String(repeating: "a", count: 2332), label: "") == nil)
        #expect(QRCode(String(repeating: "a", count: 2331), label: "") != nil)
        let code = try #require(QRCode("https://huimin.example/v/abc", label: "核验 <a>"))
        let text = code.html(in: reader).text
        #expect(text.contains("aria-label=\"核验 &lt;a&gt;\""))
        // Version 3 is 29 modules wide, four more of silence on each side; the first row begins with the finder's edge.
        #expect(text.contains("viewBox=\"0 0 37 37\"") && text.contains("d=\"M4 4h7v1h-7z"))
    }

    @Test("填写项：错误和提示都挂在框上，填过的还在")
    func wrongFieldKeepsItsValue() {
        let field = FormField("fact.发放账户", "账户", .account, value: "62\"17", hint: "比如", error: "少了几位")
        let text = field.html(in: reader).text
        #expect(text.contains("value=\"62&quot;17\""))
        #expect(text.contains("aria-describedby=\"f-fact.发放账户-hint f-fact.发放账户-error\""))
        #expect(text.contains("aria-invalid=\"true\"") && text.contains("<label for=\"f-fact.发放账户\">"))
        let summary = ErrorSummary([.init("少了几位", field: "fact.发放账户")]).html(in: reader).text
        #expect(summary.contains("href=\"#f-fact.发放账户\"") && summary.contains("role=\"alert\""))
        #expect(ErrorSummary([]).html(in: reader).isEmpty)
    }

    @Test("“这不对”连同填过的一起送出；只读时没有按钮")
    func disputing() {
        let fact = FactRow(name: "姓名", label: "姓名", value: "王<b>", source: "公安", readAt: nil)
        let text = fact.html(in: reader, disputeTo: .draftDispute("d1")).text
        #expect(text.contains("formaction=\"/drafts/d1/disputes\" name=\"dispute\" value=\"姓名\""))
        #expect(text.contains("王&lt;b&gt;"))
        #expect(!fact.html(in: reader).text.contains("<button"))
    }

    @Test("查到的日期写成人看的日期")
    func factsWithDays() {
        let fact = FactRow(name: "出生日期", label: "出生日期", value: "1943-05-01", source: "公安", readAt: nil)
        #expect(fact.html(in: reader).text.contains("<time datetime=\"1943-05-01\">1943年5月1日</time>"))
        let number = FactRow(name: "区划", label: "区划", value: "339902", source: "公安", readAt: nil)
        #expect(number.html(in: reader).text.contains("<p class=\"fact-value\">339902</p>"))
    }

    @Test("不可信的地址进不了按钮")
    func hostileAddresses() {
        let button = ActionButton("走", .primary, .open("javascript:alert(1)"))
        #expect(button.html(in: reader).text.contains("href=\"#\""))
    }
}
