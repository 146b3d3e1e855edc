/// 展开 — what few people want to read, one tap away, without script.
package struct Disclosure: Component {
    let title: String
    let content: HTML

    package init(_ title: String, _ content: HTML) {
        self.title = title
        self.content = content
    }

    package func html(in _: PageContext) -> HTML {
        "<details class=\"disclosure\"><summary>\(title)</summary><div class=\"stack\">\(content)</div></details>"
    }
}
