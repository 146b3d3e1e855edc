import Kernel
package import Web

/// 核验一张证照 — for those who have a code on paper and no scanner.
package enum VerifyFormPage {
    /// What the page shows.
    package struct Model: Sendable {
        package let token: String
        package let error: String?

        package init(token: String = "", error: String? = nil) {
            self.token = token
            self.error = error
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(CertificatePagesCopy.formTitle)
        let head = PageHead("\(title)", lead: context.say(CertificatePagesCopy.formLead))
        let summary = ErrorSummary(model.error.map { [.init($0, field: FormName.verifyToken)] } ?? [])
        let field = FormField(
            FormName.verifyToken, context.say(CertificatePagesCopy.token), value: model.token,
            hint: context.say(CertificatePagesCopy.tokenHint), error: model.error)
        let button = ActionButton(context.say(CertificatePagesCopy.checkNow), isLarge: true)
        return PageLayout.page(
            context, title: title, isIndexable: true,
            main: """
                \(summary, in: context)\(head, in: context)\
                <form class="form form-stacked" method="get" action="\(SitePath.verifyForm.text)">\(field, in: context)\
                <div class="actions">\(button, in: context)</div></form>
                """)
    }
}
