/// A reader of our own markup, just strong enough to hold pages to rules: tags with their attributes, and whether they
/// nest.
struct Markup {
    struct Tag {
        let name: String
        let attributes: [String: String]
    }

    private(set) var tags: [Tag] = []
    /// What is wrong with the nesting; empty where all is well.
    private(set) var faults: [String] = []

    private static let voids: Set = [
        "meta", "link", "input", "br", "hr", "img", "path", "rect", "circle", "use", "ellipse",
    ]

    init(_ text: String) {
        var rest = Substring(text)
        var open: [String] = []
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            guard let end = Markup.end(of: rest) else {
                faults.append("a tag without end")
                break
            }
            let inside = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if inside.hasPrefix("!") { continue }
            if inside.hasPrefix("/") {
                let name = String(inside.dropFirst())
                if open.last == name {
                    open.removeLast()
                } else {
                    faults.append("</\(name)> inside <\(open.last ?? "-")>")
                }
                continue
            }
            let tag = Markup.tag(inside)
            tags.append(tag)
            if !Markup.voids.contains(tag.name), !inside.hasSuffix("/") { open.append(tag.name) }
        }
        faults += open.map { "<\($0)> is not closed" }
    }

    /// Every value of that attribute, in order.
    func values(_ attribute: String) -> [String] { tags.compactMap { $0.attributes[attribute] } }

    /// The next `>` outside quotes.
    private static func end(of text: Substring) -> Substring.Index? {
        var isQuoted = false
        return text.indices.first { index in
            if text[index] == "\"" { isQuoted.toggle() }
            return text[index] == ">" && !isQuoted
        }
    }

    private static func tag(_ inside: Substring) -> Tag {
        var rest = inside.drop { $0 == " " }
        let name = rest.prefix { $0 != " " && $0 != "/" && $0 != "\n" }
        rest = rest.dropFirst(name.count)
        var attributes: [String: String] = [:]
        while true {
            rest = rest.drop { $0 == " " || $0 == "/" || $0 == "\n" }
            guard !rest.isEmpty else { break }
            let key = rest.prefix { $0 != "=" && $0 != " " && $0 != "/" }
            rest = rest.dropFirst(key.count)
            guard rest.hasPrefix("=\"") else {
                attributes[String(key)] = ""
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(2)
            let value = rest.prefix { $0 != "\"" }
            attributes[String(key)] = String(value)
            rest = rest.dropFirst(value.count + 1)
        }
        return Tag(name: String(name), attributes: attributes)
    }
}
