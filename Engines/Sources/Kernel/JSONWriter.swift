extension JSON {
    /// The text without white space, as UTF-8.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }

    /// The text without white space.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text for people: two spaces for each level, one member to a line.
    public var indentedText: String {
        var writer = JSONWriter(indent: 0)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

struct JSONWriter {
    private(set) var bytes = [UInt8]()
    /// Levels open, where the text is indented.
    private var indent: Int?

    init(indent: Int? = nil) { self.indent = indent }

    mutating func write(_ json: JSON) {
        switch json {
        case .null: put("null")
        case .boolean(let flag): put(flag ? "true" : "false")
        case .number(let text):
            precondition(JSONWriter.isNumber(text), "a JSON number is written with other text")
            bytes.append(contentsOf: text.utf8)
        case .string(let text): write(text)
        case .array(let elements):
            list(elements, "[", "]") { writer, element in writer.write(element) }
        case .object(let members):
            list(members, "{", "}") { writer, member in
                writer.write(member.key)
                writer.put(writer.indent == nil ? ":" : ": ")
                writer.write(member.value)
            }
        }
    }

    private mutating func list<Element>(
        _ elements: [Element], _ opening: StaticString, _ closing: StaticString,
        _ body: (inout JSONWriter, Element) -> Void
    ) {
        put(opening)
        indent = indent.map { $0 + 1 }
        for (position, element) in elements.enumerated() {
            if position > 0 { put(",") }
            newLine()
            body(&self, element)
        }
        indent = indent.map { $0 - 1 }
        if !elements.isEmpty { newLine() }
        put(closing)
    }

    /// Quotes, backslashes and control characters are escaped, in the shortest form; all else is as it is.
    private mutating func write(_ text: String) {
        put("\"")
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                bytes.append(contentsOf: utf8[start..<index])
                escape(byte)
                start = index + 1
            }
            bytes.append(contentsOf: utf8[start...])
        }
        put("\"")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22: put("\\\"")
        case 0x5C: put("\\\\")
        case 0x08: put("\\b")
        case 0x09: put("\\t")
        case 0x0A: put("\\n")
        case 0x0C: put("\\f")
        case 0x0D: put("\\r")
        default:
            put(byte < 0x10 ? "\\u000" : "\\u001")
            bytes.append(byte & 15 < 10 ? 48 + byte & 15 : 87 + byte & 15)
        }
    }

    private mutating func newLine() {
        guard let indent else { return }
        put("\n")
        bytes.append(contentsOf: repeatElement(0x20, count: indent * 2))
    }

    private mutating func put(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether text could stand as a number: by the reader itself, so that both sides agree.
    private static func isNumber(_ text: String) -> Bool {
        // Most are whole and short: nothing of them needs the reader.
        let digits = text.utf8
        if digits.first != UInt8(ascii: "0"), !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) {
            return true
        }
        guard case .number? = try? JSON.parse(text), text.utf8.allSatisfy({ $0 > 0x20 }) else { return false }
        return true
    }
}
