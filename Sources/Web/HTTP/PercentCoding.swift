/// Percent-encoding (RFC 3986) of UTF-8.
package enum PercentCoding {
    /// Decodes `%XX` (and `+` in forms). What is not valid UTF-8 becomes U+FFFD rather than an error.
    package static func decoded(_ bytes: some Collection<UInt8>, plusIsSpace: Bool = false) -> String {
        String(decoding: unescaped(Array(bytes), plusIsSpace: plusIsSpace), as: UTF8.self)
    }

    private static func unescaped(_ source: [UInt8], plusIsSpace: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            let byte = source[index]
            if byte == UInt8(ascii: "%"), index + 2 < source.count,
                let upper = nibble(source[index + 1]), let lower = nibble(source[index + 2])
            {
                result.append(upper << 4 | lower)
                index += 3
            } else {
                result.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return result
    }

    /// Whether what is written so is text: valid UTF-8 without NUL. Nothing else may be stored or searched for.
    package static func isText(_ bytes: some Collection<UInt8>) -> Bool {
        let plain = unescaped(Array(bytes), plusIsSpace: false)
        return !plain.contains(0) && String(validating: plain, as: UTF8.self) != nil
    }

    /// Encodes all but the unreserved characters.
    package static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
        default: nil
        }
    }
}
