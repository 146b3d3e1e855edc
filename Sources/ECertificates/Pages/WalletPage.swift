package import Kernel
package import Web

/// 我的证照 — all certificates of a person, each with how it stands, and the way to show it.
package enum WalletPage {
    /// One certificate in the list.
    package struct Line: Sendable {
        let certificate: IssuedCertificate
        let standing: CertificateStanding

        package init(_ certificate: IssuedCertificate, on day: CivilDate) {
            self.certificate = certificate
            standing = certificate.standing(on: day)
        }
    }

    package static func render(_ lines: [Line], _ context: PageContext) -> HTML {
        let title = context.say(PresentationCopy.wallet)
        let head = PageHead(
            "\(title)", lead: lines.isEmpty ? nil : context.say(PresentationCopy.walletLead),
            back: .init(context.say(CertificatePagesCopy.me), .me))
        return PageLayout.page(
            context, title: title, width: .wide, main: "\(head, in: context)\(content(lines, context))")
    }

    private static func content(_ lines: [Line], _ context: PageContext) -> HTML {
        guard !lines.isEmpty else {
            return EmptyState(
                .seal, context.say(PresentationCopy.none), advice: context.say(PresentationCopy.noneText)
            ).html(in: context)
        }
        return "<div class=\"grid\">\(lines.map { card($0, context) })</div>"
    }

    private static func card(_ line: Line, _ context: PageContext) -> HTML {
        let id = line.certificate.id.description
        let until: HTML? = line.certificate.validUntil.map {
            "<br>\(context.say(PresentationCopy.until)) \(context.day($0))"
        }
        let card = LinkCard(
            context.chinese(line.certificate.typeName), .certificate(id),
            text: "\(context.day(line.certificate.issuedOn)) \(context.say(PresentationCopy.issued))\(until)",
            tags: [Tag(line.standing, context)], icon: .seal, level: 2)
        let show: HTML? =
            line.standing.isValid
            ? ActionButton(
                context.say(PresentationCopy.show), .secondary, .link(.showCertificate(id)),
                context: line.certificate.typeName
            ).html(in: context) : nil
        return "<div class=\"stack\">\(card, in: context)\(show)</div>"
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
