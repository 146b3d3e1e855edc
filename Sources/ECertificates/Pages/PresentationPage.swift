package import Kernel
package import Web

/// 出示码 — the code that the holder holds out, and what became of it. Where a script runs it follows by itself.
package enum PresentationPage {
    private static let secondsBetweenLooks = 2

    /// What the page shows.
    package struct Model: Sendable {
        let presentation: CertificatePresentation
        /// `nil` where it is kept no longer: a department's that was withdrawn, or is no more.
        let certificate: ShowableCertificate?
        /// Where the code leads, from outside.
        let address: String
        /// Where a code is entered, from outside.
        let entrance: String
        let now: Instant

        package init(
            presentation: CertificatePresentation, certificate: ShowableCertificate?, address: String, entrance: String,
            now: Instant
        ) {
            self.presentation = presentation
            self.certificate = certificate
            self.address = address
            self.entrance = entrance
            self.now = now
        }

        var typeName: String { presentation.typeName ?? certificate?.typeName ?? "" }
        var fields: [CertificateField] { certificate?.fields ?? [] }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(PresentationCopy.title)
        let head = PageHead(
            context.chinese(model.typeName),
            back: .init(context.say(PresentationCopy.wallet), .certificates))
        return PageLayout.page(
            context, title: title,
            main: """
                \(head, in: context)<p class="unseen" aria-live="polite" data-announce></p>\
                <div id="showing" class="stack" data-live>\(state(model, context))</div>
                """)
    }

    private static func state(_ model: Model, _ context: PageContext) -> HTML {
        let presentation = model.presentation
        return switch presentation.state {
        case .waiting where model.certificate == nil:
            result(.warning, PresentationCopy.removed, PresentationCopy.removedText, model, context)
        case .waiting where presentation.isOpen(at: model.now): "\(code(model, context))\(chosen(model, context))"
        case .waiting: result(.warning, PresentationCopy.lapsed, PresentationCopy.lapsedText, model, context)
        case .opened: result(.success, PresentationCopy.opened, PresentationCopy.openedText, model, context)
        case .refused: result(.warning, PresentationCopy.refused, PresentationCopy.refusedText, model, context)
        case .withdrawn: result(.info, PresentationCopy.withdrawn, PresentationCopy.withdrawnText, model, context)
        }
    }

    private static func code(_ model: Model, _ context: PageContext) -> HTML {
        let left = max(0, (model.presentation.expiresAt.milliseconds - model.now.milliseconds + 999) / 1000)
        let code = QRCode(model.address, label: context.say(PresentationCopy.codeLabel))
        let id = model.presentation.id.description
        let takeBack = ActionButton(context.say(PresentationCopy.takeBack), .secondary)
        let look = ActionButton(context.say(PresentationCopy.refresh), .quiet, .link(.showing(id)))
        let withdrawal = PostForm(
            .showingWithdrawal(id), look: .inline, content: "\(takeBack, in: context)")
        return """
            <div class="panel showing" data-pulse="\(Self.secondsBetweenLooks)">\(code, in: context)\
            <p class="showing-code">\(model.presentation.code.text)</p>\
            <p>\(context.say(PresentationCopy.codeLead, ["address": model.entrance]))</p>\
            <p><strong>\(context.say(PresentationCopy.secondsLeft, ["seconds": String(left)]))</strong></p>\
            <div class="actions">\(withdrawal, in: context)\(look, in: context)</div></div>
            """
    }

    private static func chosen(_ model: Model, _ context: PageContext) -> HTML {
        let fields = model.fields.filter { model.presentation.claims.contains($0.claim) }
        let rows = SummaryList(
            fields.map { .init(context.say($0.label), context.readable($0.value)) }
                + [.init(context.say(PresentationCopy.why), "\(context.say(model.presentation.purpose.words))")])
        return PageSection(context.say(PresentationCopy.chosen), rows.html(in: context)).html(in: context)
    }

    private static func result(
        _ kind: Callout.Kind, _ title: Phrase, _ text: Phrase, _ model: Model, _ context: PageContext
    ) -> HTML {
        let presentation = model.presentation
        let words = context.say(
            text,
            [
                "verifier": presentation.verifier ?? "", "moment": presentation.settledAt.map(context.momentText) ?? "",
                "fields": context.names(presentation, of: model.fields),
            ])
        let again = model.certificate.map {
            ActionButton(
                context.say(PresentationCopy.again), .primary, .link(.showCertificate($0.id.description)))
        }
        let heading = context.say(title)
        return """
            \(Callout(kind, heading, "<p>\(words)</p>", actions: [again].compactMap(\.self)), in: context)\
            <p class="unseen" data-headline>\(heading)</p>
            """
    }
}

/// 出示记录 — how a certificate was shown, and who looked.
struct PresentationTable: Component {
    let presentations: [CertificatePresentation]
    /// Of the certificate as it is now.
    let fields: [CertificateField]
    let now: Instant

    func html(in context: PageContext) -> HTML {
        guard !presentations.isEmpty else { return "<p>\(context.say(PresentationCopy.noHistory))</p>" }
        let columns = [
            PresentationCopy.when, PresentationCopy.why, PresentationCopy.fields, PresentationCopy.result,
            PresentationCopy.whom,
        ].map { context.say($0) }
        let rows = presentations.map { presentation -> [HTML] in
            [
                context.moment(presentation.createdAt), "\(context.say(presentation.purpose.words))",
                "\(context.names(presentation, of: fields))", outcome(presentation, context),
                context.chinese(presentation.verifier ?? "—"),
            ]
        }
        return DataTable(
            caption: context.say(PresentationCopy.history), columns: columns, rows: rows, hidesCaption: true
        ).html(in: context)
    }

    private func outcome(_ presentation: CertificatePresentation, _ context: PageContext) -> HTML {
        let by: HTML? = presentation.presenterName.map {
            "<br>\(context.say(FamilyCopy.shownBy, ["name": $0]))"
        }
        return "\(context.say(result(presentation)))\(by)"
    }

    private func result(_ presentation: CertificatePresentation) -> Phrase {
        switch presentation.state {
        case .waiting: presentation.isOpen(at: now) ? PresentationCopy.stillOpen : PresentationCopy.lapsed
        case .opened: PresentationCopy.opened
        case .refused: PresentationCopy.refused
        case .withdrawn: PresentationCopy.withdrawn
        }
    }
}
