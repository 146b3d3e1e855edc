/// 样式 — the one stylesheet of the site, written by hand in layers: tokens, ground, page, parts, modes. Served from one
/// address; no page carries a style attribute.
enum Stylesheet {
    static let text = squeezed(
        "@layer tokens,ground,page,parts,modes;"
            + [
                layer("tokens", [tokens]), layer("ground", [ground]), layer("page", [page, home]),
                layer("parts", [controls, fields, parts, facts, progress, certificate]),
                layer("modes", [modes, print]),
            ].joined())

    private static func layer(_ name: String, _ styles: [String]) -> String {
        "@layer \(name){" + styles.joined(separator: "\n") + "}"
    }

    /// Without line breaks and indentation, which our sources need and browsers do not.
    private static func squeezed(_ text: String) -> String {
        text.split(separator: "\n").map { line in
            String(line.drop { $0 == " " })
        }.joined()
    }
}
