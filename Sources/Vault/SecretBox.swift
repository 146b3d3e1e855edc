import Crypto

/// Seals and opens bytes with the cipher of a suite. The place where they are kept (table, column, row) is authenticated with
/// them, so that a ciphertext moved to another row does not open.
///
/// Format: suite (1 byte, `CipherSuite`) ‖ key id (1 byte) ‖ nonce (12) ‖ ciphertext ‖ tag (16).
package struct SecretBox: Sendable {
    private static let headerSize = 2
    private static let nonceSize = 12
    private static let tagSize = GaloisCounterMode.tagSize

    package let keyID: UInt8
    private let suite: CipherSuite
    private let keyBytes: [UInt8]
    private let aes: SymmetricKey
    private let sm4: GaloisCounterMode?

    /// - Parameters:
    ///   - keyBytes: 32 bytes.
    ///   - suite: seals; what another suite has sealed with the same key opens all the same.
    package init(keyBytes: [UInt8], keyID: UInt8 = 0, suite: CipherSuite = .international) {
        precondition(keyBytes.count == 32, "a key has 32 bytes")
        self.keyBytes = keyBytes
        self.keyID = keyID
        self.suite = suite
        aes = SymmetricKey(data: keyBytes)
        sm4 = suite == .shangMi ? Self.sm4(keyBytes) : nil
    }

    package func seal(_ plain: [UInt8], at place: SealedPlace) -> [UInt8] {
        var sealed: [UInt8] = [suite.rawValue, keyID]
        sealed.reserveCapacity(Self.headerSize + Self.nonceSize + plain.count + Self.tagSize)
        if let sm4 {
            let nonce = Array(AES.GCM.Nonce())
            sealed += nonce
            sealed += sm4.seal(plain, nonce: nonce, authenticating: place.bytes)
        } else {
            sealed += sealedByAES(plain, at: place)
        }
        return sealed
    }

    /// - Throws: `VaultError` where the bytes are no ciphertext of this key and place, or were changed.
    package func open(_ sealed: [UInt8], at place: SealedPlace) throws(VaultError) -> [UInt8] {
        guard sealed.count >= Self.headerSize + Self.nonceSize + Self.tagSize else { throw .damaged }
        guard let suite = CipherSuite(rawValue: sealed[0]) else { throw .unknownSuite(sealed[0]) }
        // No tag covers this byte: it is read, so it is held to what it must be.
        guard sealed[1] == keyID else { throw .unknownKey(sealed[1]) }
        let combined = sealed[Self.headerSize...]
        let plain =
            switch suite {
            case .international: openedByAES(combined, at: place)
            case .shangMi:
                (sm4 ?? Self.sm4(keyBytes)).open(
                    Array(combined.dropFirst(Self.nonceSize)), nonce: Array(combined.prefix(Self.nonceSize)),
                    authenticating: place.bytes)
            }
        guard let plain else { throw .damaged }
        return plain
    }

    private func sealedByAES(_ plain: [UInt8], at place: SealedPlace) -> [UInt8] {
        guard let box = try? AES.GCM.seal(plain, using: aes, authenticating: place.bytes), let combined = box.combined
        else { preconditionFailure("AES-GCM seals every message below 64 GiB, a nonce of 12 bytes before it") }
        return Array(combined)
    }

    private func openedByAES(_ combined: ArraySlice<UInt8>, at place: SealedPlace) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: combined) else { return nil }
        return (try? AES.GCM.open(box, using: aes, authenticating: place.bytes)).map { Array($0) }
    }

    /// SM4 takes a key of 16 bytes: never the half of one that another cipher uses.
    private static func sm4(_ keyBytes: [UInt8]) -> GaloisCounterMode {
        GaloisCounterMode(.sm4, key: Array(Digest.hmacSM3(Array("SM4-GCM".utf8), key: keyBytes).prefix(16)))
    }
}

/// Where a ciphertext stands.
package struct SealedPlace: Sendable {
    fileprivate let bytes: [UInt8]

    package init(table: StaticString, column: StaticString, row: [UInt8]) {
        bytes = Array("\(table)/\(column)/".utf8) + row
    }
}

/// Why sealed bytes could not be opened.
package enum VaultError: Error, Sendable, Equatable {
    /// Changed, moved to another place, or sealed under another key.
    case damaged
    case unknownSuite(UInt8)
    case unknownKey(UInt8)
    /// The key file is missing, unreadable, open to other users or sealed.
    case keyFile(String)
    /// A security module does not do what it should.
    case token(String)
    /// The security module does not take the PIN; it is not tried again, since modules lock themselves.
    case tokenRefusesPIN(String)
}
