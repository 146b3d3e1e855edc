package import Kernel
package import Web

/// 演示短信箱 — what the platform would have sent by text message, in a city that runs with `--demo`.
package enum SandboxInboxPage {
    /// One message.
    package struct Message: Sendable {
        let maskedPhone: String
        let text: String
        let sentAt: Instant

        package init(maskedPhone: String, text: String, sentAt: Instant) {
            self.maskedPhone = maskedPhone
            self.text = text
            self.sentAt = sentAt
        }
    }

    /// What the page shows.
    package struct Model: Sendable {
        /// The latest first.
        package let messages: [Message]

        package init(messages: [Message]) { self.messages = messages }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(IdentityCopy.inbox)
        let head = PageHead("\(title)", lead: context.say(IdentityCopy.inboxLead))
        let reload = ActionButton(context.say(IdentityCopy.reload), .secondary, .link(.inbox))
        return PageLayout.page(
            context, title: title,
            main: """
                \(head, in: context)<div class="actions">\(reload, in: context)</div>\(list(model, context))
                """)
    }

    private static func list(_ model: Model, _ context: PageContext) -> HTML {
        guard !model.messages.isEmpty else {
            return EmptyState(
                .bell, context.say(IdentityCopy.inboxEmpty), advice: context.say(IdentityCopy.inboxEmptyText)
            ).html(in: context)
        }
        let items = model.messages.map { message -> HTML in
            """
            <article class="message"><p class="quiet">\
            \(context.say(IdentityCopy.inboxTo, ["phone": message.maskedPhone])) · \(context.moment(message.sentAt))</p>\
            <p>\(context.chinese(message.text))</p></article>
            """
        }
        return "<div class=\"stack-near\">\(items)</div>"
    }
}
