/// Base64 with the alphabet that is safe in addresses and without padding (RFC 4648 §5), as JOSE and SD-JWT use it.
public enum Base64URL {
    public static func text(_ bytes: some Sequence<UInt8>) -> String { Base64.encode(bytes, .url, isPadded: false) }

    /// Strict: `nil` on padding, other characters, an impossible length or bits that would be lost, so that one value
    /// has exactly one spelling.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? { Base64.decode(text.utf8, .url) }
}

/// Base64 with padding (RFC 4648 §4), as checkpoints, signed notes and certificates use it.
public enum Base64 {
    public static func text(_ bytes: some Sequence<UInt8>) -> String { encode(bytes, .standard, isPadded: true) }

    /// Strict: `nil` without full padding, on other characters, line breaks or bits that would be lost.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard bytes.count % 4 == 0 else { return nil }
        let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        return decode(bytes.dropLast(padding), .standard)
    }

    enum Alphabet {
        case standard, url

        var characters: StaticString {
            switch self {
            case .standard: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
            case .url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
            }
        }

        func value(_ byte: UInt8) -> UInt32? {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
            case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
            case UInt8(ascii: self == .url ? "-" : "+"): 62
            case UInt8(ascii: self == .url ? "_" : "/"): 63
            default: nil
            }
        }
    }

    static func encode(_ bytes: some Sequence<UInt8>, _ alphabet: Alphabet, isPadded: Bool) -> String {
        let characters = alphabet.characters.utf8Start
        var text = [UInt8]()
        text.reserveCapacity(bytes.underestimatedCount * 4 / 3 + 4)
        var pending: UInt32 = 0
        var bits = 0
        for byte in bytes {
            pending = (pending << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(characters[Int(pending >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { text.append(characters[Int(pending << UInt32(6 - bits) & 63)]) }
        if isPadded { while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) } }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: some Collection<UInt8>, _ alphabet: Alphabet) -> [UInt8]? {
        var bytes = [UInt8]()
        bytes.reserveCapacity(text.count * 3 / 4)
        var pending: UInt32 = 0
        var bits = 0
        for character in text {
            guard let value = alphabet.value(character) else { return nil }
            pending = (pending << 6 | value) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        guard text.count % 4 != 1, pending & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return bytes
    }
}
