/// Distinguished encoding (X.690) of the few kinds of value that a seal needs.
enum DER {
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag] + length(content.count) + content }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }

    /// SET OF: its elements in the order of their bytes (X.690 §11.6).
    static func set(_ elements: [[UInt8]]) -> [UInt8] {
        value(0x31, elements.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
    }

    /// A number of no sign, most significant byte first.
    static func integer(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array(bytes.drop { $0 == 0 })
        return value(0x02, digits.first.map { $0 >= 0x80 } ?? true ? [0] + digits : digits)
    }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { value(0x04, bytes) }

    /// Whole bytes only.
    static func bits(_ bytes: [UInt8], unused: UInt8 = 0) -> [UInt8] { value(0x03, [unused] + bytes) }

    static func text(_ text: String) -> [UInt8] { value(0x0C, Array(text.utf8)) }

    /// `260101000000Z`
    static func time(_ text: String) -> [UInt8] { value(0x17, Array(text.utf8)) }

    static let yes: [UInt8] = [0x01, 0x01, 0xFF]

    /// An object identifier, e.g. `[1, 2, 840, 10045, 2, 1]`.
    static func object(_ arcs: [UInt]) -> [UInt8] {
        let joined = [arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)
        return value(
            0x06,
            joined.flatMap { arc -> [UInt8] in
                var digits = [UInt8(arc & 0x7F)]
                var rest = arc >> 7
                while rest > 0 {
                    digits.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
                    rest >>= 7
                }
                return digits
            })
    }

    private static func length(_ count: Int) -> [UInt8] {
        if count < 0x80 { return [UInt8(count)] }
        var digits: [UInt8] = []
        var rest = count
        while rest > 0 {
            digits.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        }
        return [0x80 | UInt8(digits.count)] + digits
    }
}

/// Object identifiers of a seal.
enum ObjectID {
    static let ecPublicKey = DER.object([1, 2, 840, 10045, 2, 1])
    static let p256 = DER.object([1, 2, 840, 10045, 3, 1, 7])
    static let ecdsaWithSHA256 = DER.object([1, 2, 840, 10045, 4, 3, 2])
    static let sha256 = DER.object([2, 16, 840, 1, 101, 3, 4, 2, 1])
    static let data = DER.object([1, 2, 840, 113549, 1, 7, 1])
    static let signedData = DER.object([1, 2, 840, 113549, 1, 7, 2])
    static let contentType = DER.object([1, 2, 840, 113549, 1, 9, 3])
    static let messageDigest = DER.object([1, 2, 840, 113549, 1, 9, 4])
    static let signingCertificateV2 = DER.object([1, 2, 840, 113549, 1, 9, 16, 2, 47])
    static let commonName = DER.object([2, 5, 4, 3])
    static let organization = DER.object([2, 5, 4, 10])
    static let subjectKeyIdentifier = DER.object([2, 5, 29, 14])
    static let keyUsage = DER.object([2, 5, 29, 15])
    static let basicConstraints = DER.object([2, 5, 29, 19])
}
