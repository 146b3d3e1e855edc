/// 标签 — one or two words about a thing: `当场办结`, `示例`.
package struct Tag: Component {
    let text: String
    let tone: Tone

    package enum Tone: String, CaseIterable, Sendable { case plain, good, waiting, attention, sample }

    package init(_ text: String, _ tone: Tone = .plain) {
        self.text = text
        self.tone = tone
    }

    package func html(in _: PageContext) -> HTML { "<span class=\"tag tag-\(tone.rawValue)\">\(text)</span>" }
}
