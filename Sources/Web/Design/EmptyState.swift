/// 空状态 — says kindly that there is nothing here yet, and what one can do.
package struct EmptyState: Component {
    let icon: Icon
    let title: String
    let advice: String
    let action: ActionButton?

    package init(_ icon: Icon, _ title: String, advice: String, action: ActionButton? = nil) {
        self.icon = icon
        self.title = title
        self.advice = advice
        self.action = action
    }

    package func html(in context: PageContext) -> HTML {
        let button: HTML? = action.map { "<div class=\"actions\">\($0, in: context)</div>" }
        return """
            <div class="empty"><span class="empty-mark">\(icon.html)</span><p class="empty-title">\(title)</p>\
            <p>\(advice)</p>\(button)</div>
            """
    }
}
