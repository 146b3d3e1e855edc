import Kernel
package import Web

/// 我的证照 — a certificate as its holder sees, shows, prints and keeps it.
package enum CertificatePage {
    /// What the page shows.
    package struct Model: Sendable {
        /// As `SitePath.certificate` takes it.
        package let id: String
        package let typeName: String
        package let sheet: CertificateSheet
        package let verifyURL: String
        /// The token of the public check: the last part of its address.
        package let verifyToken: String
        package let isValid: Bool
        /// Why it is void, in the issuer's words.
        package let voidReason: String?

        package init(
            id: String, typeName: String, sheet: CertificateSheet, verifyURL: String, verifyToken: String,
            isValid: Bool, voidReason: String? = nil
        ) {
            self.id = id
            self.typeName = typeName
            self.sheet = sheet
            self.verifyURL = verifyURL
            self.verifyToken = verifyToken
            self.isValid = isValid
            self.voidReason = voidReason
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let head = PageHead(
            context.chinese(model.typeName), lead: model.isValid ? context.say(CertificatePagesCopy.lead) : nil,
            back: .init(context.say(CertificatePagesCopy.mine), .me))
        let notice = model.isValid ? nil : void(model, context)
        return PageLayout.page(
            context, title: model.typeName,
            main: """
                <div class="no-print stack">\(head, in: context)\(notice)</div>\(model.sheet, in: context)\
                \(use(model, context))
                """)
    }

    private static func void(_ model: Model, _ context: PageContext) -> HTML {
        let reason: HTML = model.voidReason.map { "<p>\(context.chinese($0))</p>" } ?? .empty
        return Callout(.warning, context.say(CertificatePagesCopy.void), reason).html(in: context)
    }

    private static func use(_ model: Model, _ context: PageContext) -> HTML {
        let download = ActionButton(
            context.say(CertificatePagesCopy.download), .secondary, .download(.certificateFile(model.id)),
            icon: .download)
        let copy = CopyButton(context.say(CertificatePagesCopy.copyLink), copying: model.verifyURL)
        let check = ActionButton(context.say(CertificatePagesCopy.check), .quiet, .link(.verify(model.verifyToken)))
        let section = PageSection(
            context.say(CertificatePagesCopy.use),
            """
            <div class="actions">\(PrintButton(), in: context)\(download, in: context)</div>\
            <p class="quiet">\(context.say(CertificatePagesCopy.downloadNote))</p>\
            <p class="quiet">\(context.say(CertificatePagesCopy.privacy))</p>\
            <div class="actions">\(check, in: context)\(copy, in: context)</div>
            """)
        return "<div class=\"no-print\">\(section, in: context)</div>"
    }
}
