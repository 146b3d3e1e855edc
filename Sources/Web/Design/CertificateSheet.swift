package import Kernel

/// 证照版面 — an electronic certificate as its holder sees it and prints it: guilloche ground, issuer, statement, the code
/// that leads to its check, and the seal. It looks the same in every mode; on screen and on paper.
package struct CertificateSheet: Component {
    let typeName: String
    let number: String
    let issuer: String
    let statement: String
    let rows: [Row]
    let issuedOn: CivilDate
    let code: String
    let checkCode: String
    let isSample: Bool
    let voidWord: String?

    /// A named value on the sheet.
    package struct Row: Sendable {
        let name: String
        let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// - Parameters:
    ///   - statement: the sentence that the certificate makes: who is granted what. Chinese, as issued.
    ///   - code: ASCII; what the code holds.
    ///   - checkCode: opens the same check together with the number, for those who have no scanner.
    ///   - isSample: the amounts or the issuer are not verified against a real source: says 示例.
    ///   - voidWord: why it does not count today (已撤销), in Chinese; `nil` where it does.
    package init(
        typeName: String, number: String, issuer: String, statement: String, rows: [Row], issuedOn: CivilDate,
        code: String, checkCode: String, isSample: Bool, voidWord: String? = nil
    ) {
        self.typeName = typeName
        self.number = number
        self.issuer = issuer
        self.statement = statement
        self.rows = rows
        self.issuedOn = issuedOn
        self.code = code
        self.checkCode = checkCode
        self.isSample = isSample
        self.voidWord = voidWord
    }

    /// A certificate is a Chinese document in every language of the page.
    package func html(in context: PageContext) -> HTML {
        let lines = rows.map { row -> HTML in "<div><dt>\(row.name)</dt><dd>\(row.value)</dd></div>" }
        let sample: HTML? = isSample ? "<p class=\"certificate-sample\">示例</p>" : nil
        let void: HTML? = voidWord.map { "<p class=\"certificate-void\">\($0)</p>" }
        let day = issuedOn.text(in: .chinese)
        return """
            <article class="certificate" lang="zh-CN" aria-labelledby="certificate-title">\(Guilloche.ground)\(sample)\
            <p class="certificate-issuer">\(issuer)</p><h2 id="certificate-title">\(typeName)</h2>\
            <p class="certificate-number">编号 \(number)</p><p class="certificate-text">\(statement)</p>\
            <dl>\(lines)</dl><div class="certificate-foot">\(code(context))<div class="certificate-sign">\
            \(voidWord == nil ? OfficeSeal(issuer).html(in: context) : nil)\
            <p>\(issuer)</p><p class="certificate-day"><time datetime="\(issuedOn.description)">\(day)</time></p>\
            </div></div>\(void)</article>
            """
    }

    private func code(_ context: PageContext) -> HTML {
        guard let code = QRCode(code, label: "扫码核验这张证照") else { return .empty }
        return """
            <div class="certificate-code">\(code, in: context)<p>扫一扫，核验真伪</p>\
            <p>校验码<br><span class="certificate-check">\(checkCode)</span></p></div>
            """
    }
}
