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
        var result = [UInt8]()
        result.reserveCapacity(16)
        for word in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return result
    }

    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
        }
        self.init(high: words.0, low: words.1)
    }

    /// The same number under another type: only where one record is the other's key.
    public func retyped<Other>(as _: Other.Type) -> Identifier<Other> { Identifier<Other>(high: high, low: low) }
}

extension Identifier: CustomStringConvertible {
    /// `018f4e3c-5b6a-7c8d-9e0f-a1b2c3d4e5f6`
    public var description: String {
        var text = ""
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append("-") }
            text.append(Hex.digits[Int(byte >> 4)])
            text.append(Hex.digits[Int(byte & 15)])
        }
        return text
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
    static let digits: [Character] = Array("0123456789abcdef")

    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// `nil` where the text has an odd length or another character than 0-9, a-f, A-F.
    public static func bytes(_ text: String) -> [UInt8]? {
        let nibbles = text.unicodeScalars.map { scalar -> UInt8? in
            switch scalar {
            case "0"..."9": UInt8(scalar.value - 48)
            case "a"..."f": UInt8(scalar.value - 87)
            case "A"..."F": UInt8(scalar.value - 55)
            default: nil
            }
        }
        guard nibbles.count % 2 == 0, !nibbles.contains(nil) else { return nil }
        return stride(from: 0, to: nibbles.count, by: 2).compactMap { index in
            guard let upper = nibbles[index], let lower = nibbles[index + 1] else { return nil }
            return upper << 4 | lower
        }
    }
}
