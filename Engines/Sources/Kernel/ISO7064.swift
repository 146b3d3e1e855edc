/// Check characters of ISO/IEC 7064. `nil` where the text has a character that the system does not know.
public enum ISO7064 {
    /// MOD 11-2 over digits, as GB 11643 uses it for 公民身份号码: `0`–`9` or `X`.
    public static func mod11Radix2(_ text: some StringProtocol) -> Character? {
        var remainder = 0
        for byte in text.utf8 {
            guard let value = value(byte), value < 10 else { return nil }
            remainder = (remainder + value) * 2 % 11
        }
        return character((12 - remainder) % 11, forTen: "X")
    }

    /// MOD 11,10 (hybrid) over digits: one digit, for numbers that people read out.
    public static func mod11Hybrid10(_ text: some StringProtocol) -> Character? {
        var product = 10
        for byte in text.utf8 {
            guard let value = value(byte), value < 10 else { return nil }
            let sum = (product + value) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return character((11 - product) % 10)
    }

    /// MOD 37,36 (hybrid) over digits and upper-case letters, as GB/T 36904 uses it for 电子证照标识: `0`–`9` or `A`–`Z`.
    public static func mod37Hybrid36(_ text: some StringProtocol) -> Character? {
        var product = 36
        for byte in text.utf8 {
            guard let value = value(byte) else { return nil }
            let sum = (product + value) % 36
            product = (sum == 0 ? 36 : sum) * 2 % 37
        }
        return character((37 - product) % 36)
    }

    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 55
        default: nil
        }
    }

    private static func character(_ value: Int, forTen ten: Character = "A") -> Character {
        value == 10 ? ten : Character(Unicode.Scalar(UInt8(value < 10 ? 48 + value : 55 + value)))
    }
}
