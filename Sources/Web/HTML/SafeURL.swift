/// A URL that may stand in a link: a path of our own, a fragment, a query, or one of four schemes. Anything else, such as
/// `javascript:` in whatever spelling, or `//elsewhere`, becomes `#`, so that a tap on it does nothing.
package struct SafeURL: Sendable, Hashable {
    package let text: String

    package init(_ candidate: String) { text = SafeURL.isAllowed(candidate) ? candidate : "#" }

    private static let schemes = ["https://", "http://", "tel:", "mailto:"]

    private static func isAllowed(_ candidate: String) -> Bool {
        // Browsers drop tabs and line breaks inside URLs and read a backslash as a slash: neither has a place in ours.
        guard candidate.utf8.allSatisfy({ $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "\\") }) else { return false }
        switch candidate.utf8.first {
        case UInt8(ascii: "#"), UInt8(ascii: "?"): return true
        case UInt8(ascii: "/"): return candidate.utf8.dropFirst().first != UInt8(ascii: "/")
        default:
            let start = candidate.prefix(8).lowercased()
            return schemes.contains { start.hasPrefix($0) }
        }
    }
}
