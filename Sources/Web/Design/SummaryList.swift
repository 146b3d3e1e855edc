/// 摘要 — names and values one under another, each with an optional way to change it.
package struct SummaryList: Component {
    let rows: [Row]

    /// One line of the list.
    package struct Row: Sendable {
        let name: String
        let value: HTML
        let action: ActionButton?

        package init(_ name: String, _ value: HTML, action: ActionButton? = nil) {
            self.name = name
            self.value = value
            self.action = action
        }
    }

    package init(_ rows: [Row]) { self.rows = rows }

    package func html(in context: PageContext) -> HTML {
        let lines = rows.map { row -> HTML in
            "<div><dt>\(row.name)</dt><dd>\(row.value) \(row.action, in: context)</dd></div>"
        }
        return "<dl class=\"summary\">\(lines)</dl>"
    }
}
