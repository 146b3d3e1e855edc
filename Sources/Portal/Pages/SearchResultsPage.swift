import Kernel
package import Web

/// 搜索结果 — the services that answer a question, the most likely first; never a dead end.
package enum SearchResultsPage {
    /// What the page shows.
    package struct Model: Sendable {
        package let query: String
        package let results: [ServiceLink]
        /// Whether the best result is likely to be what was meant.
        package let isConfident: Bool
        /// The question was for larger print (长辈版, 关怀版).
        package let suggestsElder: Bool

        package init(query: String, results: [ServiceLink], isConfident: Bool, suggestsElder: Bool = false) {
            self.query = query
            self.results = results
            self.isConfident = isConfident
            self.suggestsElder = suggestsElder
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title =
            model.query.isEmpty
            ? context.say(HomeCopy.resultsEmptyQuery) : context.say(HomeCopy.resultsTitle, ["query": model.query])
        let head = PageHead("\(title)")
        return PageLayout.page(
            context, title: title,
            main: """
                \(head, in: context)<div class="panel ask-panel">\(SearchBox(query: model.query), in: context)</div>\
                \(elder(model, context))\(answer(model, context))
                """)
    }

    private static func elder(_ model: Model, _ context: PageContext) -> HTML? {
        guard model.suggestsElder, context.presentation == .standard else { return nil }
        let button = ActionButton(
            context.say(HomeCopy.elderOn), .secondary, .link(.presentation(Presentation.elder.rawValue)), icon: .elder)
        return Callout(.info, context.say(HomeCopy.elder), actions: [button]).html(in: context)
    }

    private static func answer(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.query.isEmpty, !(model.suggestsElder && model.results.isEmpty) else { return nil }
        let call = ActionButton(context.say(HomeCopy.call), .secondary, .open("tel:12345"), icon: .phone)
        guard !model.results.isEmpty else {
            return EmptyState(
                .search, context.say(HomeCopy.nothing), advice: context.say(HomeCopy.nothingText), action: call
            ).html(in: context)
        }
        let cards = model.results.map { $0.card(in: context) }
        let note: HTML =
            model.isConfident
            ? "<p class=\"quiet\">\(context.say(HomeCopy.resultsCount, ["n": String(model.results.count)]))</p>"
            : Callout(
                .warning, context.say(HomeCopy.unsure), "<p>\(context.say(HomeCopy.unsureText))</p>", actions: [call]
            ).html(in: context)
        return """
            \(note)<h2 class="unseen">\(context.say(HomeCopy.results))</h2>\
            <div class="stack-near">\(cards, in: context)</div>
            """
    }
}
