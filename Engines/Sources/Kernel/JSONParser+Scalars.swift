extension JSONParser {
    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`, kept as it is written.
    mutating func number() throws(JSONError) -> JSON {
        let start = index
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) {
            try digits(since: start)
        } else if isDigit {
            throw failure(.badNumber, at: start)
        }
        if take(UInt8(ascii: ".")) { try digits(since: start) }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits(since: start)
        }
        return .number(String(decoding: slice(from: start), as: UTF8.self))
    }

    /// At least one digit.
    private mutating func digits(since start: Int) throws(JSONError) {
        guard isDigit else { throw failure(.badNumber, at: start) }
        while isDigit { index += 1 }
    }

    private var isDigit: Bool {
        index < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
    }

    /// A string from its opening quote. Most have no escape and are checked and copied once.
    mutating func string() throws(JSONError) -> String {
        let opening = index
        index += 1
        try plainRun()
        let plain = slice(from: opening + 1)
        if bytes[index] == UInt8(ascii: "\"") {
            index += 1
            guard let text = String(validating: plain, as: UTF8.self) else { throw brokenText(in: opening + 1) }
            return text
        }
        return try string(continuing: Array(plain), from: opening)
    }

    private mutating func string(continuing plain: [UInt8], from opening: Int) throws(JSONError) -> String {
        var decoded = plain
        while bytes[index] != UInt8(ascii: "\"") {
            try escape(into: &decoded)
            let start = index
            try plainRun()
            decoded.append(contentsOf: slice(from: start))
        }
        index += 1
        guard let text = String(validating: decoded, as: UTF8.self) else { throw brokenText(in: opening + 1) }
        return text
    }

    /// Up to the next quote or backslash, which exists.
    private mutating func plainRun() throws(JSONError) {
        while true {
            let byte = try need()
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            guard byte >= 0x20 else { throw failure(.controlCharacter) }
            index += 1
        }
    }

    private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
        let start = index
        index += 1
        switch try need() {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(bytes[index])
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): return decoded.append(contentsOf: try unicodeEscape(from: start))
        default: throw failure(.badEscape, at: start)
        }
        index += 1
    }

    /// `\uXXXX`, or two of them that make a surrogate pair, as UTF-8.
    private mutating func unicodeEscape(from start: Int) throws(JSONError) -> [UInt8] {
        var scalar = try hexadecimal(from: start)
        if (0xD800...0xDBFF).contains(scalar) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u"), consuming: false) else {
                throw failure(.loneSurrogate, at: start)
            }
            let low = try hexadecimal(from: start)
            guard (0xDC00...0xDFFF).contains(low) else { throw failure(.loneSurrogate, at: start) }
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let unicode = Unicode.Scalar(scalar) else { throw failure(.loneSurrogate, at: start) }
        return Array(UTF8.encode(unicode) ?? UTF8.encodedReplacementCharacter)
    }

    /// The `u` at the index and four digits.
    private mutating func hexadecimal(from start: Int) throws(JSONError) -> UInt32 {
        index += 1
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try need()
            switch Unicode.Scalar(byte) {
            case "0"..."9": value = value << 4 + UInt32(byte - 48)
            case "a"..."f": value = value << 4 + UInt32(byte - 87)
            case "A"..."F": value = value << 4 + UInt32(byte - 55)
            default: throw failure(.badEscape, at: start)
            }
            index += 1
        }
        return value
    }

    /// Points at the first byte that breaks the encoding.
    private func brokenText(in start: Int) -> JSONError {
        var position = start
        var decoder = UTF8()
        var iterator = bytes[start..<index].makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { position += UTF8.width(scalar) }
        return failure(.invalidUTF8, at: position)
    }
}

extension JSONParser {
    /// The byte at the index, which must be there.
    func need() throws(JSONError) -> UInt8 {
        guard index < bytes.count else { throw failure(.unexpectedEnd) }
        return bytes[index]
    }

    mutating func take(_ byte: UInt8, consuming: Bool = true) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        if consuming { index += 1 }
        return true
    }

    mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
    }

    func slice(from start: Int) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[start..<index]) }

    func failure(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(reason, at: offset ?? index, in: bytes)
    }
}
