package import Kernel
package import Web

/// 出示 — the holder chooses what is shown and for what. Nothing is ticked beforehand: what leaves is what was wanted.
package enum ShowCertificatePage {
    /// What the page shows.
    package struct Model: Sendable {
        let certificate: ShowableCertificate
        /// Whether its holder looks at it, and nobody for the holder.
        let isOwn: Bool
        /// What was chosen before an error.
        let typed: FormFields
        let problem: Rejection?

        package init(
            certificate: ShowableCertificate, isOwn: Bool, typed: FormFields = FormFields(), problem: Rejection? = nil
        ) {
            self.certificate = certificate
            self.isOwn = isOwn
            self.typed = typed
            self.problem = problem
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(PresentationCopy.title)
        let id = model.certificate.id.description
        let head = PageHead(
            "\(title)", lead: context.say(PresentationCopy.lead),
            back: model.isOwn && model.certificate.source == nil
                ? .init(model.certificate.typeName, .certificate(id))
                : .init(context.say(PresentationCopy.wallet), .certificates))
        let forOther =
            model.isOwn
            ? nil
            : Callout(
                .info, context.say(FamilyCopy.forOther, ["holder": model.certificate.holderName]),
                "<p>\(context.say(FamilyCopy.forOtherText))</p>")
        let source = model.certificate.source.map { DepartmentNote(source: $0) }
        let summary = ErrorSummary(
            model.problem.map { [.init($0.sentence(in: context.language), field: $0.field ?? FormName.claims)] } ?? [])
        let confirm = ActionButton(context.say(PresentationCopy.confirm), isLarge: true)
        let form = PostForm(
            .showCertificate(id),
            content: """
                \(claims(model, context))\(PurposeField.holder(model.typed, model.problem, context), in: context)\
                <div class="actions">\(confirm, in: context)</div>
                """)
        return PageLayout.page(
            context, title: title,
            main: """
                \(summary, in: context)\(head, in: context)\(forOther, in: context)\(source, in: context)\(form, in: context)
                """)
    }

    private static func claims(_ model: Model, _ context: PageContext) -> HTML {
        let problem = model.problem.flatMap { $0.field == FormName.claims ? $0.sentence(in: context.language) : nil }
        let boxes = model.certificate.fields.map { field in
            let name = FormName.claimPrefix + field.claim
            return FormField(
                name, context.labelled(field), .agreement, value: model.typed[name] ?? "", isOptional: true)
        }
        let error: HTML? = problem.map { "<p class=\"error\">\(Icon.warning.html)<span>\($0)</span></p>" }
        return """
            <fieldset class="field\(problem == nil ? "" : " field-wrong")" id="\(FormField.elementID(FormName.claims))" \
            tabindex="-1"><legend>\(context.say(PresentationCopy.what))</legend>\(error)\(boxes, in: context)</fieldset>
            """
    }
}

/// 用途 — the one question that holder and verifier both answer.
enum PurposeField {
    static func holder(_ typed: FormFields, _ problem: Rejection?, _ context: PageContext) -> FormField {
        field(PresentationCopy.purpose, PresentationCopy.purposeHint, typed, problem, context)
    }

    static func verifier(_ typed: FormFields, _ problem: Rejection?, _ context: PageContext) -> FormField {
        field(OpeningCopy.purpose, OpeningCopy.purposeHint, typed, problem, context)
    }

    private static func field(
        _ label: Phrase, _ hint: Phrase, _ typed: FormFields, _ problem: Rejection?, _ context: PageContext
    ) -> FormField {
        let choices = PresentationPurpose.allCases.map {
            FormField.Choice(value: $0.rawValue, label: context.say($0.words))
        }
        return FormField(
            FormName.purpose, context.say(label), .choice(choices), value: typed[FormName.purpose] ?? "",
            hint: context.say(hint),
            error: problem.flatMap { $0.field == FormName.purpose ? $0.sentence(in: context.language) : nil })
    }
}

extension PageContext {
    /// `持证人：王秀英`
    func labelled(_ field: CertificateField) -> String {
        say(field.label) + (language == .chinese ? "：" : ": ") + readableText(field.value)
    }

    /// The names of what was shown, one after another: as they were then, else as the certificate has them now.
    func names(_ presentation: CertificatePresentation, of fields: [CertificateField]) -> String {
        let kept = fields.filter { presentation.claims.contains($0.claim) }.map(\.label)
        return (presentation.labels.isEmpty ? kept : presentation.labels).map { say($0) }
            .joined(separator: language == .chinese ? "、" : ", ")
    }
}
