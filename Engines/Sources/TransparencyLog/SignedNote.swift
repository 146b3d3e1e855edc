import Kernel

/// A text with one or more signatures below it, readable by people and machines (C2SP `signed-note`).
public struct SignedNote: Hashable, Sendable {
    /// Ends with a line break.
    public let text: String
    public private(set) var signatures: [NoteSignature]

    public init(text: String, signatures: [NoteSignature] = []) throws(NoteError) {
        guard text.utf8.last == UInt8(ascii: "\n"), text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw .malformed
        }
        self.text = text
        self.signatures = signatures
    }

    /// Adds a signature, such as a witness's; one that the same key made before is replaced.
    public mutating func add(_ signature: NoteSignature) {
        signatures.removeAll { $0.name == signature.name && $0.keyID == signature.keyID }
        signatures.append(signature)
    }

    /// The line of one key; `nil` where it did not sign.
    public func signature(of key: NoteKey) -> NoteSignature? {
        signatures.first { $0.name == key.name && $0.keyID == key.id }
    }

    /// The keys among the given that signed this text. Refuses where none did, and where a signature in the name of one
    /// of them is wrong; signatures of others are passed over.
    public func verified(by verifiers: [NoteVerifier]) throws(NoteError) -> [VerifiedSignature] {
        var verified = [VerifiedSignature]()
        for signature in signatures {
            guard let verifier = verifiers.first(where: { $0.knows(signature) }) else { continue }
            guard verifier.isValid(signature, of: text) else { throw .wrongSignature(name: signature.name) }
            guard !verified.contains(where: { $0.key == verifier.key }) else { continue }
            verified.append(VerifiedSignature(key: verifier.key, signature: signature))
        }
        guard !verified.isEmpty else { throw .notSigned }
        return verified
    }
}

/// One line of a note: who signed, and the signature.
public struct NoteSignature: Hashable, Sendable {
    public let name: String
    public let keyID: UInt32
    /// What the algorithm of the key makes of it; for cosignatures the time is in the first eight bytes.
    public let bytes: [UInt8]

    public init(key: NoteKey, bytes: [UInt8]) {
        self.init(name: key.name, keyID: key.id, bytes: bytes)
    }

    init(name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// `— name base64`, as it stands under a note.
    public var line: String { "— \(name) \(Base64.text(keyID.bigEndianBytes + bytes))" }
}

/// A signature that was checked against a key that the verifier knew beforehand.
public struct VerifiedSignature: Hashable, Sendable {
    public let key: NoteKey
    public let signature: NoteSignature

    /// When a witness saw it; `nil` for signatures without a time.
    public var seconds: UInt64? {
        key.algorithm == .cosignature ? Cosignature(signature)?.seconds : nil
    }
}

/// Why a note is not believed.
public enum NoteError: Error, Hashable, Sendable {
    /// It is no signed note, or longer than any honest one.
    case malformed
    /// A known key's signature does not fit the text: one of them was changed.
    case wrongSignature(name: String)
    /// No known key signed it.
    case notSigned
}

extension SignedNote {
    /// The largest note that is read.
    public static let bytesMax = 1 << 20
    /// The most signatures that are read.
    public static let signaturesMax = 100

    /// The note as it is stored and sent.
    public var formatted: String { text + "\n" + signatures.map { $0.line + "\n" }.joined() }
    public var bytes: [UInt8] { Array(formatted.utf8) }

    public init(parsing bytes: some Collection<UInt8>) throws(NoteError) {
        let bytes = Array(bytes.prefix(SignedNote.bytesMax + 1))
        guard bytes.count <= SignedNote.bytesMax, String(validating: bytes, as: UTF8.self) != nil,
            let end = bytes.indices.dropFirst().last(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }),
            bytes.last == 0x0A
        else { throw .malformed }
        let lines = bytes[(end + 1)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= SignedNote.signaturesMax else { throw .malformed }
        var signatures = [NoteSignature]()
        for line in lines {
            guard let signature = NoteSignature(line: String(decoding: line, as: UTF8.self)) else { throw .malformed }
            signatures.append(signature)
        }
        try self.init(text: String(decoding: bytes[..<end], as: UTF8.self), signatures: signatures)
    }
}

extension NoteSignature {
    /// Signature lines one below the other, each ending with a line break; `nil` where one is none, or there are more than
    /// a note may have.
    public static func lines(_ text: String) -> [NoteSignature]? {
        guard text.hasSuffix("\n") else { return nil }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        let signatures = lines.prefix(SignedNote.signaturesMax + 1).compactMap { NoteSignature(line: String($0)) }
        guard signatures.count == lines.count, lines.count <= SignedNote.signaturesMax else { return nil }
        return signatures
    }

    fileprivate init?(line: String) {
        let scalars = line.unicodeScalars
        guard scalars.starts(with: "— ".unicodeScalars) else { return nil }
        let parts = scalars.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false).map { Substring($0) }
        guard parts.count == 2, NoteKey.isName(parts[0]), let bytes = Base64.bytes(parts[1]), bytes.count > 4 else {
            return nil
        }
        self.init(
            name: String(parts[0]), keyID: UInt32(bigEndian: bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }
}
