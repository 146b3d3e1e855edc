/// 段落 — a titled part of a page.
package struct PageSection: Component {
    let title: String
    let id: String?
    let isSpare: Bool
    let content: HTML

    /// - Parameters:
    ///   - id: where others link to it.
    ///   - isSpare: 长辈模式 leaves it out: fewer things on one screen.
    package init(_ title: String, id: String? = nil, isSpare: Bool = false, _ content: HTML) {
        self.title = title
        self.id = id
        self.isSpare = isSpare
        self.content = content
    }

    package func html(in _: PageContext) -> HTML {
        """
        <section class="section\(isSpare ? " spare" : "")"\(attribute: "id", id)><h2>\(title)</h2>\(content)</section>
        """
    }
}
