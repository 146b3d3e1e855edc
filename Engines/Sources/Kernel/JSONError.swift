/// Why bytes are not a JSON text, and where.
public struct JSONError: Error, Hashable, Sendable {
    public let reason: Reason
    /// Bytes before the place.
    public let offset: Int
    /// 1 for the first line.
    public let line: Int
    /// 1 for the first character of the line, counted in Unicode scalars.
    public let column: Int

    /// What is wrong. Raw values are stable codes.
    public enum Reason: String, Sendable, CaseIterable {
        case unexpectedEnd, unexpectedByte, trailingContent, badNumber, badEscape, loneSurrogate, controlCharacter
        case invalidUTF8, duplicateKey, tooDeep, tooLarge
    }

    init(_ reason: Reason, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self.reason = reason
        self.offset = offset
        let before = bytes[..<Swift.min(offset, bytes.count)]
        line = 1 + before.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        let ofLine = before.reversed().prefix { $0 != UInt8(ascii: "\n") }
        column = 1 + ofLine.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }
}

extension JSONError {
    /// The sentence for whoever sent or wrote the text.
    public var phrase: Phrase {
        let (chinese, english) = sentences
        return Phrase(
            "json.\(reason.rawValue)", zh: "第 {line} 行第 {column} 列：" + chinese,
            en: "Line {line}, column {column}: " + english,
            ["line": String(line), "column": String(column)])
    }

    private var sentences: (chinese: String, english: String) {
        switch reason {
        case .unexpectedEnd: ("内容不完整，请检查括号和引号是否配对。", "The text ends too early; check brackets and quotes.")
        case .unexpectedByte: ("此处有多余或写错的字符。", "This character does not belong here.")
        case .trailingContent: ("正文结束后还有内容，请删去。", "Remove what follows the end of the value.")
        case .badNumber: ("数字写法不正确。", "This is not how JSON writes a number.")
        case .badEscape: ("反斜杠后的转义写法不正确。", "Unknown escape after the backslash.")
        case .loneSurrogate: ("转义字符只写了一半（代理对不完整）。", "Half of a surrogate pair stands alone.")
        case .controlCharacter: ("字符串中的换行等控制字符须写成转义。", "Escape control characters inside a string.")
        case .invalidUTF8: ("文字编码不是 UTF-8，请另存为 UTF-8。", "The text is not UTF-8; save it as UTF-8.")
        case .duplicateKey: ("同一对象中名称重复，请只留一个。", "This name occurs twice in one object; keep one.")
        case .tooDeep: ("嵌套层数过多。", "Nested too deeply.")
        case .tooLarge: ("内容过大。", "The text is too large.")
        }
    }
}
