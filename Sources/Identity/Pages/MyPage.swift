package import Kernel
package import Web

/// 我的 — a person's cases, certificates, and who has read their data.
package enum MyPage {
    /// One certificate in the list.
    package struct CertificateLink: Sendable {
        let id: String
        let typeName: String
        let issuedOn: CivilDate
        let isValid: Bool

        /// - Parameter id: as `SitePath.certificate` takes it.
        package init(id: String, typeName: String, issuedOn: CivilDate, isValid: Bool) {
            self.id = id
            self.typeName = typeName
            self.issuedOn = issuedOn
            self.isValid = isValid
        }
    }

    /// What the page shows.
    package struct Model: Sendable {
        /// The latest first.
        package let cases: [CaseCard]
        package let certificates: [CertificateLink]
        /// The latest few; `MyReadsPage` has all.
        package let reads: [DataReadLine]
        /// Mandates that wait for the person's answer.
        package let offersWaiting: Int

        package init(
            cases: [CaseCard], certificates: [CertificateLink], reads: [DataReadLine], offersWaiting: Int
        ) {
            self.offersWaiting = offersWaiting
            self.cases = cases
            self.certificates = certificates
            self.reads = reads
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let greeting = context.say(IdentityCopy.greeting, ["name": context.viewerName ?? ""])
        return PageLayout.page(
            context, title: context.say(IdentityCopy.mine), width: .wide,
            main: """
                \(PageHead("\(greeting)"), in: context)\(offers(model, context))\(cases(model, context))\
                \(certificates(model, context))\(reads(model, context))
                """)
    }

    private static func offers(_ model: Model, _ context: PageContext) -> HTML? {
        guard model.offersWaiting > 0 else { return nil }
        let look = ActionButton(context.say(MandateCopy.look), .secondary, .link(.mandates))
        return Callout(.info, context.say(MandateCopy.offersWaiting), actions: [look]).html(in: context)
    }

    private static func cases(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(IdentityCopy.myCases)
        guard !model.cases.isEmpty else {
            let find = ActionButton(context.say(IdentityCopy.find), .primary, .link(.home))
            let empty = EmptyState(
                .document, context.say(IdentityCopy.noCases), advice: context.say(IdentityCopy.noCasesText),
                action: find)
            return PageSection(title, empty.html(in: context)).html(in: context)
        }
        let all = ActionButton(context.say(IdentityCopy.allCases), .quiet, .link(.cases))
        return PageSection(title, "<div class=\"grid\">\(model.cases, in: context)</div>\(all, in: context)")
            .html(in: context)
    }

    private static func certificates(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(IdentityCopy.myCertificates)
        guard !model.certificates.isEmpty else {
            let empty = EmptyState(
                .seal, context.say(IdentityCopy.noCertificates), advice: context.say(IdentityCopy.noCertificatesText),
                action: ActionButton(context.say(IdentityCopy.departments), .quiet, .link(.certificates)))
            return PageSection(title, empty.html(in: context)).html(in: context)
        }
        let cards = model.certificates.map { certificate in
            let tag =
                certificate.isValid
                ? Tag(context.say(IdentityCopy.certificateValid), .good)
                : Tag(context.say(IdentityCopy.certificateVoid), .attention)
            return LinkCard(
                context.chinese(certificate.typeName), .certificate(certificate.id),
                text: "\(context.day(certificate.issuedOn)) \(context.say(IdentityCopy.issued))", tags: [tag],
                icon: .seal)
        }
        let all = ActionButton(context.say(IdentityCopy.allCertificates), .quiet, .link(.certificates))
        return PageSection(title, "<div class=\"grid\">\(cards, in: context)</div>\(all, in: context)")
            .html(in: context)
    }

    private static func reads(_ model: Model, _ context: PageContext) -> HTML {
        let all: HTML? =
            model.reads.isEmpty
            ? nil : ActionButton(context.say(IdentityCopy.allReads), .quiet, .link(.myReads)).html(in: context)
        let own = ActionButton(context.say(IdentityCopy.allData), .quiet, .link(.myData))
        let mandates = ActionButton(context.say(MandateCopy.title), .quiet, .link(.mandates))
        return PageSection(
            context.say(IdentityCopy.reads),
            "\(DataReadTable(model.reads), in: context)\(all)\(own, in: context)\(mandates, in: context)"
        ).html(in: context)
    }
}
