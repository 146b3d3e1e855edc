import ECertificates
import Exchange
import Identity
import Kernel
import Web

/// 我的同意 — what rests on the person's own agreement, each with a way to take it back that is as easy as giving it
/// (个人信息保护法第十五条); and what rests on the law, with its ground.
enum ConsentsPage {
    /// What the page shows.
    struct Model: Sendable {
        /// 出示 that nobody has opened yet.
        let showings: [(showing: CertificatePresentation, certificate: String)]
        /// 归集
        let imports: [ImportedCertificate]
        let mandates: [Mandate]
        let duties: [Duty]
    }

    /// 依法履职 — reads for one service on one ground of law (个人信息保护法第十三条第一款第三项).
    struct Duty: Sendable, Hashable {
        let service: String
        let basis: String
        let fields: [String]
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(ConsentCopy.title)
        let head = PageHead(
            "\(title)", lead: context.say(ConsentCopy.lead), back: .init(context.say(PersonalDataCopy.title), .myData))
        return PageLayout.page(
            context, title: title,
            main: "\(head, in: context)\(given(model, context))\(duties(model, context))")
    }

    private static func given(_ model: Model, _ context: PageContext) -> HTML {
        let panels =
            model.showings.map { showing($0, $1, context) } + model.imports.map { imported($0, context) }
            + model.mandates.map { mandate($0, context) }
        let content: HTML = panels.isEmpty ? "<p>\(context.say(ConsentCopy.none))</p>" : "\(panels)"
        let note: HTML = "<p class=\"quiet\">\(context.say(ConsentCopy.notUndone))</p>"
        return PageSection(context.say(ConsentCopy.given), id: "given", "\(content)\(note)").html(in: context)
    }

    private static func showing(
        _ showing: CertificatePresentation, _ certificate: String, _ context: PageContext
    ) -> HTML {
        let rows = [
            SummaryList.Row(context.say(ConsentCopy.what), "\(context.say(ConsentCopy.showing))"),
            SummaryList.Row(context.say(ConsentCopy.certificate), context.chinese(certificate)),
            SummaryList.Row(context.say(ConsentCopy.purpose), "\(context.say(showing.purpose.words))"),
            SummaryList.Row(context.say(ConsentCopy.since), context.moment(showing.createdAt)),
        ]
        return panel(rows, .showingWithdrawal(showing.id.description), certificate, context)
    }

    private static func imported(_ certificate: ImportedCertificate, _ context: PageContext) -> HTML {
        let kept = [
            SummaryList.Row(context.say(ConsentCopy.what), "\(context.say(ConsentCopy.importing))"),
            SummaryList.Row(context.say(ConsentCopy.certificate), "\(context.say(certificate.title))"),
        ]
        let since = SummaryList.Row(context.say(ConsentCopy.since), context.moment(certificate.agreedAt))
        let rows = kept + agreed(certificate, context) + [since]
        let withdrawal = SitePath.certificateImportWithdrawal(certificate.id.description)
        return panel(rows, withdrawal, certificate.typeName, context)
    }

    /// What was agreed to, as it was shown then; of what was read before it was kept, what came.
    private static func agreed(_ certificate: ImportedCertificate, _ context: PageContext) -> [SummaryList.Row] {
        if let terms = certificate.terms { return ImportTermsRows.rows(terms, context) }
        let fields = certificate.fields.map { context.say($0.label) }
        return [
            SummaryList.Row(context.say(ConsentCopy.whence), context.chinese(certificate.source.department)),
            SummaryList.Row(
                context.say(ConsentCopy.fields),
                "\(fields.joined(separator: context.language == .chinese ? "、" : ", "))"),
        ]
    }

    private static func mandate(_ mandate: Mandate, _ context: PageContext) -> HTML {
        let rows = [
            SummaryList.Row(context.say(ConsentCopy.what), "\(context.say(ConsentCopy.mandate))"),
            SummaryList.Row(context.say(ConsentCopy.whom), context.chinese(mandate.agent.name)),
            SummaryList.Row(
                context.say(ConsentCopy.purpose),
                "\(mandate.powers.map { context.say($0.words) }.joined(separator: "；"))"),
            SummaryList.Row(context.say(ConsentCopy.until), context.day(mandate.until)),
        ]
        return panel(rows, .mandateRevocation(mandate.id.description), mandate.agent.name, context)
    }

    private static func panel(
        _ rows: [SummaryList.Row], _ withdrawal: SitePath, _ about: String, _ context: PageContext
    ) -> HTML {
        let button = ActionButton(context.say(ConsentCopy.withdraw), .danger, context: about)
        let form = PostForm(withdrawal, look: .inline, content: "\(button, in: context)")
        return """
            <div class="panel stack">\(SummaryList(rows), in: context)<div class="actions">\(form, in: context)</div></div>
            """
    }

    private static func duties(_ model: Model, _ context: PageContext) -> HTML {
        let name = context.say(ConsentCopy.duties)
        let rows = model.duties.map { duty -> [HTML] in
            [
                context.chinese(duty.service), context.chinese(duty.fields.joined(separator: "、")),
                context.chinese(duty.basis),
            ]
        }
        let columns = [ConsentCopy.service, ConsentCopy.fields, ConsentCopy.ground].map { context.say($0) }
        let table: HTML =
            rows.isEmpty
            ? "<p>\(context.say(ConsentCopy.noDuties))</p>"
            : DataTable(caption: name, columns: columns, rows: rows, hidesCaption: true).html(in: context)
        return PageSection(name, id: "duties", "<p class=\"quiet\">\(context.say(ConsentCopy.dutiesLead))</p>\(table)")
            .html(in: context)
    }
}
