/// 按钮 — what a person can press: a form's submission or a link that looks like one. One `.primary` a screen.
package struct ActionButton: Component {
    let label: String
    let kind: Kind
    let action: Action
    let icon: Icon?
    let isLarge: Bool
    let context: String?

    package enum Kind: String, CaseIterable, Sendable {
        /// The one thing that most people came for.
        case primary
        case secondary
        /// Beside a value or in a row: a quiet underlined word.
        case quiet
        /// Cannot be taken back.
        case danger
        /// Asks for a person: the same look everywhere.
        case person
    }

    package enum Action: Sendable {
        case link(SitePath)
        /// A fragment, a phone number or another site.
        case open(String)
        case download(SitePath)
        /// Submits the form it stands in; with a name and a value where the form has several buttons.
        case submit(name: String? = nil, value: String? = nil)
        /// Submits the form it stands in, with all that has been typed, to another address.
        case submitElsewhere(SitePath, name: String, value: String)
        /// Cannot be pressed now; the sentence near it says why.
        case unavailable
    }

    /// - Parameter context: said by screen readers after the label, where the same label stands in many rows.
    package init(
        _ label: String, _ kind: Kind = .primary, _ action: Action = .submit(), icon: Icon? = nil,
        isLarge: Bool = false,
        context: String? = nil
    ) {
        self.label = label
        self.kind = kind
        self.action = action
        self.icon = icon
        self.isLarge = isLarge
        self.context = context
    }

    package func html(in _: PageContext) -> HTML {
        let style = "button button-\(kind.rawValue)" + (isLarge ? " button-large" : "")
        let hidden: HTML? = context.map { "<span class=\"unseen\">：\($0)</span>" }
        let inside: HTML = "\(icon?.html)<span>\(label)\(hidden)</span>"
        switch action {
        case .link(let path):
            return "<a class=\"\(style)\" href=\"\(path.text)\">\(inside)</a>"
        case .open(let url):
            return "<a class=\"\(style)\" href=\"\(url)\">\(inside)</a>"
        case .download(let path):
            return "<a class=\"\(style)\" href=\"\(path.text)\" download>\(inside)</a>"
        case .submit(let name, let value):
            return """
                <button class="\(style)" type="submit"\(attribute: "name", name)\(attribute: "value", value)>\
                \(inside)</button>
                """
        case .submitElsewhere(let path, let name, let value):
            return """
                <button class="\(style)" type="submit" formaction="\(path.text)" name="\(name)" value="\(value)">\
                \(inside)</button>
                """
        case .unavailable:
            return "<button class=\"\(style)\" type=\"button\" disabled>\(inside)</button>"
        }
    }
}
