package import Kernel
package import Web

/// 查看对方出示的证照 — for whoever has a code: they say who they are and for what, then see what the holder chose.
package enum OpenPresentationPage {
    /// What was typed, and what is wrong with it.
    package struct Model: Sendable {
        let typed: FormFields
        let problem: Rejection?

        package init(typed: FormFields = FormFields(), problem: Rejection? = nil) {
            self.typed = typed
            self.problem = problem
        }
    }

    package static func form(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(OpeningCopy.title)
        let head = PageHead("\(title)", lead: context.say(OpeningCopy.lead))
        let summary = ErrorSummary(
            model.problem.map { [.init($0.sentence(in: context.language), field: $0.field ?? FormName.code)] } ?? [])
        let fields = [
            FormField(
                FormName.code, context.say(OpeningCopy.code), value: model.typed[FormName.code] ?? "",
                hint: context.say(OpeningCopy.codeHint), error: error(FormName.code, model, context)),
            PurposeField.verifier(model.typed, model.problem, context),
            FormField(
                FormName.verifier, context.say(OpeningCopy.verifier), value: model.typed[FormName.verifier] ?? "",
                error: error(FormName.verifier, model, context)),
        ]
        let button = ActionButton(context.say(OpeningCopy.open), isLarge: true)
        let form = PostForm(
            .openPresentation(nil), content: "\(fields, in: context)<div class=\"actions\">\(button, in: context)</div>"
        )
        return PageLayout.page(
            context, title: title, main: "\(summary, in: context)\(head, in: context)\(form, in: context)")
    }

    package static func shown(_ shown: ShownCertificate, _ context: PageContext) -> HTML {
        let by = shown.presentation.presenterName.map {
            SummaryList.Row(context.say(FamilyCopy.presenter), context.chinese($0))
        }
        let rows = SummaryList(
            [.init(context.say(CertificatePagesCopy.type), context.chinese(shown.typeName))]
                + origin(shown, context)
                + [
                    .init(context.say(PresentationCopy.why), "\(context.say(shown.presentation.purpose.words))"),
                    .init(context.say(OpeningCopy.seenAt), context.moment(shown.openedAt)),
                ] + [by].compactMap { $0 })
        let fields = SummaryList(shown.fields.map { .init(context.say($0.label), context.readable($0.value)) })
        let chosen = PageSection(context.say(OpeningCopy.shownFields), fields.html(in: context))
        let again = ActionButton(context.say(OpeningCopy.again), .secondary, .link(.openPresentation(nil)))
        let sample: HTML? =
            shown.isSample ? Tag(context.say(CertificatePagesCopy.sample), .sample).html(in: context) : nil
        return PageLayout.page(
            context, title: context.say(OpeningCopy.title),
            main: """
                \(head(shown, context))<p>\(sample)</p>\(chosen, in: context)\
                <div class="panel">\(rows, in: context)<p class="quiet">\(context.say(OpeningCopy.once))</p></div>\
                <div class="actions">\(again, in: context)</div>
                """)
    }

    /// Of what was issued here we say whether it is genuine; of a department's data whose they are, and no more.
    private static func head(_ shown: ShownCertificate, _ context: PageContext) -> HTML {
        switch shown.origin {
        case .issued(_, let standing, _): StandingHead(standing).html(in: context)
        case .imported(let source):
            "\(PageHead(context.chinese(shown.typeName)), in: context)\(DepartmentNote(source: source), in: context)"
        }
    }

    private static func origin(_ shown: ShownCertificate, _ context: PageContext) -> [SummaryList.Row] {
        switch shown.origin {
        case .issued(let day, _, _):
            [
                .init(context.say(CertificatePagesCopy.issuer), context.chinese(shown.authority)),
                .init(context.say(CertificatePagesCopy.issuedOn), context.day(day)),
            ]
        case .imported(let source): ImportSourceRows.rows(source, context)
        }
    }

    private static func error(_ field: String, _ model: Model, _ context: PageContext) -> String? {
        model.problem.flatMap { $0.field == field ? $0.sentence(in: context.language) : nil }
    }
}
