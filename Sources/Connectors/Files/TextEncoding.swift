import Glibc

/// 编码 — how the bytes of a department's text files are characters. Bytes that are none in it make the file unusable: nothing is
/// guessed and nothing is replaced.
enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "UTF-8"
    /// GB 18030, with all characters of Unicode; those of private use stay what they are.
    case gb18030 = "GB18030"
    /// What older systems write: a part of GB 18030.
    case gbk = "GBK"

    /// The same text in UTF-8; `nil` where it is none in this encoding.
    func utf8(_ bytes: [UInt8]) -> [UInt8]? {
        guard self != .utf8 else { return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes }
        let converter = iconv_open("UTF-8", rawValue)
        // The C library says by -1 that it knows no such encoding.
        guard converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        // At most three bytes for one, and four for four.
        var output = [UInt8](repeating: 0, count: bytes.count * 3)
        let written = bytes.withUnsafeBytes { source -> Int? in
            output.withUnsafeMutableBytes { target -> Int? in
                var (from, fromLeft) = (
                    UnsafeMutablePointer(mutating: source.bindMemory(to: CChar.self).baseAddress), source.count
                )
                var (to, toLeft) = (target.bindMemory(to: CChar.self).baseAddress, target.count)
                let result = iconv(converter, &from, &fromLeft, &to, &toLeft)
                return result == Int(bitPattern: UInt.max) || fromLeft > 0 ? nil : target.count - toLeft
            }
        }
        guard let written else { return nil }
        return Array(output.prefix(written))
    }
}
