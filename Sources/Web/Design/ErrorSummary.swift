/// 错误汇总 — stands at the top of a form that could not go on, takes the focus, and leads to each field.
package struct ErrorSummary: Component {
    let entries: [Entry]

    /// One thing to mend.
    package struct Entry: Sendable {
        let message: String
        let field: String?

        /// - Parameter field: the form name of the field; `nil` where it is about the whole form.
        package init(_ message: String, field: String?) {
            self.message = message
            self.field = field
        }
    }

    package init(_ entries: [Entry]) { self.entries = entries }

    /// Nothing where there is nothing to mend.
    package func html(in context: PageContext) -> HTML {
        guard !entries.isEmpty else { return .empty }
        let lines = entries.map { entry -> HTML in
            guard let field = entry.field else { return "<li>\(entry.message)</li>" }
            return "<li><a href=\"\("#" + FormField.elementID(field))\">\(entry.message)</a></li>"
        }
        let count = String(entries.count)
        return """
            <div class="error-summary" id="problems" role="alert" tabindex="-1" data-focus>\
            <h2>\(context.say(DesignCopy.problems, ["n": count]))</h2><ul>\(lines)</ul>\
            <p>\(context.say(DesignCopy.nothingLost))</p></div>
            """
    }
}
