/// 密码套件 — the algorithms under which a city seals bytes and looks them up. Its number is the first byte of everything that
/// is sealed, so that what was sealed under another suite still opens.
package enum CipherSuite: UInt8, Sendable, CaseIterable {
    /// AES-256-GCM and HMAC-SHA-256.
    case international = 1
    /// 商用密码: SM4-GCM (GB/T 32907, RFC 8998) and HMAC-SM3 (GB/T 32905), which 密评 (GB/T 39786) asks of systems of level three.
    case shangMi = 2

    /// The name in the key file.
    package var name: String {
        switch self {
        case .international: "AES-256-GCM"
        case .shangMi: "SM4-GCM"
        }
    }

    package init?(name: String) {
        guard let suite = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = suite
    }

    /// The keyed hash of the suite, 32 bytes.
    func code(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        switch self {
        case .international: Digest.hmacSHA256(bytes, key: key)
        case .shangMi: Digest.hmacSM3(bytes, key: key)
        }
    }
}
