/// 提示 — a sentence that must not be missed, with what to do next. Its kind shows by icon, edge and word, not by colour
/// alone.
package struct Callout: Component {
    let kind: Kind
    let title: String
    let details: HTML
    let actions: [ActionButton]

    package enum Kind: String, CaseIterable, Sendable {
        case info, success, warning, error

        var icon: Icon {
            switch self {
            case .info: .info
            case .success: .check
            case .warning: .warning
            case .error: .cross
            }
        }
    }

    package init(_ kind: Kind, _ title: String, _ details: HTML = .empty, actions: [ActionButton] = []) {
        self.kind = kind
        self.title = title
        self.details = details
        self.actions = actions
    }

    package func html(in context: PageContext) -> HTML {
        let body: HTML? = details.isEmpty ? nil : "<div class=\"callout-body\">\(details)</div>"
        let buttons: HTML? = actions.isEmpty ? nil : "<div class=\"actions\">\(actions, in: context)</div>"
        return """
            <div class="callout callout-\(kind.rawValue)"\(attribute: "role", kind == .error ? "alert" : nil)>\
            \(kind.icon.html)<div><p class="callout-title">\(title)</p>\(body)\(buttons)</div></div>
            """
    }
}
