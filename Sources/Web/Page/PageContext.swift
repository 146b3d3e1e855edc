package import Kernel

/// What every page knows about the person who reads it, apart from its own content.
package struct PageContext: Sendable {
    package let language: Language
    package let presentation: Presentation
    /// The masked name of the person signed in, e.g. `王*英`; `nil` where nobody is.
    package let viewerName: String?
    /// Whether the viewer is a member of staff at work, whose own page is the desk.
    package let isStaff: Bool
    /// Bound to the session; every form carries it back as `FormName.token`.
    package let formToken: String
    /// The address of this page with its query, percent-encoded: where the language and 长辈模式 switches return to.
    package let path: String
    /// A number that a person can tell us on the phone.
    package let requestReference: String
    /// Whether this city runs with demo accounts and a sandbox inbox.
    package let isDemo: Bool

    package init(
        language: Language, presentation: Presentation, viewerName: String?, isStaff: Bool = false, formToken: String,
        path: String, requestReference: String, isDemo: Bool
    ) {
        self.language = language
        self.presentation = presentation
        self.viewerName = viewerName
        self.isStaff = isStaff
        self.formToken = formToken
        self.path = path
        self.requestReference = requestReference
        self.isDemo = isDemo
    }

    package init(_ request: WebRequest) {
        self.init(
            language: request.language, presentation: request.presentation,
            viewerName: request.viewer.resident?.displayName ?? request.viewer.staff?.name,
            isStaff: request.viewer.staff != nil, formToken: request.formToken, path: PageContext.address(request),
            requestReference: request.reference, isDemo: request.isDemo)
    }

    package var isSignedIn: Bool { viewerName != nil }

    private static func address(_ request: WebRequest) -> String {
        let path = request.path.split(separator: "/", omittingEmptySubsequences: false)
            .map { PercentCoding.encoded(String($0)) }.joined(separator: "/")
        let query = request.query.pairs
            .map { PercentCoding.encoded($0.name) + "=" + PercentCoding.encoded($0.value) }.joined(separator: "&")
        return query.isEmpty ? path : path + "?" + query
    }
}

extension PageContext {
    /// The sentence in the reader's language.
    package func say(_ phrase: Phrase) -> String { phrase.text(in: language) }

    package func say(_ phrase: Phrase, _ arguments: [String: String]) -> String {
        phrase.with(arguments).text(in: language)
    }

    /// Words that exist in Chinese only (titles of service items, names of offices), marked so for screen readers and
    /// fonts where the page is in another language.
    package func chinese(_ text: String) -> HTML {
        language == .chinese ? "\(text)" : "<span lang=\"zh-CN\">\(text)</span>"
    }
}
