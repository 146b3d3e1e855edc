/// 要点 — short statements one under another, each with its picture.
package struct IconList: Component {
    let lines: [Line]

    /// One statement.
    package struct Line: Sendable {
        let icon: Icon
        let title: HTML
        let text: HTML

        package init(_ icon: Icon, _ title: HTML, _ text: HTML = .empty) {
            self.icon = icon
            self.title = title
            self.text = text
        }
    }

    package init(_ lines: [Line]) { self.lines = lines }

    package func html(in _: PageContext) -> HTML {
        let items = lines.map { line -> HTML in
            let text: HTML? = line.text.isEmpty ? nil : "<p class=\"quiet\">\(line.text)</p>"
            return "<li>\(line.icon.html)<div><p><b>\(line.title)</b></p>\(text)</div></li>"
        }
        return "<ul class=\"plain-list\">\(items)</ul>"
    }
}
