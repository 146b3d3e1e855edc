/// How text becomes harmless inside markup.
enum Escaping {
    /// Appends `value` with the five characters that mean something in HTML written as references, and without the
    /// control characters that HTML forbids. Text without any of them is copied in one piece.
    static func append(_ value: String, to text: inout String) {
        let bytes = value.utf8
        guard bytes.contains(where: isSpecial) else {
            text += value
            return
        }
        var rest = bytes[...]
        while let index = rest.firstIndex(where: isSpecial) {
            text += Substring(rest[..<index])
            text += reference(rest[index])
            rest = rest[bytes.index(after: index)...]
        }
        text += Substring(rest)
    }

    /// Whether markup written so far ends with the opening quote of an attribute that holds a URL.
    static func opensURLAttribute(_ text: String) -> Bool {
        let tail = text.utf8.suffix(13)
        guard tail.last == UInt8(ascii: "\"") else { return false }
        return urlAttributeOpenings.contains { opening in
            tail.count >= opening.count && tail.suffix(opening.count).elementsEqual(opening)
        }
    }

    private static let urlAttributeOpenings: [[UInt8]] = [" href=\"", " src=\"", "action=\"", " poster=\""].map {
        Array($0.utf8)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        case 0..<9, 11, 12, 14..<32, 127: true
        default: false
        }
    }

    private static func reference(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: "\u{FFFD}"
        }
    }
}
