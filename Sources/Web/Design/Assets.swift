/// 静态文件 — the few files that pages need, built into the program. A file's address holds a hash of its content, so that
/// browsers may keep it for ever.
package enum Assets {
    /// One file.
    package struct File: Sendable {
        package let path: SitePath
        /// The name under `/assets/`.
        package let name: String
        package let contentType: String
        package let bytes: [UInt8]
    }

    package static let stylesheet = file("app", "css", "text/css; charset=utf-8", Stylesheet.text)
    package static let script = file("app", "js", "text/javascript; charset=utf-8", Script.text)
    /// Checks certificates in the visitor's browser; on one page only.
    package static let localCheck = file("check", "js", "text/javascript; charset=utf-8", LocalCheckScript.text)
    package static let icon = file("emblem", "svg", "image/svg+xml", Emblem.file.text)

    package static let all = [stylesheet, script, localCheck, icon]

    /// The file of that name under `/assets/`.
    package static func file(named name: String) -> File? { all.first { $0.name == name } }

    /// How long browsers may keep a file whose address names its content.
    package static let cacheControl = "public, max-age=31536000, immutable"

    private static func file(_ stem: String, _ ending: String, _ contentType: String, _ text: String) -> File {
        let bytes = Array(text.utf8)
        let name = "\(stem).\(fingerprint(bytes)).\(ending)"
        return File(path: .asset(name), name: name, contentType: contentType, bytes: bytes)
    }

    /// FNV-1a, 64 bits: tells versions of our own files apart; not a protection against anybody.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
