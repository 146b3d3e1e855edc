import Kernel
import Web

/// 已停办 — stands where the guide to an item stood that the city does not offer any more.
enum WithdrawnPage {
    /// What the page shows.
    struct Model: Sendable {
        let name: String
        /// Since when, in China time.
        let day: CivilDate
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let head = PageHead(
            context.chinese(model.name), tags: [Tag(context.say(GuideCopy.withdrawn), .attention)],
            back: .init(context.say(GuideCopy.back), .home))
        let text = context.say(GuideCopy.withdrawnText, ["day": context.dayText(model.day)])
        let note = Callout(
            .warning, context.say(GuideCopy.withdrawnTitle), "<p>\(text)</p>",
            actions: [
                ActionButton(context.say(HomeCopy.allMyCases), .secondary, .link(.cases)),
                ActionButton(context.say(HomeCopy.call), .person, .open("tel:12345"), icon: .phone),
            ])
        return PageLayout.page(
            context, title: model.name,
            main: "\(head, in: context)\(note, in: context)\(SearchBox(), in: context)")
    }
}
