/// 卡片 — one thing that can be opened: its name is the link, and the whole card can be tapped.
package struct LinkCard: Component {
    let title: HTML
    let path: SitePath
    let text: HTML
    let tags: [Tag]
    let icon: Icon?
    let level: Int

    /// - Parameter level: of its heading in the page's outline, 2 or 3.
    package init(
        _ title: HTML, _ path: SitePath, text: HTML = .empty, tags: [Tag] = [], icon: Icon? = nil, level: Int = 3
    ) {
        self.title = title
        self.path = path
        self.text = text
        self.tags = tags
        self.icon = icon
        self.level = level
    }

    package func html(in context: PageContext) -> HTML {
        let body: HTML? = text.isEmpty ? nil : "<p class=\"card-text\">\(text)</p>"
        let marks: HTML? = tags.isEmpty ? nil : "<p class=\"card-tags\">\(tags, in: context)</p>"
        let side: HTML? = icon.map { "<span class=\"card-icon\">\($0.html)</span>" }
        return """
            <div class="card card-link">\(side)<div class="card-main"><h\(level) class="card-title">\
            <a href="\(path.text)">\(title)</a></h\(level)>\(body)\(marks)</div>\(Icon.arrow.html)</div>
            """
    }
}
