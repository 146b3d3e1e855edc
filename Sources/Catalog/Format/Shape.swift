package import Kernel

/// 写法 — the form that a value of the definition takes. One description serves the checker, the JSON Schema for
/// editors and the reader, so that they cannot disagree about a key.
package indirect enum Shape: Sendable {
    case text(TextForm)
    case list(Shape, countMin: Int, countMax: Int)
    case record(RecordShape)
    /// One of several, told apart by their kind (text, list, record): at most one of each kind.
    case either([Shape])

    static func list(_ shape: Shape) -> Shape { .list(shape, countMin: 1, countMax: .max) }
    /// A list, or its only element without brackets.
    static func listOrOne(_ form: TextForm) -> Shape { .either([.text(form), .list(.text(form))]) }
    static func record(_ keys: [FormatKey]) -> Shape { .record(RecordShape(keys: keys, others: nil)) }
    /// Names that the author chooses, each with a value of one shape.
    static func names(_ name: TextForm, _ shape: Shape, _ meaning: Phrase) -> Shape {
        .record(RecordShape(keys: [], others: OtherKeys(name: name, shape: shape, meaning: meaning)))
    }
}

/// The keys of a record: those of the format and, where the author names things, the form of the names.
package struct RecordShape: Sendable {
    package let keys: [FormatKey]
    package let others: OtherKeys?
}

/// Keys that the author chooses, e.g. the names of 信息.
package struct OtherKeys: Sendable {
    package let name: TextForm
    package let shape: Shape
    package let meaning: Phrase
    /// Whether they are written before the keys of the format.
    var comeFirst = false
}

/// 键 — one key of the format.
package struct FormatKey: Sendable {
    package let name: String
    package let shape: Shape
    package let isRequired: Bool
    /// What it means and how it is written: shown by editors and as advice where it is missing.
    package let meaning: Phrase
    /// What is said where it is missing, if there is more to say than that it is.
    let missing: Complaint?

    init(_ name: String, _ shape: Shape, required: Bool = true, zh: String, en: String, missing: Complaint? = nil) {
        self.name = name
        self.shape = shape
        isRequired = required
        meaning = Phrase("item.key.\(name)", zh: zh, en: en)
        self.missing = missing
    }
}

/// 文字的写法 — what the characters of a text value may be.
package struct TextForm: Sendable {
    /// A stable English name, which also names the `$defs` entry of the schema.
    package let name: String
    package let meaning: Phrase
    package let grammar: Grammar
    let complaint: Complaint

    package enum Grammar: Sendable {
        case anyText
        /// One of a fixed list of words.
        case choice([String])
        /// The reader decides; the pattern (ECMA 262) says the same to editors.
        case pattern(String, @Sendable (String) -> Bool)
        /// Text of several lines after `|`, whose lines keep their places.
        case block
    }

    func accepts(_ text: String) -> Bool {
        switch grammar {
        case .anyText, .block: text.unicodeScalars.contains { $0 != " " && $0 != "\n" && $0 != "　" }
        case .choice(let words): words.contains(text)
        case .pattern(_, let matches): matches(text)
        }
    }
}
