import Kernel
package import Web

/// 找人帮我 — the ways to a person on a page of their own, with the counters near by.
package enum HelpPage {
    /// A place where people are helped (便民服务中心).
    package struct Counter: Sendable {
        let name: String
        let address: String
        let hours: String
        let phone: String

        package init(name: String, address: String, hours: String, phone: String) {
            self.name = name
            self.address = address
            self.hours = hours
            self.phone = phone
        }
    }

    /// What the page shows.
    package struct Model: Sendable {
        package let counters: [Counter]

        package init(counters: [Counter]) { self.counters = counters }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(OpenPagesCopy.helpTitle)
        let head = PageHead("\(title)", lead: context.say(OpenPagesCopy.helpLead))
        let call = ActionButton(
            context.say(HomeCopy.call), .person, .open("tel:12345"), icon: .phone, isLarge: true)
        return PageLayout.page(
            context, title: title, isIndexable: true,
            main: """
                \(head, in: context)<div class="actions">\(call, in: context)</div>\(counters(model, context))
                """)
    }

    private static func counters(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.counters.isEmpty else { return nil }
        let cards = model.counters.map { counter -> HTML in
            let rows = SummaryList([
                .init(context.say(OpenPagesCopy.helpAddress), context.chinese(counter.address)),
                .init(context.say(OpenPagesCopy.helpHours), context.chinese(counter.hours)),
                .init(context.say(OpenPagesCopy.helpPhone), "\(counter.phone)"),
            ])
            return "<div class=\"card\"><h3>\(context.chinese(counter.name))</h3>\(rows, in: context)</div>"
        }
        return PageSection(context.say(OpenPagesCopy.helpCounters), "<div class=\"grid\">\(cards)</div>")
            .html(in: context)
    }
}
