import Kernel

/// 页面组件 — the live catalogue: every component in every state, on one page, in whatever mode the reader has chosen.
package enum DesignCataloguePage {
    package static func render(_ context: PageContext) -> HTML {
        let title = context.say(CatalogueCopy.title)
        let head = PageHead("\(title)", lead: context.say(CatalogueCopy.lead))
        let sections = exhibits(context).map { exhibit in
            PageSection(exhibit.name, id: exhibit.id, exhibit.content)
        }
        return PageLayout.page(
            context, title: title, width: .wide, isIndexable: true,
            main: "\(head, in: context)\(modes(context))\(tokens(context))\(sections, in: context)")
    }

    /// One component with its states.
    package struct Exhibit: Sendable {
        package let name: String
        package let id: String
        package let content: HTML

        init(_ name: String, _ content: HTML) {
            self.name = name
            id = "design-" + name
            self.content = content
        }
    }

    /// Every component, in the order of the catalogue.
    package static func exhibits(_ context: PageContext) -> [Exhibit] {
        CatalogueControls.exhibits(context) + CatalogueFields.exhibits(context) + CatalogueContent.exhibits(context)
            + CatalogueCase.exhibits(context)
    }

    private static func modes(_ context: PageContext) -> HTML {
        let links = Presentation.allCases.map { mode in
            ActionButton(mode.rawValue, .secondary, .link(.presentation(mode.rawValue)))
        }
        let languages = Language.allCases.map { language in
            ActionButton(language.rawValue, .secondary, .link(.language(language.rawValue)))
        }
        return """
            <p>\(context.say(CatalogueCopy.modes))</p>\
            <div class="actions">\(links, in: context)\(languages, in: context)</div>
            """
    }

    private static func tokens(_ context: PageContext) -> HTML {
        let names = [
            "paper", "surface", "sunk", "ink", "ink-2", "line", "edge", "brand", "fill", "wash", "seal", "seal-fill",
            "seal-wash", "gold", "good", "good-wash", "warn", "warn-wash", "info", "info-wash",
        ]
        let swatches = names.map { name -> HTML in
            """
            <li><svg aria-hidden="true" focusable="false"><rect width="100%" height="100%" fill="var(--\(name))"/></svg>\
            <code>--\(name)</code></li>
            """
        }
        let icons = Icon.allCases.map { icon -> HTML in "<li>\(icon.html)<code>\(icon.rawValue)</code></li>" }
        return """
            \(PageSection(context.say(CatalogueCopy.colours), "<ul class=\"swatches\">\(swatches)</ul>"), in: context)\
            \(PageSection(context.say(CatalogueCopy.icons), "<ul class=\"swatches\">\(icons)</ul>"), in: context)
            """
    }
}
