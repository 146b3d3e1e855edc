package import Kernel
package import Web

/// 证照页 — a certificate as its holder sees, shows, prints and keeps it.
package enum CertificatePage {
    /// What the page shows.
    package struct Model: Sendable {
        let certificate: IssuedCertificate
        let standing: CertificateStanding
        let verifyURL: String
        /// What the code on the sheet holds.
        let code: String
        /// What officers did with it since its issue.
        let deeds: [CertificateDeed]
        /// The newest showings.
        let presentations: [CertificatePresentation]
        let now: Instant

        /// How it stands is told for `now`.
        package init(
            certificate: IssuedCertificate, verifyURL: String, code: String, deeds: [CertificateDeed],
            presentations: [CertificatePresentation], at now: Instant
        ) {
            self.now = now
            self.certificate = certificate
            standing = certificate.standing(on: now.civilDate())
            self.verifyURL = verifyURL
            self.code = code
            self.deeds = deeds
            self.presentations = presentations
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let certificate = model.certificate
        let head = PageHead(
            context.chinese(certificate.typeName),
            lead: model.standing.isValid ? context.say(CertificatePagesCopy.lead) : nil,
            tags: [Tag(model.standing, context)], back: .init(context.say(PresentationCopy.wallet), .certificates))
        return PageLayout.page(
            context, title: certificate.typeName,
            main: """
                <div class="no-print stack">\(head, in: context)\(notice(model, context))\(show(model, context))</div>\
                \(sheet(model), in: context)\(use(model, context))\(history(model, context))
                """)
    }

    private static func sheet(_ model: Model) -> CertificateSheet {
        let certificate = model.certificate
        return CertificateSheet(
            typeName: certificate.typeName, number: certificate.number, issuer: certificate.authority,
            statement: certificate.statement,
            rows: certificate.fields.map { CertificateSheet.Row($0.label.chinese, $0.printed) },
            issuedOn: certificate.issuedOn, code: model.code, checkCode: certificate.checkCode.text,
            isSample: certificate.isSample,
            voidWord: model.standing.isValid ? nil : model.standing.word.text(in: .chinese))
    }

    /// Why it does not count today, and what comes instead.
    private static func notice(_ model: Model, _ context: PageContext) -> HTML {
        var links: [ActionButton] = []
        if let successor = model.certificate.successor {
            links.append(
                ActionButton(
                    context.say(CertificatePagesCopy.newer), .secondary, .link(.certificate(successor.description))))
        }
        if let predecessor = model.certificate.predecessor {
            links.append(
                ActionButton(
                    context.say(CertificatePagesCopy.older), .quiet, .link(.certificate(predecessor.description))))
        }
        guard !model.standing.isValid else { return links.isEmpty ? .empty : "\(links, in: context)" }
        return Callout(
            .warning, context.say(model.standing.finding(day: context.dayText)), reason(model, context), actions: links
        ).html(in: context)
    }

    /// What the officer wrote, on which ground, and what can be done about it.
    private static func reason(_ model: Model, _ context: PageContext) -> HTML {
        guard let deed = model.deeds.last(where: { $0.act != .annotate }), model.standing.kind != .expired else {
            return .empty
        }
        let ground: HTML? = deed.ground.map { "<p>\(context.say(ActCopy.ground)): \(context.chinese($0))</p>" }
        let remedy: HTML? =
            deed.act.isAdverse
            ? """
            <p>\(context.say(ActCopy.remedy, [
                "days": String(CertificateRemedy.reconsiderationDays),
                "months": String(CertificateRemedy.litigationMonths),
            ]))</p>
            """ : nil
        return "<p>\(context.chinese("\(deed.reason)（\(deed.officer)）"))</p>\(ground)\(remedy)"
    }

    private static func show(_ model: Model, _ context: PageContext) -> HTML {
        guard model.standing.isValid else { return .empty }
        let button = ActionButton(
            context.say(PresentationCopy.show), .primary, .link(.showCertificate(model.certificate.id.description)),
            icon: .shield)
        return "<div class=\"actions\">\(button, in: context)</div>"
    }

    private static func use(_ model: Model, _ context: PageContext) -> HTML {
        let download = ActionButton(
            context.say(CertificatePagesCopy.download), .secondary,
            .download(.certificateFile(model.certificate.id.description)), icon: .download)
        let document = ActionButton(
            context.say(CertificatePagesCopy.document), .secondary,
            .download(.certificateDocument(model.certificate.id.description)), icon: .document)
        let bundle = ActionButton(
            context.say(VerifyFileCopy.download), .secondary,
            .download(.certificateBundle(model.certificate.id.description)), icon: .download)
        let copy = CopyButton(context.say(CertificatePagesCopy.copyLink), copying: model.verifyURL)
        let check = ActionButton(
            context.say(CertificatePagesCopy.check), .quiet, .link(.verify(model.certificate.token)))
        let section = PageSection(
            context.say(CertificatePagesCopy.use),
            """
            <div class="actions">\(document, in: context)\(PrintButton(), in: context)\(download, in: context)\
            \(bundle, in: context)</div>\
            <p class="quiet">\(context.say(CertificatePagesCopy.downloadNote))</p>\
            <p class="quiet">\(context.say(VerifyFileCopy.downloadNote))</p>\
            <p class="quiet">\(context.say(CertificatePagesCopy.privacy))</p>\
            <div class="actions">\(check, in: context)\(copy, in: context)</div>
            """)
        return "<div class=\"no-print\">\(section, in: context)</div>"
    }

    private static func history(_ model: Model, _ context: PageContext) -> HTML {
        let table = PresentationTable(
            presentations: model.presentations, fields: model.certificate.showableFields, now: model.now)
        let section = PageSection(context.say(PresentationCopy.history), id: "showings", table.html(in: context))
        let life: HTML? =
            model.deeds.isEmpty
            ? nil
            : PageSection(context.say(ActCopy.life), id: "life", DeedTable(deeds: model.deeds).html(in: context))
                .html(in: context)
        return "<div class=\"no-print\">\(life)\(section, in: context)</div>"
    }
}
