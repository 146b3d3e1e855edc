/// A number as people type or paste it: with spaces, hyphens or full-width digits from a Chinese keyboard.
enum TypedNumber {
    /// Without spaces and hyphens, full-width characters made narrow, letters in upper case.
    static func compact(_ text: some StringProtocol) -> [UInt8] {
        text.unicodeScalars.compactMap { scalar in
            switch scalar.value {
            case 0x20, 0x09, 0x2D, 0xA0, 0x2010...0x2015, 0x200B, 0x202A...0x202E, 0x3000, 0xFEFF: nil
            case 0x61...0x7A: UInt8(scalar.value - 32)
            case 0xFF41...0xFF5A: UInt8(scalar.value - 0xFF41 + 0x41)
            case 0xFF01...0xFF5E: UInt8(scalar.value - 0xFF01 + 0x21)
            case 0x21...0x7E: UInt8(scalar.value)
            default: 0
            }
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// 1 for the first character that is not a digit; `nil` where all are.
    static func firstNonDigit(_ bytes: some Collection<UInt8>) -> Int? {
        bytes.enumerated().first { !isDigit($0.element) }.map { $0.offset + 1 }
    }

    static func value(_ digits: some Collection<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1) - 48 } }

    static func masked(_ text: String, keepingFirst first: Int, last: Int) -> String {
        text.prefix(first) + String(repeating: "*", count: text.count - first - last) + text.suffix(last)
    }
}
