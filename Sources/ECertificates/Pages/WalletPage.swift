import Kernel
import Web

/// 我的证照 — all certificates of a person, each with how it stands and the way to show it; apart from them those of family.
enum WalletPage {
    /// One certificate in the list.
    struct Line: Sendable {
        let certificate: IssuedCertificate
        let standing: CertificateStanding

        init(_ certificate: IssuedCertificate, on day: CivilDate) {
            self.certificate = certificate
            standing = certificate.standing(on: day)
        }
    }

    /// The certificates of somebody else that the reader may see and show.
    struct Family: Sendable {
        let member: CertificateDelegation.Member
        let lines: [Line]
        /// 部门数据
        let imported: [ImportedCertificate]
    }

    /// What the page shows.
    struct Model: Sendable {
        let own: [Line]
        let imports: ImportSection
        let family: [Family]
        let today: CivilDate
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(PresentationCopy.wallet)
        let isEmpty = model.own.isEmpty && model.imports.held.isEmpty && model.family.isEmpty
        let head = PageHead(
            "\(title)", lead: isEmpty ? nil : context.say(PresentationCopy.walletLead),
            back: .init(context.say(CertificatePagesCopy.me), .me))
        let mandates = ActionButton(context.say(FamilyCopy.toMandates), .quiet, .link(.mandates))
        return PageLayout.page(
            context, title: title, width: .wide,
            main: """
                \(head, in: context)\(own(model, context))\(model.imports, in: context)\(family(model, context))\
                <div class="actions">\(mandates, in: context)</div>
                """)
    }

    /// Where departments' data are held, the page has something: nothing is said of what it has not.
    private static func own(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.own.isEmpty || model.imports.held.isEmpty else { return nil }
        let content: HTML =
            model.own.isEmpty
            ? EmptyState(
                .seal, context.say(PresentationCopy.none), advice: context.say(PresentationCopy.noneText)
            ).html(in: context) : grid(model.own, level: model.family.isEmpty ? 2 : 3, context)
        guard !model.family.isEmpty else { return content }
        return PageSection(context.say(FamilyCopy.own), id: "own", content).html(in: context)
    }

    private static func family(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.family.isEmpty else { return nil }
        let parts = model.family.map { family -> HTML in
            let panels =
                family.lines.map { panel($0, 4, context) } + family.imported.map { panel($0, model.today, context) }
            let content: HTML =
                panels.isEmpty ? "<p>\(context.say(FamilyCopy.none))</p>" : "<div class=\"grid\">\(panels)</div>"
            return "<h3>\(name(family.member, context))</h3>\(content)"
        }
        return PageSection(
            context.say(FamilyCopy.family), id: "family",
            "<p class=\"quiet\">\(context.say(FamilyCopy.noted))</p>\(parts)"
        ).html(in: context)
    }

    private static func name(_ member: CertificateDelegation.Member, _ context: PageContext) -> String {
        let words = member.isChild ? FamilyCopy.ofChild : FamilyCopy.ofPrincipal
        return context.say(words, ["name": member.name, "day": context.dayText(member.until)])
    }

    private static func grid(_ lines: [Line], level: Int, _ context: PageContext) -> HTML {
        "<div class=\"grid\">\(lines.map { card($0, level, context) })</div>"
    }

    /// One's own leads to its page.
    private static func card(_ line: Line, _ level: Int, _ context: PageContext) -> HTML {
        let card = LinkCard(
            context.chinese(line.certificate.typeName), .certificate(line.certificate.id.description),
            text: days(line, context), tags: [Tag(line.standing, context)], icon: .seal, level: level)
        return "<div class=\"stack\">\(card, in: context)\(show(line, context))</div>"
    }

    /// Another's can be shown, and nothing else.
    private static func panel(_ line: Line, _ level: Int, _ context: PageContext) -> HTML {
        """
        <div class="panel stack"><h\(level)>\(context.chinese(line.certificate.typeName))</h\(level)>\
        <p>\(days(line, context)) \(Tag(line.standing, context), in: context)</p>\(show(line, context))</div>
        """
    }

    /// A department's, of which the page holds nothing that would be a look.
    private static func panel(
        _ certificate: ImportedCertificate, _ today: CivilDate, _ context: PageContext
    ) -> HTML {
        """
        <div class="panel stack"><h4>\(context.say(certificate.title))</h4>\
        <p>\(ImportTags(certificate, on: today), in: context)</p>\(ShowImport(certificate, on: today), in: context)</div>
        """
    }

    private static func days(_ line: Line, _ context: PageContext) -> HTML {
        let until: HTML? = line.certificate.validUntil.map {
            "<br>\(context.say(PresentationCopy.until)) \(context.day($0))"
        }
        return "\(context.day(line.certificate.issuedOn)) \(context.say(PresentationCopy.issued))\(until)"
    }

    private static func show(_ line: Line, _ context: PageContext) -> HTML? {
        guard line.standing.isValid else { return nil }
        return ActionButton(
            context.say(PresentationCopy.show), .secondary,
            .link(.showCertificate(line.certificate.id.description)), context: line.certificate.typeName
        ).html(in: context)
    }
}

extension Tag {
    /// How a certificate stands, in a word.
    init(_ standing: CertificateStanding, _ context: PageContext) {
        let tone: Tone =
            switch standing.kind {
            case .valid: .good
            case .suspended: .waiting
            case .expired, .replaced, .cancelled, .revoked: .attention
            }
        self.init(context.say(standing.word), tone)
    }
}
