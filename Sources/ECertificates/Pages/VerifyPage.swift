package import Kernel
package import Web

/// 证照核验 — what anyone who holds the code may know: valid or not, type, issuer, day, masked name. Nothing else.
package enum VerifyPage {
    /// What is told of a certificate that exists.
    package struct Details: Sendable {
        let typeName: String
        let issuer: String
        let issuedOn: CivilDate
        let validUntil: CivilDate?
        /// `王*英`
        let maskedName: String
        let standing: CertificateStanding
        let isSample: Bool

        package init(
            typeName: String, issuer: String, issuedOn: CivilDate, validUntil: CivilDate?, maskedName: String,
            standing: CertificateStanding, isSample: Bool
        ) {
            self.typeName = typeName
            self.issuer = issuer
            self.issuedOn = issuedOn
            self.validUntil = validUntil
            self.maskedName = maskedName
            self.standing = standing
            self.isSample = isSample
        }
    }

    /// 包含证明 — checked on this very request.
    package struct Proof: Sendable {
        let index: Int64
        let size: Int64
        /// Base64 of the tree's root.
        let root: String

        package init(index: Int64, size: Int64, root: String) {
            self.index = index
            self.size = size
            self.root = root
        }
    }

    /// What the check found.
    package enum Finding: Sendable {
        case known(Details, Proof?)
        case unknown
    }

    /// What the page shows.
    package struct Model: Sendable {
        package let finding: Finding
        package let checkedAt: Instant

        package init(finding: Finding, checkedAt: Instant) {
            self.finding = finding
            self.checkedAt = checkedAt
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let another = ActionButton(context.say(CertificatePagesCopy.another), .secondary, .link(.verifyForm))
        return PageLayout.page(
            context, title: context.say(CertificatePagesCopy.verifyTitle),
            main: "\(finding(model, context))<div class=\"actions\">\(another, in: context)</div>")
    }

    private static func finding(_ model: Model, _ context: PageContext) -> HTML {
        switch model.finding {
        case .known(let details, let proof):
            """
            \(StandingHead(details.standing), in: context)\(rows(details, model, context))\(explain(proof, context))
            """
        case .unknown: StandingHead(nil).html(in: context)
        }
    }

    private static func rows(_ details: Details, _ model: Model, _ context: PageContext) -> HTML {
        let sample: HTML? =
            details.isSample ? " \(Tag(context.say(CertificatePagesCopy.sample), .sample), in: context)" : nil
        let until = details.validUntil.map { SummaryList.Row(context.say(PresentationCopy.until), context.day($0)) }
        let rows = SummaryList(
            [
                .init(context.say(CertificatePagesCopy.type), "\(context.chinese(details.typeName))\(sample)"),
                .init(context.say(CertificatePagesCopy.issuer), context.chinese(details.issuer)),
                .init(context.say(CertificatePagesCopy.holder), context.chinese(details.maskedName)),
                .init(context.say(CertificatePagesCopy.issuedOn), context.day(details.issuedOn)),
            ] + [until].compactMap { $0 } + [
                .init(context.say(CertificatePagesCopy.checkedAt), context.moment(model.checkedAt))
            ])
        return """
            <div class="panel">\(rows, in: context)\
            <p class="quiet">\(context.say(CertificatePagesCopy.nothingElse))</p></div>
            """
    }

    private static func explain(_ proof: Proof?, _ context: PageContext) -> HTML {
        let link = ActionButton(context.say(CertificatePagesCopy.proofLink), .quiet, .link(.log))
        guard let proof else {
            let text = context.say(CertificatePagesCopy.proofPending)
            return PageSection(context.say(CertificatePagesCopy.proof), "<p>\(text)</p>\(link, in: context)")
                .html(in: context)
        }
        let text = context.say(
            CertificatePagesCopy.proofText, ["index": String(proof.index), "size": String(proof.size)])
        return PageSection(
            context.say(CertificatePagesCopy.proof),
            """
            <p>\(text)</p><p class="quiet">\(context.say(CertificatePagesCopy.proofRoot)) <code>\(proof.root)</code></p>\
            \(link, in: context)
            """
        ).html(in: context)
    }
}
