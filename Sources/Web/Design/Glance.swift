/// 一眼看清 — the two to four facts that most people came for, side by side.
package struct Glance: Component {
    let entries: [Entry]

    /// One fact: `费用` — `不收费`.
    package struct Entry: Sendable {
        let name: String
        let value: HTML

        package init(_ name: String, _ value: HTML) {
            self.name = name
            self.value = value
        }
    }

    package init(_ entries: [Entry]) { self.entries = entries }

    package func html(in _: PageContext) -> HTML {
        let cells = entries.map { entry -> HTML in "<div><dt>\(entry.name)</dt><dd>\(entry.value)</dd></div>" }
        return "<dl class=\"glance\">\(cells)</dl>"
    }
}
