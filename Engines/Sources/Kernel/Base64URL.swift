/// Base64 with the alphabet that is safe in addresses and without padding (RFC 4648 §5), as JOSE and SD-JWT use it.
public enum Base64URL {
    public static func text(_ bytes: some Sequence<UInt8>) -> String { Base64.encode(Array(bytes), .url) }

    /// Strict: `nil` on padding, other characters, an impossible length or bits that would be lost, so that one value
    /// has exactly one spelling.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? { Base64.decode(Array(text.utf8)[...], .url) }
}

/// Base64 with padding (RFC 4648 §4), as checkpoints, signed notes and certificates use it.
public enum Base64 {
    public static func text(_ bytes: some Sequence<UInt8>) -> String { encode(Array(bytes), .standard) }

    /// Strict: `nil` without full padding, on other characters, line breaks or bits that would be lost.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard bytes.count % 4 == 0 else { return nil }
        let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        return decode(bytes.dropLast(padding), .standard)
    }

    /// The 64 characters, and whether a text is filled up to a multiple of four.
    struct Alphabet {
        let characters: [UInt8]
        let isPadded: Bool
        /// Six bits by character; 64 for one that does not belong.
        let values: [UInt8]

        static let standard = Alphabet(lastTwo: "+/", isPadded: true)
        static let url = Alphabet(lastTwo: "-_", isPadded: false)

        private init(lastTwo: String, isPadded: Bool) {
            let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
            characters = Array((letters + lastTwo).utf8)
            self.isPadded = isPadded
            var values = [UInt8](repeating: 64, count: 256)
            for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
            self.values = values
        }
    }

    static func encode(_ bytes: [UInt8], _ alphabet: Alphabet) -> String {
        let count = (bytes.count * 4 + 2) / 3
        let padding = alphabet.isPadded ? (4 - count % 4) % 4 : 0
        return String(unsafeUninitializedCapacity: count + padding) { text in
            var (pending, bits, end) = (UInt32(0), 0, 0)
            func put(_ sextet: UInt32) {
                text[end] = alphabet.characters[Int(sextet & 63)]
                end += 1
            }
            for byte in bytes {
                pending = pending << 8 | UInt32(byte)
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    put(pending >> UInt32(bits))
                }
            }
            if bits > 0 { put(pending << UInt32(6 - bits)) }
            for _ in 0..<padding {
                text[end] = UInt8(ascii: "=")
                end += 1
            }
            return end
        }
    }

    static func decode(_ text: ArraySlice<UInt8>, _ alphabet: Alphabet) -> [UInt8]? {
        var bytes = [UInt8]()
        bytes.reserveCapacity(text.count * 3 / 4)
        var (pending, bits) = (UInt32(0), 0)
        for character in text {
            let value = alphabet.values[Int(character)]
            guard value < 64 else { return nil }
            pending = pending << 6 | UInt32(value)
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
