import Kernel

/// 页面骨架 — what surrounds the content of every page: skip link, header, main, help, footer.
package enum PageLayout {
    /// How wide the content may become on a large screen.
    package enum Width: String, Sendable {
        /// A column to read or to fill in.
        case reading
        /// Content with a second column beside it.
        case wide
    }

    /// A whole document.
    /// - Parameters:
    ///   - title: the page's own title; the platform's name is added.
    ///   - isIndexable: whether search engines may list it: only pages without anyone's data.
    ///   - script: a module that this page needs besides the site's own.
    ///   - banner: stands above the content over the full width (the home page's search).
    package static func page(
        _ context: PageContext, title: String, width: Width = .reading, isIndexable: Bool = false,
        script: Assets.File? = nil, banner: HTML = .empty, main: HTML
    ) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="\(context.language.htmlTag)" data-presentation="\(context.presentation.rawValue)">
        \(head(context, title: title, isIndexable: isIndexable, script: script))
        <body><a class="skip" href="#main">\(context.say(LayoutCopy.skip))</a>
        \(PageHeader(hasSearch: banner.isEmpty), in: context)
        <main id="main" tabindex="-1">\(banner)<div class="page page-\(width.rawValue)">\(main)</div></main>
        \(HelpPanel(), in: context)
        \(PageFooter(), in: context)
        </body></html>
        """
    }

    private static func head(
        _ context: PageContext, title: String, isIndexable: Bool, script: Assets.File?
    ) -> HTML {
        let name = context.say(LayoutCopy.siteName)
        let more: HTML? = script.map { "<script type=\"module\" src=\"\($0.path.text)\"></script>" }
        let robots: HTML? = isIndexable ? nil : "<meta name=\"robots\" content=\"noindex\">"
        return """
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
            <title>\(title) · \(name)</title>\(robots)<meta name="format-detection" content="telephone=no">\
            <meta name="color-scheme" content="light dark">\
            <link rel="icon" type="image/svg+xml" href="\(Assets.icon.path.text)">\
            <link rel="stylesheet" href="\(Assets.stylesheet.path.text)">\
            <script type="module" src="\(Assets.script.path.text)"></script>\(more)</head>
            """
    }
}
