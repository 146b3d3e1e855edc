public import Kernel

/// How a line under a note is signed: the type byte of C2SP `signed-note`.
public struct NoteAlgorithm: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Ed25519 over the text of the note.
    public static let ed25519 = NoteAlgorithm(rawValue: 0x01)
    /// Ed25519 over the text and the time at which a witness saw it (C2SP `tlog-cosignature`).
    public static let cosignature = NoteAlgorithm(rawValue: 0x04)
}

/// A public key under the name of its holder, e.g. `log.huimin.example/2026`.
public struct NoteKey: Hashable, Sendable {
    public let name: String
    public let algorithm: NoteAlgorithm
    public let publicKey: [UInt8]
    /// The first four bytes of the hash over all three: tells keys apart, proves nothing.
    public let id: UInt32

    /// `nil` for a name that is empty or has a space, a control character or a plus.
    /// - Parameter hasher: SHA-256, as the format asks.
    public init?(name: String, algorithm: NoteAlgorithm, publicKey: [UInt8], hasher: some TreeHasher) {
        guard NoteKey.isName(name) else { return nil }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        id = UInt32(bigEndian: hasher.hash(Array(name.utf8) + [0x0A, algorithm.rawValue] + publicKey).prefix(4))
    }

    /// Reads the one-line form in which keys are published: name, id and key joined by plus signs. `nil` where it is
    /// damaged, the id does not fit or the algorithm is none of ours.
    public init?(verifierKey text: String, hasher: some TreeHasher) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let material = Base64.bytes(parts[2]), let type = material.first else { return nil }
        let algorithm = NoteAlgorithm(rawValue: type)
        guard [.ed25519, .cosignature].contains(algorithm), material.count == 33 else { return nil }
        self.init(
            name: String(parts[0]), algorithm: algorithm, publicKey: Array(material.dropFirst()), hasher: hasher)
        guard verifierKey == text else { return nil }
    }

    /// `name+1a2b3c4d+base64`, the form in which keys are published and configured.
    public var verifierKey: String {
        "\(name)+\(Hex.text(id.bigEndianBytes))+\(Base64.text([algorithm.rawValue] + publicKey))"
    }

    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace }
    }
}

/// Who may sign notes: a key and what makes signatures with it, perhaps in another machine.
public struct NoteSigner: Sendable {
    public let key: NoteKey
    private let sign: @Sendable (_ message: [UInt8]) throws -> [UInt8]

    /// - Parameter sign: Ed25519 over the message with the private half of the key.
    public init(key: NoteKey, sign: @escaping @Sendable (_ message: [UInt8]) throws -> [UInt8]) {
        self.key = key
        self.sign = sign
    }

    /// Signs the text of a note. The time is part of cosignatures only.
    public func signature(of text: String, at instant: Instant) throws -> NoteSignature {
        guard key.algorithm == .cosignature else {
            return NoteSignature(key: key, bytes: try sign(Array(text.utf8)))
        }
        let seconds = UInt64(clamping: instant.milliseconds.flooredQuotient(dividingBy: 1000))
        let signed = try sign(Cosignature.message(seconds: seconds, text: text))
        return NoteSignature(key: key, bytes: seconds.bigEndianBytes + signed)
    }
}

/// Whose signatures are believed, and how to check them.
public struct NoteVerifier: Sendable {
    public let key: NoteKey
    private let verify: @Sendable (_ signature: [UInt8], _ message: [UInt8], _ publicKey: [UInt8]) -> Bool

    /// - Parameter verify: Ed25519, with the signature, the message and the public key in this order.
    public init(
        key: NoteKey,
        verify: @escaping @Sendable (_ signature: [UInt8], _ message: [UInt8], _ publicKey: [UInt8]) -> Bool
    ) {
        self.key = key
        self.verify = verify
    }

    /// Whether a signature is of this key at all, by name and id.
    func knows(_ signature: NoteSignature) -> Bool { signature.name == key.name && signature.keyID == key.id }

    func isValid(_ signature: NoteSignature, of text: String) -> Bool {
        guard key.algorithm == .cosignature else {
            return verify(signature.bytes, Array(text.utf8), key.publicKey)
        }
        guard let cosignature = Cosignature(signature) else { return false }
        let message = Cosignature.message(seconds: cosignature.seconds, text: text)
        return verify(cosignature.signature, message, key.publicKey)
    }
}

/// A witness's statement that, at that second, it had seen this log grow without change up to this checkpoint and no
/// further.
public struct Cosignature: Hashable, Sendable {
    /// Since 1970-01-01T00:00:00Z.
    public let seconds: UInt64
    public let signature: [UInt8]

    /// `nil` where the line is too short to hold a time, or the time is beyond what the format allows.
    public init?(_ signature: NoteSignature) {
        guard signature.bytes.count > 8 else { return nil }
        seconds = UInt64(bigEndian: signature.bytes.prefix(8))
        self.signature = Array(signature.bytes.dropFirst(8))
        guard seconds <= UInt64(Int64.max) else { return nil }
    }

    /// What a witness signs.
    static func message(seconds: UInt64, text: String) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
    }
}

extension FixedWidthInteger {
    init(bigEndian bytes: some Sequence<UInt8>) { self = bytes.reduce(0) { $0 << 8 | Self($1) } }

    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
