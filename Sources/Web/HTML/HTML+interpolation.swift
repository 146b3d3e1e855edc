extension HTML {
    /// What may stand inside `\( )` in markup, and how it is written.
    package struct Interpolation: StringInterpolationProtocol {
        var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// Text that a person reads or an attribute holds: escaped. Where it opens a URL attribute, the URL is checked.
        package mutating func appendInterpolation(_ value: String) {
            if Escaping.opensURLAttribute(text) {
                Escaping.append(SafeURL(value).text, to: &text)
            } else {
                Escaping.append(value, to: &text)
            }
        }

        package mutating func appendInterpolation(_ value: Int) { text += String(value) }
        package mutating func appendInterpolation(_ value: Int64) { text += String(value) }

        package mutating func appendInterpolation(_ markup: HTML) { text += markup.text }

        /// Nothing where there is no markup.
        package mutating func appendInterpolation(_ markup: HTML?) {
            if let markup { text += markup.text }
        }

        package mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { text += piece.text }
        }

        /// ` name="value"` with a space before it; nothing where the value is `nil`.
        package mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            text += " \(name)=\""
            appendInterpolation(value)
            text += "\""
        }

        package mutating func appendInterpolation(attribute name: StaticString, _ value: Int?) {
            appendInterpolation(attribute: name, value.map { String($0) })
        }

        /// A boolean attribute (`checked`, `required`): its name alone, or nothing.
        package mutating func appendInterpolation(attribute name: StaticString, _ isPresent: Bool) {
            if isPresent { text += " \(name)" }
        }
    }
}
