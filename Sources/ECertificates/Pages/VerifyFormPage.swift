package import Kernel
package import Web

/// 核验一张证照 — for those who have paper and no scanner: by number and check code.
package enum VerifyFormPage {
    /// What the page shows.
    package struct Model: Sendable {
        let typed: FormFields
        let problem: Rejection?

        package init(typed: FormFields = FormFields(), problem: Rejection? = nil) {
            self.typed = typed
            self.problem = problem
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(CertificatePagesCopy.formTitle)
        let head = PageHead("\(title)", lead: context.say(CertificatePagesCopy.formLead))
        let summary = ErrorSummary(
            model.problem.map { [.init($0.sentence(in: context.language), field: $0.field ?? FormName.checkCode)] }
                ?? [])
        let fields = [
            field(
                FormName.certificateNumber, CertificatePagesCopy.number, CertificatePagesCopy.numberHint, model, context
            ),
            field(
                FormName.checkCode, CertificatePagesCopy.checkCode, CertificatePagesCopy.checkCodeHint, model, context),
        ]
        let button = ActionButton(context.say(CertificatePagesCopy.checkNow), isLarge: true)
        let form = PostForm(
            .verifyForm, content: "\(fields, in: context)<div class=\"actions\">\(button, in: context)</div>")
        let shown = ActionButton(context.say(OpeningCopy.title), .quiet, .link(.openPresentation(nil)))
        let file = ActionButton(context.say(VerifyFileCopy.title), .quiet, .link(.verifyFile))
        return PageLayout.page(
            context, title: title, isIndexable: true,
            main: """
                \(summary, in: context)\(head, in: context)\(form, in: context)\
                <div class="actions">\(shown, in: context)\(file, in: context)</div>
                """)
    }

    private static func field(
        _ name: String, _ label: Phrase, _ hint: Phrase, _ model: Model, _ context: PageContext
    ) -> FormField {
        FormField(
            name, context.say(label), value: model.typed[name] ?? "", hint: context.say(hint),
            error: model.problem.flatMap { $0.field == name ? $0.sentence(in: context.language) : nil })
    }
}
