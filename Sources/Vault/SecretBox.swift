import Crypto

/// Seals and opens bytes with AES-256-GCM. The place where they are kept (table, column, row) is authenticated with them,
/// so that a ciphertext moved to another row does not open.
///
/// Format: suite (1 byte, 1 = AES-256-GCM) ‖ key id (1 byte) ‖ nonce (12) ‖ ciphertext ‖ tag (16). The suite byte leaves
/// room for SM4-GCM.
package struct SecretBox: Sendable {
    private static let suite: UInt8 = 1
    private static let headerSize = 2
    private static let nonceSize = 12
    private static let tagSize = 16

    package let keyID: UInt8
    private let key: SymmetricKey

    /// - Parameter keyBytes: 32 bytes.
    package init(keyBytes: [UInt8], keyID: UInt8 = 0) {
        precondition(keyBytes.count == 32, "AES-256 takes a key of 32 bytes")
        key = SymmetricKey(data: keyBytes)
        self.keyID = keyID
    }

    package func seal(_ plain: [UInt8], at place: SealedPlace) -> [UInt8] {
        guard let box = try? AES.GCM.seal(plain, using: key, authenticating: place.bytes) else {
            preconditionFailure("AES-GCM seals every message below 64 GiB")
        }
        var sealed: [UInt8] = [Self.suite, keyID]
        sealed.reserveCapacity(Self.headerSize + Self.nonceSize + plain.count + Self.tagSize)
        guard let combined = box.combined else {
            preconditionFailure("a nonce of 12 bytes stands before its ciphertext")
        }
        sealed.append(contentsOf: combined)
        return sealed
    }

    /// - Throws: `VaultError` where the bytes are no ciphertext of this key and place, or were changed.
    package func open(_ sealed: [UInt8], at place: SealedPlace) throws(VaultError) -> [UInt8] {
        guard sealed.count >= Self.headerSize + Self.nonceSize + Self.tagSize else { throw .damaged }
        guard sealed[0] == Self.suite else { throw .unknownSuite(sealed[0]) }
        // No tag covers this byte: it is read, so it is held to what it must be.
        guard sealed[1] == keyID else { throw .unknownKey(sealed[1]) }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed[Self.headerSize...])
            return Array(try AES.GCM.open(box, using: key, authenticating: place.bytes))
        } catch { throw .damaged }
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
    /// The key file is missing, unreadable or open to other users.
    case keyFile(String)
}
