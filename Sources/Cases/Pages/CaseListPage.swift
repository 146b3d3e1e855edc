import Kernel
package import Web

/// 我的办件 — a person's cases, the latest first.
package enum CaseListPage {
    /// What the page shows.
    package struct Model: Sendable {
        package let cases: [CaseCard]
        /// Where the next page begins (`FormName.before`); `nil` on the last one.
        package let older: String?

        package init(cases: [CaseCard], older: String? = nil) {
            self.cases = cases
            self.older = older
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(CasePagesCopy.listTitle)
        let head = PageHead("\(title)", back: .init(context.say(CasePagesCopy.mine), .me))
        return PageLayout.page(
            context, title: title,
            main: "\(head, in: context)\(list(model, context))\(older(model, context))")
    }

    private static func list(_ model: Model, _ context: PageContext) -> HTML {
        guard !model.cases.isEmpty else {
            let find = ActionButton(context.say(CasePagesCopy.find), .primary, .link(.home))
            return EmptyState(
                .document, context.say(CasePagesCopy.listEmpty), advice: context.say(CasePagesCopy.listEmptyText),
                action: find
            ).html(in: context)
        }
        return """
            <h2 class="unseen">\(context.say(CasePagesCopy.listTitle))</h2>\
            <div class="stack-near">\(model.cases, in: context)</div>
            """
    }

    private static func older(_ model: Model, _ context: PageContext) -> HTML? {
        guard let key = model.older else { return nil }
        let address = SitePath.cases.text + "?" + FormName.before + "=" + PercentCoding.encoded(key)
        let button = ActionButton(context.say(CasePagesCopy.older), .secondary, .open(address))
        return "<div class=\"actions\">\(button, in: context)</div>"
    }
}
