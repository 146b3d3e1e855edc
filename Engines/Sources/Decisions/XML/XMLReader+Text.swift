/// Characters, references and attribute values.
extension XMLReader {
    /// Characters up to the next tag, references resolved and ends of line as one line feed (XML 1.0 §2.11).
    mutating func characters() throws(XMLError) -> String {
        try text(until: { $0 == UInt8(ascii: "<") }, normalised: false)
    }

    mutating func attributeValue() throws(XMLError) -> String {
        guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw error(.expected("\""))
        }
        index += 1
        let value = try text(until: { $0 == quote || $0 == UInt8(ascii: "<") }, normalised: true)
        guard take(quote) else { throw error(peek == nil ? .unexpectedEnd : .expected(quote == 34 ? "\"" : "'")) }
        return value
    }

    /// In attributes white space counts as a space (XML 1.0 §3.3.3).
    private mutating func text(until isEnd: (UInt8) -> Bool, normalised: Bool) throws(XMLError) -> String {
        var result = ""
        var start = index
        while let next = peek, !isEnd(next) {
            if next == UInt8(ascii: "&") {
                result += try decoded(start..<index)
                result.unicodeScalars.append(try reference())
                start = index
            } else if normalised, next == 0x09 || next == 0x0A || next == 0x0D {
                result += try decoded(start..<index) + " "
                if next == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
                index += 1
                start = index
            } else {
                index += 1
            }
        }
        return result + (try decoded(start..<index))
    }

    /// `&lt;`, `&#x5E74;`
    private mutating func reference() throws(XMLError) -> Unicode.Scalar {
        let start = index
        index += 1
        while let next = peek, next != UInt8(ascii: ";"), index - start < 12 { index += 1 }
        let name = String(decoding: bytes[start + 1..<index], as: UTF8.self)
        guard peek == UInt8(ascii: ";"), let scalar = XMLReader.scalar(named: name) else {
            index = start
            throw error(.unknownEntity(name))
        }
        index += 1
        return scalar
    }

    private static func scalar(named name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let isHexadecimal = name.hasPrefix("#x")
        let digits = name.dropFirst(isHexadecimal ? 2 : 1)
        guard !digits.hasPrefix("+"), !digits.hasPrefix("-"),
            let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), let scalar = Unicode.Scalar(value)
        else { return nil }
        return isCharacter(scalar) ? scalar : nil
    }

    /// The characters that a document may hold (XML 1.0 §2.2).
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// Bytes as text; one that is not UTF-8 or holds what no document may hold is an error.
    mutating func decoded(_ range: Range<Int>) throws(XMLError) -> String {
        if range.isEmpty { return "" }
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            index = range.lowerBound
            throw error(.encoding)
        }
        let hasControl = bytes[range].contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        guard !hasControl else {
            index = range.lowerBound
            throw error(.badCharacter)
        }
        guard bytes[range].contains(0x0D) else { return text }
        var view = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                view.append("\n")
            } else if scalar != "\n" || !wasReturn {
                view.append(scalar)
            }
            wasReturn = scalar == "\r"
        }
        return String(view)
    }
}
