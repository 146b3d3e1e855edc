/// 网页片段 — a piece of markup that is safe to send. It can only be written as a literal with interpolations: what is
/// interpolated is escaped, other `HTML` goes in as it is, and there is no way to turn a `String` into markup unseen.
///
///     let greeting: HTML = "<p>您好，\(name)</p>"
///     let list: HTML = "<ul>\(names.map { "<li>\($0)</li>" })</ul>"
///     let field: HTML = "<input name=\"code\"\(attribute: "value", typed)\(attribute: "required", true)>"
///
/// A value that opens a URL attribute (`href="\(…)"`, `src`, `action`, `formaction`) has its scheme checked as well.
package struct HTML: Sendable, Hashable {
    /// The markup itself.
    package private(set) var text: String

    /// Nothing at all.
    package static let empty: HTML = ""

    /// The markup as bytes of UTF-8, as it goes over the wire.
    package var utf8Bytes: [UInt8] { Array(text.utf8) }

    package var isEmpty: Bool { text.isEmpty }

    package static func + (left: HTML, right: HTML) -> HTML { HTML(trusted: left.text + right.text) }
    package static func += (left: inout HTML, right: HTML) { left.text += right.text }

    /// Markup that this module has built of escaped parts.
    init(trusted text: String) { self.text = text }
}

extension HTML: ExpressibleByStringInterpolation {
    /// Literal markup, written by us in the source.
    package init(stringLiteral value: StaticString) { text = value.description }
    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
}

extension HTML: CustomStringConvertible {
    package var description: String { text }
}

extension Sequence where Element == HTML {
    /// One after another, with nothing or `separator` between them.
    package func joined(separator: HTML = .empty) -> HTML {
        var text = ""
        var isFirst = true
        for piece in self {
            if !isFirst { text += separator.text }
            text += piece.text
            isFirst = false
        }
        return HTML(trusted: text)
    }
}
