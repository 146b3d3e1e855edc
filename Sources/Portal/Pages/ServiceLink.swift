package import Web

/// One service item as search and the first page show it.
package struct ServiceLink: Sendable {
    package let slug: String
    package let title: String
    package let summary: String
    /// Whether clear cases are decided at once (即办件).
    package let isImmediate: Bool
    package let icon: Icon
    /// Words of the question that were found in the title.
    package let matched: [String]

    package init(
        slug: String, title: String, summary: String, isImmediate: Bool, icon: Icon = .document, matched: [String] = []
    ) {
        self.slug = slug
        self.title = title
        self.summary = summary
        self.isImmediate = isImmediate
        self.icon = icon
        self.matched = matched
    }

    func card(in context: PageContext) -> LinkCard {
        LinkCard(
            Highlight(title, matched).html(in: context), .item(slug), text: context.chinese(summary),
            tags: isImmediate ? [Tag(context.say(HomeCopy.immediate), .good)] : [], icon: icon)
    }
}
