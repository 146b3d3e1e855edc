/// 表单 — a form that changes something: it posts, carries the session's token, and is guarded against a double tap.
package struct PostForm: Component {
    let path: SitePath
    let hidden: [(name: String, value: String)]
    let look: Look
    let autosavesTo: SitePath?
    let content: HTML

    /// How the form lies on the page.
    package enum Look: String, Sendable { case stacked, inline }

    /// - Parameters:
    ///   - hidden: further values that go with it.
    ///   - autosavesTo: where what has been typed is kept meanwhile (draft autosave); works without as well.
    package init(
        _ path: SitePath, hidden: [(name: String, value: String)] = [], look: Look = .stacked,
        autosavesTo: SitePath? = nil, content: HTML
    ) {
        self.path = path
        self.hidden = hidden
        self.look = look
        self.autosavesTo = autosavesTo
        self.content = content
    }

    package func html(in context: PageContext) -> HTML {
        let fields = ([(FormName.token, context.formToken)] + hidden).map { name, value -> HTML in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
        }
        return """
            <form class="form form-\(look.rawValue)" method="post" action="\(path.text)" novalidate data-once\
            \(attribute: "data-autosave", autosavesTo?.text)>\(content)\(fields)</form>
            """
    }
}
