import Catalog
import Kernel
import Web

/// 规则 — every item with how it is decided.
enum RulesListPage {
    static func render(_ items: [ServiceItem], _ context: PageContext) -> HTML {
        let cards = items.map { item in
            let count = item.ruleCount
            let tag =
                count.map { Tag(context.say(RulesCopy.count, ["n": String($0)])) } ?? Tag(context.say(RulesCopy.people))
            return LinkCard(
                context.chinese(item.name(in: context.language)), .deskRulesOf(item.slug),
                text: context.chinese(item.summary(in: context.language)), tags: [tag], level: 2)
        }
        let head = PageHead(
            "\(context.say(RulesCopy.title))", lead: context.say(RulesCopy.lead),
            back: .init(context.say(DeskCopy.back), .desk))
        return PageLayout.page(
            context, title: context.say(RulesCopy.title), width: .wide,
            main: "\(head, in: context)<div class=\"stack\">\(cards, in: context)</div>")
    }
}
