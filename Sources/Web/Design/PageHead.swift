/// 页首 — the one `h1` of a page, with the way back, marks and a sentence that says what the page is for.
package struct PageHead: Component {
    let title: HTML
    let lead: String?
    let tags: [Tag]
    let back: Back?

    /// Where one came from.
    package struct Back: Sendable {
        let label: String
        let path: SitePath

        package init(_ label: String, _ path: SitePath) {
            self.label = label
            self.path = path
        }
    }

    package init(_ title: HTML, lead: String? = nil, tags: [Tag] = [], back: Back? = nil) {
        self.title = title
        self.lead = lead
        self.tags = tags
        self.back = back
    }

    package func html(in context: PageContext) -> HTML {
        let backLink: HTML? = back.map {
            "<a class=\"back\" href=\"\($0.path.text)\">\(Icon.arrow.html)<span>\($0.label)</span></a>"
        }
        let marks: HTML? = tags.isEmpty ? nil : "<p class=\"card-tags\">\(tags, in: context)</p>"
        let leadLine: HTML? = lead.map { "<p class=\"lead\">\($0)</p>" }
        return "<div class=\"page-head\">\(backLink)<h1>\(title)</h1>\(marks)\(leadLine)</div>"
    }
}
