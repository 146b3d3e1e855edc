import CGcrypt

/// libgcrypt, ready for use: what Debian's OpenSSL 3.0 lacks (SM4-GCM) and swift-crypto leaves out (SM3, SM4).
enum Gcrypt {
    private static let isReady = huimin_gcrypt_start() == 1

    /// Asks for it once before anything else is called.
    static func start() { precondition(isReady, "libgcrypt 1.9 or newer is installed") }

    /// The calls below fail on wrong sizes only, which their callers have checked.
    static func check(_ code: gcry_error_t) { precondition(code == 0, "libgcrypt answered \(code)") }
}

/// A block cipher in Galois/counter mode (NIST SP 800-38D): encrypts, and authenticates what it encrypts with what stands
/// beside it.
package struct GaloisCounterMode: Sendable {
    /// The block cipher, by the length of its key.
    package enum BlockCipher: Sendable {
        case aes128, aes192, aes256
        /// GB/T 32907-2016.
        case sm4

        package var keySize: Int {
            switch self {
            case .aes128, .sm4: 16
            case .aes192: 24
            case .aes256: 32
            }
        }

        fileprivate var algorithm: Int32 {
            switch self {
            case .aes128: Int32(GCRY_CIPHER_AES.rawValue)
            case .aes192: Int32(GCRY_CIPHER_AES192.rawValue)
            case .aes256: Int32(GCRY_CIPHER_AES256.rawValue)
            case .sm4: Int32(GCRY_CIPHER_SM4.rawValue)
            }
        }
    }

    package static let tagSize = 16
    private let cipher: BlockCipher
    private let key: [UInt8]

    /// - Parameter key: `cipher.keySize` bytes.
    package init(_ cipher: BlockCipher, key: [UInt8]) {
        precondition(key.count == cipher.keySize, "a key of \(cipher.keySize) bytes")
        Gcrypt.start()
        self.cipher = cipher
        self.key = key
    }

    /// - Parameter nonce: never twice under one key; twelve bytes unless a format of others says otherwise.
    /// - Returns: the ciphertext, then the tag.
    package func seal(_ plain: [UInt8], nonce: [UInt8], authenticating beside: [UInt8]) -> [UInt8] {
        precondition(!nonce.isEmpty, "a nonce has at least one byte")
        var sealed = plain
        withHandle(nonce, beside) { handle in
            if !sealed.isEmpty { Gcrypt.check(gcry_cipher_encrypt(handle, &sealed, sealed.count, nil, 0)) }
            var tag = [UInt8](repeating: 0, count: Self.tagSize)
            Gcrypt.check(gcry_cipher_gettag(handle, &tag, tag.count))
            sealed += tag
        }
        return sealed
    }

    /// - Returns: `nil` where ciphertext, tag, nonce or what stands beside was changed.
    package func open(_ sealed: [UInt8], nonce: [UInt8], authenticating beside: [UInt8]) -> [UInt8]? {
        guard sealed.count >= Self.tagSize, !nonce.isEmpty else { return nil }
        var plain = Array(sealed.dropLast(Self.tagSize))
        let tag = Array(sealed.suffix(Self.tagSize))
        var isGenuine = false
        withHandle(nonce, beside) { handle in
            if !plain.isEmpty { Gcrypt.check(gcry_cipher_decrypt(handle, &plain, plain.count, nil, 0)) }
            isGenuine = gcry_cipher_checktag(handle, tag, tag.count) == 0
        }
        return isGenuine ? plain : nil
    }

    private func withHandle(_ nonce: [UInt8], _ beside: [UInt8], _ body: (gcry_cipher_hd_t) -> Void) {
        var opened: gcry_cipher_hd_t?
        Gcrypt.check(gcry_cipher_open(&opened, cipher.algorithm, Int32(GCRY_CIPHER_MODE_GCM.rawValue), 0))
        guard let handle = opened else { preconditionFailure("a cipher that was opened has a handle") }
        defer { gcry_cipher_close(handle) }
        Gcrypt.check(gcry_cipher_setkey(handle, key, key.count))
        Gcrypt.check(gcry_cipher_setiv(handle, nonce, nonce.count))
        if !beside.isEmpty { Gcrypt.check(gcry_cipher_authenticate(handle, beside, beside.count)) }
        body(handle)
    }
}

extension Digest {
    /// SM3 (GB/T 32905-2016), 32 bytes.
    package static func sm3(_ bytes: [UInt8]) -> [UInt8] {
        Gcrypt.start()
        var hash = [UInt8](repeating: 0, count: 32)
        gcry_md_hash_buffer(Int32(GCRY_MD_SM3.rawValue), &hash, bytes, bytes.count)
        return hash
    }

    /// HMAC with SM3 (GB/T 15852.2), 32 bytes.
    package static func hmacSM3(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        Gcrypt.start()
        var opened: gcry_mac_hd_t?
        Gcrypt.check(gcry_mac_open(&opened, Int32(GCRY_MAC_HMAC_SM3.rawValue), 0, nil))
        guard let handle = opened else { preconditionFailure("a code that was opened has a handle") }
        defer { gcry_mac_close(handle) }
        Gcrypt.check(gcry_mac_setkey(handle, key, key.count))
        Gcrypt.check(gcry_mac_write(handle, bytes, bytes.count))
        var code = [UInt8](repeating: 0, count: 32)
        var count = code.count
        Gcrypt.check(gcry_mac_read(handle, &code, &count))
        return code
    }
}
