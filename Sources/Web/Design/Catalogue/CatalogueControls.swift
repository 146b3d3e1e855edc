/// The catalogue's buttons, tags, steps and callouts.
enum CatalogueControls {
    typealias Exhibit = DesignCataloguePage.Exhibit

    static func exhibits(_ context: PageContext) -> [Exhibit] {
        [
            Exhibit("ActionButton", buttons(context)), Exhibit("Tag", tags(context)),
            Exhibit("Callout", callouts(context)), Exhibit("StepTrail", steps(context)),
        ]
    }

    private static func buttons(_ context: PageContext) -> HTML {
        let label = context.say(CatalogueCopy.button)
        let kinds = ActionButton.Kind.allCases.map { ActionButton(label, $0, .open("#design-ActionButton")) }
        let others = [
            ActionButton(label, .primary, .open("#design-ActionButton"), icon: .check, isLarge: true),
            ActionButton(label, .primary, .unavailable),
        ]
        return """
            <div class="actions">\(kinds, in: context)</div><div class="actions">\(others, in: context)\
            \(CopyButton(label, copying: "HM"), in: context)\(PrintButton(), in: context)</div>
            """
    }

    private static func tags(_ context: PageContext) -> HTML {
        let tags = Tag.Tone.allCases.map { Tag(context.say(CatalogueCopy.tag), $0) }
        return "<p class=\"card-tags\">\(tags, in: context)</p>"
    }

    private static func callouts(_ context: PageContext) -> HTML {
        let text: HTML = "<p>\(context.say(CatalogueCopy.sentence))</p>"
        let action = ActionButton(context.say(CatalogueCopy.button), .secondary, .open("#design-Callout"))
        let plain = Callout.Kind.allCases.map { Callout($0, context.say(CatalogueCopy.heading), text) }
        let withAction = Callout(.info, context.say(CatalogueCopy.heading), text, actions: [action])
        return "<div class=\"stack-near\">\(plain, in: context)\(withAction, in: context)</div>"
    }

    private static func steps(_ context: PageContext) -> HTML {
        let names = [CatalogueCopy.step1, CatalogueCopy.step2, CatalogueCopy.step3].map { context.say($0) }
        let trails = (0...2).map { StepTrail(names, current: $0) }
        return "<div class=\"stack\">\(trails, in: context)</div>"
    }
}
