import Kernel
package import Web

/// 办事指南 — everything about one service item on one page, and the button that begins it always in sight.
package enum GuidePage {
    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        PageLayout.page(
            context, title: model.title, width: .wide, isIndexable: true,
            main: content(model, context))
    }

    /// The page without what surrounds every page.
    static func content(_ model: Model, _ context: PageContext) -> HTML {
        """
        <div class="columns"><div>\(head(model, context))\(glance(model, context))\
        \(amounts(model, context))\(PreQuestions(model.questions), in: context)\(GuideDetails(model), in: context)</div>\
        \(applyBar(model, context))</div>
        """
    }

    private static func head(_ model: Model, _ context: PageContext) -> HTML {
        var tags: [Tag] = []
        if model.isImmediate { tags.append(Tag(context.say(GuideCopy.immediate), .good)) }
        if model.isSample { tags.append(Tag(context.say(GuideCopy.sample), .sample)) }
        let note: HTML? = model.isSample ? "<p class=\"quiet\">\(context.say(GuideCopy.sampleNote))</p>" : nil
        let head = PageHead(context.chinese(model.title), tags: tags, back: .init(context.say(GuideCopy.back), .home))
        let unverified = model.unverified.map { text in
            Callout(.warning, context.say(GuideCopy.unverified), "<p>\(text)</p>")
        }
        return """
            \(head, in: context)<p class="lead">\(context.chinese(model.summary))</p>\(note)\
            \(unverified?.html(in: context))
            """
    }

    private static func glance(_ model: Model, _ context: PageContext) -> HTML {
        let visits =
            model.visits == 0
            ? context.say(GuideCopy.noVisit) : context.say(GuideCopy.visitCount, ["n": String(model.visits)])
        return Glance([
            .init(context.say(GuideCopy.who), context.chinese(model.who)),
            .init(context.say(GuideCopy.duration), context.chinese(model.duration)),
            .init(context.say(GuideCopy.cost), context.chinese(model.cost)),
            .init(context.say(GuideCopy.visits), "\(visits)"),
        ]).html(in: context)
    }

    private static func amounts(_ model: Model, _ context: PageContext) -> HTML {
        guard !model.amounts.isEmpty else { return .empty }
        let lines = model.amounts.map { amount -> IconList.Line in
            guard let name = amount.name else { return IconList.Line(.coin, context.chinese(amount.text)) }
            return IconList.Line(.coin, context.chinese(amount.text), context.chinese(name))
        }
        return PageSection(context.say(GuideCopy.amounts), "\(IconList(lines), in: context)").html(in: context)
    }

    /// One form only: a bar at the bottom of a phone's screen, a card beside the text on a large one.
    private static func applyBar(_ model: Model, _ context: PageContext) -> HTML {
        if let reason = model.closedReason {
            let notice = Callout(
                .warning, context.say(GuideCopy.closed), "<p>\(context.say(reason))</p>")
            return "<div class=\"aside\">\(notice, in: context)</div>"
        }
        let button = ActionButton(context.say(GuideCopy.apply), isLarge: true, context: model.title)
        let help = ActionButton(
            context.say(HomeCopy.call), .person, .open("tel:12345"), icon: .phone)
        let form = PostForm(.startDraft(model.slug), content: "\(button, in: context)")
        return """
            <div class="aside apply-bar">\(form, in: context)\
            <p class="quiet spare-narrow">\(context.say(GuideCopy.applyNote))</p>\
            <div class="spare-narrow">\(help, in: context)</div></div>
            """
    }
}
