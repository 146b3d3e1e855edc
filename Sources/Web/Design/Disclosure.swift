/// 展开 — what few people want to read, one tap away, without script.
package struct Disclosure: Component {
    let title: String
    let content: HTML
    let isOpen: Bool

    package init(_ title: String, _ content: HTML, isOpen: Bool = false) {
        self.title = title
        self.content = content
        self.isOpen = isOpen
    }

    package func html(in _: PageContext) -> HTML {
        """
        <details class="disclosure"\(attribute: "open", isOpen ? "" : nil)><summary>\(title)</summary>\
        <div class="stack">\(content)</div></details>
        """
    }
}
