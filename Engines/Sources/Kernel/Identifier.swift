/// A UUID (RFC 9562) that knows what it names, so that a case id cannot be passed where an event id is meant.
/// New ones are of version 7: ordered by time, so that they are kind to indexes.
public struct Identifier<Subject>: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A version 7 UUID: 48 bits of milliseconds and 74 random bits.
    public init(at instant: Instant, randomHigh: UInt64, randomLow: UInt64) {
        let time = UInt64(clamping: instant.milliseconds) & 0xFFFF_FFFF_FFFF
        high = time << 16 | 0x7000 | (randomHigh & 0x0FFF)
        low = 0x8000_0000_0000_0000 | (randomLow & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
            for index in 0..<8 {
                let shift = UInt64(56 - 8 * index)
                buffer[index] = UInt8(truncatingIfNeeded: high >> shift)
                buffer[index + 8] = UInt8(truncatingIfNeeded: low >> shift)
            }
            count = 16
        }
    }

    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for byte in bytes { words = (words.0 << 8 | words.1 >> 56, words.1 << 8 | UInt64(byte)) }
        self.init(high: words.0, low: words.1)
    }

    /// The same number under another type: only where one record is the other's key.
    public func retyped<Other>(as _: Other.Type) -> Identifier<Other> { Identifier<Other>(high: high, low: low) }
}

extension Identifier: CustomStringConvertible {
    /// `018f4e3c-5b6a-7c8d-9e0f-a1b2c3d4e5f6`
    public var description: String {
        let bytes = bytes
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var place = 0
            for (index, byte) in bytes.enumerated() {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    buffer[place] = UInt8(ascii: "-")
                    place += 1
                }
                buffer[place] = Hex.digit(byte >> 4)
                buffer[place + 1] = Hex.digit(byte & 15)
                place += 2
            }
            return place
        }
    }
}

extension Identifier: LosslessStringConvertible {
    public init?(_ text: String) {
        guard text.utf8.count == 36, let bytes = Hex.bytes(text.filter { $0 != "-" }) else { return nil }
        self.init(bytes: bytes)
    }
}

/// Where the program draws identifiers and random bytes. Tests pass a seeded one.
public protocol IDSource: Sendable {
    func identifier<Subject>(_ subject: Subject.Type) -> Identifier<Subject>
    /// Bytes fit for keys, salts and tokens.
    func randomBytes(_ count: Int) -> [UInt8]
}

/// Hexadecimal, lower case.
public enum Hex {
    /// The character of a nibble.
    static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? nibble + 48 : nibble + 87 }

    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        return String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
            var place = 0
            for byte in bytes {
                buffer[place] = digit(byte >> 4)
                buffer[place + 1] = digit(byte & 15)
                place += 2
            }
            return place
        }
    }

    /// `nil` where the text has an odd length or another character than 0-9, a-f, A-F.
    public static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var upper: UInt8?
        for character in text.utf8 {
            guard let nibble = nibble(character) else { return nil }
            if let high = upper {
                bytes.append(high << 4 | nibble)
                upper = nil
            } else {
                upper = nibble
            }
        }
        return upper == nil ? bytes : nil
    }

    private static func nibble(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - 55
        default: nil
        }
    }
}
