import Kernel
import Web

/// 证照管理 — for officers: finds a certificate of their office and does with it what the law lets them.
enum DeskCertificatePage {
    /// What the page of one certificate shows.
    struct Model: Sendable {
        let certificate: IssuedCertificate
        let standing: CertificateStanding
        let deeds: [CertificateDeed]
        let typed: FormFields
        /// What went wrong, and with which act.
        let problem: (act: CertificateAct, rejection: Rejection)?
        /// What the law lets its office do with it now.
        let allowed: [CertificateAct]
        /// What of that the reader may do.
        let possible: [CertificateAct]
        /// The decision behind it.
        let grant: CertifiedGrant?
    }

    static func search(_ typed: FormFields, _ problem: Rejection?, _ context: PageContext) -> HTML {
        let title = context.say(ActCopy.title)
        let head = PageHead("\(title)", lead: context.say(ActCopy.lead))
        let number = FormField(
            FormName.certificateNumber, context.say(CertificatePagesCopy.number),
            value: typed[FormName.certificateNumber] ?? "", error: problem?.sentence(in: context.language))
        let form = PostForm(
            .deskCertificates, content: "\(number, in: context)\(ActionButton(context.say(ActCopy.find)), in: context)")
        return PageLayout.page(context, title: title, main: "\(head, in: context)\(form, in: context)")
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let certificate = model.certificate
        let head = PageHead(
            context.chinese(certificate.typeName), tags: [Tag(model.standing, context)],
            back: .init(context.say(ActCopy.title), .deskCertificates))
        var rows: [SummaryList.Row] = [
            .init(context.say(CertificatePagesCopy.number), "\(certificate.number)"),
            .init(context.say(CertificatePagesCopy.issuer), context.chinese(certificate.authority)),
            .init(context.say(ActCopy.holder), context.chinese(certificate.maskedHolderName)),
            .init(context.say(CertificatePagesCopy.issuedOn), context.day(certificate.issuedOn)),
        ]
        if let until = certificate.validUntil {
            rows.append(.init(context.say(PresentationCopy.until), context.day(until)))
        }
        let life = PageSection(
            context.say(ActCopy.life), id: "life", DeedTable(deeds: model.deeds).html(in: context))
        return PageLayout.page(
            context, title: certificate.typeName,
            main: """
                \(head, in: context)<div class="panel">\(SummaryList(rows), in: context)</div>\
                \(actions(model, context))\(life, in: context)
                """)
    }

    private static func actions(_ model: Model, _ context: PageContext) -> HTML {
        let content: HTML =
            model.possible.isEmpty
            ? "<p>\(context.say(model.allowed.isEmpty ? ActCopy.nothing : ActCopy.notYours))</p>"
            : "\(model.possible.map { form($0, model, context) })"
        let conflict = model.problem.flatMap { $0.rejection.field == nil ? $0.rejection : nil }
        let notice = conflict.map { Callout(.error, $0.sentence(in: context.language)) }
        return PageSection(context.say(ActCopy.actions), id: "actions", "\(notice, in: context)\(content)")
            .html(in: context)
    }

    /// Forms of one page need ids of their own: the act is part of the name.
    private static func form(_ act: CertificateAct, _ model: Model, _ context: PageContext) -> HTML {
        let (note, law) = ("\(FormName.note).\(act.rawValue)", "\(FormName.ground).\(act.rawValue)")
        let problem = model.problem.flatMap { $0.act == act ? $0.rejection : nil }
        let reason = FormField(
            note, context.say(act == .annotate ? ActCopy.note : ActCopy.reason), .longText,
            value: model.typed[note] ?? "", hint: context.say(ActCopy.reasonHint),
            error: problem?.field == FormName.note ? problem?.sentence(in: context.language) : nil)
        let ground: FormField? =
            act.needsGround
            ? FormField(
                law, context.say(ActCopy.ground), value: model.typed[law] ?? "", hint: context.say(act.groundHint),
                error: problem?.field == FormName.ground ? problem?.sentence(in: context.language) : nil) : nil
        let reach = model.grant.flatMap { reachField(act, $0, model.typed, problem, context) }
        let words = context.say(act.words)
        let button = ActionButton(words, act.isAdverse || act == .cancel ? .danger : .secondary)
        let form = PostForm(
            .deskCertificateAct(model.certificate.id.description, act.rawValue),
            content: """
                \(ground, in: context)\(reason, in: context)\(reach, in: context)<div class="actions">\(button, in: context)</div>
                """)
        return Disclosure(words, form.html(in: context), isOpen: problem != nil).html(in: context)
    }

    /// 及于: what becomes of the decision, said before the button. Nothing is chosen beforehand.
    private static func reachField(
        _ act: CertificateAct, _ grant: CertifiedGrant, _ typed: FormFields, _ problem: Rejection?,
        _ context: PageContext
    ) -> FormField? {
        guard act.needsReach(of: grant) else { return nil }
        let name = "\(FormName.reach).\(act.rawValue)"
        let isPause = act == .suspend
        let told =
            grant.resource.map { context.say(ActCopy.toldResource, ["resource": $0]) }
            ?? context.say(ActCopy.nobodyTold)
        let pays = isPause ? ActCopy.paysPaused : ActCopy.paysNoMore
        let ends = [grant.isBenefit ? context.say(pays) : nil, told].compactMap { $0 }
        let choices = act.reaches(of: grant).map { reach in
            switch reach {
            case .certificate:
                FormField.Choice(
                    value: reach.rawValue, label: context.say(ActCopy.certificateOnly),
                    hint: grant.isBenefit ? context.say(ActCopy.paysOn) : nil)
            case .grant:
                FormField.Choice(
                    value: reach.rawValue, label: context.say(isPause ? ActCopy.suspendGrant : ActCopy.endGrant),
                    hint: ends.joined(separator: context.language == .chinese ? "，" : "; "))
            }
        }
        return FormField(
            name, context.say(ActCopy.reach), .choice(choices), value: typed[name] ?? "",
            hint: context.say(ActCopy.reachHint),
            error: problem?.field == FormName.reach ? problem?.sentence(in: context.language) : nil)
    }
}
