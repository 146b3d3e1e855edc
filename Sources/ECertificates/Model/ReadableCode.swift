package import Kernel
import Vault

/// 口述码 — a code that people can read out and type: digits and capitals without I, L, O and U (Crockford's Base32), in groups.
package struct ReadableCode: Hashable, Sendable {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    /// Without dashes.
    package let text: String
    private let groupSize: Int

    /// Five bits of each byte.
    init(_ bytes: some Sequence<UInt8>, groupSize: Int) {
        text = String(bytes.map { Self.alphabet[Int($0 & 31)] })
        self.groupSize = groupSize
    }

    /// What somebody typed: small letters, spaces, dashes and the letters that look like digits will do.
    init?(typed: String, count: Int, groupSize: Int) {
        var characters: [Character] = []
        for character in typed.uppercased() where !" -—－\u{3000}".contains(character) {
            let read: Character =
                switch character {
                case "O": "0"
                case "I", "L": "1"
                default: character
                }
            guard Self.alphabet.contains(read), characters.count < count else { return nil }
            characters.append(read)
        }
        guard characters.count == count else { return nil }
        text = String(characters)
        self.groupSize = groupSize
    }

    /// `7K2M9-QX4TA`
    package var grouped: String {
        var grouped = ""
        for (index, character) in text.enumerated() {
            if index > 0, index % groupSize == 0 { grouped.append("-") }
            grouped.append(character)
        }
        return grouped
    }
}

/// 校验码 — printed beside the number of a certificate: number and check code together open the public check, for those who
/// have paper and no scanner. 50 bits, which follow from the certificate's token.
package struct CheckCode: Hashable, Sendable {
    private static let count = 10
    private let code: ReadableCode

    /// - Parameter token: of the public check, hexadecimal.
    package init(token: String) {
        let digest = Digest.sha256(Array("huimin certificate check code\u{0}\(token)".utf8))
        code = ReadableCode(digest.prefix(Self.count), groupSize: 5)
    }

    package init?(typed: String) {
        guard let code = ReadableCode(typed: typed, count: Self.count, groupSize: 5) else { return nil }
        self.code = code
    }

    package var text: String { code.grouped }
}

/// 出示码 — opens one presentation once, within a minute. 60 random bits.
package struct PresentationCode: Hashable, Sendable {
    private static let count = 12
    private let code: ReadableCode

    package init(_ ids: some IDSource) { code = ReadableCode(ids.randomBytes(Self.count), groupSize: 4) }

    /// A typed code, or the address of one.
    package init?(typed: String) {
        let last = typed.split(separator: "/").last.map(String.init) ?? ""
        guard let code = ReadableCode(typed: last, count: Self.count, groupSize: 4) else { return nil }
        self.code = code
    }

    package var text: String { code.grouped }
    /// What it is looked up by.
    var key: String { code.text }
}
