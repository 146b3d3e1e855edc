/// 找人帮我 — the ways to a person, the same on every page: call, be called back, come to a counter, ask family.
package struct HelpPanel: Component {
    package init() {}

    /// The id of the panel, which the header's button leads to.
    package static let elementID = "help"

    package func html(in context: PageContext) -> HTML {
        let ways: [(Icon, HTML, String)] = [
            (
                .phone, "<a class=\"help-call\" href=\"tel:12345\">\(context.say(LayoutCopy.helpCall))</a>",
                context.say(LayoutCopy.helpCallText)
            ),
            (.building, "\(context.say(LayoutCopy.helpCounter))", context.say(LayoutCopy.helpCounterText)),
            (.family, "\(context.say(LayoutCopy.helpFamily))", context.say(LayoutCopy.helpFamilyText)),
        ]
        let items = ways.map { icon, title, text -> HTML in
            "<li>\(icon.html)<div><p class=\"help-title\">\(title)</p><p>\(text)</p></div></li>"
        }
        return """
            <section class="help" id="\(HelpPanel.elementID)" tabindex="-1" aria-labelledby="help-title">\
            <h2 id="help-title">\(context.say(LayoutCopy.help))</h2><ul class="help-ways">\(items)</ul></section>
            """
    }
}
